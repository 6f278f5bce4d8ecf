from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from strongroom.engines.kernel import ScriptCheck, verify_scripts
from strongroom.engines.own_scripts import Place
from strongroom.model.errors import StrongroomError
from strongroom.model.finding import Severity
from strongroom.model.psbt import PartialSignature
from strongroom.model.psbt_edit import FinalScripts, with_final_scripts, with_signatures
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_writer import InputFields
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Branch
from tests.builders import (
    CHANGE,
    STRANGER,
    Coin,
    Paid,
    TestWallet,
    draft_payment,
    finalise,
    make_payment,
    make_wallet,
    sign,
)
from tests.review.codes import FIRING, QUIET, shows
from tests.review.reviewing import found, reasons, review_of, seen

SIGNERS = make_wallet()
ALL_KINDS = [
    make_wallet(script_type=kind)
    for kind in (ScriptType.P2WSH, ScriptType.P2SH_P2WSH, ScriptType.P2SH)
]
TWO_COINS = [Coin(), Coin(place=Place(Branch.RECEIVE, 1))]
PAID = [Paid(1_500_000), Paid(490_000, CHANGE)]
PAYMENT = make_payment(SIGNERS, TWO_COINS, PAID)
OTHER_PAYMENT = make_payment(SIGNERS, TWO_COINS, [Paid(1_990_000)])
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def signature_of(
    psbt: bytes, signer: int, index: int = 0, sighash_type: int = 1
) -> PartialSignature:
    signed = read_psbt(sign(SIGNERS, psbt, signer, sighash_type))
    return signed.inputs[index].partial_signatures[0]


def put(signature: PartialSignature, index: int = 0) -> bytes:
    return with_signatures(read_psbt(PAYMENT), {index: [signature]}).original


def integer(number: int) -> bytes:
    data = number.to_bytes(32, "big").lstrip(b"\0")
    data = b"\0" + data if data[0] & 0x80 else data
    return bytes([2, len(data)]) + data


def der(r: int, s: int) -> bytes:
    body = integer(r) + integer(s)
    return bytes([0x30, len(body)]) + body


def numbers(signature: bytes) -> tuple[int, int]:
    r_length = signature[3]
    r = signature[4 : 4 + r_length]
    s = signature[6 + r_length : -1]
    return int.from_bytes(r, "big"), int.from_bytes(s, "big")


def changed(new_der: bytes) -> PartialSignature:
    return replace(GOOD, signature=new_der + b"\x01")


GOOD = signature_of(PAYMENT, 0)
R, S = numbers(GOOD.signature)
OFF_CURVE = 5
"""No point of the curve has this x."""


@shows("signature-invalid", QUIET)
@shows("signature-other-transaction", QUIET)
@shows("signature-unknown-key", QUIET)
@pytest.mark.parametrize("signers", ALL_KINDS)
def test_counts_the_signatures_that_verify(signers: TestWallet) -> None:
    psbt = make_payment(signers, TWO_COINS, PAID)
    assert review_of(psbt, signers).missing == 2
    once = review_of(sign(signers, psbt, 2), signers)
    assert [signer.cosigner for signer in once.signed_by] == [2]
    assert once.signed_by[0].fingerprint == signers.roots[2].my_fingerprint
    assert (once.missing, once.complete) == (1, False)
    twice = review_of(sign(signers, sign(signers, psbt, 2), 0), signers)
    assert [signer.cosigner for signer in twice.signed_by] == [0, 2]
    assert (twice.missing, twice.complete) == (0, True)
    assert [finding.code for finding in twice.findings] == ["rbf"]


def test_a_signer_of_some_inputs_has_not_signed() -> None:
    review = review_of(put(GOOD), SIGNERS)
    assert [len(entry.signatures) for entry in review.inputs] == [1, 0]
    assert (review.signed_by, review.missing) == ((), 2)


@shows("sighash", FIRING, QUIET)
@pytest.mark.parametrize(("asked", "count"), [(None, 0), (1, 0), (0, 1), (2, 1), (3, 1), (0x81, 1)])
def test_blocks_a_request_that_leaves_something_open(asked: int | None, count: int) -> None:
    draft = draft_payment(SIGNERS)
    draft.inputs[0] = replace(draft.inputs[0], sighash_type=asked)
    findings = found(draft, SIGNERS, "sighash")
    assert seen(findings) == [(Severity.BLOCK, "input 0")] * count
    assert reasons(findings) == ["field"] * count


