"""Building PSBTs, changing them and turning them into the other version."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from embit.psbt import PSBT as EmbitPsbt
from hypothesis import given, settings
from hypothesis import strategies as st

from strongroom.model.errors import ReadError
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import PartialSignature, Psbt
from strongroom.model.psbt_edit import (
    FinalScripts,
    slim,
    with_final_scripts,
    with_partial_signatures,
    with_previous_transactions,
    with_signatures,
    without_xpubs,
)
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_records import Record, Records
from strongroom.model.psbt_version import to_version
from strongroom.model.psbt_writer import (
    InputFields,
    OutputFields,
    build_psbt,
    join_maps,
    write_psbt,
)
from strongroom.model.transaction import Transaction
from tests.model.psbt_samples import (
    PUBLIC_KEYS,
    SIGNATURE,
    funding,
    input_fields,
    output_fields,
    sample,
    unsigned,
)
from tests.vectors_source import vector

UNKNOWN = Record(0xE0, b"key", b"value")
PROPRIETARY = Record(0xFC, b"\x03abc\x01", b"value")


def role(name: str) -> bytes:
    """What BIP-174's walk through the roles makes at this step."""
    steps = json.loads(vector("bip174/foundation_bip-0174.json").read_text())["chain-of-tests"]
    return bytes.fromhex(steps[name]["as-hex"])


def maps(psbt: Psbt) -> list[Records]:
    inputs = [entry.records for entry in psbt.inputs]
    return [psbt.global_records, *inputs, *(entry.records for entry in psbt.outputs)]


def same_records(one: Psbt, other: Psbt) -> bool:
    return [set(records) for records in maps(one)] == [set(records) for records in maps(other)]


def with_unknown(psbt: Psbt) -> Psbt:
    """The PSBT with an unknown and a proprietary record in every map."""
    return read_psbt(join_maps([(PROPRIETARY, *records, UNKNOWN) for records in maps(psbt)]))


# BIP-174's own walk


def test_the_creators_psbt_is_the_bips() -> None:
    transaction = read_psbt(role("creator")).transaction
    made = build_psbt(transaction, [InputFields()] * 2, [OutputFields()] * 2)
    assert write_psbt(made) == role("creator")


def test_the_updaters_psbt_is_the_bips() -> None:
    updated = read_psbt(role("updater-sighash-all"))
    inputs = [
        InputFields(
            entry.previous_transaction,
            entry.witness_utxo,
            entry.sighash_type,
            entry.redeem_script,
            entry.witness_script,
            entry.derivations,
        )
        for entry in updated.inputs
    ]
    outputs = [OutputFields(derivations=entry.derivations) for entry in updated.outputs]
    assert same_records(build_psbt(updated.transaction, inputs, outputs), updated)


def test_the_combiners_psbt_is_the_bips() -> None:
    second = read_psbt(role("signer"))
    given = {index: entry.partial_signatures for index, entry in enumerate(second.inputs)}
    combined = with_signatures(read_psbt(role("signer-sighash-all")), given)
    assert same_records(combined, read_psbt(role("combiner")))


def test_the_finalizers_psbt_is_the_bips() -> None:
    final = read_psbt(role("finalizer"))
    scripts = {
        index: FinalScripts(entry.final_script_sig or b"", entry.final_script_witness or ())
        for index, entry in enumerate(final.inputs)
    }
    made = with_final_scripts(read_psbt(role("combiner")), scripts)
    assert write_psbt(made) == role("finalizer")


# Building


def test_what_is_built_is_sorted_and_written_as_it_was_read() -> None:
    psbt = sample()
    assert write_psbt(psbt) == psbt.original
    for records in maps(psbt):
        assert list(records) == sorted(records, key=lambda each: (each.key_type, each.key_data))


def test_embit_reads_the_same_of_what_is_built() -> None:
    psbt = with_partial_signatures(sample(), 1, [SIGNATURE])
    theirs = EmbitPsbt.parse(psbt.original)
    assert theirs.tx.txid().hex() == psbt.transaction.txid
    assert len(theirs.xpubs) == 3
    assert [one.witness_script.data for one in theirs.inputs] == [
        one.witness_script for one in psbt.inputs
    ]
    assert theirs.utxo(0).value == 100_000
    ((key, signature),) = theirs.inputs[1].partial_sigs.items()
    assert (key.sec(), signature) == (SIGNATURE.public_key, SIGNATURE.signature)


def test_refuses_to_build_with_fields_for_another_number_of_inputs() -> None:
    with pytest.raises(ValueError, match="as many fields"):
        build_psbt(unsigned(2), [input_fields(1)], output_fields())


def test_refuses_to_build_on_a_signed_transaction() -> None:
    with pytest.raises(ReadError):
        build_psbt(funding(1), [InputFields()], [OutputFields()] * 2)


def test_refuses_to_build_with_a_script_that_is_no_key() -> None:
    wrong = replace(input_fields(1), partial_signatures=[PartialSignature(b"\x02" * 32, b"")])
    with pytest.raises(ReadError):
        build_psbt(unsigned(1), [wrong], output_fields())


# Changing


