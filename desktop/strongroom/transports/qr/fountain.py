"""The fountain code of multi-part URs (BCR-2024-001): which fragments a part mixes, and joining.

After the plain fragments come mixed ones, each the exclusive or of some that its number picks, so
that any parts will do as long as there are enough of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from hashlib import sha256
from math import ceil
from operator import add

from strongroom.transports.qr.contract import QrError

MIN_FRAGMENT = 10
"""Bytes; no part is made smaller, unless the whole message is."""

_MASK = 2**64 - 1


class Xoshiro:
    """The generator xoshiro256** (Blackman, Vigna), begun with the SHA-256 of ``seed``."""

    def __init__(self, seed: bytes) -> None:
        digest = sha256(seed).digest()
        self._state = [int.from_bytes(digest[at : at + 8], "big") for at in range(0, 32, 8)]

    def next(self) -> int:
        """A number of 64 bits."""
        a, b, c, d = self._state
        c, d = c ^ a, d ^ b
        self._state = [a ^ d, b ^ c, c ^ (b << 17 & _MASK), _turned(d, 45)]
        return _turned(b * 5 & _MASK, 7) * 9 & _MASK

    def next_double(self) -> float:
        """A number from 0 up to, but not including, 1."""
        return self.next() / 2.0**64

    def next_below(self, end: int) -> int:
        """A whole number from 0 to ``end - 1``."""
        return min(int(self.next_double() * end), end - 1)  # a double may be rounded up to 1


class Sampler:
    """Picks places by their weight with two draws (Walker's alias method, in Vose's form).

    Every sum is taken in the order of the reference code, which rounds as it goes.
    """

    def __init__(self, weights: tuple[float, ...]) -> None:
        count, total = len(weights), reduce(add, weights)
        shares = [weight * count / total for weight in weights]
        small = [place for place in reversed(range(count)) if shares[place] < 1]
        large = [place for place in reversed(range(count)) if shares[place] >= 1]
        self._shares, self._aliases = [1.0] * count, [0] * count
        while small and large:
            lesser, greater = small.pop(), large.pop()
            self._shares[lesser], self._aliases[lesser] = shares[lesser], greater
            shares[greater] = shares[greater] + shares[lesser] - 1
            (small if shares[greater] < 1 else large).append(greater)

    def pick(self, generator: Xoshiro) -> int:
        """A place, from 0."""
        place = generator.next_below(len(self._shares))
        return place if generator.next_double() < self._shares[place] else self._aliases[place]


def fragment_length(message_length: int, most: int) -> int:
    """Bytes of each fragment if none may have more than ``most``, and as few as can be are made."""
    most = max(most, MIN_FRAGMENT)
    count = ceil(message_length / most)
    return ceil(message_length / count)


def mixed_in(number: int, total: int, checksum: int) -> int:
    """The fragments in part ``number`` (from 1), as a number in which bit 0 is the first of them.

    ``checksum`` is the CRC-32 of the message.
    """
    if number <= total:
        return 1 << number - 1
    generator = Xoshiro(number.to_bytes(4, "big") + checksum.to_bytes(4, "big"))
    degree = _degrees(total).pick(generator) + 1
    return sum(1 << place for place in shuffled(total, degree, generator))


def shuffled(total: int, wanted: int, generator: Xoshiro) -> Iterator[int]:
    """The first ``wanted`` of the places 0 to ``total - 1`` in random order."""
    left = list(range(total))
    for _ in range(wanted):
        yield left.pop(generator.next_below(len(left)))


@lru_cache(maxsize=16)
def _degrees(total: int) -> Sampler:
    """How many fragments are mixed: one twice as often as two, three times as often as three."""
    return Sampler(tuple(1 / degree for degree in range(1, total + 1)))


def _turned(value: int, bits: int) -> int:
    return (value << bits | value >> 64 - bits) & _MASK


@dataclass(frozen=True, slots=True)
class Known:
    """What parts have told of ``total`` fragments: equations, solved as far as they go.

    ``fragments`` are those known by themselves, by their place. ``mixtures`` hold what is not yet
    unmixed, each under its lowest bit, which is in no other: that is Gauss's and Jordan's
    elimination, and finds all that can be found. Data are numbers, which are mixed the fastest.
    """

    total: int
    fragments: Mapping[int, int] = field(default_factory=dict)
    mixtures: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        return len(self.fragments) == self.total

    def with_part(self, mixed: int, data: int) -> "Known":
        """What is known with one part more; this again where it tells nothing new.

        Raises ``QrError`` with ``qr-conflict``.
        """
        mixed, data = self._unmixed(mixed, data)
        if not mixed:
            if data:
                raise QrError("qr-conflict", "a part contradicts those before it")
            return self
        lowest = mixed & -mixed
        rows = {
            each: (row[0] ^ mixed, row[1] ^ data) if row[0] & lowest else row
            for each, row in self.mixtures.items()
        }
        rows[lowest] = mixed, data
        alone = {each: row[1] for each, row in rows.items() if row[0] == each}
        fragments = {each.bit_length() - 1: found for each, found in alone.items()}
        left = {each: row for each, row in rows.items() if each not in alone}
        return Known(self.total, {**self.fragments, **fragments}, left)

    def _unmixed(self, mixed: int, data: int) -> tuple[int, int]:
        """A part without what is known in it already."""
        for place in places_in(mixed):
            if place in self.fragments:
                mixed, data = mixed ^ 1 << place, data ^ self.fragments[place]
        for lowest, row in self.mixtures.items():
            if mixed & lowest:
                mixed, data = mixed ^ row[0], data ^ row[1]
        return mixed, data


def places_in(mixed: int) -> Iterator[int]:
    """The places whose bits are set."""
    while mixed:
        lowest = mixed & -mixed
        yield lowest.bit_length() - 1
        mixed ^= lowest
