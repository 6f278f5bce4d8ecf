"""A PSBT with something added or taken out: always a new value.

What is made is read back by the strict reader, so that no edit can make what would be refused.
Records this program does not know stay. Maps that were touched are sorted by key.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import PartialSignature, Psbt
from strongroom.model.psbt_fields import INPUT_FORMS
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_records import Record, Records, sort_records, without_types
from strongroom.model.psbt_types import GlobalType, InputType
from strongroom.model.psbt_writer import (
    join_maps,
    previous_record,
    signature_record,
    witness_utxo_record,
)
from strongroom.model.transaction import write_witness

_KEPT_WHEN_FINAL = (
    InputType.NON_WITNESS_UTXO,
    InputType.WITNESS_UTXO,
    InputType.PREVIOUS_TXID,
    InputType.OUTPUT_INDEX,
    InputType.SEQUENCE,
    InputType.REQUIRED_TIME,
    InputType.REQUIRED_HEIGHT,
    InputType.PROPRIETARY,
)
"""What BIP-174's finalizer leaves in an input, with all unknown records."""

_EMPTY_SCRIPTS = ((InputType.FINAL_SCRIPTSIG, b""), (InputType.FINAL_SCRIPTWITNESS, b"\0"))


@dataclass(frozen=True, slots=True)
class FinalScripts:
    """What makes an input complete; empty where the output's kind has no such part."""

    script_sig: bytes = b""
    witness: tuple[bytes, ...] = ()


def with_partial_signatures(
    psbt: Psbt, input_index: int, signatures: Iterable[PartialSignature]
) -> Psbt:
    """``psbt`` with these signatures at one input; an earlier one of the same key gives way."""
    return with_signatures(psbt, {input_index: signatures})


def with_signatures(psbt: Psbt, signatures: Mapping[int, Iterable[PartialSignature]]) -> Psbt:
    """``psbt`` with signatures at many inputs, by index, written and read once."""
    changed = {
        index: _put(psbt.inputs[index].records, map(signature_record, given))
        for index, given in signatures.items()
    }
    return _edited(psbt, psbt.global_records, changed)


def with_previous_transactions(psbt: Psbt, given: Iterable[PreviousTransaction]) -> Psbt:
    """``psbt`` with each of these where an input spends from it; those not spent from are left."""
    by_txid = {previous.txid_bytes: previous_record(previous) for previous in given}
    changed = {
        index: _put(psbt.inputs[index].records, [by_txid[spent.outpoint.txid]])
        for index, spent in enumerate(psbt.transaction.inputs)
        if spent.outpoint.txid in by_txid
    }
    return _edited(psbt, psbt.global_records, changed)


def with_final_scripts(psbt: Psbt, scripts: Mapping[int, FinalScripts]) -> Psbt:
    """``psbt`` with inputs, by index, made complete and cleared as BIP-174's finalizer does."""
    changed = {
        index: _finalised(psbt.inputs[index].records, final) for index, final in scripts.items()
    }
    return _edited(psbt, psbt.global_records, changed)


def without_empty_scripts(psbt: Psbt) -> Psbt:
    """``psbt`` without final scripts that are empty, for which a finalizer would leave an input
    as it is; the same value where there are none."""
    changed = {
        index: tuple(record for record in entry.records if not _is_empty_script(record))
        for index, entry in enumerate(psbt.inputs)
        if any(map(_is_empty_script, entry.records))
    }
    return _edited(psbt, psbt.global_records, changed) if changed else psbt


def without_xpubs(psbt: Psbt) -> Psbt:
    """``psbt`` without the cosigners' extended keys."""
    return _edited(psbt, without_types(psbt.global_records, GlobalType.XPUB), {})


def slim(psbt: Psbt, indexes: Collection[int]) -> Psbt:
    """``psbt`` without the previous transactions of these inputs, which must spend segwit outputs.

    Each keeps its spent output as witness UTXO. An input whose previous transaction does not hold
    that output stays as it is.
    """
    changed = {
        index: _slimmed(psbt, index)
        for index in indexes
        if psbt.inputs[index].previous_transaction and psbt.spent_output(index)
    }
    return _edited(psbt, psbt.global_records, changed)


def _is_empty_script(record: Record) -> bool:
    return (record.key_type, record.value) in _EMPTY_SCRIPTS


def _slimmed(psbt: Psbt, index: int) -> Records:
    entry = psbt.inputs[index]
    kept = without_types(entry.records, InputType.NON_WITNESS_UTXO)
    spent = psbt.spent_output(index)
    return kept if entry.witness_utxo or not spent else _put(kept, [witness_utxo_record(spent)])


def _finalised(records: Records, final: FinalScripts) -> Records:
    kept = [
        record
        for record in records
        if record.key_type in _KEPT_WHEN_FINAL or record.key_type not in INPUT_FORMS
    ]
    if final.script_sig:
        kept.append(Record(InputType.FINAL_SCRIPTSIG, b"", final.script_sig))
    if final.witness:
        kept.append(Record(InputType.FINAL_SCRIPTWITNESS, b"", write_witness(final.witness)))
    return sort_records(kept)


def _put(records: Records, added: Iterable[Record]) -> Records:
    merged = {record.key: record for record in (*records, *added)}
    return sort_records(merged.values())


def _edited(psbt: Psbt, global_records: Records, inputs: Mapping[int, Records]) -> Psbt:
    input_maps = [inputs.get(index, entry.records) for index, entry in enumerate(psbt.inputs)]
    return read_psbt(
        join_maps([global_records, *input_maps, *(entry.records for entry in psbt.outputs)])
    )
