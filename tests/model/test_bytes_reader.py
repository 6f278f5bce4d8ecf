"""The cursor over bytes from outside."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.model.bytes_reader import Reader, byte_string, compact_size
from strongroom.model.errors import ReadError

# From the description of the compact size in the protocol's documentation.
SIZES = {
    0: "00",
    252: "fc",
    253: "fdfd00",
    255: "fdff00",
    0xFFFF: "fdffff",
    0x10000: "fe00000100",
    0xFFFFFFFF: "feffffffff",
    0x100000000: "ff0000000001000000",
    0xFFFFFFFFFFFFFFFF: "ffffffffffffffffff",
}
LONGER_THAN_NEEDED = ["fdfc00", "fd0000", "feffff0000", "fe00000000", "ffffffffff00000000"]
CUT_SHORT = ["", "fd", "fdff", "fe000001", "ff00000000010000"]


@pytest.mark.parametrize(("number", "text"), SIZES.items(), ids=SIZES.values())
def test_a_compact_size_has_one_form(number: int, text: str) -> None:
    assert compact_size(number).hex() == text
    assert Reader(bytes.fromhex(text)).compact_size() == number


@pytest.mark.parametrize("text", LONGER_THAN_NEEDED)
def test_refuses_a_longer_form(text: str) -> None:
    with pytest.raises(ReadError, match="longer than it needs"):
        Reader(bytes.fromhex(text)).compact_size()


@pytest.mark.parametrize("text", CUT_SHORT)
def test_refuses_a_compact_size_cut_short(text: str) -> None:
    with pytest.raises(ReadError, match="ends too early"):
        Reader(bytes.fromhex(text)).compact_size()


@given(st.integers(0, (1 << 64) - 1))
def test_every_compact_size_is_read_as_it_was_written(number: int) -> None:
    reader = Reader(compact_size(number))
    assert reader.compact_size() == number
    reader.finish()


def test_numbers_are_little_endian() -> None:
    reader = Reader(bytes.fromhex("01 0200 03000000 0400000000000000 feffffff fdffffffffffffff"))
    read = [reader.u8(), reader.u16(), reader.u32(), reader.u64(), reader.i32(), reader.i64()]
    assert read == [1, 2, 3, 4, -2, -3]
    reader.finish()


@pytest.mark.parametrize("name", ["u8", "u16", "u32", "u64", "i32", "i64"])
def test_refuses_a_number_cut_short(name: str) -> None:
    size = {"8": 1, "16": 2, "32": 4, "64": 8}[name[1:]]
    with pytest.raises(ReadError, match="ends too early"):
        getattr(Reader(bytes(size - 1)), name)()


def test_the_error_has_the_readers_code() -> None:
    with pytest.raises(ReadError) as caught:
        Reader(b"", code="psbt-malformed").take(1)
    assert caught.value.code == "psbt-malformed"


def test_counts_what_is_read_and_what_is_left() -> None:
    reader = Reader(b"abcdef")
    assert (reader.take(2), reader.peek(2), reader.position, reader.remaining) == (
        b"ab",
        b"cd",
        2,
        4,
    )


def test_refuses_bytes_behind_the_end() -> None:
    with pytest.raises(ReadError, match="2 bytes too many"):
        Reader(b"ab").finish()


def test_a_lying_length_allocates_nothing() -> None:
    reader = Reader(b"\xfe\xff\xff\xff\x7f" + b"x" * 10)
    tracemalloc.start()
    with pytest.raises(ReadError):
        reader.byte_string()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000


def test_refuses_a_count_the_bytes_left_cannot_hold() -> None:
    assert Reader(b"\x02" + b"x" * 82).count(41) == 2
    with pytest.raises(ReadError, match="more than the bytes left"):
        Reader(b"\x02" + b"x" * 81).count(41)


@given(st.lists(st.binary(max_size=300), max_size=5), st.integers(0, 9), st.integers(0, 9))
def test_items_are_skipped_to_their_last_byte(items: list[bytes], before: int, after: int) -> None:
    data = b"".join(b"b" * before + byte_string(item) + b"a" * after for item in items)
    reader = Reader(data + b"rest")
    reader.skip_items(len(items), before, after)
    assert reader.take(4) == b"rest"


@pytest.mark.parametrize("data", [b"", b"\x02x", b"\x01", b"\xfd\x01", b"\xfd\x01\x00x"])
def test_refuses_to_skip_items_that_are_not_there(data: bytes) -> None:
    with pytest.raises(ReadError):
        Reader(data).skip_items(1)
