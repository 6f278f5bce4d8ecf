"""The signatures of a PSBT, joined so that order and repetition do not matter; its scripts."""

from collections.abc import Iterable, Mapping

from strongroom.model.psbt import PartialSignature, Psbt, PsbtInput
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_records import Record, Records, sort_records, without_types
from strongroom.model.psbt_types import InputType
from strongroom.model.psbt_writer import join_maps, leaf_records, signature_record
from strongroom.model.scripts import ScriptSet

InputSignatures = tuple[PartialSignature, ...]


def join(signatures: Iterable[PartialSignature]) -> InputSignatures:
    """One signature a key, sorted by key.

    Of two by one key the lesser stays, whichever came first: so the files' order says nothing.
    """
    kept: dict[bytes, PartialSignature] = {}
    for given in signatures:
        known = kept.get(given.public_key, given)
        kept[given.public_key] = min(known, given, key=lambda each: each.signature)
    return tuple(kept[key] for key in sorted(kept))


def with_exactly(psbt: Psbt, signatures: Mapping[int, InputSignatures]) -> Psbt:
    """``psbt`` with these signatures, by input, and no others at those inputs.

    The same value where it has exactly these already.
    """
    changed = {
        index: _replaced(psbt.inputs[index].records, given)
        for index, given in signatures.items()
        if set(given) != set(psbt.inputs[index].partial_signatures)
    }
    return _with_inputs(psbt, changed)


def with_scripts(psbt: Psbt, scripts: Mapping[int, ScriptSet]) -> Psbt:
    """``psbt`` with the scripts that open its inputs, where it lacks them."""
    changed = {
        index: sort_records((*psbt.inputs[index].records, *missing))
        for index, known in scripts.items()
        if (missing := _missing(psbt.inputs[index], known))
    }
    return _with_inputs(psbt, changed)


def _with_inputs(psbt: Psbt, changed: Mapping[int, Records]) -> Psbt:
    if not changed:
        return psbt
    inputs = [changed.get(index, entry.records) for index, entry in enumerate(psbt.inputs)]
    outputs = [entry.records for entry in psbt.outputs]
    return read_psbt(join_maps([psbt.global_records, *inputs, *outputs]))


def _replaced(records: Records, signatures: InputSignatures) -> Records:
    others = without_types(records, InputType.PARTIAL_SIG, InputType.TAP_SCRIPT_SIG)
    return sort_records((*others, *map(signature_record, signatures)))


def _missing(entry: PsbtInput, known: ScriptSet) -> list[Record]:
    wanted = {
        InputType.REDEEM_SCRIPT: (entry.redeem_script, known.redeem_script),
        InputType.WITNESS_SCRIPT: (entry.witness_script, known.witness_script),
    }
    plain = [
        Record(key_type, b"", script)
        for key_type, (given, script) in wanted.items()
        if given is None and script is not None
    ]
    leaves = leaf_records(known.taproot) if known.taproot else []
    given_leaves = {record.key for record in entry.records}
    return plain + [record for record in leaves if record.key not in given_leaves]
