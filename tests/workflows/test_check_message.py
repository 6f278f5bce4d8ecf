"""Signed messages checked whole: the BIPs' and devices' own, and false ones."""

import base64
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest
from embit import bech32
from embit.ec import PrivateKey
from embit.script import p2pkh as embit_p2pkh
from embit.transaction import Transaction as EmbitTransaction

from strongroom.engines.kernel import Kernel
from strongroom.formats.bip322 import SimpleProof, to_sign
from strongroom.formats.signed_message import MAX_MESSAGE, SignedMessage, read_signed_message
from strongroom.model.addresses import write_address
from strongroom.model.bytes_reader import byte_string
from strongroom.model.errors import ReadError
from strongroom.model.finding import Severity
from strongroom.model.hashes import hash160
from strongroom.model.network import Network
from strongroom.model.scripts import p2sh, p2wpkh
from strongroom.model.sighash import tagged_hash
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput, write_witness
from strongroom.workflows.check_message import (
    CheckedMessage,
    MessageForm,
    MessageVerdict,
    check_message,
)
from tests.review.codes import FIRING, QUIET, shows
from tests.vectors_source import vector
from tests.workflows.altered import ORDER

FILES = ("bip322/basic-test-vectors.json", "bip322/generated-test-vectors.json")
VECTORS = [json.loads(vector(name).read_text()) for name in FILES]
KEY = PrivateKey(b"\x07" * 32)
PUBLIC_KEY: bytes = KEY.get_public_key().sec()
NATIVE = p2wpkh(hash160(PUBLIC_KEY))
NESTED = p2sh(NATIVE)
GENERATOR = bytes(31) + b"\x01"
"""The private key whose public one is the generator, which is even."""


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    with Kernel() as kernel:
        yield kernel


def cases(group: str) -> list[tuple[str, SignedMessage]]:
    return [
        (case.get("type", ""), SignedMessage(case["message"], case["address"], signature))
        for file in VECTORS
        for case in file.get(group, [])
        for signature in case["bip322_signatures"]
    ]


def checked(kernel: Kernel, signed: SignedMessage) -> CheckedMessage:
    return check_message(signed, kernel.verify_scripts)


@shows("message-not-signed", QUIET)
@shows("message-not-verified", QUIET)
@shows("message-timelock", QUIET)
def test_the_bips_simple_and_full_signatures_are_valid(kernel: Kernel) -> None:
    simple, full = cases("simple"), cases("full")
    assert (len(simple), len(full)) == (10, 10)
    for form, group in ((MessageForm.SIMPLE, simple), (MessageForm.FULL, full)):
        for kind, signed in group:
            found = checked(kernel, signed)
            assert (found.form, found.verdict) == (form, MessageVerdict.VALID), kind


@shows("message-timelock", FIRING)
def test_a_full_signature_with_a_timelock_says_so(kernel: Kernel) -> None:
    for _, signed in cases("full"):
        found = checked(kernel, signed)
        assert (found.locktime, found.sequence) == (2016, 2016)
        assert [finding.code for finding in found.findings] == ["message-timelock"]


@shows("message-not-verified", FIRING)
def test_a_proof_of_funds_is_named_and_never_called_valid(kernel: Kernel) -> None:
    for _, signed in cases("proof_of_funds"):
        found = checked(kernel, signed)
        assert (found.form, found.verdict) == (MessageForm.FUNDS, MessageVerdict.INCONCLUSIVE)
        assert [finding.code for finding in found.findings] == ["message-not-verified"]


def verdict_or_code(kernel: Kernel, signed: SignedMessage) -> str:
    try:
        return checked(kernel, signed).verdict.value
    except ReadError as error:
        return error.code


def test_the_bips_false_signatures_are_invalid_or_unreadable(kernel: Kernel) -> None:
    errors = [case for file in VECTORS for case in file["error"]]
    assert len(errors) == 36
    for case in errors:
        signed = SignedMessage(case["message"], case["address"], case["signature"])
        is_false = case["error_substr"] == "invalid signature"
        expected = "invalid" if is_false else "message-signature-malformed"
        assert verdict_or_code(kernel, signed) == expected, case["description"]


