"""The records of a PSBT's maps: keys and values as they lie in the file (BIP-174)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from strongroom.model.bytes_reader import Reader, byte_string, compact_size
from strongroom.model.errors import ReadError

_Item = TypeVar("_Item")
_Read = TypeVar("_Read")

MALFORMED = "psbt-malformed"
MAGIC = b"psbt\xff"


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of a map. ``key_type`` says what it is, ``key_data`` which one of its kind."""

    key_type: int
    key_data: bytes
    value: bytes

    @property
    def key(self) -> bytes:
        """The whole key, which is unique within its map."""
        return compact_size(self.key_type) + self.key_data


Records = tuple[Record, ...]


def read_records(reader: Reader, most: int) -> Records:
    """One map up to its separator, of at most ``most`` records. Raises ``ReadError``."""
    records: list[Record] = []
    seen: set[bytes] = set()
    while key := reader.byte_string():
        if key in seen:
            raise reader.error("a key stands twice in one map")
        if len(records) == most:
            raise reader.error("the PSBT has more records than any transaction needs")
        seen.add(key)
        records.append(_record(key, reader))
    return tuple(records)


def write_records(records: Iterable[Record]) -> bytes:
    """A map with its separator."""
    parts = [byte_string(record.key) + byte_string(record.value) for record in records]
    return b"".join(parts) + b"\0"


def sort_records(records: Iterable[Record]) -> Records:
    """The records by type, then by key data: the order in which we write maps that we make."""
    return tuple(sorted(records, key=lambda record: (record.key_type, record.key_data)))


def of_type(records: Records, key_type: int) -> Iterator[Record]:
    """All records of one type, in their order."""
    return (record for record in records if record.key_type == key_type)


def value_of(records: Records, key_type: int) -> bytes | None:
    """The value of the one record of a type without key data, or None."""
    return next((record.value for record in records if record.key_type == key_type), None)


def without_types(records: Records, *key_types: int) -> Records:
    """All records but those of these types."""
    return tuple(record for record in records if record.key_type not in key_types)


def malformed(message: str, where: str = "transaction") -> ReadError:
    """The error of a PSBT that cannot be one; ``where`` in the words of a finding."""
    return ReadError(MALFORMED, message, where=where)


def read_each(
    kind: str, items: Iterable[_Item], read: Callable[[_Item], _Read]
) -> tuple[_Read, ...]:
    """``read`` of every item; an error says in which one it lies (``input 3``)."""
    done: list[_Read] = []
    try:
        for item in items:
            done.append(read(item))
    except ReadError as error:
        where = f"{kind} {len(done)}"
        raise malformed(f"{where}: {error}", where) from None
    return tuple(done)


def _record(key: bytes, reader: Reader) -> Record:
    if key[0] < 0xFD:
        return Record(key[0], key[1:], reader.byte_string())
    key_reader = Reader(key, code=reader.code)
    key_type = key_reader.compact_size()
    return Record(key_type, key_reader.take(key_reader.remaining), reader.byte_string())
