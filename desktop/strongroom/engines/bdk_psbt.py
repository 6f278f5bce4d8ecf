"""A PSBT as BDK (rust-bitcoin) reads it, to hold our own reader against."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from strongroom.engines.errors import EngineError
from strongroom.model.transaction import Transaction

if TYPE_CHECKING:
    from bdkpython import bdk


@dataclass(frozen=True, slots=True)
class BdkReading:
    """The unsigned transaction BDK sees, and the fee in satoshi if it can tell one."""

    unsigned_transaction: bytes
    fee: int | None


def bdk_reading(psbt: bytes) -> BdkReading:
    """Read a version 0 PSBT; raises ``EngineError`` where BDK refuses it, or panics over it."""
    from bdkpython import bdk

    try:
        read = _read(psbt)
        transaction = read.extract_tx_unchecked_fee_rate()
    except (bdk.PsbtParseError, bdk.PsbtError, bdk.ExtractTxError, bdk.InternalError) as error:
        raise EngineError("engines-disagree", "BDK refuses this PSBT", engine="BDK") from error
    # Extracting puts final scripts into the transaction; the comparison is about what is signed.
    extracted = Transaction.parse(bytes(transaction.serialize()))
    return BdkReading(extracted.without_signatures().serialize(), _fee(read))


def _read(psbt: bytes) -> bdk.Psbt:
    """A file that is in memory alone, where the system has such: its bindings take in a text byte
    by byte, which is most of a second for each megabyte."""
    from bdkpython import bdk

    if not hasattr(os, "memfd_create"):
        return bdk.Psbt(base64.b64encode(psbt).decode())
    with open(os.memfd_create("psbt"), "wb") as file:
        file.write(psbt)
        file.flush()
        return bdk.Psbt.from_file(f"/proc/self/fd/{file.fileno()}")


def _fee(read: bdk.Psbt) -> int | None:
    from bdkpython import bdk

    try:
        return int(read.fee())
    except bdk.PsbtError:
        return None
