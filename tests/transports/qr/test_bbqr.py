import json
import time
import tracemalloc
import zlib
from base64 import b32encode
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.transports.qr.bbqr import BbqrAssembler, BbqrFrames, FileType, Packing
from strongroom.transports.qr.capacity import alphanumeric_capacity
from strongroom.transports.qr.contract import MAX_JOINED, MAX_PARTS, Progress, QrError
from tests.review.codes import FIRING, QUIET, shows
from tests.vectors_source import vector

KRUX = json.loads(vector("bbqr/krux_bbqr.json").read_text())
KRUX_PSBTS = json.loads(vector("bbqr/krux_bbqr_psbt.json").read_text())
DESCRIPTORS = list(
    zip(KRUX["BBQR_DECODED_DESCRIPTORS"], KRUX["BBQR_ENCODED_DESCRIPTORS"], strict=True)
)
PSBTS = [bytes.fromhex(each["hex"]) for each in KRUX_PSBTS["BBQR_DECODED_PSBTS"]]
COMPRESSED = KRUX_PSBTS["BBQR_ENCODED_PSBTS"]
UNCOMPRESSED = KRUX_PSBTS["BBQR_NON_COMPRESSED_ENCODED_PSBTS"]
JSON = KRUX["BBQR_DECODED_JSON_DESCRIPTOR"][0].encode()
TRANSACTION = bytes.fromhex(KRUX["HEX_DECODED_SIGNED_PSBT"]["hex"])

COMPRESSED_SIZES = {
    "1in1000out.psbt": 22095,
    "1in100out.psbt": 2654,
    "1in10out.psbt": 670,
    "1in2out.psbt": 458,
    "devils-txn.txn": 356,
    "finalized-by-ckcc.txn": 807,
    "last.txn": 530,
    "signed.txn": 77090,
}
"""Bytes after compression, as the specification's table has them."""


def parts_of(frames: BbqrFrames) -> list[str]:
    return [frames.text(number) for number in range(frames.count)]


def joined(parts: list[str]) -> bytes | None:
    assembler = BbqrAssembler()
    for part in parts:
        assembler.take(part)
    return assembler.payload


def b32(data: bytes) -> str:
    return b32encode(data).decode().rstrip("=")


def deflated(data: bytes) -> bytes:
    writer = zlib.compressobj(9, wbits=-10)
    return writer.compress(data) + writer.flush()


@pytest.mark.parametrize(
    ("data", "file_type", "packing", "max_version", "parts"),
    [
        (DESCRIPTORS[0][0].encode(), FileType.TEXT, Packing.ZLIB, 40, DESCRIPTORS[0][1]),
        (DESCRIPTORS[2][0].encode(), FileType.TEXT, Packing.ZLIB, 40, DESCRIPTORS[2][1]),
        (DESCRIPTORS[3][0].encode(), FileType.TEXT, Packing.ZLIB, 40, DESCRIPTORS[3][1]),
        (PSBTS[0], FileType.PSBT, Packing.ZLIB, 9, COMPRESSED[0]),
        (PSBTS[1], FileType.PSBT, Packing.ZLIB, 40, COMPRESSED[1]),
        (PSBTS[0], FileType.PSBT, Packing.BASE32, 20, UNCOMPRESSED[0]),
        (PSBTS[1], FileType.PSBT, Packing.BASE32, 40, UNCOMPRESSED[1]),
        (JSON, FileType.JSON, Packing.BASE32, 15, KRUX["BBQR_ENCODED_JSON_DESCRIPTOR"][0]),
        (TRANSACTION, FileType.TRANSACTION, Packing.HEX, 15, KRUX["HEX_ENCODED_SIGNED_PSBT"]),
    ],
)
def test_writes_what_others_wrote(
    data: bytes, file_type: FileType, packing: Packing, max_version: int, parts: list[str]
) -> None:
    assert parts_of(BbqrFrames(data, file_type, packing, max_version=max_version)) == parts


