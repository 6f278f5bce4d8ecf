"""URs of one part, and what is in them read as if it had come by itself."""

import json
import time

import pytest

from strongroom.formats.cbor import CborValue, Tagged, write_cbor
from strongroom.formats.reading import RecognitionError, recognise
from strongroom.formats.ur_text import MAX_CHARACTERS, Ur, read_ur, ur_type, write_ur
from strongroom.model.addresses import ParsedAddress, write_address
from strongroom.model.errors import ReadError
from strongroom.model.network import Network
from tests.formats.test_reading import ADDRESS, BINARY_PSBT, PLAIN_KEY, PSBT, WALLET, refusal
from tests.vectors_source import vector


def ur(ur_type: str, value: CborValue) -> bytes:
    return write_ur(Ur(ur_type, write_cbor(value))).encode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ur:bytes/aeae", "bytes"),
        (" \nUR:Crypto-PSBT/AEAE\r\n", "crypto-psbt"),
        ("ur:bytes/1-2/aeae", None),
        ("ur:bytes/aeae\nur:bytes/aeae", None),
        ("ur:by--tes/aeae", None),
        ("ur:bytes/", None),
        ("bytes/aeae", None),
        ("", None),
    ],
)
def test_the_type_is_told_by_the_form(text: str, expected: str | None) -> None:
    assert ur_type(text) == expected


def test_is_written_and_read() -> None:
    resource = Ur("hdkey", b"\x00\x01\x02")
    assert read_ur(write_ur(resource)) == resource
    assert read_ur(f"  {write_ur(resource).upper()}\n") == resource


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ur:bytes/1-2/aeaeaeae", "file-malformed"),
        (f"ur:{'a' * 41}/aeadaolazmjendeoti", "file-malformed"),
        ("ur:bytes/aeadaolazmjendeoto", "bytewords-malformed"),
    ],
)
def test_refuses(text: str, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_ur(text)
    assert refused.value.code == code


@pytest.mark.parametrize("content", [PLAIN_KEY, WALLET, PSBT, BINARY_PSBT, ADDRESS])
def test_bytes_are_what_they_hold(content: bytes) -> None:
    bare = recognise(content)
    assert recognise(ur("bytes", content)) == bare
    assert recognise(ur("bytes", content).upper() + b"\r\n") == bare
    assert recognise(ur("bytes", ur("bytes", content))) == bare


def test_passports_export_is_read_in_bytes() -> None:
    export = vector("coldcard/multisig/ccxp-0F056943.json").read_bytes()
    fields = {**json.loads(export), "fw_version": "2.3.0"}
    carried = ur("bytes", json.dumps(fields).encode())
    assert recognise(carried).format == "passport"


@pytest.mark.parametrize("ur_type", ["crypto-psbt", "psbt"])
def test_a_psbt_is_one(ur_type: str) -> None:
    recognised = recognise(b"\xef\xbb\xbf" + ur(ur_type, BINARY_PSBT))
    assert (recognised.kind, recognised.format) == ("psbt", "ur")
    assert recognised.value == recognise(BINARY_PSBT).value


BAD: dict[str, tuple[bytes, tuple[str, str, str]]] = {
    "a PSBT cut short": (ur("psbt", BINARY_PSBT[:-1]), ("psbt", "ur", "psbt-malformed")),
    "a PSBT that is none": (ur("crypto-psbt", b"wsh"), ("psbt", "ur", "psbt-malformed")),
    "a PSBT that is a list": (ur("crypto-psbt", [BINARY_PSBT]), ("psbt", "ur", "file-malformed")),
    "a PSBT mistyped": (ur("psbt", BINARY_PSBT)[:-1], ("psbt", "ur", "bytewords-malformed")),
    "bytes that are a number": (ur("bytes", 5), ("unknown", "ur", "file-malformed")),
    "bytes that are nothing known": (ur("bytes", b"\xff\xfe"), ("unknown", "", "not-recognised")),
    "a type nobody knows": (ur("whatever-12", 5), ("unknown", "", "not-recognised")),
    "one part of many": (b"ur:crypto-psbt/1-2/aeaeaeae", ("unknown", "", "not-recognised")),
    "an address of ether": (
        ur("address", {1: Tagged(40305, {1: 60}), 3: bytes(20)}),
        ("address", "ur_address", "address-malformed"),
    ),
    "an address of no kind": (
        ur("address", {2: 3, 3: bytes(20)}),
        ("address", "ur_address", "address-malformed"),
    ),
    "an address cut short": (
        ur("address", {2: 2, 3: bytes(19)}),
        ("address", "ur_address", "address-malformed"),
    ),
    "an address that is text": (
        ur("crypto-address", {3: "bc1q"}),
        ("address", "ur_address", "file-malformed"),
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_says_what_it_seemed_to_be(case: str) -> None:
    data, expected = BAD[case]
    assert refusal(data) == expected


@pytest.mark.parametrize(
    ("fields", "network", "text"),
    [
        ({3: bytes(20)}, Network.BITCOIN, "1111111111111111111114oLvT2"),
        ({2: 1, 3: bytes(20)}, Network.BITCOIN, "31h1vYVSYuKP6AhS86fbRdMw9XHieotbST"),
        (
            {1: Tagged(305, {2: 1}), 2: 2, 3: bytes(20)},
            Network.TESTNET4,
            "tb1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq0l98cr",
        ),
    ],
)
def test_an_address_is_read(
    fields: dict[int | str, CborValue], network: Network, text: str
) -> None:
    recognised = recognise(ur("crypto-address", fields))
    assert isinstance(recognised.value, ParsedAddress)
    assert network in recognised.value.networks
    assert write_address(recognised.value.script_pubkey, network) == text


def test_a_large_psbt_is_not_too_large_as_text() -> None:
    """More than the text of any key or wallet may have."""
    with pytest.raises(RecognitionError) as refused:
        recognise(ur("crypto-psbt", BINARY_PSBT + bytes(600_000)))
    assert refused.value.code == "psbt-malformed"


@pytest.mark.parametrize("ur_type", ["bytes", "CRYPTO-PSBT", "crypto-hdkey"])
def test_a_giant_ur_is_refused_without_being_looked_at(ur_type: str) -> None:
    text = f"UR:{ur_type}/" + "ae" * (MAX_CHARACTERS // 2)
    started = time.process_time()
    with pytest.raises(RecognitionError) as refused:
        recognise(text.encode())
    assert refused.value.code == "file-too-big"
    assert time.process_time() - started < 0.2
    with pytest.raises(ReadError) as unread:
        read_ur(text)
    assert unread.value.code == "file-too-big"
