"""A PSBT as BDK (rust-bitcoin) reads it, to hold our own reader against."""

import base64
from dataclasses import dataclass

from strongroom.engines.errors import EngineError
from strongroom.model.transaction import Transaction


@dataclass(frozen=True, slots=True)
class BdkReading:
    """The unsigned transaction BDK sees, and the fee in satoshi if it can tell one."""

    unsigned_transaction: bytes
    fee: int | None


def bdk_reading(psbt: bytes) -> BdkReading:
    """Read a version 0 PSBT; raises ``EngineError`` where BDK refuses it."""
    from bdkpython import bdk

    try:
        read = bdk.Psbt(base64.b64encode(psbt).decode())
        transaction = read.extract_tx_unchecked_fee_rate()
    except (bdk.PsbtParseError, bdk.ExtractTxError) as error:
        raise EngineError("engines-disagree", "BDK refuses this PSBT", engine="BDK") from error
    # Extracting puts final scripts into the transaction; the comparison is about what is signed.
    extracted = Transaction.parse(bytes(transaction.serialize()))
    return BdkReading(extracted.without_signatures().serialize(), _fee(read))


def _fee(read: object) -> int | None:
    from bdkpython import bdk

    assert isinstance(read, bdk.Psbt)
    try:
        return int(read.fee())
    except bdk.PsbtError:
        return None
