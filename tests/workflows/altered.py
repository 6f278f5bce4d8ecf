"""Good answers of signers turned into bad ones."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from strongroom.model.psbt import PartialSignature, Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_records import Record, Records, without_types
from strongroom.model.psbt_types import GlobalType, InputType
from strongroom.model.psbt_writer import InputFields, OutputFields, build_psbt, join_maps
from strongroom.model.transaction import Transaction
from strongroom.workflows.combine import Returned

ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141

Change = Callable[[PartialSignature], PartialSignature]


def with_transaction(psbt: Psbt, transaction: Transaction) -> Psbt:
    """A version 0 PSBT with another unsigned transaction and all its other records."""
    raw = Record(GlobalType.UNSIGNED_TX, b"", transaction.serialize_without_witness())
    others = without_types(psbt.global_records, GlobalType.UNSIGNED_TX)
    maps = [(raw, *others), *(e.records for e in psbt.inputs), *(e.records for e in psbt.outputs)]
    return read_psbt(join_maps(maps))


def one_satoshi_less(transaction: Transaction) -> Transaction:
    """A transaction whose first output is a satoshi smaller."""
    first = transaction.outputs[0]
    return replace(
        transaction, outputs=(replace(first, amount=first.amount - 1), *transaction.outputs[1:])
    )


def with_input_records(psbt: Psbt, index: int, add: Iterable[Record], *remove: int) -> Psbt:
    """A PSBT with records of one input added, and those of the types ``remove`` taken out."""
    inputs: list[Records] = [entry.records for entry in psbt.inputs]
    inputs[index] = (*without_types(inputs[index], *remove), *add)
    outputs = [entry.records for entry in psbt.outputs]
    return read_psbt(join_maps([psbt.global_records, *inputs, *outputs]))


def with_another_amount(psbt: Psbt) -> Psbt:
    """The same unsigned transaction, and a coin that is said to be larger."""
    spent = psbt.spent_output(0)
    assert spent is not None
    larger = replace(spent, amount=spent.amount + 1)
    record = next(
        replace(record, value=larger.serialize())
        for record in psbt.inputs[0].records
        if record.key_type == InputType.WITNESS_UTXO
    )
    both = (InputType.WITNESS_UTXO, InputType.NON_WITNESS_UTXO)
    return with_input_records(psbt, 0, [record], *both)


def without_outputs_spent(psbt: Psbt) -> Psbt:
    """A PSBT that no longer says what its inputs spend."""
    for index in range(len(psbt.inputs)):
        kinds = (InputType.NON_WITNESS_UTXO, InputType.WITNESS_UTXO)
        psbt = with_input_records(psbt, index, [], *kinds)
    return psbt


def with_output_records(psbt: Psbt, index: int, add: Iterable[Record], *remove: int) -> Psbt:
    """A PSBT with records of one output added, and those of the types ``remove`` taken out."""
    outputs: list[Records] = [entry.records for entry in psbt.outputs]
    outputs[index] = (*without_types(outputs[index], *remove), *add)
    inputs = [entry.records for entry in psbt.inputs]
    return read_psbt(join_maps([psbt.global_records, *inputs, *outputs]))


def with_signatures_changed(returned: Returned, change: Change, *, at: int = 0) -> Returned:
    """What came back, each signature of one input put through ``change``."""
    psbt = read_psbt(returned.data)
    given = psbt.inputs[at].partial_signatures
    records = [Record(InputType.PARTIAL_SIG, s.public_key, s.signature) for s in map(change, given)]
    changed = with_input_records(psbt, at, records, InputType.PARTIAL_SIG)
    return Returned(f"changed {returned.name}", changed.original)


def signatures_alone(
    transaction: Transaction, inputs: Iterable[Iterable[PartialSignature]]
) -> Psbt:
    """A trimmed PSBT."""
    fields = [InputFields(partial_signatures=tuple(given)) for given in inputs]
    return build_psbt(transaction, fields, [OutputFields() for _ in transaction.outputs])


def flip_last_bit(given: PartialSignature) -> PartialSignature:
    """The last bit of S, which leaves the form right."""
    changed = bytearray(given.signature)
    changed[-2] ^= 1
    return replace(given, signature=bytes(changed))


def high_s(given: PartialSignature) -> PartialSignature:
    """The other S that verifies, which the network does not relay (BIP-146)."""
    der = given.signature[:-1]
    r_length = der[3]
    r = der[4 : 4 + r_length]
    s = ORDER - int.from_bytes(der[6 + r_length :], "big")
    other = s.to_bytes(33, "big").lstrip(b"\0")
    other = b"\0" + other if other[0] & 0x80 else other
    body = bytes([2, len(r)]) + r + bytes([2, len(other)]) + other
    return replace(given, signature=bytes([0x30, len(body)]) + body + given.signature[-1:])


def of_type(sighash_type: int) -> Change:
    """The same signature with another last byte."""
    return lambda given: replace(given, signature=given.signature[:-1] + bytes([sighash_type]))


def by_key(public_key: bytes) -> Change:
    """The same signature under another key."""
    return lambda given: replace(given, public_key=public_key)