@shows("message-not-signed", FIRING)
def test_a_false_signature_is_a_finding_that_blocks(kernel: Kernel) -> None:
    _, signed = cases("simple")[0]
    found = checked(kernel, replace(signed, message="another"))
    assert [finding.code for finding in found.findings] == ["message-not-signed"]
    assert found.findings[0].severity is Severity.BLOCK


def trezors() -> list[SignedMessage]:
    samples = json.loads(vector("message-signing/trezor_signmessage.json").read_text())["vectors"]
    return [
        SignedMessage(
            bytes.fromhex(each["message"]["hex"]).decode()
            if isinstance(each["message"], dict)
            else unicodedata.normalize("NFC", each["message"]),
            each["address"],
            base64.b64encode(bytes.fromhex(each["signature_hex"])).decode(),
        )
        for each in samples
    ]


def test_trezors_signatures_are_those_of_their_addresses() -> None:
    signed = trezors()
    assert len(signed) == 10
    for each in signed:
        found = check_message(each)
        assert (found.form, found.verdict) == (MessageForm.BIP137, MessageVerdict.VALID)
        other = replace(each, message=each.message + ".")
        assert check_message(other).verdict is MessageVerdict.INVALID


def test_coldcards_signature_of_a_file_is_that_of_its_address() -> None:
    signed = read_signed_message(vector("coldcard/export/coldcard-export.sig").read_text())
    assert check_message(signed).is_valid


def witness_of(transaction: Transaction, sighash: int = 1) -> tuple[bytes, ...]:
    """A witness that spends a p2wpkh output of the key; ``sighash`` is 1 or 3 (SINGLE)."""
    parsed = EmbitTransaction.parse(transaction.serialize_without_witness())
    digest = parsed.sighash_segwit(0, embit_p2pkh(KEY.get_public_key()), 0, sighash)
    return KEY.sign(digest).serialize() + bytes([sighash]), PUBLIC_KEY


def simple(script: bytes, message: str, sighash: int = 1) -> SignedMessage:
    unsigned = to_sign(message, script, SimpleProof((b"", PUBLIC_KEY)))
    data = write_witness(witness_of(unsigned, sighash))
    address = write_address(script, Network.BITCOIN) or ""
    return SignedMessage(message, address, "smp" + base64.b64encode(data).decode())


@pytest.mark.parametrize("script", [NATIVE, NESTED])
def test_a_simple_signature_for_native_and_nested_segwit(kernel: Kernel, script: bytes) -> None:
    signed = simple(script, "I am here")
    assert checked(kernel, signed).is_valid
    assert not checked(kernel, replace(signed, message="I am here ")).is_valid


def test_a_signature_that_leaves_something_open_is_refused(kernel: Kernel) -> None:
    assert checked(kernel, simple(NATIVE, "hello", 1)).is_valid
    assert checked(kernel, simple(NATIVE, "hello", 3)).verdict is MessageVerdict.INVALID


def full(message: str, change: dict[str, object], source: dict[str, object]) -> SignedMessage:
    """A signed ``to_sign`` that differs from the usual one in what is given."""
    usual = to_sign(message, NATIVE, SimpleProof(()))
    (spent,) = usual.inputs
    unsigned = replace(usual, **{"inputs": (replace(spent, **source),), **change})  # type: ignore[arg-type]
    first, *others = unsigned.inputs
    signed = replace(unsigned, inputs=(replace(first, witness=witness_of(unsigned)), *others))
    address = write_address(NATIVE, Network.BITCOIN) or ""
    return SignedMessage(message, address, "ful" + base64.b64encode(signed.serialize()).decode())


@pytest.mark.parametrize(
    ("name", "change", "source", "verdict"),
    [
        ("as it should be", {}, {}, MessageVerdict.VALID),
        ("version 2", {"version": 2}, {}, MessageVerdict.VALID),
        ("a version of the future", {"version": 3}, {}, MessageVerdict.INCONCLUSIVE),
        ("an output that pays", {"outputs": (TxOutput(0, NATIVE),)}, {}, MessageVerdict.INVALID),
        ("an output with an amount", {"outputs": (TxOutput(1, b"\x6a"),)}, {}, MessageVerdict.INVALID),
        ("two outputs", {"outputs": (TxOutput(0, b"\x6a"),) * 2}, {}, MessageVerdict.INVALID),
        ("another coin", {}, {"outpoint": OutPoint(b"\x01" * 32, 0)}, MessageVerdict.INVALID),
    ],
)  # fmt: skip
def test_the_form_of_a_full_signature(
    kernel: Kernel,
    name: str,
    change: dict[str, object],
    source: dict[str, object],
    verdict: MessageVerdict,
) -> None:
    assert checked(kernel, full("hello", change, source)).verdict is verdict, name


