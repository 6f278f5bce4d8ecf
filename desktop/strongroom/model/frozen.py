"""What a review fixes of a transaction, so that any later change to it is noticed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from itertools import zip_longest
from struct import pack

from strongroom.model.bytes_reader import byte_string
from strongroom.model.psbt import Psbt
from strongroom.model.scripts import OutputKind, output_kind
from strongroom.model.sighash import SIGHASH_ALL, SIGHASH_DEFAULT
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput

DIGEST_TAG = b"strongroom-review-1"


@dataclass(frozen=True, slots=True)
class FrozenInput:
    """What is spent, and how it is signed: ALL where the PSBT is silent, DEFAULT for taproot."""

    outpoint: OutPoint
    sequence: int
    spent: TxOutput
    sighash_type: int


@dataclass(frozen=True, slots=True)
class FrozenTransaction:
    """A transaction as it was reviewed, whatever its packing."""

    version: int
    locktime: int
    inputs: tuple[FrozenInput, ...]
    outputs: tuple[TxOutput, ...]

    @property
    def unsigned(self) -> Transaction:
        """The transaction without scriptSigs and witnesses."""
        inputs = tuple(TxInput(entry.outpoint, sequence=entry.sequence) for entry in self.inputs)
        return Transaction(self.version, inputs, self.outputs, self.locktime)


class FrozenPart(Enum):
    """The parts in which two frozen transactions can differ."""

    VERSION = "version"
    LOCKTIME = "locktime"
    INPUT_COUNT = "input-count"
    OUTPUT_COUNT = "output-count"
    OUTPOINT = "outpoint"
    SEQUENCE = "sequence"
    SPENT_AMOUNT = "spent-amount"
    SPENT_SCRIPT = "spent-script"
    SIGHASH_TYPE = "sighash-type"
    AMOUNT = "amount"
    SCRIPT = "script"


Value = int | bytes | OutPoint | None
"""What a part is: satoshi, a number, a script, or the coin that is spent; None where it is not
there."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that differs; ``where`` is ``transaction``, ``input N`` or ``output N``."""

    part: FrozenPart
    before: Value
    after: Value
    where: str = "transaction"


Pairs = Mapping[FrozenPart, tuple[Value, Value]]
"""How parts are before and after."""


def freeze(psbt: Psbt) -> FrozenTransaction | None:
    """What a review of this PSBT fixes, or None while a spent output or the locktime is unknown."""
    inputs = [_freeze_input(psbt, index) for index in range(len(psbt.inputs))]
    known = tuple(entry for entry in inputs if entry is not None)
    if len(known) < len(inputs) or not psbt.locktime_determined:
        return None
    transaction = psbt.transaction
    return FrozenTransaction(transaction.version, transaction.locktime, known, transaction.outputs)


def differences(before: FrozenTransaction, after: FrozenTransaction) -> tuple[Difference, ...]:
    """All parts that are not the same, in the order of the transaction.

    Of an input that only one has, the coin is told, and of an output what it pays.
    """
    whole: Pairs = {
        FrozenPart.VERSION: (before.version, after.version),
        FrozenPart.LOCKTIME: (before.locktime, after.locktime),
        FrozenPart.INPUT_COUNT: (len(before.inputs), len(after.inputs)),
        FrozenPart.OUTPUT_COUNT: (len(before.outputs), len(after.outputs)),
    }
    found = list(_unlike(whole, "transaction"))
    for index, inputs in enumerate(zip_longest(before.inputs, after.inputs)):
        found += _input_differences(*inputs, f"input {index}")
    for index, outputs in enumerate(zip_longest(before.outputs, after.outputs)):
        found += _output_differences(*outputs, f"output {index}")
    return tuple(found)


def review_digest(network_name: str, frozen: FrozenTransaction) -> bytes:
    """The 32 bytes that two people compare to know they review the same transaction.

    SHA-256 of the tag and the network's name, each behind its compact size, the unsigned
    transaction, and for each input the amount, the script behind its compact size and the type of
    signature.
    """
    parts = [byte_string(DIGEST_TAG), byte_string(network_name.encode("ascii"))]
    parts.append(frozen.unsigned.serialize_without_witness())
    for entry in frozen.inputs:
        parts.append(entry.spent.serialize() + pack("<I", entry.sighash_type))
    return sha256(b"".join(parts)).digest()


def _freeze_input(psbt: Psbt, index: int) -> FrozenInput | None:
    spent = psbt.spent_output(index)
    if spent is None:
        return None
    tx_input = psbt.transaction.inputs[index]
    sighash_type = psbt.inputs[index].sighash_type
    if sighash_type is None:
        taproot = output_kind(spent.script_pubkey) is OutputKind.P2TR
        sighash_type = SIGHASH_DEFAULT if taproot else SIGHASH_ALL
    return FrozenInput(tx_input.outpoint, tx_input.sequence, spent, sighash_type)


def _unlike(pairs: Pairs, where: str) -> Iterator[Difference]:
    for part, (before, after) in pairs.items():
        if before != after:
            yield Difference(part, before, after, where)


def _input_differences(
    before: FrozenInput | None, after: FrozenInput | None, where: str
) -> Iterator[Difference]:
    if before is None or after is None:
        coins = before.outpoint if before else None, after.outpoint if after else None
        return _unlike({FrozenPart.OUTPOINT: coins}, where)
    pairs: Pairs = {
        FrozenPart.OUTPOINT: (before.outpoint, after.outpoint),
        FrozenPart.SEQUENCE: (before.sequence, after.sequence),
        FrozenPart.SPENT_AMOUNT: (before.spent.amount, after.spent.amount),
        FrozenPart.SPENT_SCRIPT: (before.spent.script_pubkey, after.spent.script_pubkey),
        FrozenPart.SIGHASH_TYPE: (before.sighash_type, after.sighash_type),
    }
    return _unlike(pairs, where)


def _output_differences(
    before: TxOutput | None, after: TxOutput | None, where: str
) -> Iterator[Difference]:
    both = before, after
    amounts = [output.amount if output else None for output in both]
    scripts = [output.script_pubkey if output else None for output in both]
    pairs: Pairs = {
        FrozenPart.AMOUNT: (amounts[0], amounts[1]),
        FrozenPart.SCRIPT: (scripts[0], scripts[1]),
    }
    return _unlike(pairs, where)