@shows("qr-type", QUIET)
@pytest.mark.parametrize(
    ("parts", "data"),
    [
        *((parts, text.encode()) for text, parts in DESCRIPTORS),
        *zip(COMPRESSED, PSBTS, strict=True),
        *zip(UNCOMPRESSED, PSBTS, strict=True),
        (KRUX["BBQR_ENCODED_JSON_DESCRIPTOR"][0], JSON),
        (KRUX["HEX_ENCODED_SIGNED_PSBT"], TRANSACTION),
    ],
)
def test_reads_what_others_wrote_in_any_order(parts: list[str], data: bytes) -> None:
    assert joined(parts) == data
    assert joined([*parts[::-1], *parts]) == data


@pytest.mark.parametrize(
    ("raw", "characters"),
    list(zip(KRUX["B32_TEST_BYTES"], KRUX["B32_ENCODED_STRINGS"], strict=True)),
)
def test_packs_bytes_as_krux_does(raw: dict[str, str], characters: str) -> None:
    data = bytes.fromhex(raw["hex"])
    frames = BbqrFrames(data, FileType.BINARY, Packing.BASE32)
    assert parts_of(frames) == [f"B$2B0100{characters}"]


@pytest.mark.parametrize("name", COMPRESSED_SIZES)
def test_compresses_as_the_specification_says(name: str) -> None:
    data = vector(f"bbqr/{name}").read_bytes()
    parts = parts_of(BbqrFrames(data, FileType.BINARY))
    assert parts[0].startswith("B$ZB")
    assert sum(len(part) - 8 for part in parts) * 5 // 8 == COMPRESSED_SIZES[name]
    assert joined(parts) == data


def test_falls_back_to_base32_where_compressing_does_not_help() -> None:
    assert BbqrFrames(Random(1).randbytes(500), FileType.BINARY).text(0).startswith("B$2B01")


def test_takes_the_fewest_codes_and_then_the_smallest_version() -> None:
    data = vector("bbqr/1in1000out.psbt").read_bytes()
    frames = BbqrFrames(data, FileType.PSBT)
    assert (frames.count, frames.version) == (9, 39)
    assert {len(part) for part in parts_of(frames)} == {3936}
    small = BbqrFrames(b"1", FileType.TEXT)
    assert (small.count, small.version) == (1, 5)


@given(
    st.binary(max_size=3000),
    st.sampled_from(FileType),
    st.sampled_from(Packing),
    st.integers(1, 40),
    st.randoms(use_true_random=False),
)
def test_what_was_cut_is_joined_again(
    data: bytes, file_type: FileType, packing: Packing, version: int, chance: Random
) -> None:
    if not data:
        return
    frames = BbqrFrames(data, file_type, packing, max_version=version)
    parts = parts_of(frames)
    assert max(map(len, parts)) <= alphanumeric_capacity(version)
    assert len({len(part) for part in parts[:-1]}) <= 1
    assert len(parts[-1]) <= len(parts[0])
    chance.shuffle(parts)
    assert joined(parts) == data


def test_says_what_has_arrived() -> None:
    assembler = BbqrAssembler()
    assert assembler.progress == Progress(0, frozenset())
    assembler.take(COMPRESSED[0][3])
    assembler.take(COMPRESSED[0][0])
    assembler.take(COMPRESSED[0][3])
    assert assembler.progress == Progress(5, frozenset({0, 3}))
    assert assembler.progress.missing == (1, 2, 4)
    assert assembler.payload is None


FIRST = "B$2B0300" + b32(bytes(20))
BOMB = "B$ZB0100" + b32(deflated(bytes(MAX_JOINED + 1)))

