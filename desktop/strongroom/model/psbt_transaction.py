"""The unsigned transaction inside a PSBT, given whole (version 0) or in pieces (version 2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from strongroom.model.bytes_reader import Reader
from strongroom.model.psbt import PsbtInput, PsbtOutput
from strongroom.model.psbt_records import MALFORMED, Records, malformed, read_each, value_of
from strongroom.model.psbt_types import GlobalType, InputType, OutputType
from strongroom.model.transaction import (
    FINAL_SEQUENCE,
    MAX_STRIPPED,
    OutPoint,
    Transaction,
    TxInput,
    TxOutput,
)


@dataclass(frozen=True, slots=True)
class LockTime:
    """A locktime; not ``determined`` where the inputs ask for what excludes each other."""

    locktime: int
    determined: bool


def read_unsigned(global_records: Records) -> Transaction:
    """The transaction of a version 0 PSBT, which must not carry any signature."""
    data = _required(global_records, GlobalType.UNSIGNED_TX, "its transaction")
    transaction = Transaction.parse(data, allow_witness=False, code=MALFORMED)
    if any(spent.script_sig for spent in transaction.inputs):
        raise malformed("the unsigned transaction has a scriptSig")
    return transaction


def assemble(
    global_records: Records,
    inputs: Sequence[PsbtInput],
    outputs: Sequence[PsbtOutput],
    locktime: int,
) -> Transaction:
    """The transaction of a version 2 PSBT (BIP-370). Raises ``ReadError`` where a part lacks."""
    version = _required(global_records, GlobalType.TX_VERSION, "the transaction's version")
    transaction = Transaction(
        int.from_bytes(version, "little", signed=True),
        read_each("input", inputs, _assemble_input),
        read_each("output", outputs, _assemble_output),
        locktime,
    )
    if len(transaction.serialize_without_witness()) > MAX_STRIPPED:
        raise malformed("the transaction is heavier than a block can be")
    return transaction


def read_count(global_records: Records, key_type: GlobalType) -> int:
    """The number of inputs or outputs a version 2 PSBT announces."""
    what = "its number of inputs or outputs"
    return Reader(_required(global_records, key_type, what), code=MALFORMED).compact_size()


def determine_locktime(global_records: Records, inputs: Sequence[PsbtInput]) -> LockTime:
    """The locktime of a version 2 PSBT by BIP-370's rule.

    The kind (height before time) that every input with a wish can live with, at its greatest;
    without wishes the fallback, else zero.
    """
    fallback = _number(value_of(global_records, GlobalType.FALLBACK_LOCKTIME) or b"")
    wishes = [wish for entry in inputs if any(wish := _wish(entry.records))]
    if not wishes:
        return LockTime(fallback, determined=True)
    for kind in (0, 1):
        if all(wish[kind] for wish in wishes):
            return LockTime(max(wish[kind] for wish in wishes), determined=True)
    return LockTime(fallback, determined=False)


def _wish(records: Records) -> tuple[int, int]:
    """The height and the time an input requires; zero, which neither can be, where it does not."""
    height = value_of(records, InputType.REQUIRED_HEIGHT) or b""
    time = value_of(records, InputType.REQUIRED_TIME) or b""
    return _number(height), _number(time)


def _assemble_input(entry: PsbtInput) -> TxInput:
    records = entry.records
    txid = _required(records, InputType.PREVIOUS_TXID, "the transaction an input spends from")
    index = _required(records, InputType.OUTPUT_INDEX, "the output an input spends")
    sequence = value_of(records, InputType.SEQUENCE)
    return TxInput(
        OutPoint(txid, _number(index)),
        sequence=FINAL_SEQUENCE if sequence is None else _number(sequence),
    )


def _assemble_output(entry: PsbtOutput) -> TxOutput:
    amount = _required(entry.records, OutputType.AMOUNT, "an output's amount")
    script = _required(entry.records, OutputType.SCRIPT, "an output's script")
    return TxOutput(int.from_bytes(amount, "little", signed=True), script)


def _required(records: Records, key_type: int, what: str) -> bytes:
    value = value_of(records, key_type)
    if value is None:
        raise malformed(f"the PSBT lacks {what}")
    return value


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")
