"""Where embit, BDK and HWI read a PSBT otherwise than we do, found and held to the known habits."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from strongroom.model.psbt import Psbt
from strongroom.model.psbt_records import value_of
from strongroom.model.psbt_types import GlobalType, InputType
from strongroom.model.psbt_version import to_version
from strongroom.model.transaction import FINAL_SEQUENCE, Transaction
from tests.fuzz.habits import HABITS, Disagreement, Habit, Kind, Library
from tests.fuzz.psbt_readings import (
    Reading,
    Refused,
    read_by_bdk,
    read_by_embit,
    read_by_hwi,
    read_by_us,
)

READERS: dict[Library, Callable[[bytes], Reading]] = {
    Library.EMBIT: read_by_embit,
    Library.BDK: read_by_bdk,
    Library.HWI: read_by_hwi,
}

NOT_ASKED = re.compile("more inputs and outputs are announced than .*")
"""Refusals after which nobody else is asked: embit makes a million inputs from 32 bytes."""


def disagreements(data: bytes) -> Iterator[Disagreement]:
    """Every way in which a library reads ``data`` otherwise than we do."""
    try:
        psbt, ours = read_by_us(data)
    except Refused as refused:
        if not NOT_ASKED.fullmatch(str(refused)):
            yield from _takes(data, str(refused))
        return
    for library in Library:
        given = _for(library, psbt)
        if given is not None:
            yield from _held_to(library, psbt, ours, given)


def unexplained(data: bytes) -> list[Disagreement]:
    """The disagreements about ``data`` that no habit explains."""
    return [found for found in disagreements(data) if explanation(found) is None]


def explanation(found: Disagreement) -> Habit | None:
    return next((habit for habit in HABITS if habit.explains(found)), None)


def _takes(data: bytes, said: str) -> Iterator[Disagreement]:
    for library, read in READERS.items():
        try:
            read(data)
        except Refused:
            continue
        yield Disagreement(library, Kind.TAKES, said)


def _for(library: Library, psbt: Psbt) -> bytes | None:
    """What a library is given: BDK our conversion of a version 2, as the review does it."""
    if library is not Library.BDK or psbt.version == 0:
        return psbt.original
    return to_version(psbt, 0).original if psbt.locktime_determined else None


def _held_to(library: Library, psbt: Psbt, ours: Reading, given: bytes) -> Iterator[Disagreement]:
    try:
        theirs = READERS[library](given)
    except Refused as refused:
        yield Disagreement(library, Kind.REFUSES, str(refused))
        return
    if theirs.transaction != ours.transaction:
        changed = [name for name, altered in _altered(library, psbt) if altered]
        same = theirs.transaction == _as_read_by(library, psbt).serialize_without_witness()
        for said in changed if same and changed else ["in a way of its own"]:
            yield Disagreement(library, Kind.TRANSACTION, said)
    elif None not in (ours.fee, theirs.fee) and theirs.fee != ours.fee:
        yield Disagreement(library, Kind.FIELD, f"fee{_utxo_note(psbt)}")
    for said in _other_fields(psbt, ours, theirs):
        yield Disagreement(library, Kind.FIELD, said)


def _other_fields(psbt: Psbt, ours: Reading, theirs: Reading) -> Iterator[str]:
    if theirs.inputs is None or ours.inputs is None:
        return
    for mine, other in zip(ours.inputs, theirs.inputs, strict=True):
        for name in mine.__slots__:
            if getattr(mine, name) != getattr(other, name):
                yield name + (_utxo_note(psbt) if name == "spent" else "")


def _utxo_note(psbt: Psbt) -> str:
    """What is wrong with what the inputs are said to spend: the first thing that is."""
    for index, entry in enumerate(psbt.inputs):
        both = entry.previous_transaction is not None and entry.witness_utxo is not None
        if both and psbt.spent_output(index) != entry.witness_utxo:
            return " where the UTXOs conflict"
        if entry.previous_transaction is not None and psbt.spent_output(index) is None:
            return " where the previous transaction is another"
    spent = (psbt.spent_output(index) for index in range(len(psbt.inputs)))
    is_negative = any(output is not None and output.amount < 0 for output in spent)
    return " where an amount is negative" if is_negative else ""


# What a library makes of a transaction


def _as_read_by(library: Library, psbt: Psbt) -> Transaction:
    """Our transaction with everything that the library is known to alter."""
    transaction = psbt.transaction
    for _, altered in _altered(library, psbt):
        if altered:
            transaction = altered(transaction)
    return transaction


Alteration = Callable[[Transaction], Transaction]


def _altered(library: Library, psbt: Psbt) -> Sequence[tuple[str, Alteration | None]]:
    """What the library alters in this PSBT's transaction, by name; None where it alters nothing."""
    if library is Library.EMBIT:
        return (
            ("version 0", _with_version_2 if psbt.transaction.version == 0 else None),
            ("sequence 0", _final_for_zero if _has_sequence_zero(psbt) else None),
            ("a required locktime", _fallback(psbt) if _requires_locktime(psbt) else None),
        )
    if library is Library.HWI:
        return (
            (
                "version and locktime of a version 2 PSBT",
                _as_if_empty if psbt.version == 2 else None,
            ),
        )
    return ()


def _with_version_2(transaction: Transaction) -> Transaction:
    return replace(transaction, version=2)


def _final_for_zero(transaction: Transaction) -> Transaction:
    inputs = (
        replace(each, sequence=each.sequence or FINAL_SEQUENCE) for each in transaction.inputs
    )
    return replace(transaction, inputs=tuple(inputs))


def _has_sequence_zero(psbt: Psbt) -> bool:
    return any(spent.sequence == 0 for spent in psbt.transaction.inputs)


def _requires_locktime(psbt: Psbt) -> bool:
    kinds = (InputType.REQUIRED_HEIGHT, InputType.REQUIRED_TIME)
    return any(value_of(entry.records, kind) for entry in psbt.inputs for kind in kinds)


def _fallback(psbt: Psbt) -> Alteration:
    value = value_of(psbt.global_records, GlobalType.FALLBACK_LOCKTIME) or b""
    return lambda transaction: replace(transaction, locktime=int.from_bytes(value, "little"))


def _as_if_empty(transaction: Transaction) -> Transaction:
    return replace(transaction, version=1, locktime=0)