HOSTILE: dict[str, tuple[list[str], str]] = {
    "no header": (["B$"], "qr-malformed"),
    "no content": (["B$2P0100"], "qr-malformed"),
    "lower case": ([COMPRESSED[1][0].lower()], "qr-malformed"),
    "unknown packing": ([KRUX["INVALID_ENCODING_BBQR"].replace("XU", "XP")], "qr-malformed"),
    "unknown type": ([KRUX["INVALID_TYPE_BBQR"]], "qr-type"),
    "a program": (["B$HX0100AA"], "qr-type"),
    "key teleport, start": (["B$HR0100AA"], "qr-type"),
    "key teleport, secret": (["B$2S0100AA"], "qr-type"),
    "key teleport, PSBT": (["B$2E0100AA"], "qr-type"),
    "no parts": (["B$HB0000AA"], "qr-malformed"),
    "a part beyond the last": (["B$HB0202AA"], "qr-malformed"),
    "too many parts": (["B$HBRT00AA"], "qr-limit"),
    "padding": (["B$2B0100MY======"], "qr-malformed"),
    "half a byte of hex": (["B$HB0100ABC"], "qr-malformed"),
    "no hex": (["B$HB0100AG"], "qr-malformed"),
    "a digit base32 has not": (["B$2B0100M1"], "qr-malformed"),
    "half a byte of base32": (["B$2B0100MYA"], "qr-malformed"),
    "not compressed": (["B$ZB0100" + b32(b"\xff" * 40)], "qr-malformed"),
    "compressed and cut short": (["B$ZB0100" + b32(deflated(JSON)[:-9])], "qr-malformed"),
    "something behind": (["B$ZB0100" + b32(deflated(JSON) + b"x")], "qr-malformed"),
    "a bomb": ([BOMB], "qr-limit"),
    "one giant part": (["B$HB0100" + "AB" * (MAX_JOINED + 1)], "qr-limit"),
    "another total": ([FIRST, "B$2B0401" + b32(bytes(20))], "qr-conflict"),
    "another type": ([FIRST, "B$2U0301" + b32(bytes(20))], "qr-conflict"),
    "another packing": ([FIRST, "B$HB0301" + bytes(20).hex()], "qr-conflict"),
    "another length": ([FIRST, "B$2B0301" + b32(bytes(15))], "qr-conflict"),
    "a longer last part": ([FIRST, "B$2B0302" + b32(bytes(25))], "qr-conflict"),
    "a longer last part first": (["B$2B0302" + b32(bytes(25)), FIRST], "qr-conflict"),
    "another content": ([FIRST, "B$2B0300" + b32(b"x" * 20)], "qr-conflict"),
    "too much together": (
        [f"B$HB0{n}0{m}" + "00" * (MAX_JOINED // 2) for n, m in ((3, 0), (3, 1), (3, 2))],
        "qr-limit",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refuses_a_hostile_series_soon_and_in_little_memory(name: str) -> None:
    parts, code = HOSTILE[name]
    assembler = BbqrAssembler()
    for part in parts[:-1]:
        assembler.take(part)
    before = assembler.progress
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(QrError) as caught:
        assembler.take(parts[-1])
    assert time.process_time() - started < 2
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()
    assert caught.value.code == code
    assert assembler.progress == before
    assert assembler.payload is None


@shows("qr-type", FIRING)
@pytest.mark.parametrize(
    ("letter", "reason"),
    [("X", "executable"), ("R", "private"), ("S", "private"), ("E", "private")],
)
def test_names_what_it_does_not_take_in(letter: str, reason: str) -> None:
    with pytest.raises(QrError) as caught:
        BbqrAssembler().take(f"B$H{letter}0100AA")
    assert caught.value.facts == {"reason": reason, "type": letter}


@given(st.text(alphabet="B$HZ2PUX0123456789A", max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    try:
        BbqrAssembler().take("B$" + text)
    except QrError:
        return


@pytest.mark.parametrize("data", [bytes(MAX_JOINED + 1), Random(2).randbytes(40_000)])
def test_does_not_write_what_could_not_be_read_again(data: bytes) -> None:
    with pytest.raises(QrError) as caught:
        BbqrFrames(data, FileType.BINARY, max_version=2)
    assert caught.value.code == "qr-limit"


@shows("qr-limit", QUIET)
def test_a_thousand_parts_are_read() -> None:
    data = Random(3).randbytes(MAX_PARTS * 10)
    frames = BbqrFrames(data, FileType.BINARY, Packing.BASE32, max_version=1)
    assert frames.count == MAX_PARTS
    assert joined(parts_of(frames)) == data
