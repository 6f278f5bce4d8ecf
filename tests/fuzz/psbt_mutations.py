"""PSBTs changed where it matters: in their maps and records, and in the transaction inside."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from random import Random

from strongroom.model.bytes_reader import Reader, byte_string, compact_size
from strongroom.model.errors import ReadError
from strongroom.model.psbt_records import MAGIC
from strongroom.model.transaction import Transaction

Record = tuple[bytes, bytes]
"""Key and value, as they stand."""

Maps = list[list[Record]]

NUMBERS = (0, 1, 2, 3, 0x7F, 0x80, 0xFC, 0xFD, 0xFFFF, 0x1_0000, 499_999_999, 500_000_000)
LIMITS = (1 << 31, (1 << 31) - 1, (1 << 32) - 1, 1 << 32, 21 * 10**14, 1 << 63, (1 << 64) - 1)
TYPES = (*range(0x1E), 0xFA, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF)


@dataclass(frozen=True, slots=True)
class Mutator:
    """Changes a PSBT a little; ``others`` lend it their records."""

    others: Sequence[Maps]

    def mutate(self, data: bytes, chance: Random) -> bytes:
        """``data`` after one change or a few; bytes that are no PSBT are changed as bytes."""
        maps = split(data)
        if maps is None or chance.random() < 0.1:
            return change_bytes(data, chance)
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            self._change(maps, chance)
        made = join(maps, chance)
        return change_bytes(made, chance) if chance.random() < 0.1 else made

    def _change(self, maps: Maps, chance: Random) -> None:
        changes: tuple[Callable[[Maps, Random], None], ...] = (
            change_value,
            change_value,
            change_key,
            change_unsigned,
            put_strange_record,
            remove_record,
            double_record,
            self._borrow_record,
            move_record,
            change_maps,
            double_input,
        )
        chance.choice(changes)(maps, chance)

    def _borrow_record(self, maps: Maps, chance: Random) -> None:
        other = chance.choice(self.others)
        place = min(chance.randrange(len(other)), len(maps) - 1)
        if other[place]:
            maps[place].append(chance.choice(other[place]))


def split(data: bytes) -> Maps | None:
    """The maps of a PSBT; None where it does not fall into maps."""
    reader = Reader(data)
    if reader.peek(len(MAGIC)) != MAGIC:
        return None
    reader.skip(len(MAGIC))
    maps: Maps = []
    try:
        while reader.remaining:
            maps.append([])
            while key := reader.byte_string():
                maps[-1].append((key, reader.byte_string()))
    except ReadError:
        return None
    return maps or None


def join(maps: Maps, chance: Random | None = None) -> bytes:
    """The PSBT of these maps; given a ``chance``, seldom with a length written too long."""
    parts = [MAGIC]
    for records in maps:
        for key, value in records:
            parts += [_length(len(key), chance), key, _length(len(value), chance), value]
        parts.append(b"\0")
    return b"".join(parts)


def _length(length: int, chance: Random | None) -> bytes:
    if chance is None or chance.random() > 0.001:
        return compact_size(length)
    return b"\xfd" + (length % 65_536).to_bytes(2, "little")


def change_bytes(data: bytes, chance: Random) -> bytes:
    """A few bytes flipped, cut out, put in or doubled, or the end cut off."""
    changed = bytearray(data or b"\0")
    place, length = chance.randrange(len(changed)), chance.randrange(1, 9)
    match chance.randrange(5):
        case 0:
            changed[place] ^= 1 << chance.randrange(8)
        case 1:
            del changed[place : place + length]
        case 2:
            changed[place:place] = chance.randbytes(length)
        case 3:
            changed[place:place] = changed[place : place + length]
        case _:
            del changed[place:]
    return bytes(changed)


def change_value(maps: Maps, chance: Random) -> None:
    records, index = _some_record(maps, chance)
    if records:
        key, value = records[index]
        records[index] = key, _changed_value(value, chance)


def change_key(maps: Maps, chance: Random) -> None:
    records, index = _some_record(maps, chance)
    if records:
        key, value = records[index]
        other_type = bytes([chance.choice(TYPES)]) + key[1:]
        records[index] = chance.choice((other_type, change_bytes(key, chance), key[:1])), value


def change_unsigned(maps: Maps, chance: Random) -> None:
    """Another version, sequence, amount, script or locktime, at a place it may stand."""
    for index, (key, value) in enumerate(maps[0]):
        if key == b"\0" and len(value) > 10:
            changed = bytearray(value)
            places = (0, len(value) - 4, chance.randrange(len(value)))
            place, width = chance.choice(places), chance.choice((1, 2, 4, 8))
            number = chance.choice((*NUMBERS, *LIMITS)) % (1 << 8 * width)
            changed[place : place + width] = number.to_bytes(width, "little")
            maps[0][index] = key, bytes(changed)


def put_strange_record(maps: Maps, chance: Random) -> None:
    """A record of any type with a value of a length that some type has."""
    key_data = chance.randbytes(chance.choice((0, 0, 0, 20, 32, 33, 64, 65, 78)))
    value = chance.randbytes(chance.choice((0, 1, 4, 8, 12, 32, 33, 64, 72)))
    key = bytes([chance.choice(TYPES)]) + key_data
    chance.choice(maps).append((key, chance.choice((value, _number(chance)))))


def remove_record(maps: Maps, chance: Random) -> None:
    records, index = _some_record(maps, chance)
    if records:
        del records[index]


def double_record(maps: Maps, chance: Random) -> None:
    records, index = _some_record(maps, chance)
    if records:
        records.insert(chance.randrange(len(records) + 1), records[index])


def move_record(maps: Maps, chance: Random) -> None:
    """Into another place or another map."""
    records, index = _some_record(maps, chance)
    if records:
        record = records.pop(index)
        there = chance.choice((records, chance.choice(maps)))
        there.insert(chance.randrange(len(there) + 1), record)


def change_maps(maps: Maps, chance: Random) -> None:
    """One map more, one fewer, or two that change places."""
    first, second = chance.randrange(len(maps)), chance.randrange(len(maps))
    match chance.randrange(3):
        case 0:
            maps.insert(first, list(maps[second]))
        case 1 if len(maps) > 1:
            del maps[first]
        case _:
            maps[first], maps[second] = maps[second], maps[first]


def double_input(maps: Maps, _chance: Random) -> None:
    """The first input of a version 0 once more, so that two spend one output."""
    for index, (key, value) in enumerate(maps[0]):
        if key == b"\0" and len(maps) > 1:
            with suppress(ReadError):
                unsigned = Transaction.parse(value)
                twice = replace(unsigned, inputs=(*unsigned.inputs[:1], *unsigned.inputs))
                maps[0][index] = key, twice.serialize()
                maps.insert(1, list(maps[1]))


def _some_record(maps: Maps, chance: Random) -> tuple[list[Record], int]:
    records = chance.choice(maps)
    return records, chance.randrange(len(records)) if records else 0


def _changed_value(value: bytes, chance: Random) -> bytes:
    match chance.randrange(5):
        case 0:
            return _number(chance)[: max(len(value), 1)].ljust(len(value), b"\0")
        case 1:
            return value[:-1]
        case 2:
            return value + chance.randbytes(chance.choice((1, 4, 32)))
        case 3:
            return byte_string(value)
        case _:
            return change_bytes(value, chance)


def _number(chance: Random) -> bytes:
    width = chance.choice((1, 4, 8))
    return (chance.choice((*NUMBERS, *LIMITS)) % (1 << 8 * width)).to_bytes(width, "little")
