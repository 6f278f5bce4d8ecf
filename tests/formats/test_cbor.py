from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from strongroom.formats.cbor import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_ITEMS,
    CborValue,
    Tagged,
    read_cbor,
    write_cbor,
)
from strongroom.model.errors import ReadError

NUMBERS = some.integers(-(2**64), 2**64 - 1)
LEAVES = some.none() | some.booleans() | NUMBERS | some.binary(max_size=40) | some.text()
VALUES: some.SearchStrategy[CborValue] = some.recursive(
    LEAVES,
    lambda parts: (
        some.lists(parts, max_size=4)
        | some.dictionaries(NUMBERS | some.text(), parts, max_size=4)
        | some.builds(Tagged, some.integers(300, 410) | some.integers(40300, 40310), parts)
    ),
    max_leaves=8,
)


def depth_of(value: CborValue) -> int:
    match value:
        case Tagged():
            return 1 + depth_of(value.value)
        case list():
            return 1 + max(map(depth_of, value), default=0)
        case dict():
            return 1 + max(map(depth_of, value.values()), default=0)
    return 0


@given(VALUES.filter(lambda value: depth_of(value) <= MAX_DEPTH))
def test_what_is_written_is_read(value: CborValue) -> None:
    read = read_cbor(write_cbor(value))
    assert repr(read) == repr(value)  # True and 1 are equal, and not the same


@given(VALUES)
def test_another_implementation_reads_the_same(value: CborValue) -> None:
    cbor2 = pytest.importorskip("cbor2")
    assert plain(cbor2.loads(write_cbor(value), tag_hook=lambda _, tag: tag)) == plain(value)


def plain(value: object) -> object:
    """Tags of either implementation as pairs."""
    if hasattr(value, "tag"):
        return ("tag", value.tag, plain(value.value))  # type: ignore[attr-defined]
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    return value


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "00"),
        (23, "17"),
        (24, "1818"),
        (255, "18ff"),
        (256, "190100"),
        (65536, "1a00010000"),
        (2**32, "1b0000000100000000"),
        (2**64 - 1, "1bffffffffffffffff"),
        (-1, "20"),
        (-25, "3818"),
        (-(2**64), "3bffffffffffffffff"),
    ],
)
def test_numbers_are_written_in_their_shortest_form(number: int, written: str) -> None:
    assert write_cbor(number).hex() == written
    assert read_cbor(bytes.fromhex(written)) == number


def test_a_number_wider_than_it_needs_to_be_is_read() -> None:
    assert read_cbor(bytes.fromhex("a1021a000000ff")) == {2: 255}


def test_the_entries_of_a_map_keep_their_order() -> None:
    assert write_cbor({3: 0, 1: 0}).hex() == "a203000100"


BAD = {
    "nothing": "",
    "an array cut short": "8201",
    "a byte string cut short": "42ff",
    "a byte string of 2^64 - 1 bytes": "5bffffffffffffffff00",
    "an array of 2^64 - 1 items": "9bffffffffffffffff00",
    "a map of 2^63 entries": "bb800000000000000000",
    "a byte string of no told length": "5f4101ff",
    "an array of no told length": "9f01ff",
    "a map of no told length": "bf0101ff",
    "a reserved length": "1c",
    "a half float": "f93c00",
    "a double": "fb3ff0000000000000",
    "undefined": "f7",
    "a simple value": "f8ff",
    "a stop code": "ff",
    "bytes behind the end": "0000",
    "one name twice": "a201000100",
    "one name twice in two spellings": "a20100180100",
    "a name that is a list": "a18000",
    "a name that is true": "a1f500",
    "text that is not UTF-8": "61ff",
    "nested too deeply": "81" * (MAX_DEPTH + 1) + "00",
    "tagged too deeply": "c6" * 100_000 + "00",
    "too many parts": "9a" + MAX_ITEMS.to_bytes(4, "big").hex() + "80" * MAX_ITEMS,
}


@pytest.mark.parametrize("case", BAD)
def test_refuses(case: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_cbor(bytes.fromhex(BAD[case]))
    assert refused.value.code == "file-malformed"


def test_refuses_what_is_too_large() -> None:
    with pytest.raises(ReadError) as refused:
        read_cbor(bytes(MAX_BYTES + 1))
    assert refused.value.code == "file-too-big"


@given(some.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(ReadError):
        read_cbor(write_cbor(read_cbor(data)))
