"""How hard a passphrase is to guess, as far as its length and letters tell."""

import math
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

SHORTEST = 8
"""Characters of a new passphrase at least."""
_GUESSES_PER_SECOND = 2_000
"""What much hardware reaches against the vault's stretching; a rough figure."""
_YEAR = 31_557_600
_POOLS = (
    (str.islower, 26),
    (str.isupper, 26),
    (str.isdigit, 10),
    (lambda one: not one.isalnum(), 20),
)


class Strength(Enum):
    """``SHORT`` is not accepted."""

    SHORT = "short"
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Guessing:
    """``years`` are what trying every such passphrase takes, were it made by chance."""

    strength: Strength
    years: float


def guessing(passphrase: str) -> Guessing:
    """An upper bound: what people think up is guessed far sooner."""
    bits = _bits(passphrase)
    years = 2.0 ** min(bits, 300.0) / 2 / _GUESSES_PER_SECOND / _YEAR
    if len(passphrase) < SHORTEST:
        return Guessing(Strength.SHORT, years)
    if bits < 50 or len(passphrase) < 12:
        return Guessing(Strength.WEAK, years)
    return Guessing(Strength.FAIR if bits < 80 else Strength.GOOD, years)


def _bits(passphrase: str) -> float:
    """Bits of a passphrase; what only repeats or counts on adds little."""
    pool = sum(size for belongs, size in _POOLS if any(map(belongs, passphrase)))
    steps = pairwise(passphrase)
    surprising = 1 + sum(ord(after) - ord(before) not in (-1, 0, 1) for before, after in steps)
    different = len(set(passphrase))
    counted = min(surprising, different * 2) if passphrase else 0
    return counted * math.log2(max(pool, 2))
