"""A review as a person reads it in a terminal: the money first, then who signed."""

from strongroom.cli.ages_text import later_lines
from strongroom.cli.replaced_text import replaced_lines
from strongroom.model.wallet import Wallet
from strongroom.review.comparison_phrase import comparison_phrase
from strongroom.review.psbt import OutputRole, Review, ReviewedInput, ReviewedOutput
from strongroom.review.result import InputSignature
from strongroom.words.amounts import (
    bitcoin,
    fee_rate,
    grouped_address,
    plural,
)
from strongroom.words.locks import locktime_words, relative_lock_words
from strongroom.words.paths import derivation_words, path_words
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
    for entry in review.inputs:
        lines += [_input_line(entry), *_lock_lines(entry), *_signed_lines(entry, wallet)]
    if wallet and wallet.policy.has_other_paths:
        lines += later_lines(review, heights)
    for replacement in review.replacements:
        lines += replaced_lines(replacement)
    lines += ["", _signature_line(review, wallet)]
    if review.locktime:
        lines.append(_locktime_line(review))
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


def _signed_lines(entry: ReviewedInput, wallet: Wallet | None) -> list[str]:
    """Each signature with its key's path and, where there are several, the way it serves."""
    return [
        f"       signed by {_name(each.cosigner, wallet)} with {_key_and_way(each, wallet)}"
        for each in entry.signatures
    ]


def _key_and_way(signature: InputSignature, wallet: Wallet | None) -> str:
    whole = signature.fingerprint is not None
    words = derivation_words(signature.derivation, is_whole=whole)
    if wallet is None or not wallet.policy.has_other_paths:
        return words
    path = wallet.policy.paths[signature.path]
    words += f", for {path_words(path.threshold, len(path.keys), path.delay)}"
    return words if signature.counts else f"{words}, which is not the way it is spent"


def _lock_lines(entry: ReviewedInput) -> list[str]:
    if entry.lock is None:
        return []
    return [f"       its coin must be confirmed for {relative_lock_words(entry.lock)}"]


def _locktime_line(review: Review) -> str:
    when = locktime_words(review.locktime, review.tip)
    if not review.heeds_locktime:
        return f"Its locktime, {when}, has no effect."
    return f"Can be mined only after {when} (locktime)."


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