def test_a_second_coin_makes_it_a_proof_of_funds(kernel: Kernel) -> None:
    (first,) = to_sign("hello", NATIVE, SimpleProof(())).inputs
    another = TxInput(OutPoint(b"\x01" * 32, 0))
    found = checked(kernel, full("hello", {"inputs": (first, another)}, {}))
    assert (found.form, found.verdict) == (MessageForm.FUNDS, MessageVerdict.INCONCLUSIVE)


def test_an_address_of_a_future_segwit_version_is_never_called_valid(kernel: Kernel) -> None:
    address = bech32.encode("bc", 2, b"\x01" * 32)  # by today's rules anybody could spend from it
    found = checked(kernel, SignedMessage("hello", address, "smpAQEB"))
    assert found.verdict is MessageVerdict.INCONCLUSIVE
    assert not found.is_valid


def signed_by_script(leaf_version: int, script: bytes) -> SignedMessage:
    """By a taproot output with one leaf, which is shown and asks for no signature."""
    inside: bytes = PrivateKey(GENERATOR).get_public_key().sec()[1:]
    root = tagged_hash("TapLeaf", bytes([leaf_version]) + byte_string(script))
    tweak = int.from_bytes(tagged_hash("TapTweak", inside + root), "big")
    outside = PrivateKey(((tweak + 1) % ORDER).to_bytes(32, "big")).get_public_key().sec()
    control = bytes([leaf_version | outside[0] & 1]) + inside
    witness = base64.b64encode(write_witness((script, control))).decode()
    return SignedMessage("hello", bech32.encode("bc", 1, outside[1:]), f"smp{witness}")


@pytest.mark.parametrize(
    ("name", "leaf_version", "script", "verdict"),
    [
        ("a script that is true", 0xC0, b"\x51", MessageVerdict.VALID),
        ("a script that is false", 0xC0, b"\x00", MessageVerdict.INVALID),
        ("a leaf of a later version", 0xC2, b"\x00", MessageVerdict.INCONCLUSIVE),
        ("an opcode that always succeeds", 0xC0, b"\x00\x50", MessageVerdict.INCONCLUSIVE),
        ("one behind a push", 0xC0, b"\x4c\x01\xfe\xfe\x00", MessageVerdict.INCONCLUSIVE),
        ("its number inside a push", 0xC0, b"\x01\xfe", MessageVerdict.VALID),
    ],
)
def test_a_taproot_script_is_judged_by_rules_that_are_known(
    kernel: Kernel, name: str, leaf_version: int, script: bytes, verdict: MessageVerdict
) -> None:
    assert checked(kernel, signed_by_script(leaf_version, script)).verdict is verdict, name


@pytest.mark.parametrize(
    ("name", "signed", "code"),
    [
        ("no address", SignedMessage("hello", "bc1q", "smpAA=="), "address-malformed"),
        ("no signature", SignedMessage("hello", "1BitcoinEaterAddressDontSendf59kuE", ""),
         "message-signature-malformed"),
        ("a book", SignedMessage("x" * (MAX_MESSAGE + 1), "1BitcoinEaterAddressDontSendf59kuE", "smpAA=="),
         "file-too-big"),
    ],
)  # fmt: skip
def test_refuses(name: str, signed: SignedMessage, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        check_message(signed)
    assert refused.value.code == code, name


@pytest.mark.parametrize("part", ["message", "address"])
def test_a_secret_in_what_is_verified_is_stopped(kernel: Kernel, part: str) -> None:
    seed = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    (_, signed), *_ = cases("simple")
    with pytest.raises(ReadError) as caught:
        checked(kernel, replace(signed, **{part: seed}))
    assert caught.value.code == "secret-found"
