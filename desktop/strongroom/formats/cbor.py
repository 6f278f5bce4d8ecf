"""CBOR (RFC 8949) as UR needs it: definite lengths, no fractions, nothing twice, nothing behind.

A number wider than it needs to be is read: some firmware writes every fingerprint in four bytes,
and here nothing is hashed over its CBOR, so both spellings mean the same. Written is the shortest.
"""

from dataclasses import dataclass

from strongroom.model.bytes_reader import Reader
from strongroom.model.errors import ReadError

MAX_BYTES = 8 * 1024 * 1024 + 16
"""A PSBT of the largest size with its length before it."""

MAX_DEPTH = 16
"""Arrays, maps and tags inside one another; the branches of a nested multisig lie eleven deep."""

MAX_ITEMS = 20_000
"""Values of all kinds together; a wallet of twenty keys has about six hundred."""

_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP, _TAG, _SIMPLE = range(8)
_SIMPLE_VALUES: dict[int, bool | None] = {20: False, 21: True, 22: None}
_SIMPLE_CODES = {value: code for code, value in _SIMPLE_VALUES.items()}
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
"""Bytes of the number behind an initial byte."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value and the number that says what it means."""

    tag: int
    value: "CborValue"


CborValue = (
    None | bool | int | bytes | str | list["CborValue"] | dict[int | str, "CborValue"] | Tagged
)


def read_cbor(data: bytes) -> CborValue:
    """The one value ``data`` holds.

    Raises ``ReadError``: ``file-too-big``, or ``file-malformed`` for what is no CBOR or not of the
    kinds above.
    """
    if len(data) > MAX_BYTES:
        raise ReadError("file-too-big", "the CBOR is too large", limit=MAX_BYTES)
    decoder = _Decoder(data)
    value = decoder.item(0)
    decoder.reader.finish()
    return value


def write_cbor(value: CborValue) -> bytes:
    """``value`` in its shortest form; the entries of a map stay in their order."""
    if value is None or isinstance(value, bool):
        return _head(_SIMPLE, _SIMPLE_CODES[value])
    match value:
        case int():
            return _head(_UNSIGNED, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
        case bytes():
            return _head(_BYTES, len(value)) + value
        case str():
            text = value.encode()
            return _head(_TEXT, len(text)) + text
        case list():
            return _head(_ARRAY, len(value)) + b"".join(map(write_cbor, value))
        case dict():
            entries = (write_cbor(name) + write_cbor(entry) for name, entry in value.items())
            return _head(_MAP, len(value)) + b"".join(entries)
        case Tagged():
            return _head(_TAG, value.tag) + write_cbor(value.value)


class _Decoder:
    def __init__(self, data: bytes) -> None:
        self.reader = Reader(data, code="file-malformed")
        self._items = 0

    def item(self, depth: int) -> CborValue:
        self._items += 1
        if depth > MAX_DEPTH or self._items > MAX_ITEMS:
            raise self.reader.error("the CBOR is nested too deeply, or has too many parts")
        first = self.reader.u8()
        kind, number = first >> 5, first & 31
        if kind == _SIMPLE:
            return self._simple(number)
        return self._value(kind, self._number(number), depth)

    def _value(self, kind: int, number: int, depth: int) -> CborValue:
        if kind == _UNSIGNED:
            return number
        if kind == _NEGATIVE:
            return -1 - number
        if kind == _BYTES:
            return self.reader.take(number)
        if kind == _TEXT:
            return self._text(number)
        if kind == _ARRAY:
            return [self.item(depth + 1) for _ in range(self._count(number, 1))]
        if kind == _MAP:
            return self._map(self._count(number, 2), depth)
        return Tagged(number, self.item(depth + 1))

    def _number(self, information: int) -> int:
        if information < 24:
            return information
        if information not in _WIDTHS:
            raise self.reader.error("the CBOR has a length that is not told beforehand")
        return int.from_bytes(self.reader.take(_WIDTHS[information]), "big")

    def _count(self, count: int, least: int) -> int:
        """How many items follow, once the bytes for them are known to be there."""
        if count * least > self.reader.remaining:
            raise self.reader.error("the CBOR announces more than it holds")
        return count

    def _text(self, length: int) -> str:
        try:
            return self.reader.take(length).decode()
        except UnicodeDecodeError as error:
            raise self.reader.error("the CBOR has text that is none") from error

    def _map(self, count: int, depth: int) -> dict[int | str, CborValue]:
        entries: dict[int | str, CborValue] = {}
        for _ in range(count):
            name = self.item(depth + 1)
            if not isinstance(name, int | str) or isinstance(name, bool):
                raise self.reader.error("the CBOR has a name that is neither number nor text")
            if name in entries:
                raise self.reader.error("the CBOR has one name twice")
            entries[name] = self.item(depth + 1)
        return entries

    def _simple(self, number: int) -> bool | None:
        if number not in _SIMPLE_VALUES:
            raise self.reader.error("the CBOR has a fraction, or a value without meaning here")
        return _SIMPLE_VALUES[number]


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes((kind << 5 | number,))
    information, width = next(each for each in _WIDTHS.items() if number < 1 << 8 * each[1])
    return bytes((kind << 5 | information,)) + number.to_bytes(width, "big")
