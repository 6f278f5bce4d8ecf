"""What the page of a payment has done in the lanes: files read and written, keys left alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from strongroom.model.errors import StrongroomError
from strongroom.model.finding import Finding, Severity
from strongroom.model.transaction import Transaction
from strongroom.transports.files import read_file, write_file
from strongroom.workflows.payment import (
    PaymentUnderWay,
    Returned,
    accept,
    packing_for,
)


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """A payment with what came back, what is wrong with the files, and their names."""

    payment: PaymentUnderWay
    findings: tuple[Finding, ...]
    names: str


def save_for_signer(payment: PaymentUnderWay, path: Path) -> Path:
    """Write what a signer gets; raises what ``packing_for`` raises, and ``FileError``."""
    write_file(path, packing_for(payment))
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
            returned.append(Returned(path.name, read_file(str(path))))
        except StrongroomError as error:
            findings.append(Finding(error.code, Severity.BLOCK, "file", error.facts))
    accepted, found = accept(payment, returned)
    names = ", ".join(path.name for path in paths)
    return BroughtIn(accepted, (*findings, *found), names)


def final_txid(raw: bytes) -> str:
    """The id of a finished transaction."""
    return Transaction.parse(raw).txid