@shows("sighash", FIRING, QUIET)
@pytest.mark.parametrize(("asked", "count"), [(None, 0), (0, 0), (1, 0), (0x83, 1)])
def test_a_taproot_input_may_ask_for_the_default(asked: int | None, count: int) -> None:
    draft = draft_payment(SIGNERS, [Coin(script=b"\x51\x20" + bytes(32))])
    draft.inputs[0] = replace(draft.inputs[0], sighash_type=asked)
    assert len(found(draft, SIGNERS, "sighash")) == count


@pytest.mark.parametrize("sighash_type", [2, 3, 0x81, 0x82, 0x83])
def test_blocks_a_signature_that_leaves_something_open(sighash_type: int) -> None:
    psbt = put(signature_of(PAYMENT, 0, sighash_type=sighash_type))
    findings = found(psbt, SIGNERS, "sighash")
    assert reasons(findings) == ["signature"]
    assert findings[0].facts["cosigner"] == 0
    assert review_of(psbt, SIGNERS).inputs[0].signatures == ()


NEEDLESS_ZERO = bytes([0x30, len(der(R, S)) - 1, 2, der(R, S)[3] + 1, 0]) + der(R, S)[4:]
BAD = {
    "high S": (changed(der(R, ORDER - S)), "signature-invalid"),
    "a needless zero": (changed(NEEDLESS_ZERO), "signature-invalid"),
    "an R off the curve": (changed(der(OFF_CURVE, S)), "signature-invalid"),
    "S of nothing": (changed(der(R, ORDER)), "signature-invalid"),
    "of another input": (
        PartialSignature(GOOD.public_key, signature_of(PAYMENT, 0, 1).signature),
        "signature-invalid",
    ),
    "of another cosigner": (
        PartialSignature(GOOD.public_key, signature_of(PAYMENT, 1).signature),
        "signature-invalid",
    ),
    "of another payment": (signature_of(OTHER_PAYMENT, 0), "signature-other-transaction"),
    "a changed S": (changed(der(R, S - 1)), "signature-other-transaction"),
    "a key of the next address": (signature_of(PAYMENT, 0, 1), "signature-unknown-key"),
}


@shows("signature-invalid", FIRING)
@shows("signature-other-transaction", FIRING)
@shows("signature-unknown-key", FIRING)
@pytest.mark.parametrize("name", BAD)
def test_blocks_and_does_not_count_a_bad_signature(name: str) -> None:
    signature, code = BAD[name]
    review = review_of(put(signature), SIGNERS)
    findings = [finding for finding in review.findings if finding.code.startswith("signature")]
    assert [finding.code for finding in findings] == [code]
    assert seen(findings) == [(Severity.BLOCK, "input 0")]
    assert review.inputs[0].signatures == ()


def test_a_signature_for_another_input_of_the_same_address_is_misplaced() -> None:
    psbt = make_payment(SIGNERS, [Coin(), Coin()], PAID)
    second = read_psbt(sign(SIGNERS, psbt, 0)).inputs[1].partial_signatures
    moved = with_signatures(read_psbt(psbt), {0: second}).original
    assert len(found(moved, SIGNERS, "signature-invalid")) == 1


def test_signatures_of_others_are_checked_by_the_scripts_they_bring() -> None:
    others = make_wallet(seed=50)
    draft = draft_payment(SIGNERS, TWO_COINS, PAID)
    theirs = draft_payment(others)
    draft.inputs[1] = theirs.inputs[0]
    moved = replace(draft.transaction.inputs[1], outpoint=theirs.transaction.inputs[0].outpoint)
    inputs = (draft.transaction.inputs[0], moved)
    draft.transaction = replace(draft.transaction, inputs=inputs)
    psbt = draft.build().original
    review = review_of(sign(others, psbt, 0), SIGNERS)
    codes = {finding.code for finding in review.findings}
    assert codes == {"input-not-ours", "rbf"}
    bad = with_signatures(read_psbt(psbt), {1: [signature_of(OTHER_PAYMENT, 0)]}).original
    assert found(bad, SIGNERS, "signature-unknown-key")


def test_a_single_key_input_of_others_is_checked_too() -> None:
    draft = draft_payment(SIGNERS, [Coin(), Coin(script=STRANGER)], PAID)
    draft.inputs[1] = replace(draft.inputs[1], partial_signatures=(GOOD,))
    assert seen(found(draft, SIGNERS, "signature-unknown-key")) == [(Severity.BLOCK, "input 1")]


def finished(signers: TestWallet, *who: int) -> bytes:
    psbt = make_payment(signers, TWO_COINS, PAID)
    for signer in who:
        psbt = sign(signers, psbt, signer)
    return finalise(psbt)


