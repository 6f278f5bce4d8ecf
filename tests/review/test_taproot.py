"""The review of taproot's payments: every field and every signature that could be another."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from strongroom.engines.own_scripts import own_scripts
from strongroom.model.bytes_reader import byte_string
from strongroom.model.finding import Severity
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_records import Record, sort_records
from strongroom.model.psbt_types import InputType, OutputType
from strongroom.model.psbt_writer import join_maps
from strongroom.model.script_type import ScriptType
from strongroom.model.scripts import push
from strongroom.model.sighash import TaprootHasher
from strongroom.model.wallet import Branch
from strongroom.practice.signers import ReturnForm, practice_signer
from strongroom.review import schnorr_check
from strongroom.review.psbt import review_psbt
from strongroom.workflows.combine import Returned, combine
from strongroom.workflows.finish import NotFinished, finish
from tests.builders import CHANGE, make_payment, make_wallet
from tests.recovery_wallets import payment_of, payment_with, recovery_wallet
from tests.review.codes import FIRING, shows
from tests.review.reviewing import found

WALLET = recovery_wallet((1, 52_560), script_type=ScriptType.P2TR)
PAYMENT = payment_of(WALLET)
FOREIGN = next(n for n, entry in enumerate(PAYMENT.outputs) if not entry.derivations)
LEAVES = {key.leaf_hashes[0] for key in PAYMENT.inputs[0].taproot_derivations if key.leaf_hashes}


def signed(*signers: int, form: ReturnForm = ReturnForm.FULL, psbt: Psbt = PAYMENT) -> Psbt:
    data = [practice_signer(n).sign(psbt.original, WALLET, form).psbt for n in signers]
    return combine(psbt, [Returned("signed", each) for each in data], WALLET).psbt


def codes(psbt: Psbt) -> list[str]:
    return [found.code for found in review_psbt(psbt, WALLET).findings if found.severity > 0]


def with_field(psbt: Psbt, record: Record, output: int | None = None) -> Psbt:
    """The PSBT with one more record at its first input, or at an output."""
    maps = [entry.records for entry in psbt.inputs] + [entry.records for entry in psbt.outputs]
    at = 0 if output is None else len(psbt.inputs) + output
    maps[at] = sort_records((*maps[at], record))
    return read_psbt(join_maps([psbt.global_records, *maps]))


def altered(psbt: Psbt, key_type: int, change: Callable[[Record], Record]) -> Psbt:
    """The PSBT with the first record of a type at its first input changed."""
    records = list(psbt.inputs[0].records)
    at = next(i for i, record in enumerate(records) if record.key_type == key_type)
    records[at] = change(records[at])
    inputs = [tuple(records), *(entry.records for entry in psbt.inputs[1:])]
    outputs = [entry.records for entry in psbt.outputs]
    return read_psbt(join_maps([psbt.global_records, *inputs, *outputs]))


def test_a_payment_of_our_own_is_in_order() -> None:
    review = review_psbt(PAYMENT, WALLET)
    assert (review.verdict, review.threshold, review.missing) == (Severity.INFO, 2, 2)
    assert [output.kind.value for output in review.outputs].count("change") == 1


def test_signatures_are_counted_for_the_way_they_open() -> None:
    assert review_psbt(signed(1), WALLET).missing == 1
    review = review_psbt(signed(1, 3), WALLET)
    assert (review.complete, len(review.signed_by)) == (True, 2)


def test_signers_that_trim_give_back_as_much() -> None:
    assert signed(1, 2, form=ReturnForm.TRIMMED) == signed(1, 2)


FIELDS = {
    "another internal key": (InputType.TAP_INTERNAL_KEY, lambda r: replace(r, value=b"\x09" * 32)),
    "another root": (InputType.TAP_MERKLE_ROOT, lambda r: replace(r, value=bytes(32))),
    "another script": (
        InputType.TAP_LEAF_SCRIPT,
        lambda r: replace(r, value=b"\x51" + r.value[-1:]),
    ),
    "another way to a script": (
        InputType.TAP_LEAF_SCRIPT,
        lambda r: replace(r, key_data=r.key_data[:-1] + bytes([r.key_data[-1] ^ 1])),
    ),
    "a script of another version": (
        InputType.TAP_LEAF_SCRIPT,
        lambda r: replace(r, value=r.value[:-1] + b"\xc2"),
    ),
    "a key in the leaf of another path": (
        InputType.TAP_BIP32_DERIVATION,
        lambda r: replace(r, value=b"\x01" + (LEAVES - {r.value[1:33]}).pop() + r.value[33:]),
    ),
    "a key in another leaf": (
        InputType.TAP_BIP32_DERIVATION,
        lambda r: replace(r, value=b"\x01" + bytes(32) + r.value[33:]),
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_fields_that_are_not_ours_are_refused(name: str) -> None:
    key_type, change = FIELDS[name]
    assert "script-mismatch" in codes(altered(PAYMENT, key_type, change))


def test_a_path_that_does_not_lead_to_its_key_is_false_without_a_leaf_too() -> None:
    psbt = altered(
        PAYMENT,
        InputType.TAP_BIP32_DERIVATION,
        lambda r: replace(r, value=b"\0" + r.value[33:-4] + b"\x07\0\0\0"),
    )
    assert codes(psbt) == ["false-origin"]


KEY = own_scripts(WALLET).public_keys(Branch.CHANGE, 5)[0]
PLAIN = make_wallet()
PLAIN_KEY = PLAIN.keys(CHANGE)[0]
NAMED = b"\xde\xad\xbe\xef" + bytes(8)


def leaf(key: bytes) -> bytes:
    """A tree of one script, which this key opens."""
    return b"\0\xc0" + byte_string(push(key) + b"\xac")


CLAIMS = {
    "in a leaf": Record(OutputType.TAP_TREE, b"", leaf(KEY)),
    "as internal key": Record(OutputType.TAP_INTERNAL_KEY, b"", KEY),
    "in a leaf under another name": Record(
        OutputType.TAP_BIP32_DERIVATION, KEY, b"\x01" + bytes(32) + NAMED
    ),
    "in no leaf under another name": Record(OutputType.TAP_BIP32_DERIVATION, KEY, b"\0" + NAMED),
    "in a witness script": Record(OutputType.WITNESS_SCRIPT, b"", push(KEY) + b"\xac"),
}
PLAIN_CLAIMS = {
    "in a leaf": Record(OutputType.TAP_TREE, b"", leaf(PLAIN_KEY[1:])),
    "as internal key": Record(OutputType.TAP_INTERNAL_KEY, b"", PLAIN_KEY[1:]),
    "under another name": Record(OutputType.BIP32_DERIVATION, PLAIN_KEY, NAMED),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_an_output_that_is_told_to_hold_our_key_is_false_change(name: str) -> None:
    assert codes(with_field(PAYMENT, CLAIMS[name], output=FOREIGN)) == ["change-foreign"]


@pytest.mark.parametrize("name", PLAIN_CLAIMS)
def test_so_is_one_that_holds_a_key_of_a_plain_quorum(name: str) -> None:
    psbt = with_field(read_psbt(make_payment(PLAIN)), PLAIN_CLAIMS[name], output=0)
    assert [f.where for f in found(psbt, PLAIN, "change-foreign")] == ["output 0"]


def test_keys_of_others_claim_nothing() -> None:
    for key_type in (OutputType.TAP_INTERNAL_KEY, OutputType.TAP_TREE):
        value = bytes(31) + b"\x01"
        record = Record(key_type, b"", leaf(value) if key_type == OutputType.TAP_TREE else value)
        assert not codes(with_field(PAYMENT, record, output=FOREIGN))


SIGNATURES = {
    "damaged": (lambda r: replace(r, value=r.value[:-1] + bytes([r.value[-1] ^ 1])), None),
    "of another type": (lambda r: replace(r, value=r.value + b"\x03"), "sighash"),
    "of type ALL": (lambda r: replace(r, value=r.value + b"\x01"), None),
    "of type DEFAULT by name": (lambda r: replace(r, value=r.value + b"\0"), "signature-invalid"),
    "for another leaf": (
        lambda r: replace(r, key_data=r.key_data[:32] + bytes(32)),
        "signature-invalid",
    ),
    "by a stranger": (
        lambda r: replace(r, key_data=b"\x09" * 32 + r.key_data[32:]),
        "signature-unknown-key",
    ),
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_signature_that_is_worth_nothing_is_named_and_not_taken(name: str) -> None:
    change, code = SIGNATURES[name]
    psbt = altered(signed(1), InputType.TAP_SCRIPT_SIG, change)
    found = codes(psbt)
    either = {"signature-invalid", "signature-other-transaction"}
    assert {code} & set(found) if code else either & set(found)
    assert combine(PAYMENT, [Returned("altered", psbt.original)], WALLET).signatures == 1


def test_a_signature_of_type_all_covers_as_much_as_the_default() -> None:
    asked = with_field(PAYMENT, Record(InputType.SIGHASH_TYPE, b"", b"\x01\0\0\0"))
    psbt = signed(1, 2, psbt=asked)
    assert {given.signature[64:] for given in psbt.inputs[0].partial_signatures} == {b"\x01"}
    review = review_psbt(psbt, WALLET)
    assert (review.verdict, review.complete, review.missing) == (Severity.INFO, True, 0)
    final = finish(psbt, WALLET)
    assert final.verified
    assert combine(asked, [Returned("final", final.raw)], WALLET).complete


@shows("signature-unknown-key", FIRING)
def test_a_signature_for_the_key_that_is_nobodys_is_stopped() -> None:
    psbt = with_field(signed(1, 2), Record(InputType.TAP_KEY_SIG, b"", b"\x05" * 64))
    assert codes(psbt) == ["signature-unknown-key"]


def test_one_signature_finishes_nothing_today() -> None:
    with pytest.raises(NotFinished) as refused:
        finish(signed(2), WALLET)
    assert refused.value.code == "signatures-missing"


def test_several_inputs_are_signed_each() -> None:
    psbt = signed(1, 2, psbt=payment_with(WALLET, (0xFFFF_FFFD,) * 3))
    assert finish(psbt, WALLET).verified


def test_what_taproots_inputs_share_is_hashed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    class Counted(TaprootHasher):
        def __init__(self, *given: Any) -> None:
            made.append(given)
            super().__init__(*given)

    psbt = signed(1, 2, psbt=payment_with(WALLET, (0xFFFF_FFFD,) * 5))
    monkeypatch.setattr(schnorr_check, "TaprootHasher", Counted)
    assert review_psbt(psbt, WALLET).complete
    assert len(made) == 1


def test_a_finished_transaction_comes_back_as_its_signatures() -> None:
    final = finish(signed(1, 2), WALLET)
    back = combine(PAYMENT, [Returned("final", final.raw)], WALLET)
    assert (back.findings, back.complete, back.signatures) == ((), True, 2)
    assert finish(back.psbt, WALLET).txid == final.txid
