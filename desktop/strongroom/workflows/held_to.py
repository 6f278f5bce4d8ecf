"""Holds what came back from a signer to what was reviewed: what changed, and what is dropped."""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from hashlib import sha256

from strongroom.model.addresses import write_address
from strongroom.model.errors import Fact
from strongroom.model.finding import Finding
from strongroom.model.frozen import (
    Difference,
    FrozenInput,
    FrozenPart,
    FrozenTransaction,
    differences,
)
from strongroom.model.network import Network
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_fields import GLOBAL_FORMS, INPUT_FORMS, OUTPUT_FORMS, Forms
from strongroom.model.psbt_records import Records
from strongroom.model.psbt_types import GlobalType, InputType, OutputType
from strongroom.model.scripts import OutputKind, output_kind
from strongroom.model.sighash import SIGHASH_ALL, SIGHASH_DEFAULT
from strongroom.model.transaction import OutPoint, Transaction, TxOutput
from strongroom.review.signatures import sighash_name
from strongroom.review.weigh import block, info
from strongroom.workflows.returned import ReturnedFile

MAX_NAMED = 10
"""Differences named for one file; a file can differ in every part."""
MAX_SCRIPT = 42
"""Bytes of a script that are written whole: as many as the longest of a witness program has."""

_SCRIPT_START = 16

_UNKNOWN = TxOutput(0, b"")
_TAKEN = (
    InputType.PARTIAL_SIG,
    InputType.TAP_SCRIPT_SIG,
    InputType.FINAL_SCRIPTSIG,
    InputType.FINAL_SCRIPTWITNESS,
)
_BOTH_VERSIONS = (0, 2)


def changed_transaction(
    reviewed: Transaction, returned: ReturnedFile, network: Network | None
) -> list[Finding]:
    """One ``changed-after-review`` for each part in which the transaction differs.

    Each says how the part was reviewed and how it came back: a script as its address on
    ``network``, where it has one there.
    """
    found = differences(_frame(reviewed), _frame(returned.transaction))
    return _changed(returned.name, found, network)


def changed_claims(
    reviewed: Psbt, returned: ReturnedFile, network: Network | None
) -> list[Finding]:
    """The same for each spent output or sighash type that it tells differently."""
    found = list[Difference]()
    if returned.psbt is not None:
        for index in range(len(reviewed.inputs)):
            found += _changed_input(reviewed, returned.psbt, index)
    return _changed(returned.name, found, network)


def dropped_fields(reviewed: Psbt, returned: ReturnedFile) -> list[Finding]:
    """One ``fields-dropped`` that names every kind of record the reviewed PSBT has not got so."""
    psbt = returned.psbt
    if psbt is None:
        return []
    kinds = _new_kinds(GlobalType, GLOBAL_FORMS, reviewed.global_records, psbt.global_records)
    for ours, theirs in zip(reviewed.inputs, psbt.inputs, strict=True):
        kinds |= _new_kinds(InputType, INPUT_FORMS, ours.records, theirs.records)
    for kept, given in zip(reviewed.outputs, psbt.outputs, strict=True):
        kinds |= _new_kinds(OutputType, OUTPUT_FORMS, kept.records, given.records)
    if not kinds:
        return []
    fields = ", ".join(sorted(kinds)[:MAX_NAMED])
    return [info("fields-dropped", "file", name=returned.name, fields=fields)]


def _frame(transaction: Transaction) -> FrozenTransaction:
    """What of a frozen transaction is seen without knowing the outputs it spends."""
    inputs = tuple(
        FrozenInput(spent.outpoint, spent.sequence, _UNKNOWN, SIGHASH_ALL)
        for spent in transaction.inputs
    )
    return FrozenTransaction(transaction.version, transaction.locktime, inputs, transaction.outputs)


def _changed(name: str, found: Sequence[Difference], network: Network | None) -> list[Finding]:
    return [
        block(
            "changed-after-review",
            "file",
            name=name,
            part=each.part.value,
            place=each.where,
            count=len(found),
            **_values(each, network),
        )
        for each in found[:MAX_NAMED]
    ]


def _values(found: Difference, network: Network | None) -> dict[str, Fact]:
    """``reviewed`` and ``returned``; what is not there has no fact."""
    both = {"reviewed": found.before, "returned": found.after}
    return {
        name: _value(found.part, value, network)
        for name, value in both.items()
        if value is not None
    }


def _value(part: FrozenPart, value: int | bytes | OutPoint, network: Network | None) -> Fact:
    if isinstance(value, OutPoint):
        return str(value)
    if isinstance(value, bytes):
        address = write_address(value, network) if network else None
        return address or _script_text(value)
    return sighash_name(value) if part is FrozenPart.SIGHASH_TYPE else value


def _script_text(script: bytes) -> str:
    """``script 6a02…``; of a long one its beginning, its length and its SHA-256."""
    if len(script) <= MAX_SCRIPT:
        return f"script {script.hex()}"
    start, digest = script[:_SCRIPT_START].hex(), sha256(script).hexdigest()
    return f"script {start}… ({len(script)} bytes, SHA-256 {digest})"


def _changed_input(reviewed: Psbt, returned: Psbt, index: int) -> Iterator[Difference]:
    where = f"input {index}"
    ours, theirs = reviewed.spent_output(index), returned.spent_output(index)
    if ours is not None and theirs is not None:
        if theirs.amount != ours.amount:
            yield Difference(FrozenPart.SPENT_AMOUNT, ours.amount, theirs.amount, where)
        if theirs.script_pubkey != ours.script_pubkey:
            scripts = ours.script_pubkey, theirs.script_pubkey
            yield Difference(FrozenPart.SPENT_SCRIPT, *scripts, where)
    asked = reviewed.inputs[index].sighash_type
    used = returned.inputs[index].sighash_type
    taproot = ours is not None and output_kind(ours.script_pubkey) is OutputKind.P2TR
    if asked is None:
        asked = SIGHASH_DEFAULT if taproot else SIGHASH_ALL
    if used is not None and used != asked:
        yield Difference(FrozenPart.SIGHASH_TYPE, asked, used, where)


def _new_kinds(names: type[IntEnum], forms: Forms, ours: Records, theirs: Records) -> set[str]:
    """The kinds of records in ``theirs`` that do not stand so in ``ours``.

    Signatures are not among them, nor what only one version of PSBTs has a place for.
    """
    known = {(record.key, record.value) for record in ours}
    return {
        _kind_name(names, record.key_type)
        for record in theirs
        if (record.key, record.value) not in known
        and _can_be_dropped(names, forms, record.key_type)
    }


def _can_be_dropped(names: type[IntEnum], forms: Forms, key_type: int) -> bool:
    if names is GlobalType and key_type == GlobalType.VERSION:
        return False
    if names is InputType and key_type in _TAKEN:
        return False
    return key_type not in forms or forms[key_type].versions == _BOTH_VERSIONS


def _kind_name(names: type[IntEnum], key_type: int) -> str:
    if key_type in set(names):
        return names(key_type).name.lower().replace("_", "-")
    return f"unknown-{key_type:02x}"
