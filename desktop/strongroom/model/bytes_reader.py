"""A cursor over bytes from outside that refuses what is cut short, padded or wasteful."""

from struct import Struct

from strongroom.model.errors import Fact, ReadError

_U16 = Struct("<H")
_U32 = Struct("<I")
_U64 = Struct("<Q")
_I32 = Struct("<i")
_I64 = Struct("<q")

_WIDE = {0xFD: (_U16, 0xFD), 0xFE: (_U32, 0x1_0000), 0xFF: (_U64, 0x1_0000_0000)}
"""First byte of a long compact size: the number behind it and the least it may hold."""


class Reader:
    """Reads ``data`` from its first byte to its last.

    Every method raises ``ReadError`` with ``code`` when the bytes left do not hold what is asked
    for. Nothing is allocated before the bytes for it are known to be there.
    """

    __slots__ = ("_data", "_end", "_position", "code")

    def __init__(self, data: bytes, *, code: str = "file-malformed") -> None:
        self._data = data
        self._position = 0
        self._end = len(data)
        self.code = code

    @property
    def position(self) -> int:
        """Bytes read so far."""
        return self._position

    @property
    def remaining(self) -> int:
        """Bytes not yet read."""
        return self._end - self._position

    def error(self, message: str, **facts: Fact) -> ReadError:
        """The error to raise when what was read makes no sense."""
        return ReadError(self.code, message, **facts)

    def take(self, count: int) -> bytes:
        """The next ``count`` bytes."""
        start = self._position
        end = start + count
        if end > self._end:
            raise self._cut_short()
        self._position = end
        return self._data[start:end]

    def peek(self, count: int) -> bytes:
        """Up to ``count`` bytes ahead, left to be read."""
        return self._data[self._position : self._position + count]

    def u8(self) -> int:
        """The next byte as a number."""
        return self.take(1)[0]

    def u16(self) -> int:
        """Two bytes, little-endian."""
        return self._number(_U16)

    def u32(self) -> int:
        """Four bytes, little-endian."""
        return self._number(_U32)

    def u64(self) -> int:
        """Eight bytes, little-endian."""
        return self._number(_U64)

    def i32(self) -> int:
        """Four bytes, little-endian, with a sign."""
        return self._number(_I32)

    def i64(self) -> int:
        """Eight bytes, little-endian, with a sign."""
        return self._number(_I64)

    def compact_size(self) -> int:
        """A number of one, three, five or nine bytes in its shortest form."""
        position = self._position
        if position >= self._end:
            raise self._cut_short()
        first = self._data[position]
        self._position = position + 1
        if first < 0xFD:
            return first
        form, least = _WIDE[first]
        number = self._number(form)
        if number < least:
            raise self.error("a compact size is longer than it needs to be")
        return number

    def count(self, least: int) -> int:
        """A compact size that says how many items of at least ``least`` bytes follow."""
        count = self.compact_size()
        if count * least > self.remaining:
            raise self.error(f"{count} items are announced, more than the bytes left can hold")
        return count

    def byte_string(self) -> bytes:
        """Bytes behind their length as a compact size."""
        return self.take(self.compact_size())

    def skip(self, count: int) -> None:
        """Pass over ``count`` bytes."""
        if count > self.remaining:
            raise self._cut_short()
        self._position += count

    def skip_items(self, count: int, before: int = 0, after: int = 0) -> None:
        """Pass over ``count`` byte strings, each between ``before`` and ``after`` other bytes.

        One plain loop: a previous transaction may hold millions of empty witness items.
        """
        data = self._data
        position = self._position
        try:
            for _ in range(count):
                position += before
                length = data[position]
                position += 1
                if length >= 0xFD:
                    self._position = position - 1
                    length = self.compact_size()
                    position = self._position
                position += length + after
        except IndexError:
            raise self._cut_short() from None
        if position > self._end:
            raise self._cut_short()
        self._position = position

    def finish(self) -> None:
        """Refuse bytes behind the end."""
        if self.remaining:
            raise self.error(f"{self.remaining} bytes too many", surplus=self.remaining)

    def _number(self, form: Struct) -> int:
        start = self._position
        if start + form.size > self._end:
            raise self._cut_short()
        self._position = start + form.size
        number: int = form.unpack_from(self._data, start)[0]
        return number

    def _cut_short(self) -> ReadError:
        return self.error("the data ends too early")


def compact_size(number: int) -> bytes:
    """``number`` (0 to 2^64 - 1) in the shortest of its four forms."""
    if number < 0xFD:
        return bytes((number,))
    if number <= 0xFFFF:
        return b"\xfd" + _U16.pack(number)
    if number <= 0xFFFF_FFFF:
        return b"\xfe" + _U32.pack(number)
    return b"\xff" + _U64.pack(number)


def byte_string(data: bytes) -> bytes:
    """``data`` behind its length as a compact size."""
    return compact_size(len(data)) + data
