import json
import random
import time
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from strongroom.formats.cbor import CborValue, write_cbor
from strongroom.formats.ur_text import Ur, write_ur
from strongroom.model.bytewords import write_minimal
from strongroom.transports.qr.contract import MAX_JOINED, MAX_PARTS, QrError
from strongroom.transports.qr.ur import UrAssembler, UrFrames
from tests.vectors_source import vector

PUBLISHED: dict[str, Any] = json.loads(vector("ur/fountain.json").read_text())
DECODING: dict[str, list[str]] = json.loads(vector("ur/decode_errors.json").read_text())
CONTENT = bytes.fromhex(PUBLISHED["ur"]["bytes_payload_hex"])


def joined(*parts: str) -> UrAssembler:
    assembler = UrAssembler()
    for part in parts:
        assembler.take(part)
    return assembler


def part_of(fields: CborValue, heading: str = "ur:bytes/1-2") -> str:
    return f"{heading}/{write_minimal(write_cbor(fields))}"


def test_writes_the_published_parts() -> None:
    frames = UrFrames("bytes", bytes.fromhex(PUBLISHED["ur"]["cbor_payload_hex"]), 30)
    assert frames.count == 9
    assert [frames.text(number).lower() for number in range(20)] == PUBLISHED["ur"]["parts"]


def test_writes_the_published_fields_of_a_part() -> None:
    case = PUBLISHED["encoder"]
    frames = UrFrames("bytes", bytes.fromhex(case["message_hex"]), case["max_fragment_len"])
    for number, fields in enumerate(case["part_cbor_hex"]):
        assert frames.text(number).lower().endswith(write_minimal(bytes.fromhex(fields)))


def test_one_part_is_written_and_read_as_published() -> None:
    published = PUBLISHED["single"]
    content = bytes.fromhex(published["bytes_payload_hex"])
    frames = UrFrames("bytes", write_cbor(content), 100)
    assert frames.count == 1
    assert {frames.text(number) for number in range(3)} == {published["ur"].upper()}
    assert joined(published["ur"]).payload == content


@pytest.mark.parametrize("first", [0, 2, 4])
def test_joins_the_published_parts_from_anywhere(first: int) -> None:
    assembler = UrAssembler()
    for part in PUBLISHED["ur"]["parts"][first:]:
        assembler.take(part)
    assert assembler.payload == CONTENT
    assert assembler.progress.missing == ()


def test_progress_tells_parts_from_mixtures() -> None:
    parts = PUBLISHED["ur"]["parts"]
    progress = joined(parts[0], parts[3], parts[0]).progress
    assert (progress.total, sorted(progress.seen), progress.mixed) == (9, [0, 3], 0)
    assert progress.missing == (1, 2, 4, 5, 6, 7, 8)
    assert joined(parts[9]).progress.mixed + len(joined(parts[9]).progress.seen) == 1


def test_parts_go_on_being_taken_after_the_whole_is_there() -> None:
    assert joined(*PUBLISHED["ur"]["parts"]).payload == CONTENT


def test_a_content_that_is_not_bytes_comes_as_the_text_of_one_part() -> None:
    cbor = write_cbor({1: bytes(200)})
    frames = UrFrames("crypto-account", cbor, 50)
    assembler = joined(*(frames.text(number) for number in range(frames.count)))
    assert assembler.payload == write_ur(Ur("crypto-account", cbor)).encode()


@pytest.mark.parametrize("text", DECODING["invalid"])
def test_refuses_what_is_published_as_invalid(text: str) -> None:
    with pytest.raises(QrError) as refused:
        joined(text)
    assert refused.value.code == "qr-malformed"


def test_a_type_nobody_knows_is_read_as_published() -> None:
    text = DECODING["valid"][1]
    assert joined(text).payload == text.encode()


def test_bytes_that_hold_something_else_are_refused() -> None:
    with pytest.raises(QrError) as refused:
        joined(DECODING["valid"][0])
    assert refused.value.code == "qr-malformed"


@pytest.mark.parametrize("ur_type", ["seed", "crypto-seed", "crypto-bip39", "sskr"])
@pytest.mark.parametrize("size", [10, 100])
def test_the_first_part_of_a_seed_is_refused(ur_type: str, size: int) -> None:
    assembler = UrAssembler()
    with pytest.raises(QrError) as refused:
        assembler.take(UrFrames(ur_type, write_cbor({1: bytes(32)}), size).text(0))
    assert (refused.value.code, refused.value.facts["kind"]) == ("secret-found", "ur-seed")
    assert assembler.progress.total == 0


