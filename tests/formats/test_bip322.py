"""BIP-322's transactions, and signatures taken apart."""

import base64
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.formats.bip322 import (
    MAX_SIGNATURE,
    FullProof,
    FundsProof,
    SimpleProof,
    follows_the_rules,
    read_proof,
    to_sign,
    to_spend,
)
from strongroom.model.addresses import read_address
from strongroom.model.errors import ReadError
from strongroom.model.hashes import hash160
from strongroom.model.scripts import p2pkh, p2sh, p2wpkh, p2wsh, push
from strongroom.model.transaction import OutPoint, TxInput
from tests.vectors_source import vector

BASIC = json.loads(vector("bip322/basic-test-vectors.json").read_text())
TAPROOT = b"\x51\x20" + b"\x01" * 32


@pytest.mark.parametrize("case", BASIC["tx_hashes"], ids=lambda case: case["message"])
def test_the_bips_transactions(case: dict) -> None:
    script = read_address(case["address"]).script_pubkey
    assert to_spend(case["message"], script).txid == case["to_spend_tx_hash"]
    assert to_sign(case["message"], script, SimpleProof(())).txid == case["to_sign_tx_hash"]


def test_a_prefix_says_the_form_and_none_is_simple() -> None:
    (case, *_) = BASIC["simple"]
    (prefixed, *_) = case["bip322_signatures"]
    assert isinstance(read_proof(prefixed), SimpleProof)
    assert read_proof(prefixed.removeprefix("smp")) == read_proof(prefixed)
    full = json.loads(vector("bip322/generated-test-vectors.json").read_text())
    assert isinstance(read_proof(full["full"][0]["bip322_signatures"][0]), FullProof)
    assert read_proof(full["proof_of_funds"][0]["bip322_signatures"][0]) == FundsProof()


def test_a_nested_address_is_opened_by_what_its_witness_shows() -> None:
    key, script = b"\x02" * 33, b"\x51"
    for witness, program in (
        ((b"signature", key), p2wpkh(hash160(key))),
        ((b"", script), p2wsh(script)),
    ):
        (spent,) = to_sign("", p2sh(program), SimpleProof(witness)).inputs
        assert spent.script_sig == push(program)
    (foreign,) = to_sign("", p2sh(b"other"), SimpleProof((b"", script))).inputs
    assert foreign.script_sig == b""


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


HUGE_COUNT = b"\xfe\xff\xff\xff\x7f"


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("nothing", ""),
        ("a prefix alone", "smp"),
        ("no Base64", "smp not base64"),
        ("spaces inside", "smpAk cw"),
        ("an item that is not there", "smp" + encoded(b"\x01")),
        ("a number of items that lies", "smp" + encoded(HUGE_COUNT + bytes(50))),
        ("an item of a length that lies", "smp" + encoded(b"\x01" + HUGE_COUNT + bytes(50))),
        ("something behind it", "smp" + encoded(b"\x00\x00")),
        ("a simple one as full", "ful" + encoded(b"\x01\x00")),
        ("no input", "ful" + encoded(bytes(4) + b"\x00\x00" + bytes(4))),
        ("larger than any", "smp" + "A" * MAX_SIGNATURE),
        ("letters of elsewhere", "smpÄÄÄÄ"),
    ],
)
def test_refuses(name: str, signature: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_proof(signature)
    assert refused.value.code == "message-signature-malformed", name


@given(st.sampled_from(["", "smp", "ful", "pof"]), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(prefix: str, data: bytes) -> None:
    with suppress(ReadError):
        read_proof(prefix + encoded(data))


GOOD = bytes.fromhex("3006020101020101")
HIGH_S = bytes.fromhex("3026020101022100") + b"\xff" * 15 + b"\xfe" + bytes.fromhex(
    "baaedce6af48a03bbfd25e8cd0364140"
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "script", "witness", "script_sig", "is_proper"),
    [
        ("everything signed", p2wpkh(bytes(20)), (GOOD + b"\x01",), b"", True),
        ("only inputs signed", p2wpkh(bytes(20)), (GOOD + b"\x02",), b"", False),
        ("others may add inputs", p2wpkh(bytes(20)), (GOOD + b"\x81",), b"", False),
        ("a high S", p2wpkh(bytes(20)), (HIGH_S + b"\x01",), b"", False),
        ("no signature at all", p2wpkh(bytes(20)), (b"\x30" * 32,), b"", True),
        ("outside the witness", p2pkh(bytes(20)), (), push(GOOD + b"\x02"), False),
        ("behind other pushes", p2pkh(bytes(20)), (), b"\x00\x51" + push(bytes(80)) + push(GOOD + b"\x03"), False),
        ("cut short", p2pkh(bytes(20)), (), b"\x4d\xff", True),
        ("taproot, plain", TAPROOT, (bytes(64),), b"", True),
        ("taproot, everything by name", TAPROOT, (bytes(64) + b"\x01",), b"", True),
        ("taproot, only inputs", TAPROOT, (bytes(64) + b"\x02",), b"", False),
        ("taproot, only inputs, with an annex", TAPROOT, (bytes(64) + b"\x02", b"\x50"), b"", False),
        ("taproot, a control block of that length", TAPROOT,
         (bytes(64), b"\x51", b"\xc0" + bytes(64)), b"", True),
        ("taproot, only inputs by a script", TAPROOT,
         (bytes(64) + b"\x02", b"\x51", b"\xc0" + bytes(32)), b"", False),
    ],
)  # fmt: skip
def test_signatures_commit_to_everything_in_strict_form(
    name: str, script: bytes, witness: tuple[bytes, ...], script_sig: bytes, is_proper: bool
) -> None:
    spent = TxInput(OutPoint(bytes(32), 0), script_sig, 0, witness)
    assert follows_the_rules(spent, script) is is_proper, name
