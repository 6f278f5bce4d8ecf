import json
import time

import pytest
from embit import base58
from hypothesis import given
from hypothesis import strategies as st

from strongroom.transports.qr import base43
from strongroom.transports.qr.contract import MAX_JOINED, Encoding, QrError
from strongroom.transports.qr.plain import PlainAssembler, PlainFrames, unwrap
from tests.review.codes import FIRING, QUIET, shows
from tests.vectors_source import vector

KRUX = json.loads(vector("krux/qr_parts.json").read_text())
PSBT = bytes.fromhex(KRUX["TEST_DATA_BYTES"]["hex"])
TRANSACTION = vector("bbqr/last.txn").read_bytes()
ADDRESS = "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"

# Worked out by hand: 66051 = 35·43² + 31·43 + 3.
SAMPLES = {b"": "", b"\0": "0", b"\0\0*": "00:", b"\1\2\3": "ZV3"}


@pytest.mark.parametrize("data", SAMPLES)
def test_base_43_is_the_number_the_bytes_are(data: bytes) -> None:
    assert base43.encode(data) == SAMPLES[data]
    assert base43.decode(SAMPLES[data]) == data


@given(st.binary(max_size=600))
def test_base_43_goes_both_ways(data: bytes) -> None:
    assert base43.decode(base43.encode(data)) == data


@given(st.binary(max_size=300))
def test_base_58_is_bitcoins(data: bytes) -> None:
    assert base43.encode(data, base43.BASE58) == base58.encode(data)
    assert base43.decode(base58.encode(data), base43.BASE58) == data


@pytest.mark.parametrize(
    ("text", "encoding", "payload"),
    [
        (base43.encode(PSBT), Encoding.BASE43, PSBT),
        (base43.encode(TRANSACTION), Encoding.BASE43, TRANSACTION),
        (KRUX["TEST_DATA_B58"], Encoding.PLAIN, PSBT),
        (TRANSACTION.hex(), Encoding.PLAIN, TRANSACTION.hex().encode()),
        (TRANSACTION.hex().upper(), Encoding.PLAIN, TRANSACTION.hex().upper().encode()),
        (ADDRESS, Encoding.PLAIN, ADDRESS.encode()),
        ("", Encoding.PLAIN, b""),
    ],
    ids=["psbt", "transaction", "base58", "hex", "upper hex", "address", "nothing"],
)
def test_a_text_is_a_number_only_where_that_makes_sense(
    text: str, encoding: Encoding, payload: bytes
) -> None:
    assert unwrap(text) == (encoding, payload)


@shows("qr-conflict", QUIET)
def test_one_code_is_the_whole() -> None:
    assembler = PlainAssembler()
    assert (assembler.payload, assembler.progress.missing) == (None, (0,))
    for _ in range(2):
        assembler.take(ADDRESS)
    assert (assembler.payload, assembler.progress.missing) == (ADDRESS.encode(), ())


@shows("qr-conflict", FIRING)
def test_two_codes_do_not_go_together() -> None:
    assembler = PlainAssembler()
    assembler.take(ADDRESS)
    with pytest.raises(QrError) as caught:
        assembler.take("another")
    assert caught.value.code == "qr-conflict"
    assert assembler.payload == ADDRESS.encode()


def test_refuses_what_is_too_large() -> None:
    with pytest.raises(QrError, match="cannot hold"):
        PlainAssembler().take("a" * (MAX_JOINED + 1))
    with pytest.raises(QrError, match="does not fit"):
        PlainFrames("a" * 2954)
    with pytest.raises(QrError, match="too many bytes"):
        base43.encode(bytes(40_000))
    with pytest.raises(QrError, match="too many characters"):
        base43.decode("A" * 65_537)
    with pytest.raises(QrError, match="not of base 43"):
        base43.decode("a")


def test_the_longest_number_takes_no_time() -> None:
    started = time.process_time()
    base43.decode(":" * base43.MAX_CHARACTERS)
    base43.encode(b"\xff" * (base43.MAX_CHARACTERS // 2))
    assert time.process_time() - started < 2
