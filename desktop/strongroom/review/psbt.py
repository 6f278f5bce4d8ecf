"""The review of a PSBT: every rule asked, every finding weighed."""

from collections.abc import Callable, Iterable, Iterator

from strongroom.model.finding import Finding
from strongroom.model.psbt import Psbt
from strongroom.model.wallet import Wallet
from strongroom.review import (
    belonging,
    change,
    coins,
    engines,
    fees,
    lookalikes,
    nonces,
    outputs,
    owner_rules,
    paths,
    replacement,
    signatures,
    structure,
    timing,
)
from strongroom.review.context import Context, RunScripts, make_context
from strongroom.review.history import History
from strongroom.review.limits import Limits
from strongroom.review.result import Review, ReviewedInput, ReviewedOutput, SignedBy
from strongroom.review.summary import summarise
from strongroom.review.views import OutputRole

__all__ = [
    "RULES",
    "OutputRole",
    "Review",
    "ReviewedInput",
    "ReviewedOutput",
    "SignedBy",
    "review_psbt",
]

Rule = Callable[[Context], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    structure.transaction_empty,
    structure.locktime_undetermined,
    structure.transaction_unusual,
    structure.too_large,
    structure.proprietary_data,
    coins.utxo_mismatch,
    coins.utxo_missing,
    coins.amount_out_of_range,
    coins.script_mismatch,
    coins.amount_conflict,
    coins.wrong_network,
    belonging.input_not_ours,
    belonging.false_origin,
    belonging.xpub_mismatch,
    belonging.fingerprint_missing,
    change.change_foreign,
    change.change_unfindable,
    change.change_receive_branch,
    change.change_unmarked,
    change.address_reuse,
    lookalikes.address_lookalike,
    signatures.sighash,
    signatures.signature_invalid,
    signatures.signature_other_transaction,
    signatures.signature_unknown_key,
    nonces.repeated_nonce,
    signatures.finalised_invalid,
    fees.fee_high,
    fees.fee_low,
    timing.locktime,
    timing.relative_locktime,
    timing.rbf,
    replacement.replaced_payment,
    paths.recovery_path,
    paths.recovery_early,
    outputs.dust,
    outputs.data_output,
    outputs.unknown_script,
    owner_rules.address_not_whitelisted,
    owner_rules.spending_limit,
    owner_rules.cool_down,
    owner_rules.clock_set_back,
    engines.psbt_read_alike,
    engines.addresses_derived_alike,
)
"""One rule, one question; those of one weight are reported in this order."""


def review_psbt(
    psbt: Psbt,
    wallet: Wallet | None,
    *,
    limits: Limits | None = None,
    history: History | None = None,
    script_check: RunScripts | None = None,
) -> Review:
    """Hold a PSBT against the wallet it is said to be from.

    Without a wallet, rules about ownership are silent. ``script_check`` is Bitcoin Core's engine
    (``engines.kernel``), asked only where finished scripts are present; without it those of
    our own inputs are still held to our own scripts and sighash. Nothing is raised for what is
    found: a verdict of REJECT says that the PSBT must not be kept.
    """
    context = make_context(psbt, wallet, limits or Limits(), history or History(), script_check)
    found = [finding for rule in RULES for finding in rule(context)]
    found += owner_rules.acknowledgement_required(context, found)
    return summarise(context, by_weight(found))


def by_weight(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with the heaviest first, else in their order."""
    return tuple(sorted(findings, key=lambda found: -found.severity))
