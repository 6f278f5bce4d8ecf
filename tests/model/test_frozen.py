"""What a review fixes, and how a change to it is named."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from strongroom.model.frozen import (
    Difference,
    FrozenPart,
    FrozenTransaction,
    differences,
    freeze,
    review_digest,
)
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_edit import slim, with_partial_signatures, without_xpubs
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_version import to_version
from strongroom.model.psbt_writer import InputFields, build_psbt
from strongroom.model.transaction import OutPoint, TxOutput
from tests.model.psbt_samples import (
    OURS,
    SIGNATURE,
    THEIRS,
    input_fields,
    output_fields,
    sample,
    sample_spending,
    unsigned,
)


def frozen(psbt: Psbt) -> FrozenTransaction:
    made = freeze(psbt)
    assert made is not None
    return made


def test_the_packing_changes_nothing() -> None:
    before = frozen(sample())
    packings = [
        to_version(sample(), 2),
        slim(sample(), [0, 1]),
        without_xpubs(sample()),
        with_partial_signatures(sample(), 1, [SIGNATURE]),
    ]
    for packed in packings:
        assert frozen(packed) == before
        assert differences(before, frozen(packed)) == ()
        assert review_digest("bitcoin", frozen(packed)) == review_digest("bitcoin", before)


def test_freezes_what_is_spent_and_paid() -> None:
    made = frozen(sample())
    assert made.unsigned == unsigned()
    assert [entry.spent for entry in made.inputs] == [TxOutput(100_000, OURS)] * 2
    assert [entry.sighash_type for entry in made.inputs] == [1, 1]
    assert made.outputs[0] == TxOutput(150_000, THEIRS)


def test_an_absent_sighash_type_is_all_and_for_taproot_default() -> None:
    taproot = InputFields(witness_utxo=TxOutput(5, b"\x51\x20" + bytes(32)))
    made = frozen(build_psbt(unsigned(2), [input_fields(1), taproot], output_fields()))
    assert [entry.sighash_type for entry in made.inputs] == [1, 0]
    single = frozen(sample_spending(replace(input_fields(1), sighash_type=0x83)))
    assert single.inputs[0].sighash_type == 0x83


def test_an_unknown_spent_output_freezes_nothing() -> None:
    assert freeze(sample_spending(input_fields(1), InputFields())) is None
    wrong = replace(input_fields(1), previous_transaction=input_fields(2).previous_transaction)
    assert freeze(sample_spending(wrong)) is None


CHANGED_INPUTS: dict[FrozenPart, dict[str, Any]] = {
    FrozenPart.OUTPOINT: {"outpoint": OutPoint(bytes(32), 1)},
    FrozenPart.SEQUENCE: {"sequence": 0},
    FrozenPart.SPENT_AMOUNT: {"spent": TxOutput(99_999, OURS)},
    FrozenPart.SPENT_SCRIPT: {"spent": TxOutput(100_000, THEIRS)},
    FrozenPart.SIGHASH_TYPE: {"sighash_type": 2},
}
CHANGED_OUTPUTS = {
    FrozenPart.AMOUNT: TxOutput(48_999, OURS),
    FrozenPart.SCRIPT: TxOutput(49_000, THEIRS),
}
CHANGED_WHOLE: dict[FrozenPart, dict[str, Any]] = {
    FrozenPart.VERSION: {"version": 1},
    FrozenPart.LOCKTIME: {"locktime": 0},
}


def assert_noticed(
    before: FrozenTransaction, after: FrozenTransaction, found: FrozenPart, where: str
) -> None:
    (there,), (back,) = differences(before, after), differences(after, before)
    assert (there.part, there.where) == (found, where)
    assert back == Difference(found, there.after, there.before, where)
    assert there.before != there.after
    assert review_digest("bitcoin", before) != review_digest("bitcoin", after)


@pytest.mark.parametrize("part", CHANGED_INPUTS)
def test_a_changed_input_is_named(part: FrozenPart) -> None:
    before = frozen(sample())
    changed = replace(before.inputs[1], **CHANGED_INPUTS[part])
    after = replace(before, inputs=(before.inputs[0], changed))
    assert_noticed(before, after, part, "input 1")


@pytest.mark.parametrize("part", CHANGED_OUTPUTS)
def test_a_changed_output_is_named(part: FrozenPart) -> None:
    before = frozen(sample())
    after = replace(before, outputs=(before.outputs[0], CHANGED_OUTPUTS[part]))
    assert_noticed(before, after, part, "output 1")


@pytest.mark.parametrize("part", CHANGED_WHOLE)
def test_a_changed_version_or_locktime_is_named(part: FrozenPart) -> None:
    before = frozen(sample())
    assert_noticed(before, replace(before, **CHANGED_WHOLE[part]), part, "transaction")


def test_an_input_or_output_more_is_named() -> None:
    before = frozen(sample())
    fewer = replace(before, inputs=before.inputs[:1])
    assert differences(before, fewer) == (
        Difference(FrozenPart.INPUT_COUNT, 2, 1),
        Difference(FrozenPart.OUTPOINT, before.inputs[1].outpoint, None, "input 1"),
    )
    fewer = replace(before, outputs=before.outputs[:1])
    assert differences(fewer, before) == (
        Difference(FrozenPart.OUTPUT_COUNT, 1, 2),
        Difference(FrozenPart.AMOUNT, None, 49_000, "output 1"),
        Difference(FrozenPart.SCRIPT, None, OURS, "output 1"),
    )


def test_a_difference_says_how_it_was_and_how_it_is() -> None:
    before = frozen(sample())
    paid = replace(before, outputs=(before.outputs[0], TxOutput(48_999, THEIRS)))
    assert differences(before, paid) == (
        Difference(FrozenPart.AMOUNT, 49_000, 48_999, "output 1"),
        Difference(FrozenPart.SCRIPT, OURS, THEIRS, "output 1"),
    )
    later = replace(before, locktime=before.locktime + 1)
    assert differences(before, later) == (
        Difference(FrozenPart.LOCKTIME, before.locktime, before.locktime + 1),
    )


def test_another_order_of_outputs_is_named() -> None:
    before = frozen(sample())
    after = replace(before, outputs=before.outputs[::-1])
    found = {(each.part, each.where) for each in differences(before, after)}
    parts = (FrozenPart.AMOUNT, FrozenPart.SCRIPT)
    assert found == {(part, f"output {index}") for part in parts for index in (0, 1)}


def test_the_digest_is_the_hash_of_the_parts_in_order() -> None:
    made = frozen(sample_spending(input_fields(1)))
    preimage = (
        "13" + b"strongroom-review-1".hex() + "07" + b"bitcoin".hex(),
        unsigned(1).serialize_without_witness().hex(),
        "a086010000000000" + "22" + OURS.hex() + "01000000",
    )
    assert review_digest("bitcoin", made) == sha256(bytes.fromhex("".join(preimage))).digest()


def test_the_digest_is_another_on_another_network() -> None:
    made = frozen(sample())
    assert review_digest("bitcoin", made) != review_digest("testnet4", made)


def test_an_undetermined_locktime_freezes_nothing() -> None:
    psbt = replace(sample(), locktime_determined=False)
    assert freeze(psbt) is None
    assert freeze(read_psbt(psbt.original)) is not None