def test_signatures_are_added_and_an_earlier_one_of_the_same_key_gives_way() -> None:
    other = PartialSignature(PUBLIC_KEYS[1], SIGNATURE.signature)
    newer = PartialSignature(PUBLIC_KEYS[0], SIGNATURE.signature[:-1] + b"\x02")
    once = with_partial_signatures(sample(), 0, [SIGNATURE])
    twice = with_partial_signatures(once, 0, [other, newer])
    assert set(twice.inputs[0].partial_signatures) == {other, newer}
    assert twice.inputs[1] == sample().inputs[1]
    assert write_psbt(twice) == twice.original


def test_a_signature_of_a_wrong_form_is_not_added() -> None:
    with pytest.raises(ReadError):
        with_partial_signatures(sample(), 0, [PartialSignature(PUBLIC_KEYS[0], b"")])


def test_previous_transactions_go_to_the_inputs_that_spend_from_them() -> None:
    bare = slim(sample(), [0, 1])
    given = [PreviousTransaction.parse(funding(number).serialize()) for number in (2, 9)]
    updated = with_previous_transactions(bare, given)
    assert updated.inputs[0] == bare.inputs[0]
    assert updated.inputs[1].previous_transaction == given[0]
    assert same_records(updated, read_psbt(updated.original))


def test_slim_keeps_the_spent_output() -> None:
    fields = replace(input_fields(1), witness_utxo=None)
    full = build_psbt(unsigned(1), [fields], output_fields())
    bare = slim(full, [0])
    assert bare.inputs[0].previous_transaction is None
    assert bare.spent_output(0) == full.spent_output(0) == funding(1).outputs[1]


def test_slim_leaves_the_inputs_it_was_not_told_of() -> None:
    bare = slim(sample(), [1])
    assert bare.inputs[0] == sample().inputs[0]
    assert bare.inputs[1].previous_transaction is None


def test_slim_leaves_a_previous_transaction_of_another_outpoint() -> None:
    wrong = replace(input_fields(1), previous_transaction=input_fields(2).previous_transaction)
    full = build_psbt(unsigned(1), [wrong], output_fields())
    assert slim(full, [0]) == full


def test_without_xpubs_nothing_else_is_missing() -> None:
    bare = without_xpubs(sample())
    assert bare.global_xpubs == ()
    assert maps(bare)[1:] == maps(sample())[1:]


def test_final_scripts_clear_all_but_the_utxo_and_the_unknown() -> None:
    signed = with_partial_signatures(with_unknown(sample()), 0, [SIGNATURE])
    final = with_final_scripts(to_version(signed, 2), {0: FinalScripts(witness=(b"", b"x"))})
    entry = final.inputs[0]
    assert entry.final_script_witness == (b"", b"x")
    assert entry.final_script_sig is None
    assert {record.key_type for record in entry.records} == {0, 1, 8, 14, 15, 16, 0xE0, 0xFC}
    assert final.transaction == signed.transaction


CHANGES: dict[str, Callable[[Psbt], Psbt]] = {
    "signed": lambda psbt: with_partial_signatures(psbt, 0, [SIGNATURE]),
    "slim": lambda psbt: slim(psbt, [0, 1]),
    "without xpubs": without_xpubs,
    "final": lambda psbt: with_final_scripts(psbt, {0: FinalScripts(b"\x51")}),
    "other version": lambda psbt: to_version(psbt, 2 - psbt.version),
}


@pytest.mark.parametrize("version", [0, 2])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_no_change_touches_the_transaction_or_what_is_unknown(
    change: Callable[[Psbt], Psbt], version: int
) -> None:
    before = with_unknown(to_version(sample(), version))
    after = change(before)
    assert after.transaction == before.transaction
    assert all({UNKNOWN, PROPRIETARY} <= set(records) for records in maps(after))
    assert write_psbt(after) == after.original != before.original


# Versions


def test_there_and_back_is_the_same_psbt() -> None:
    assert to_version(to_version(sample(), 2), 0) == sample()
    assert to_version(sample(), 0) == sample()


def test_version_2_says_all_of_the_transaction() -> None:
    psbt = to_version(sample(), 2)
    assert (psbt.version, psbt.modifiable, psbt.locktime_determined) == (2, None, True)
    assert psbt.transaction == unsigned()
    assert EmbitPsbt.parse(psbt.original).tx.txid().hex() == unsigned().txid


def test_every_published_version_2_has_a_version_0_or_no_locktime() -> None:
    cases = json.loads(vector("bip370/bip370_psbts.json").read_text())["vectors"]
    undetermined = []
    for case in cases:
        if case["section"] != "valid":
            continue
        psbt = read_psbt(bytes.fromhex(case["hex"]))
        try:
            older = to_version(psbt, 0)
        except ReadError as error:
            undetermined.append((error.code, psbt.locktime_determined))
            continue
        assert older.transaction == psbt.transaction
        assert to_version(older, 2).transaction == psbt.transaction
    assert undetermined == [("locktime-undetermined", False)]


@settings(max_examples=30)
@given(st.integers(-(2**31), 2**31 - 1), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_no_number_is_lost_between_versions(version: int, locktime: int, sequence: int) -> None:
    (spent,) = unsigned(1).inputs
    inputs = (replace(spent, sequence=sequence),)
    transaction = Transaction(version, inputs, unsigned(1).outputs, locktime)
    psbt = build_psbt(transaction, [input_fields(1)], output_fields())
    assert to_version(psbt, 2).transaction == transaction
    assert to_version(to_version(psbt, 2), 0) == psbt


def test_there_is_no_version_1() -> None:
    with pytest.raises(ValueError, match="no PSBT version 1"):
        to_version(sample(), 1)
