"""Writing PSBTs: one that was read, byte for byte, or a new one of version 0."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from struct import pack

from strongroom.model.bytes_reader import compact_size
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import GlobalXpub, KeyDerivation, PartialSignature, Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_records import MAGIC, Record, Records, sort_records, write_records
from strongroom.model.psbt_types import GlobalType, InputType, OutputType
from strongroom.model.transaction import Transaction, TxOutput


@dataclass(frozen=True, slots=True)
class InputFields:
    """What is known of an input: what it spends, how that is opened, and whose keys do it."""

    previous_transaction: PreviousTransaction | None = None
    witness_utxo: TxOutput | None = None
    sighash_type: int | None = None
    redeem_script: bytes | None = None
    witness_script: bytes | None = None
    derivations: Sequence[KeyDerivation] = ()
    partial_signatures: Sequence[PartialSignature] = ()


@dataclass(frozen=True, slots=True)
class OutputFields:
    """What is known of an output that is ours: the scripts behind it and their keys."""

    redeem_script: bytes | None = None
    witness_script: bytes | None = None
    derivations: Sequence[KeyDerivation] = ()


def write_psbt(psbt: Psbt) -> bytes:
    """The PSBT as a binary file, from its records in their order."""
    inputs = [entry.records for entry in psbt.inputs]
    outputs = [entry.records for entry in psbt.outputs]
    return join_maps([psbt.global_records, *inputs, *outputs])


def join_maps(maps: Iterable[Records]) -> bytes:
    """The binary PSBT with these maps: the global one, the inputs', the outputs'."""
    return MAGIC + b"".join(write_records(records) for records in maps)


def build_psbt(
    transaction: Transaction,
    inputs: Sequence[InputFields],
    outputs: Sequence[OutputFields],
    xpubs: Sequence[GlobalXpub] = (),
) -> Psbt:
    """A PSBT of version 0 for an unsigned transaction, with fields for each of its parts.

    Read back by the strict reader, whose ``ReadError`` is raised where the parts make no PSBT.
    """
    if (len(inputs), len(outputs)) != (len(transaction.inputs), len(transaction.outputs)):
        raise ValueError("as many fields are needed as the transaction has inputs and outputs")
    unsigned = Record(GlobalType.UNSIGNED_TX, b"", transaction.serialize())
    maps = [
        sort_records((unsigned, *map(_xpub_record, xpubs))),
        *map(_input_records, inputs),
        *map(_output_records, outputs),
    ]
    return read_psbt(join_maps(maps))


def signature_record(signature: PartialSignature) -> Record:
    """A partial signature as an input's map holds it."""
    return Record(InputType.PARTIAL_SIG, signature.public_key, signature.signature)


def previous_record(previous: PreviousTransaction) -> Record:
    """A previous transaction as an input's map holds it."""
    return Record(InputType.NON_WITNESS_UTXO, b"", previous.data)


def witness_utxo_record(output: TxOutput) -> Record:
    """A spent output as an input's map holds it."""
    return Record(InputType.WITNESS_UTXO, b"", output.serialize())


def number_record(key_type: int, number: int) -> Record:
    """A record without key data whose value is an unsigned number of four bytes."""
    return Record(key_type, b"", pack("<I", number))


def count_record(key_type: int, count: int) -> Record:
    """A record without key data whose value is a compact size."""
    return Record(key_type, b"", compact_size(count))


def _input_records(fields: InputFields) -> Records:
    records = list(map(signature_record, fields.partial_signatures))
    if fields.witness_utxo is not None:
        records.append(witness_utxo_record(fields.witness_utxo))
    if fields.sighash_type is not None:
        records.append(number_record(InputType.SIGHASH_TYPE, fields.sighash_type))
    if fields.previous_transaction is not None:
        records.append(previous_record(fields.previous_transaction))
    records += _present(InputType.REDEEM_SCRIPT, fields.redeem_script)
    records += _present(InputType.WITNESS_SCRIPT, fields.witness_script)
    records += [_derivation(InputType.BIP32_DERIVATION, entry) for entry in fields.derivations]
    return sort_records(records)


def _output_records(fields: OutputFields) -> Records:
    records = _present(OutputType.REDEEM_SCRIPT, fields.redeem_script)
    records += _present(OutputType.WITNESS_SCRIPT, fields.witness_script)
    records += [_derivation(OutputType.BIP32_DERIVATION, entry) for entry in fields.derivations]
    return sort_records(records)


def _present(key_type: int, value: bytes | None) -> list[Record]:
    return [] if value is None else [Record(key_type, b"", value)]


def _derivation(key_type: int, derivation: KeyDerivation) -> Record:
    value = _origin(derivation.fingerprint, derivation.path)
    return Record(key_type, derivation.public_key, value)


def _xpub_record(xpub: GlobalXpub) -> Record:
    return Record(GlobalType.XPUB, xpub.xpub, _origin(xpub.fingerprint, xpub.path))


def _origin(fingerprint: bytes, path: tuple[int, ...]) -> bytes:
    return fingerprint + pack(f"<{len(path)}I", *path)