@pytest.mark.parametrize("signers", ALL_KINDS)
def test_a_finished_payment_is_complete_and_its_signers_are_known(signers: TestWallet) -> None:
    review = review_of(finished(signers, 2, 0), signers, script_check=verify_scripts)
    assert [finding.code for finding in review.findings] == ["rbf"]
    assert [signer.cosigner for signer in review.signed_by] == [0, 2]
    assert review.complete


@pytest.mark.parametrize("signers", ALL_KINDS)
def test_blocks_finished_scripts_with_too_few_signatures(signers: TestWallet) -> None:
    findings = found(finished(signers, 1), signers, "finalised-invalid")
    assert seen(findings) == [(Severity.BLOCK, "input 0"), (Severity.BLOCK, "input 1")]


def with_stack(change: Callable[[tuple[bytes, ...]], FinalScripts]) -> bytes:
    psbt = read_psbt(finished(SIGNERS, 0, 1))
    stack = psbt.inputs[0].final_script_witness
    assert stack is not None
    return with_final_scripts(psbt, {0: change(stack)}).original


ANOTHER = GOOD.signature
STACKS = {
    "as it was": (lambda s: FinalScripts(b"", s), 0),
    "signatures swapped": (lambda s: FinalScripts(b"", (s[0], s[2], s[1], s[3])), 1),
    "one signature twice": (lambda s: FinalScripts(b"", (s[0], s[1], s[1], s[3])), 1),
    "a signature too many": (lambda s: FinalScripts(b"", (s[0], s[1], *s[1:])), 1),
    "nothing but the script": (lambda s: FinalScripts(b"", s[3:]), 1),
    "another script": (lambda s: FinalScripts(b"", (*s[:3], b"\x51")), 1),
    "something for nothing": (lambda s: FinalScripts(b"", (b"\1", *s[1:])), 1),
    "a scriptSig beside": (lambda s: FinalScripts(b"\x51", s), 1),
    "a scriptSig alone": (lambda s: FinalScripts(b"\x51", ()), 1),
}


@shows("finalised-invalid", FIRING, QUIET)
@pytest.mark.parametrize("checked_by_engine", [True, False])
@pytest.mark.parametrize("name", STACKS)
def test_blocks_finished_scripts_that_open_nothing(name: str, checked_by_engine: bool) -> None:
    change, count = STACKS[name]
    told = {"script_check": verify_scripts} if checked_by_engine else {}
    findings = found(with_stack(change), SIGNERS, "finalised-invalid", **told)
    assert seen(findings) == [(Severity.BLOCK, "input 0")] * count


def test_a_finished_signature_of_another_type_is_named() -> None:
    psbt = make_payment(SIGNERS)
    psbt = finalise(sign(SIGNERS, sign(SIGNERS, psbt, 0, 0x83), 1))
    review = review_of(psbt, SIGNERS, script_check=verify_scripts)
    assert review.findings[0].code == "sighash"
    assert not review.complete


def test_inputs_of_others_are_left_to_the_engine() -> None:
    draft = draft_payment(SIGNERS, [Coin(), Coin(script=STRANGER)], PAID)
    psbt = with_final_scripts(draft.build(), {1: FinalScripts(b"", (b"\1", b"\2"))}).original
    assert not found(psbt, SIGNERS, "finalised-invalid")
    findings = found(psbt, SIGNERS, "finalised-invalid", script_check=verify_scripts)
    assert seen(findings) == [(Severity.BLOCK, "input 1")]


def test_an_engine_that_gives_no_answer_has_not_verified() -> None:
    def broken(_raw: bytes, _spent: Sequence[tuple[int, bytes]]) -> ScriptCheck:
        raise StrongroomError("worker-died", "no answer")

    findings = found(finished(SIGNERS, 0, 1), SIGNERS, "finalised-invalid", script_check=broken)
    assert len(findings) == 2


def test_the_engine_is_not_asked_without_finished_scripts_or_spent_outputs() -> None:
    def never(_raw: bytes, _spent: Sequence[tuple[int, bytes]]) -> ScriptCheck:
        raise AssertionError("asked")

    review_of(PAYMENT, SIGNERS, script_check=never)
    draft = draft_payment(SIGNERS, TWO_COINS, PAID)
    draft.inputs[1] = InputFields()
    psbt = with_final_scripts(draft.build(), {0: FinalScripts(b"", (b"\1",))}).original
    assert review_of(psbt, SIGNERS, script_check=never).verdict is Severity.BLOCK
