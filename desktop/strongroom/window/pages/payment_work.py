"""What the page of a payment has done in the lanes: files read and written, keys left alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from strongroom.model.errors import ReadError, StrongroomError
from strongroom.model.finding import Finding, Severity
from strongroom.model.transaction import Transaction
from strongroom.model.wallet import Wallet
from strongroom.paper.measures import PaperSize
from strongroom.paper.review_record import record_file
from strongroom.practice.signers import PracticeSigner
from strongroom.transports.files import read_file, write_file
from strongroom.transports.qr.still import qr_modules
from strongroom.workflows.combine import combine
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.kept import KeptPayment
from strongroom.workflows.kept_payment import take_up
from strongroom.workflows.packing import Packing
from strongroom.workflows.payment import (
    PaymentUnderWay,
    Returned,
    accept,
    blocking,
    packing_for,
    review_again,
)
from strongroom.workflows.practice_signing import sign_with_practice_signer
from strongroom.workflows.reading_apart import returned_apart
from strongroom.workflows.told_heights import ToldHeights, with_heights

MOST_IN_CODE = 1_695
"""Bytes: half of the capitals that the largest code holds at level M (ISO 18004)."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """A payment with what came back, what is wrong with the files, and which of them gave something
    or gave nothing."""

    payment: PaymentUnderWay
    findings: tuple[Finding, ...]
    useful: tuple[str, ...]
    useless: tuple[str, ...]

    @property
    def refused(self) -> tuple[str, ...]:
        """Those of them that were refused, or a part of which was."""
        stopped = [each for each in self.findings if each.severity >= Severity.BLOCK]
        refused = {str(each.facts.get("name", "")) for each in stopped if each.where == "file"}
        return tuple(name for name in (*self.useful, *self.useless) if name in refused)


def take_up_again(kept: KeptPayment, wallet: Wallet, keeper: Keeper) -> PaymentUnderWay:
    """A kept payment, reviewed again; raises ``Rejected``."""
    history = keeper.past().history(wallet, kept.original)
    return take_up(kept, wallet, keeper.limits(), history)


def tell_heights(payment: PaymentUnderWay, heights: ToldHeights) -> PaymentUnderWay:
    """The payment reviewed by the heights that somebody told; raises ``HeightError``."""
    history = with_heights(payment.history, heights, payment.original)
    return review_again(payment, payment.limits, history)


def has_to_rest(payment: PaymentUnderWay) -> bool:
    """Whether the owner's rules let it go to a signer only after a time that begins now."""
    return any(found.code == "cool-down" for found in payment.review.findings)


def has_waited(payment: PaymentUnderWay, now: datetime) -> bool:
    """Whether a time of the owner's rules that stopped it is over."""
    times = (each.facts.get("until") for each in blocking(payment.review))
    return any(isinstance(until, int) and until <= now.timestamp() for until in times)


def save_for_signer(payment: PaymentUnderWay, packing: Packing, path: Path) -> Path:
    """Write what a signer gets; raises what ``packing_for`` raises, and ``FileError``."""
    write_file(path, packing_for(payment, packing))
    return path


def save_transaction(raw: bytes, path: Path) -> Path:
    """Write the network's transaction as hex, as other programs take it; raises ``FileError``."""
    write_file(path, f"{raw.hex()}\n".encode())
    return path


def bring_in(payment: PaymentUnderWay, paths: Sequence[Path]) -> BroughtIn:
    """Read files that came back and take their good signatures; one that cannot be read becomes a
    finding. Raises ``PaymentError`` with ``payment-blocked``."""
    returned: list[Returned] = []
    findings: list[Finding] = []
    for path in paths:
        try:
            returned.append(Returned(path.name, returned_apart(read_file(str(path)))))
        except StrongroomError as error:
            facts = {**error.facts, "name": path.name}
            findings.append(Finding(error.code, Severity.BLOCK, "file", facts))
    accepted, found = accept(payment, returned)
    useful = tuple(each.name for each in returned if _gives_something(payment, each))
    useless = tuple(path.name for path in paths if path.name not in useful)
    return BroughtIn(accepted, (*findings, *found), useful, useless)


def sign_with(payment: PaymentUnderWay, signer: PracticeSigner) -> BroughtIn:
    """What a practice signer gives back; raises what ``sign_with_practice_signer`` raises."""
    signed, findings = sign_with_practice_signer(payment, signer)
    return BroughtIn(signed, findings, (signer.name,), ())


def _gives_something(payment: PaymentUnderWay, file: Returned) -> bool:
    """Whether a file has a good signature that was not there before."""
    try:
        return any(combine(payment.combined, [file], payment.wallet).added)
    except ReadError:
        return False


def final_txid(raw: bytes) -> str:
    """The id of a finished transaction."""
    return Transaction.parse(raw).txid


def transaction_code(raw: bytes) -> tuple[tuple[bool, ...], ...] | None:
    """A finished transaction as the modules of one still code, in hex; None where it is too large.

    Capitals take half the room that other letters do, and mean the same.
    """
    return qr_modules(raw.hex().upper()) if len(raw) <= MOST_IN_CODE else None


def save_record(payment: PaymentUnderWay, when: datetime, path: Path, size: PaperSize) -> Path:
    """Write the record of a review; raises ``FileError`` and ``PaperError``."""
    write_file(path, record_file(payment, when, path.name, size))
    return path
