"""Wallets as ``crypto-output`` and ``output-descriptor``."""

import json
from dataclasses import replace

import pytest
from hypothesis import given

from strongroom.formats import ur_output
from strongroom.formats.cbor import CborValue, Tagged, write_cbor
from strongroom.formats.contract import WalletFormat, WriteError
from strongroom.formats.reading import RecognitionError, read_wallet
from strongroom.formats.ur_key import write_extended_key
from strongroom.formats.ur_output import wallet_ur
from strongroom.formats.ur_script import write_nested
from strongroom.formats.ur_text import Ur, read_ur, write_ur
from strongroom.formats.writing import write_wallet
from strongroom.model.network import Network
from strongroom.model.policy import Branches
from strongroom.model.wallet import Wallet
from tests.contracts.formats import WalletFormatContract
from tests.formats.sample_wallets import PLAIN, Plan, wallets
from tests.vectors_source import vector

NESTED = write_ur(wallet_ur(PLAIN))
SOURCE = write_ur(wallet_ur(PLAIN, present=True))


class TestUrOutput(WalletFormatContract):
    samples = (NESTED, SOURCE, NESTED.upper())

    def form(self) -> WalletFormat:
        return ur_output.FORMAT


def test_devices_are_given_the_first_version() -> None:
    assert write_wallet(PLAIN, "ur_output", None).startswith("ur:crypto-output/")
    assert write_wallet(PLAIN, "ur_output", "v2").startswith("ur:output-descriptor/")


def test_the_first_version_leaves_the_usual_branches_unsaid() -> None:
    file = read_wallet(NESTED.encode())
    assert file.policy == PLAIN.policy
    assert [finding.code for finding in file.findings] == ["change-assumed"]


def test_the_present_version_says_all_and_the_name() -> None:
    file = read_wallet(SOURCE.encode())
    assert (file.policy, file.name, file.findings) == (PLAIN.policy, "Sample", ())


def test_cbor_in_a_byte_string_is_taken_out() -> None:
    wrapped = output(wallet_ur(PLAIN).cbor)
    assert read_wallet(wrapped.encode()).policy == PLAIN.policy


def test_writes_the_published_descriptor_byte_by_byte() -> None:
    case = json.loads(vector("ur/output_descriptor_v3.json").read_text())["vectors"][3]
    cbor = bytes.fromhex(case["tagged_cbor_hex"]).removeprefix(bytes.fromhex("d99d74"))
    file = read_wallet(write_ur(Ur("output-descriptor", cbor)).encode())
    assert file.name == case["name"]
    assert wallet_ur(Wallet(file.name, Network.BITCOIN, file.policy), present=True).cbor == cbor


def test_writes_the_papers_output_but_for_what_its_reader_needs() -> None:
    """SeedSigner and Krux leave out a key's origin where its parent is not said besides."""
    case = json.loads(vector("ur/registry_papers.json").read_text())["vectors"]
    ur = read_ur(next(each["ur"] for each in case if "Vector 5" in each["title"]))
    policy = read_wallet(write_ur(ur).encode()).policy
    keys = (replace(k, branches=Branches(k.branches.receive, None)) for k in policy.keys)
    written = write_nested(replace(policy, keys=tuple(keys)))
    assert without(written, 8) == without(without(ur.value(), 8), 6, {1: [], 3: 0})


def without(value: CborValue, number: int, alone: CborValue = None) -> CborValue:
    """The value without a numbered field, or without it where it is ``alone``, inside a tag."""
    match value:
        case Tagged(tag=tag, value=inner):
            return Tagged(tag, without(inner, number, alone))
        case dict():
            return {
                name: without(part, number, alone)
                for name, part in value.items()
                if name != number or (alone is not None and part != Tagged(304, alone))
            }
        case list():
            return [without(part, number, alone) for part in value]
    return value


@given(wallets())
def test_both_versions_are_the_same_wallet(wallet: Wallet) -> None:
    first, second = (
        read_wallet(write_ur(wallet_ur(wallet, present=present)).encode())
        for present in (False, True)
    )
    assert first.policy == second.policy == wallet.policy


def test_unusual_branches_are_said_in_both_versions() -> None:
    wallet = Plan(branches=Branches((7,), (9,))).wallet()
    assert not read_wallet(write_ur(wallet_ur(wallet)).encode()).findings


