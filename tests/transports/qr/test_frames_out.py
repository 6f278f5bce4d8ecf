import base64
import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.formats.reading import RecognitionError
from strongroom.transports.qr.capacity import smallest_version
from strongroom.transports.qr.contract import Code, Encoding, Frames, QrError
from strongroom.transports.qr.frames_out import UrTypes, frames_of
from strongroom.transports.qr.joining import Joining
from tests.vectors_source import vector

PSBT = vector("bbqr/1in2out.psbt").read_bytes()
LARGE = vector("bbqr/1in1000out.psbt").read_bytes()
TRANSACTION = bytes.fromhex(vector("bbqr/finalized-by-ckcc.txn").read_text())
KRUX = json.loads(vector("krux/wallet_inputs.json").read_text())["data"]
WALLET = KRUX["BLUEWALLET_MULTISIG_WALLET_DATA"].encode()
XPUBS = KRUX["KRUX_NATIVESW1_XPUB"].encode()
JSON = b'{"label": "a"}'
SERIES = (Encoding.UR, Encoding.BBQR, Encoding.SPECTER)


def parts_of(frames: Frames) -> list[str]:
    return [frames.text(number) for number in range(frames.count)]


def joined(parts: list[str]) -> Joining:
    joining = Joining()
    for part in parts:
        joining.take(Code.of_text(part))
    return joining


@pytest.mark.parametrize(
    ("data", "letter"),
    [
        (PSBT, "P"),
        (base64.b64encode(PSBT), "P"),
        (PSBT.hex().encode(), "P"),
        (TRANSACTION, "T"),
        (TRANSACTION.hex().encode() + b"\n", "T"),
        (WALLET, "U"),
        (XPUBS, "U"),
        (b"42", "U"),
        (JSON, "J"),
        (b"[1]", "J"),
        (b"\xff\xfe\x00", "B"),
    ],
)
def test_bbqr_says_what_the_content_is(data: bytes, letter: str) -> None:
    parts = parts_of(frames_of(data, Encoding.BBQR))
    assert {part[3] for part in parts} == {letter}
    expected = PSBT if letter == "P" else TRANSACTION if letter == "T" else data
    assert joined(parts).payload == expected


@pytest.mark.parametrize(
    ("data", "types", "name", "payload"),
    [
        (PSBT, UrTypes.V1, "UR:CRYPTO-PSBT/", PSBT),
        (PSBT, UrTypes.V2, "UR:PSBT/", PSBT),
        (base64.b64encode(PSBT), UrTypes.V1, "UR:CRYPTO-PSBT/", PSBT),
        (TRANSACTION.hex().encode(), UrTypes.V1, "UR:BYTES/", TRANSACTION),
        (WALLET, UrTypes.V1, "UR:BYTES/", WALLET),
        (WALLET, UrTypes.V2, "UR:BYTES/", WALLET),
        (JSON, UrTypes.V1, "UR:BYTES/", JSON),
    ],
)
def test_a_ur_has_the_type_of_its_content(
    data: bytes, types: UrTypes, name: str, payload: bytes
) -> None:
    parts = parts_of(frames_of(data, Encoding.UR, types=types))
    assert all(part.startswith(name) for part in parts)
    assert joined(parts).payload == payload


def test_a_ur_stays_what_it_is() -> None:
    tests = json.loads(vector("seedsigner/encode_qr.json").read_text())["tests"]
    items = next(test["items"] for test in tests if test["where"] == "test_ur_xpub_qr")
    key = joined([item["value"] for item in items if item["kind"] == "ur:"]).payload
    assert key is not None
    parts = parts_of(frames_of(key, Encoding.UR, 6))
    assert len(parts) > 1
    assert all(part.startswith("UR:CRYPTO-ACCOUNT/") for part in parts)
    assert joined(parts).payload == key


@pytest.mark.parametrize("encoding", [Encoding.SPECTER, Encoding.PLAIN])
@pytest.mark.parametrize("data", [PSBT, base64.b64encode(PSBT), PSBT.hex().encode()])
def test_where_text_is_carried_a_psbt_is_base64(encoding: Encoding, data: bytes) -> None:
    parts = parts_of(frames_of(data, encoding, 40))
    assert joined(parts).payload == base64.b64encode(PSBT)


def test_a_transaction_by_itself_is_hex_or_base_43() -> None:
    assert parts_of(frames_of(TRANSACTION, Encoding.PLAIN, 40))[0] == TRANSACTION.hex()
    (number,) = parts_of(frames_of(TRANSACTION, Encoding.BASE43))
    assert joined([number]).payload == TRANSACTION


@pytest.mark.parametrize("encoding", SERIES)
@pytest.mark.parametrize("version", [6, 10, 20, 40])
def test_no_code_is_larger_than_allowed(encoding: Encoding, version: int) -> None:
    parts = parts_of(frames_of(PSBT, encoding, version))
    versions = [smallest_version(part) or 41 for part in parts]
    assert max(versions) <= version


@pytest.mark.parametrize("encoding", SERIES)
def test_a_large_psbt_goes_through_in_any_order(encoding: Encoding) -> None:
    parts = parts_of(frames_of(LARGE, encoding))
    Random(1).shuffle(parts)
    payload = joined(parts).payload
    assert payload == (base64.b64encode(LARGE) if encoding is Encoding.SPECTER else LARGE)


@given(st.text(alphabet="añ漢 ()\n", max_size=200), st.sampled_from(SERIES))
def test_any_text_that_is_no_secret_goes_through(text: str, encoding: Encoding) -> None:
    if not text:
        return
    parts = parts_of(frames_of(text.encode(), encoding, 4))
    assert max(smallest_version(part) or 41 for part in parts) <= 4
    assert joined(parts).payload == text.encode()


REFUSED = {
    "a secret": (b"abandon " * 11 + b"about", Encoding.UR, 10, "secret-found"),
    "nothing": (b"", Encoding.UR, 10, "not-recognised"),
    "damaged JSON": (b"{label", Encoding.BBQR, 10, "file-malformed"),
    "a damaged PSBT": (PSBT[:-9], Encoding.BBQR, 10, "psbt-malformed"),
    "bytes as text": (b"\xff\xfe\x00", Encoding.SPECTER, 10, "qr-type"),
    "bytes as plain text": (b"\xff\xfe\x00", Encoding.PLAIN, 10, "qr-type"),
    "a wallet as a number": (WALLET, Encoding.BASE43, 40, "qr-type"),
    "too long for one code": (LARGE, Encoding.PLAIN, 40, "qr-limit"),
    "a number too long for one code": (
        vector("bbqr/signed.txn").read_bytes(),
        Encoding.BASE43,
        40,
        "qr-limit",
    ),
    "a number too long for a small code": (PSBT, Encoding.BASE43, 10, "qr-limit"),
    "a code too small for a part of a UR": (PSBT, Encoding.UR, 2, "qr-limit"),
    "a code too small for all parts": (LARGE, Encoding.BBQR, 1, "qr-limit"),
    "a code too small for all parts of a text": (LARGE, Encoding.SPECTER, 1, "qr-limit"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_what_cannot_be_shown(name: str) -> None:
    data, encoding, version, code = REFUSED[name]
    with pytest.raises((QrError, RecognitionError)) as caught:
        frames_of(data, encoding, version)
    assert caught.value.code == code
