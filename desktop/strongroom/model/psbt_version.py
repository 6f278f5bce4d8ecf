"""A PSBT of one version turned into the other (BIP-370)."""

from struct import pack

from strongroom.model.errors import ReadError
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_fields import GLOBAL_FORMS, INPUT_FORMS, OUTPUT_FORMS, Forms
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_records import Record, Records, sort_records, without_types
from strongroom.model.psbt_types import GlobalType, InputType, OutputType
from strongroom.model.psbt_writer import count_record, join_maps, number_record
from strongroom.model.transaction import TxInput, TxOutput


def to_version(psbt: Psbt, version: int) -> Psbt:
    """``psbt`` as version 0 or 2, with the same unsigned transaction and all records both can hold.

    Version 0 has no place for the modifiable flags and for each input's own locktime. Raises
    ``ReadError`` ``locktime-undetermined`` where the inputs exclude each other.
    """
    if version not in (0, 2):
        raise ValueError(f"there is no PSBT version {version}")
    if version == psbt.version:
        return psbt
    return _to_version_0(psbt) if version == 0 else _to_version_2(psbt)


def _to_version_0(psbt: Psbt) -> Psbt:
    if not psbt.locktime_determined:
        raise ReadError("locktime-undetermined", "no locktime satisfies all inputs")
    unsigned = psbt.transaction.serialize_without_witness()
    first = _changed(
        without_types(psbt.global_records, GlobalType.VERSION),
        GLOBAL_FORMS,
        0,
        Record(GlobalType.UNSIGNED_TX, b"", unsigned),
    )
    inputs = [_changed(entry.records, INPUT_FORMS, 0) for entry in psbt.inputs]
    outputs = [_changed(entry.records, OUTPUT_FORMS, 0) for entry in psbt.outputs]
    return read_psbt(join_maps([first, *inputs, *outputs]))


def _to_version_2(psbt: Psbt) -> Psbt:
    transaction = psbt.transaction
    first = _changed(
        without_types(psbt.global_records, GlobalType.VERSION),
        GLOBAL_FORMS,
        2,
        number_record(GlobalType.TX_VERSION, transaction.version & 0xFFFF_FFFF),
        number_record(GlobalType.FALLBACK_LOCKTIME, transaction.locktime),
        count_record(GlobalType.INPUT_COUNT, len(transaction.inputs)),
        count_record(GlobalType.OUTPUT_COUNT, len(transaction.outputs)),
        number_record(GlobalType.VERSION, 2),
    )
    inputs = [
        _changed(entry.records, INPUT_FORMS, 2, *_input_records(spent))
        for entry, spent in zip(psbt.inputs, transaction.inputs, strict=True)
    ]
    outputs = [
        _changed(entry.records, OUTPUT_FORMS, 2, *_output_records(output))
        for entry, output in zip(psbt.outputs, transaction.outputs, strict=True)
    ]
    return read_psbt(join_maps([first, *inputs, *outputs]))


def _changed(records: Records, forms: Forms, version: int, *added: Record) -> Records:
    """The records that ``version`` can hold, and those it needs."""
    kept = [
        record
        for record in records
        if record.key_type not in forms or version in forms[record.key_type].versions
    ]
    return sort_records((*kept, *added))


def _input_records(spent: TxInput) -> Records:
    return (
        Record(InputType.PREVIOUS_TXID, b"", spent.outpoint.txid),
        number_record(InputType.OUTPUT_INDEX, spent.outpoint.index),
        number_record(InputType.SEQUENCE, spent.sequence),
    )


def _output_records(output: TxOutput) -> Records:
    return (
        Record(OutputType.AMOUNT, b"", pack("<q", output.amount)),
        Record(OutputType.SCRIPT, b"", output.script_pubkey),
    )
