"""A review as a person reads it in a terminal: the money first, then who signed."""

from strongroom.cli.ages_text import later_lines
from strongroom.cli.replaced_text import locktime_words, replaced_lines
from strongroom.model.wallet import Wallet
from strongroom.review.comparison_phrase import comparison_phrase
from strongroom.review.psbt import OutputRole, Review, ReviewedInput, ReviewedOutput
from strongroom.words.amounts import (
    bitcoin,
    fee_rate,
    grouped_address,
    plural,
)
from strongroom.words.verdicts import VERDICTS
from strongroom.workflows.told_heights import ToldHeights

_WIDTH = 9


def review_lines(
    review: Review, wallet: Wallet | None, heights: ToldHeights | None = None
) -> list[str]:
    """The review without its findings, which are printed after it."""
    owner = f" from {wallet.name}" if wallet else ""
    lines = [f"Payment{owner}. {VERDICTS[review.verdict]}", ""]
    for role in _ROLES:
        for output in review.outputs:
            if output.kind is role:
                lines += _output_lines(output)
    lines += [_fee_line(review), "", "Spends"]
    lines += [_input_line(entry) for entry in review.inputs]
    if heights and wallet and wallet.policy.has_other_paths:
        lines += later_lines(review, heights)
    for replacement in review.replacements:
        lines += replaced_lines(replacement)
    lines += ["", _signature_line(review, wallet)]
    if review.locktime:
        when = locktime_words(review.locktime)
        lines.append(f"Cannot be mined before {when} (locktime).")
    lines.append(f"Transaction {review.txid}")
    return [*lines, *_phrase_lines(review.digest), ""]


_ROLES = (
    OutputRole.PAYMENT,
    OutputRole.UNKNOWN,
    OutputRole.DATA,
    OutputRole.SELF,
    OutputRole.CHANGE,
)
_NAMES = {
    OutputRole.PAYMENT: "Pays",
    OutputRole.UNKNOWN: "Pays",
    OutputRole.DATA: "Data",
    OutputRole.SELF: "To self",
    OutputRole.CHANGE: "Change",
}


def _output_lines(output: ReviewedOutput) -> list[str]:
    place = f", {output.place.branch.value} address {output.place.index}" if output.place else ""
    head = f"{_NAMES[output.kind]:<{_WIDTH}}{bitcoin(output.amount)}{place}"
    if not output.address:
        return [head, f"{'':<{_WIDTH}}(no address form)"]
    return [head, f"{'':<{_WIDTH}}{grouped_address(output.address)}"]


def _fee_line(review: Review) -> str:
    if review.fee is None or review.fee_rate is None:
        return f"{'Fee':<{_WIDTH}}not known: an amount that is spent is missing"
    return f"{'Fee':<{_WIDTH}}{bitcoin(review.fee)} ({review.fee} sat, {fee_rate(review.fee_rate)})"


def _input_line(entry: ReviewedInput) -> str:
    amount = "unknown amount" if entry.amount is None else bitcoin(entry.amount)
    owner = "not this wallet's"
    if entry.place:
        owner = f"{entry.place.branch.value} address {entry.place.index}"
    return f"  {entry.index + 1:>3}  {amount}, {owner}  {entry.outpoint}"


def _phrase_lines(digest: bytes | None) -> list[str]:
    """What cosigners read to each other; nothing where an amount is not proven."""
    if digest is None:
        return []
    return [
        f"Comparison phrase: {' '.join(comparison_phrase(digest))}",
        "  The same words on another machine mean the same transaction. They do not replace reading"
        " where it pays.",
    ]


def _signature_line(review: Review, wallet: Wallet | None) -> str:
    if not review.threshold:
        return "Signatures are counted against a wallet."
    names = [_name(signer.cosigner, wallet) for signer in review.signed_by]
    signed = f"Signed by {', '.join(names)}" if names else "Nobody has signed"
    if review.complete:
        return f"{signed}: enough."
    return f"{signed}; {plural(review.missing, 'signature')} of {review.threshold} still to come."


def _name(cosigner: int, wallet: Wallet | None) -> str:
    if wallet is None:
        return f"key {cosigner + 1}"
    key = wallet.policy.cosigners[cosigner]
    fingerprint = key.fingerprint.hex() if key.fingerprint else "fingerprint not told"
    return f"{key.name or f'key {cosigner + 1}'} ({fingerprint})"
