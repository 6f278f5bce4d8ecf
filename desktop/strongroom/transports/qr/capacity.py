"""How much a QR code of each version holds at error correction level L (ISO/IEC 18004)."""

from collections.abc import Callable

VERSIONS = range(1, 41)

_DATA_CODEWORDS = (
    *(19, 34, 55, 80, 108, 136, 156, 194, 232, 274),
    *(324, 370, 428, 461, 523, 589, 647, 721, 795, 861),
    *(932, 1006, 1094, 1174, 1276, 1370, 1468, 1531, 1631, 1735),
    *(1843, 1955, 2071, 2191, 2306, 2434, 2566, 2702, 2812, 2956),
)
_MODE_BITS = 4
_PAIR_BITS, _SINGLE_BITS = 11, 6
_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def is_alphanumeric(text: str) -> bool:
    """Whether a code takes ``text`` at 5.5 bits a character."""
    return _ALPHANUMERIC.issuperset(text)


def alphanumeric_capacity(version: int) -> int:
    """Characters, if all are alphanumeric."""
    count_bits = 9 if version < 10 else 11 if version < 27 else 13
    pairs, rest = divmod(_data_bits(version) - count_bits, _PAIR_BITS)
    return 2 * pairs + (rest >= _SINGLE_BITS)


def byte_capacity(version: int) -> int:
    """Bytes of any kind."""
    return (_data_bits(version) - (8 if version < 10 else 16)) // 8


def smallest_version(text: str) -> int | None:
    """The smallest version that holds ``text``; None where none does."""
    capacity: Callable[[int], int]
    if is_alphanumeric(text):
        capacity, size = alphanumeric_capacity, len(text)
    else:
        capacity, size = byte_capacity, len(text.encode())
    return next((version for version in VERSIONS if capacity(version) >= size), None)


def _data_bits(version: int) -> int:
    return _DATA_CODEWORDS[version - 1] * 8 - _MODE_BITS
