"""Writing PSBTs: one that was read, byte for byte, or a new one of version 0."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from struct import pack

from strongroom.model.bytes_reader import byte_string, compact_size
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import (
    GlobalXpub,
    KeyDerivation,
    PartialSignature,
    Psbt,
    TaprootKeyDerivation,
)
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_records import MAGIC, Record, Records, sort_records, write_records
from strongroom.model.psbt_types import GlobalType, InputType, OutputType
from strongroom.model.taproot import LEAF_VERSION, TaprootOutput, leaf_depths
from strongroom.model.transaction import Transaction, TxOutput


@dataclass(frozen=True, slots=True)
class TaprootFields:
    """How a taproot output is made, and whose keys its leaves hold (BIP-371)."""

    output: TaprootOutput
    derivations: Sequence[TaprootKeyDerivation] = ()


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
    taproot: TaprootFields | None = None


@dataclass(frozen=True, slots=True)
class OutputFields:
    """What is known of an output that is ours: the scripts behind it and their keys."""

    redeem_script: bytes | None = None
    witness_script: bytes | None = None
    derivations: Sequence[KeyDerivation] = ()
    taproot: TaprootFields | None = None


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
    if signature.leaf_hash:
        key = signature.public_key + signature.leaf_hash
        return Record(InputType.TAP_SCRIPT_SIG, key, signature.signature)
    return Record(InputType.PARTIAL_SIG, signature.public_key, signature.signature)


def leaf_records(output: TaprootOutput) -> list[Record]:
    """Taproot's scripts with the ways to them, as an input's map holds them."""
    return [
        Record(InputType.TAP_LEAF_SCRIPT, leaf.control_block, leaf.script + bytes([LEAF_VERSION]))
        for leaf in output.leaves
    ]


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
    if fields.taproot is not None:
        records += leaf_records(fields.taproot.output)
        records += _present(InputType.TAP_INTERNAL_KEY, fields.taproot.output.internal_key)
        records += _present(InputType.TAP_MERKLE_ROOT, fields.taproot.output.merkle_root)
        records += _leaf_keys(InputType.TAP_BIP32_DERIVATION, fields.taproot)
    return sort_records(records)


def _output_records(fields: OutputFields) -> Records:
    records = _present(OutputType.REDEEM_SCRIPT, fields.redeem_script)
    records += _present(OutputType.WITNESS_SCRIPT, fields.witness_script)
    records += [_derivation(OutputType.BIP32_DERIVATION, entry) for entry in fields.derivations]
    if fields.taproot is not None:
        records += _present(OutputType.TAP_INTERNAL_KEY, fields.taproot.output.internal_key)
        records.append(Record(OutputType.TAP_TREE, b"", _tree(fields.taproot.output)))
        records += _leaf_keys(OutputType.TAP_BIP32_DERIVATION, fields.taproot)
    return sort_records(records)


def _tree(output: TaprootOutput) -> bytes:
    """Every leaf behind its depth, in the order of the tree."""
    depths = leaf_depths(len(output.leaves))
    return b"".join(
        bytes((depth, LEAF_VERSION)) + byte_string(leaf.script)
        for depth, leaf in zip(depths, output.leaves, strict=True)
    )


def _leaf_keys(key_type: int, fields: TaprootFields) -> list[Record]:
    return [
        Record(
            key_type,
            said.public_key,
            compact_size(len(said.leaf_hashes))
            + b"".join(said.leaf_hashes)
            + _origin(said.fingerprint, said.path),
        )
        for said in fields.derivations
    ]


def _present(key_type: int, value: bytes | None) -> list[Record]:
    return [] if value is None else [Record(key_type, b"", value)]


def _derivation(key_type: int, derivation: KeyDerivation) -> Record:
    value = _origin(derivation.fingerprint, derivation.path)
    return Record(key_type, derivation.public_key, value)


def _xpub_record(xpub: GlobalXpub) -> Record:
    return Record(GlobalType.XPUB, xpub.xpub, _origin(xpub.fingerprint, xpub.path))


def _origin(fingerprint: bytes, path: tuple[int, ...]) -> bytes:
    return fingerprint + pack(f"<{len(path)}I", *path)