def test_a_key_whose_place_is_unknown_is_not_written() -> None:
    first, *others = PLAIN.policy.keys
    unplaced = replace(first, key=replace(first.key, origin=None))
    wallet = replace(PLAIN, policy=replace(PLAIN.policy, keys=(unplaced, *others)))
    with pytest.raises(WriteError) as refused:
        wallet_ur(wallet)
    assert refused.value.facts["reason"] == "fingerprint-missing"


KEYS: list[CborValue] = [write_extended_key(key, present=False) for key in PLAIN.policy.keys]
QUORUM = Tagged(407, {1: 2, 2: KEYS})


def output(value: CborValue, ur_type: str = "crypto-output") -> str:
    return write_ur(Ur(ur_type, write_cbor(value)))


def source(text: str, keys: list[CborValue] | None = None, name: CborValue = "") -> str:
    return output({1: text, 2: KEYS if keys is None else keys, 3: name}, "output-descriptor")


BAD: dict[str, tuple[str, str]] = {
    "a single key": (output(Tagged(404, KEYS[0])), "wallet-unsupported"),
    "taproot": (output(Tagged(409, KEYS[0])), "wallet-unsupported"),
    "a bare quorum": (output(QUORUM), "wallet-unsupported"),
    "an address": (output(Tagged(307, {3: bytes(20)})), "wallet-unsupported"),
    "a raw script": (output(Tagged(408, bytes(25))), "wallet-unsupported"),
    "an unknown tag": (output(Tagged(401, Tagged(499, KEYS))), "file-malformed"),
    "a quorum of five": (output(Tagged(401, Tagged(407, {1: 5, 2: KEYS}))), "threshold-invalid"),
    "a quorum of none": (output(Tagged(401, Tagged(407, {1: 0, 2: KEYS}))), "threshold-invalid"),
    "no keys": (output(Tagged(401, Tagged(407, {1: 1, 2: []}))), "threshold-invalid"),
    "too many keys": (output(Tagged(401, Tagged(407, {1: 1, 2: KEYS * 34}))), "file-malformed"),
    "one key twice": (
        output(Tagged(401, Tagged(407, {1: 2, 2: [KEYS[0], KEYS[0]]}))),
        "key-duplicate",
    ),
    "a cosigner to come": (output(Tagged(401, Tagged(410, KEYS[0]))), "wallet-unsupported"),
    "a key in no script": (output(KEYS[0]), "wallet-unsupported"),
    "a cosigner in no script": (output(Tagged(308, Tagged(410, KEYS[0]))), "wallet-unsupported"),
    "a text that is no script": (source("wallet", []), "wallet-unsupported"),
    "an empty text": (source("", []), "wallet-unsupported"),
    "text of two lines": (source("wsh(\nsortedmulti(2,@0,@1,@2))"), "checksum-wrong"),
    "bytes": (output(b"wsh"), "file-malformed"),
    "a key too few": (source("wsh(sortedmulti(2,@0,@1,@2,@3))"), "file-malformed"),
    "a key too many": (source("wsh(sortedmulti(2,@0,@1))"), "file-malformed"),
    "a key named twice": (source("wsh(sortedmulti(2,@0,@1,@1))"), "file-malformed"),
    "a key number of four digits": (source("wsh(sortedmulti(2,@0,@1,@0002))"), "file-malformed"),
    "a giant text": (source("wsh(sortedmulti(2,@0,@1,@2))" + " " * 5000), "file-malformed"),
    "letters of another alphabet": (source("wsh(sortedmulti(2,@0,@1,@2))é"), "checksum-wrong"),
    "a second descriptor": (source("wsh(sortedmulti(2,@0,@1,@2))#0123"), "checksum-wrong"),
    "a condition": (source("wsh(and_v(v:multi(2,@0,@1,@2),older(9)))"), "wallet-unsupported"),
    "no text": (output({2: KEYS}, "output-descriptor"), "file-malformed"),
    "a name that is a number": (source("wsh(sortedmulti(2,@0,@1,@2))", name=5), "file-malformed"),
}


@pytest.mark.parametrize("case", BAD)
def test_refuses(case: str) -> None:
    text, code = BAD[case]
    with pytest.raises(RecognitionError) as refused:
        read_wallet(text.encode())
    assert (refused.value.code, refused.value.format) == (code, "ur_output")
