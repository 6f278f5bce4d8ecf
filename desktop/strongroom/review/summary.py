"""What was worked out and what was found, put together as one review."""

from collections.abc import Sequence

from strongroom.model.finding import Finding, Severity
from strongroom.model.frozen import freeze, review_digest
from strongroom.model.locks import heeds_relative_locks, relative_lock
from strongroom.model.scripts import witness_program
from strongroom.review.ages import paths_open
from strongroom.review.change import FALSE_CHANGE
from strongroom.review.context import Context
from strongroom.review.false_change import false_claim
from strongroom.review.nonces import nonces_of
from strongroom.review.replacement import replacements
from strongroom.review.result import (
    Review,
    ReviewedInput,
    ReviewedOutput,
    SignedBy,
    Totals,
)
from strongroom.review.signature_paths import input_signatures
from strongroom.review.timing import signals_replacement
from strongroom.review.views import InputView, OutputView

_MOST_CLAIMS = 20
"""So many outputs that are false change are looked into; it takes both engines for each."""


def summarise(context: Context, findings: Sequence[Finding]) -> Review:
    """The review of what is in ``context``, with findings already in order."""
    transaction = context.psbt.transaction
    by_place: dict[str, list[Finding]] = {}
    for finding in findings:
        by_place.setdefault(finding.where, []).append(finding)
    false_change = [found.where for found in findings if found.code == FALSE_CHANGE][:_MOST_CLAIMS]
    signed = [set(view.signers) for view in context.own_inputs]
    return Review(
        verdict=max((found.severity for found in findings), default=Severity.INFO),
        findings=tuple(findings),
        psbt_version=context.psbt.version,
        inputs=tuple(
            _input(context, view, by_place.get(view.where, ())) for view in context.inputs
        ),
        outputs=tuple(
            _output(
                context, view, by_place.get(view.where, ()), is_false=view.where in false_change
            )
            for view in context.outputs
        ),
        totals=_totals(context),
        fee=context.fee,
        fee_rate=None if context.fee is None else round(context.fee / context.vsize, 3),
        vsize=context.vsize,
        txid=transaction.txid,
        txid_final=_is_txid_final(context),
        digest=_digest(context),
        locktime=transaction.locktime,
        rbf=signals_replacement(context),
        threshold=_threshold(context),
        signed_by=_signers(context, sorted(set.intersection(*signed)) if signed else ()),
        missing=_missing(context),
        complete=_is_complete(context),
        replacements=replacements(context),
        tip=context.history.tip,
    )


def _input(context: Context, view: InputView, findings: Sequence[Finding]) -> ReviewedInput:
    ways, outpoint = view.opening.ways if view.opening else None, view.tx_input.outpoint
    history, confirmed = context.history, context.history.confirmed.get(outpoint)
    heeds = heeds_relative_locks(context.psbt.transaction.version)
    return ReviewedInput(
        index=view.index,
        outpoint=outpoint,
        address=view.address,
        amount=view.amount,
        mine=view.is_ours,
        place=view.place,
        sequence=view.tx_input.sequence,
        signatures=input_signatures(view, context.ownership),
        nonces=tuple(nonces_of(view, context.ownership)),
        findings=tuple(findings),
        path=ways.number if ways else 0,
        age=ways.age if ways else 0,
        confirmed=confirmed,
        opens=paths_open(ways.paths if ways else (), confirmed, history.height, history.now),
        lock=relative_lock(view.tx_input.sequence) if heeds else None,
    )


def _output(
    context: Context, view: OutputView, findings: Sequence[Finding], *, is_false: bool
) -> ReviewedOutput:
    owner = context.ownership
    return ReviewedOutput(
        index=view.index,
        address=view.address,
        script_pubkey=view.output.script_pubkey,
        amount=view.output.amount,
        kind=view.role,
        place=view.place,
        findings=tuple(findings),
        claim=false_claim(view, owner) if owner and is_false else None,
    )


def _totals(context: Context) -> Totals:
    amounts = [view.amount for view in context.own_inputs]
    known = [amount for amount in amounts if amount is not None]
    own_inputs = sum(known) if len(known) == len(amounts) else None
    return Totals(own_inputs, sum(view.output.amount for view in context.own_outputs))


def _is_txid_final(context: Context) -> bool:
    """Whether only witnesses are still to come, which the txid does not count."""
    spent = [view.spent for view in context.inputs]
    return all(output and witness_program(output.script_pubkey) for output in spent)


def _digest(context: Context) -> bytes | None:
    frozen = freeze(context.psbt)
    proven = all(view.amount is not None for view in context.inputs)
    if frozen is None or context.ownership is None or not proven:
        return None
    return review_digest(context.ownership.wallet.network.value, frozen)


def _threshold(context: Context) -> int | None:
    """How many must sign in the way the inputs of ours are spent; the most where they differ."""
    if context.ownership is None:
        return None
    usual = context.ownership.wallet.policy.threshold
    return max((v.opening.threshold for v in context.own_inputs if v.opening), default=usual)


def _missing(context: Context) -> int:
    """Signers that the input of ours with the fewest still needs; the quorum where none is ours."""
    none_signed = _threshold(context) or 0
    return max((view.missing for view in context.own_inputs), default=none_signed)


def _is_complete(context: Context) -> bool:
    """Whether every input of ours has its quorum, and every other one its finished scripts."""
    others = all(view.is_final for view in context.inputs if not view.is_ours)
    return bool(context.inputs) and others and not _missing(context)


def _signers(context: Context, cosigners: Sequence[int]) -> tuple[SignedBy, ...]:
    if context.ownership is None:
        return ()
    keys = context.ownership.wallet.policy.cosigners
    return tuple(SignedBy(cosigner, keys[cosigner].fingerprint) for cosigner in cosigners)