FRAGMENT = bytes(10)
BAD: dict[str, tuple[str, str]] = {
    "nothing": ("", "qr-malformed"),
    "another scheme": ("bytes/1-2/aeaeae", "qr-malformed"),
    "no type": ("ur:/1-2/aeae", "qr-malformed"),
    "a type of any length": (f"ur:{'a' * 100}/aeadaolazmjendeoti", "qr-malformed"),
    "a wrong checksum": (PUBLISHED["ur"]["parts"][0][:-2] + "ae", "qr-malformed"),
    "a letter lost": (PUBLISHED["ur"]["parts"][0][:-1], "qr-malformed"),
    "another number inside": (part_of([2, 2, 20, 5, FRAGMENT]), "qr-malformed"),
    "another total inside": (part_of([1, 3, 20, 5, FRAGMENT]), "qr-malformed"),
    "four fields": (part_of([1, 2, 20, 5]), "qr-malformed"),
    "a text as fragment": (part_of([1, 2, 20, 5, "0123456789"]), "qr-malformed"),
    "part zero": (part_of([0, 2, 20, 5, FRAGMENT], "ur:bytes/0-2"), "qr-malformed"),
    "no parts": (part_of([1, 0, 20, 5, FRAGMENT], "ur:bytes/1-0"), "qr-malformed"),
    "no parts of nothing": (part_of([1, 0, 0, 5, FRAGMENT], "ur:bytes/1-0"), "qr-malformed"),
    "parts of nothing": (part_of([1, 1, 0, 5, FRAGMENT], "ur:bytes/1-1"), "qr-malformed"),
    "less than nothing": (part_of([1, 1, -5, 5, FRAGMENT], "ur:bytes/1-1"), "qr-malformed"),
    "a checksum of 33 bits": (part_of([1, 2, 20, 2**32, FRAGMENT]), "qr-malformed"),
    "a number of 33 bits": (
        part_of([2**32, 2, 20, 5, FRAGMENT], f"ur:bytes/{2**32}-2"),
        "qr-malformed",
    ),
    "a whole that its fragments do not fill": (part_of([1, 2, 10, 5, FRAGMENT]), "qr-malformed"),
    "a whole larger than its fragments": (part_of([1, 2, 21, 5, FRAGMENT]), "qr-malformed"),
    "an empty fragment": (part_of([1, 2, 20, 5, b""]), "qr-malformed"),
    "too many parts": (
        part_of([1, MAX_PARTS + 1, 10_010, 5, FRAGMENT], f"ur:bytes/1-{MAX_PARTS + 1}"),
        "qr-limit",
    ),
    "a giant whole": (part_of([1, 2, MAX_JOINED + 1, 5, FRAGMENT]), "qr-limit"),
    "a giant part": ("ur:bytes/" + "ae" * (MAX_JOINED + 200), "qr-limit"),
    "fragments that are no whole": (
        part_of([1, 1, 10, 5, FRAGMENT], "ur:bytes/1-1"),
        "qr-conflict",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_refuses(case: str) -> None:
    text, code = BAD[case]
    started = time.perf_counter()
    with pytest.raises(QrError) as refused:
        joined(text)
    assert refused.value.code == code
    assert time.perf_counter() - started < 2


OTHERS = {
    "another type": ("crypto-psbt", CONTENT, 30),
    "another whole": ("bytes", CONTENT[:-1] + b"\0", 30),
    "another length": ("bytes", CONTENT[:-1], 30),
    "another density": ("bytes", CONTENT, 60),
    "one part": ("bytes", CONTENT, 1000),
}


@pytest.mark.parametrize("case", OTHERS)
def test_a_part_of_another_sequence_changes_nothing(case: str) -> None:
    ur_type, content, size = OTHERS[case]
    assembler = joined(*PUBLISHED["ur"]["parts"][:4])
    before = assembler.progress
    with pytest.raises(QrError) as refused:
        assembler.take(UrFrames(ur_type, write_cbor(content), size).text(0))
    assert refused.value.code == "qr-conflict"
    assert assembler.progress == before
    for part in PUBLISHED["ur"]["parts"][4:]:
        assembler.take(part)
    assert assembler.payload == CONTENT


def test_a_forged_part_that_fits_is_found_by_the_checksum_of_the_whole() -> None:
    case = PUBLISHED["encoder"]
    message = bytes.fromhex(case["message_hex"])
    assembler = UrAssembler()
    for place, fields in enumerate(case["part_cbor_hex"][:8]):
        assembler.take(f"ur:bytes/{place + 1}-9/{write_minimal(bytes.fromhex(fields))}")
    with pytest.raises(QrError) as refused:
        assembler.take(part_of([9, 9, 256, crc32(message), bytes(29)], "ur:bytes/9-9"))
    assert refused.value.code == "qr-conflict"
    assert (assembler.payload, assembler.progress.missing) == (None, (8,))


def test_frames_that_could_not_be_read_again_are_not_made() -> None:
    with pytest.raises(QrError) as refused:
        UrFrames("bytes", bytes(MAX_PARTS * 10 + 1), 10)
    assert refused.value.code == "qr-limit"


@settings(max_examples=50)
@given(some.binary(min_size=1, max_size=600), some.integers(1, 200), some.integers(0, 2**40))
def test_any_content_comes_back_from_any_place_of_the_fountain(
    content: bytes, size: int, first: int
) -> None:
    frames, assembler = UrFrames("bytes", write_cbor(content), size), UrAssembler()
    number = first
    while assembler.payload is None:
        assembler.take(frames.text(number))
        number += 1
        assert number - first < 10 * frames.count + 50
    assert assembler.payload == content


def test_a_hundred_kilobytes_with_a_third_lost_take_less_than_two_seconds() -> None:
    content = random.Random(1).randbytes(100_000)
    frames, losing = UrFrames("crypto-psbt", write_cbor(content), 150), random.Random(2)
    shown = [frames.text(number) for number in range(2 * frames.count) if losing.random() > 0.3]
    started, assembler = time.process_time(), UrAssembler()
    taken = 0
    while assembler.payload is None:
        assembler.take(shown[taken])
        taken += 1
    assert assembler.payload == content
    assert taken < 1.1 * frames.count
    assert time.process_time() - started < 2


@given(some.text(max_size=60), some.sampled_from(["", "ur:bytes/", "ur:bytes/1-2/", "ur:a/1of2/"]))
def test_any_text_is_taken_or_refused(text: str, start: str) -> None:
    assembler = UrAssembler()
    try:
        assembler.take(start + text)
    except QrError:
        assert assembler.progress.total == 0
