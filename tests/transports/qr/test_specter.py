import json
from math import ceil
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.transports.qr.contract import MAX_JOINED, Progress, QrError
from strongroom.transports.qr.specter import SpecterAssembler, SpecterFrames, is_part
from tests.review.codes import BOUNDARY, QUIET, shows
from tests.vectors_source import vector

KRUX = json.loads(vector("krux/qr_parts.json").read_text())


def seedsigner(file: str, where: str) -> list[str]:
    tests = json.loads(vector(f"seedsigner/{file}.json").read_text())["tests"]
    items = next(test["items"] for test in tests if test["where"] == where)
    return [item["value"] for item in items if item["kind"] == "pMofN"]


def parts_of(frames: SpecterFrames) -> list[str]:
    return [frames.text(number) for number in range(frames.count)]


def joined(parts: list[str]) -> bytes | None:
    assembler = SpecterAssembler()
    for part in parts:
        assembler.take(part)
    return assembler.payload


def test_reads_a_psbt_in_base58_as_krux_shows_it() -> None:
    parts = KRUX["TEST_PARTS_FORMAT_PMOFN"]
    assert joined(parts) == bytes.fromhex(KRUX["TEST_DATA_BYTES"]["hex"])


def test_writes_what_krux_writes() -> None:
    parts = parts_of(SpecterFrames(KRUX["TEST_DATA_B58"], 133))
    assert parts == sorted(KRUX["TEST_PARTS_FORMAT_PMOFN"])


def test_reads_seedsigners_key_and_wallet() -> None:
    key = seedsigner("encode_qr", "test_specter_xpub_qr")
    assert (joined(key) or b"").startswith(b"[c49122a5/48h/1h/0h/2h]Vpub5mXgECaX5y")
    wallet = json.loads(joined(seedsigner("decode_qr", "test_specter_wallet_json")) or b"")
    assert wallet["label"] == "SeedSigner Dev Funds"
    assert wallet["descriptor"].count("xpub") == 6


@given(st.text(min_size=1, max_size=2000), st.integers(12, 400), st.randoms())
def test_what_was_cut_is_joined_again(text: str, room: int, chance: Random) -> None:
    parts = parts_of(SpecterFrames(text, room))
    assert max(map(len, parts)) <= room
    assert len(parts) >= ceil(len(text) / room)
    chance.shuffle(parts)
    assert joined(parts) == text.encode()


def test_strips_exactly_one_space() -> None:
    assert joined(["p2of2   b ", "p1of2  a"]) == b" a  b "


@shows("qr-limit", QUIET, BOUNDARY)
def test_a_thousand_parts_are_the_most() -> None:
    assembler = SpecterAssembler()
    assembler.take("p1of1000 a")
    assert assembler.progress.total == 1_000
    with pytest.raises(QrError) as refused:
        SpecterAssembler().take("p1of1001 a")
    assert refused.value.code == "qr-limit"


def test_says_what_has_arrived() -> None:
    assembler = SpecterAssembler()
    assembler.take("p2of3 b")
    assert assembler.progress == Progress(3, frozenset({1}))


BAD = {
    "no number": (["pof3 a"], "qr-malformed"),
    "no space": (["p1of3"], "qr-malformed"),
    "part zero": (["p0of3 a"], "qr-malformed"),
    "a part beyond the last": (["p4of3 a"], "qr-malformed"),
    "a number in other digits": (["p\u0661of2 a"], "qr-malformed"),
    "too many parts": (["p1of1001 a"], "qr-limit"),
    "far too many parts": (["p1of99999 a"], "qr-malformed"),
    "another total": (["p1of3 a", "p2of4 b"], "qr-conflict"),
    "another content": (["p1of3 a", "p1of3 b"], "qr-conflict"),
    "too much": (["p1of3 " + "a" * MAX_JOINED, "p2of3 b"], "qr-limit"),
}


@pytest.mark.parametrize("name", BAD)
def test_refuses_what_makes_no_text_and_stays_as_it_was(name: str) -> None:
    parts, code = BAD[name]
    assembler = SpecterAssembler()
    for part in parts[:-1]:
        assembler.take(part)
    before = assembler.progress
    with pytest.raises(QrError) as caught:
        assembler.take(parts[-1])
    assert (caught.value.code, assembler.progress) == (code, before)


def test_a_text_is_cut_only_as_far_as_it_is_read() -> None:
    assert SpecterFrames("a" * 2997, 13).count == 999
    for length, room in ((2998, 13), (1, 5)):
        with pytest.raises(QrError, match="too many parts"):
            SpecterFrames("a" * length, room)


@pytest.mark.parametrize("text", ["paof3 a", "point", "p1of", "ur:bytes/aa"])
def test_other_texts_are_no_parts(text: str) -> None:
    assert not is_part(text)
