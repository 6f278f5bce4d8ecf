"""Rules about signatures: of what type they are, and whether they are worth anything."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from strongroom.engines.signatures import COVERS_ALL
from strongroom.model.errors import Fact, StrongroomError
from strongroom.model.finding import Finding
from strongroom.model.scripts import OutputKind, output_kind
from strongroom.model.sighash import SIGHASH_ALL, SIGHASH_ANYONECANPAY
from strongroom.review.context import Context
from strongroom.review.final_scripts import opens, with_final_scripts
from strongroom.review.signature_check import SignatureState
from strongroom.review.views import CheckedSignature, InputView
from strongroom.review.weigh import block

_NAMES = {0: "DEFAULT", 1: "ALL", 2: "NONE", 3: "SINGLE"}


def sighash(context: Context) -> Iterator[Finding]:
    """A signature, asked for or given, that leaves parts of the transaction open."""
    for view in context.inputs:
        asked = view.said.sighash_type
        if asked is not None and asked not in _allowed(view):
            yield block("sighash", view.where, reason="field", type=sighash_name(asked))
        given = _in_state(view, SignatureState.OTHER_TYPE)
        if given:
            name = sighash_name(given[0].signature[-1])
            yield block("sighash", view.where, reason="signature", type=name, **_told(view, given))
        for taproot in _taproot_types(view):
            name = sighash_name(taproot)
            yield block("sighash", view.where, reason="signature", type=name)


def signature_invalid(context: Context) -> Iterator[Finding]:
    """A signature that is damaged, changed, or belongs somewhere else."""
    yield from _of_state(context, SignatureState.INVALID, "signature-invalid")


def signature_other_transaction(context: Context) -> Iterator[Finding]:
    """A well-made signature for something that is not here."""
    yield from _of_state(context, SignatureState.OTHER_TRANSACTION, "signature-other-transaction")


def signature_unknown_key(context: Context) -> Iterator[Finding]:
    """A signature by a key that has no say here: so has the output key of our taproot coins, which
    is nobody's, and in front of which signers and finalizers would take it."""
    yield from _of_state(context, SignatureState.UNKNOWN_KEY, "signature-unknown-key")
    for view in context.own_inputs:
        if view.said.taproot_key_signature is not None and view.opening:
            key = view.opening.scripts.script_pubkey[2:].hex()
            yield block("signature-unknown-key", view.where, count=1, key=key)


def finalised_invalid(context: Context) -> Iterator[Finding]:
    """Finished scripts that do not open what they spend."""
    finals = [view for view in context.inputs if view.is_final]
    answer = _run(context, finals)
    for view in finals:
        ours_fails = view.is_ours and not opens(view)
        if ours_fails or (answer is not None and not answer[view.index]):
            yield block("finalised-invalid", view.where)


def _run(context: Context, finals: Sequence[InputView]) -> tuple[bool, ...] | None:
    """The engine's word on each input; None where it was not asked or what is spent is unknown.

    Inputs that are not finished are left bare: their answer means nothing. An engine that gives no
    answer has not verified anything.
    """
    spent = [(v.spent.amount, v.spent.script_pubkey) for v in context.inputs if v.spent]
    if not finals or context.run_scripts is None or len(spent) < len(context.inputs):
        return None
    inputs = tuple(with_final_scripts(view) for view in context.inputs)
    raw = replace(context.psbt.transaction, inputs=inputs).serialize()
    try:
        return context.run_scripts(raw, spent).inputs
    except StrongroomError:
        return (False,) * len(context.inputs)


def _of_state(context: Context, state: SignatureState, code: str) -> Iterator[Finding]:
    for view in context.inputs:
        given = _in_state(view, state)
        if given:
            yield block(code, view.where, **_told(view, given))


def _in_state(view: InputView, state: SignatureState) -> list[CheckedSignature]:
    return [checked for checked in view.signatures if checked.state is state]


def _allowed(view: InputView) -> tuple[int, ...]:
    taproot = view.spent and output_kind(view.spent.script_pubkey) is OutputKind.P2TR
    return COVERS_ALL if taproot else (SIGHASH_ALL,)


def sighash_name(sighash_type: int) -> str:
    """The type of signature in the words of the field."""
    base = _NAMES.get(sighash_type & 0x7F, f"0x{sighash_type:02x}")
    return base if sighash_type < SIGHASH_ANYONECANPAY else f"{base} and ANYONECANPAY"


def _told(view: InputView, given: Sequence[CheckedSignature]) -> dict[str, Fact]:
    """How many signatures there are of one kind, and whose the first is said to be."""
    key = given[0].public_key
    told: dict[str, Fact] = {"count": len(given), "key": key.hex()}
    cosigner = view.cosigner_of(key)
    return told if cosigner is None else told | {"cosigner": cosigner}


def _taproot_types(view: InputView) -> tuple[int, ...]:
    """The first type but ALL that a taproot signature names which was not checked itself."""
    if view.opening is not None:
        return ()
    leaves = (s.signature for s in view.said.partial_signatures if s.leaf_hash)
    every = (view.said.taproot_key_signature or b"", *leaves)
    return tuple(s[-1] for s in every if len(s) == 65 and s[-1] != SIGHASH_ALL)[:1]
