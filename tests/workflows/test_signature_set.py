from itertools import permutations

from strongroom.model.psbt import PartialSignature
from strongroom.model.psbt_types import InputType
from strongroom.model.scripts import ScriptSet
from strongroom.workflows.signature_set import join, with_exactly, with_scripts
from tests.workflows.altered import with_input_records
from tests.workflows.rounds import make_payment, make_wallet

PAYMENT = make_payment(make_wallet())
KEYS = [told.public_key for told in PAYMENT.inputs[0].derivations]
ONE = PartialSignature(KEYS[0], b"\x30" * 10)
OTHER = PartialSignature(KEYS[0], b"\x30" * 9 + b"\x31")
THIRD = PartialSignature(KEYS[1], b"\x30" * 11)


def test_joins_alike_in_any_order_and_however_often() -> None:
    expected = join([ONE, OTHER, THIRD])
    assert len(expected) == 2
    for order in permutations([ONE, OTHER, THIRD, ONE]):
        assert join(order) == expected
        assert join([*join(order[:2]), *join(order[2:])]) == expected


def test_puts_in_exactly_what_is_given() -> None:
    signed = with_exactly(PAYMENT, {0: (ONE, THIRD)})
    assert set(signed.inputs[0].partial_signatures) == {ONE, THIRD}
    assert with_exactly(signed, {0: (THIRD, ONE)}) is signed
    assert with_exactly(signed, {0: ()}).inputs[0].records == PAYMENT.inputs[0].records


def test_adds_only_the_scripts_that_are_missing() -> None:
    script = PAYMENT.inputs[0].witness_script
    bare = with_input_records(PAYMENT, 0, [], InputType.WITNESS_SCRIPT)
    known = ScriptSet(b"", witness_script=script)
    assert set(with_scripts(bare, {0: known}).inputs[0].records) == set(PAYMENT.inputs[0].records)
    other = ScriptSet(b"", witness_script=b"\x51")
    assert with_scripts(PAYMENT, {0: other}) is PAYMENT
