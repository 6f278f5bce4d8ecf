"""Points of the curve moved by public numbers: BIP-32's children and taproot's output keys.

libsecp256k1 multiplies the generator anew for each. Where many are asked for, the generator's
multiples are kept in a table, and the library only adds them up, which takes half as long.
"""

from ctypes import addressof, c_char
from itertools import chain
from struct import pack

from embit.util import ctypes_secp256k1, secp256k1

WORTHWHILE = 1_500
"""Sums after which the table is made; making it takes as long as that many."""

_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141.to_bytes(32, "big")
_NUMBER, _POINT = 32, 64
"""Bytes of a number, and of a point in the library's own form."""

_Point = c_char * _POINT
_library = ctypes_secp256k1._secp  # embit's own call takes a third longer to hand over 33 points


class Tweaker:
    """Adds numbers times the generator to points. Nothing may be secret: the time tells of it."""

    def __init__(self, worthwhile: int = WORTHWHILE) -> None:
        self._left = worthwhile
        self._multiples: _Multiples | None = None

    def add(self, point: bytes, number: bytes) -> bytes:
        """The point moved by a number of 32 bytes; points have the library's own form.

        Raises ``ValueError`` for a number that is too large, and where the sum is no point.
        """
        if self._multiples is None:
            if self._left > 0:
                self._left -= 1
                return bytes(secp256k1.ec_pubkey_add(point, number))
            self._multiples = _Multiples()
        return self._multiples.add(point, number)


class _Multiples:
    """For each byte of a number, what each of its values is worth, as points in memory."""

    def __init__(self) -> None:
        made = b"".join(chain.from_iterable(_rows()))
        self._memory = (c_char * len(made)).from_buffer_copy(made)
        addresses = range(addressof(self._memory), addressof(self._memory) + len(made), _POINT)
        self._rows = [
            (0, *addresses[start : start + 255]) for start in range(0, len(addresses), 255)
        ]

    def add(self, point: bytes, number: bytes) -> bytes:
        if len(number) != _NUMBER or not number < _ORDER:
            raise ValueError("no number of the curve")
        start, found = _Point.from_buffer_copy(point), _Point()
        parts = [row[digit] for row, digit in zip(self._rows, number, strict=True) if digit]
        count = len(parts) + 1
        pointers = pack(f"{count}P", addressof(start), *parts)
        if not _library.secp256k1_ec_pubkey_combine(_library.ctx, found, pointers, count):
            raise ValueError("the sum is no point")
        return found.raw


def _rows() -> list[list[bytes]]:
    """The generator once to 255 times, and 256 times as much in each row above."""
    rows = []
    unit = secp256k1.ec_pubkey_create((1).to_bytes(_NUMBER, "big"))
    for _ in range(_NUMBER):
        row = [unit]
        while len(row) < 255:
            row.append(secp256k1.ec_pubkey_combine(row[-1], unit))
        unit = secp256k1.ec_pubkey_combine(row[-1], unit)
        rows.append(row)
    return rows[::-1]


TWEAKS = Tweaker()
"""Those of the process: whoever asks for many, all have the table."""
