"""How many guesses a passphrase takes, as somebody who knows what people choose would guess."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

SHORTEST: Final = 8
"""Characters of a new passphrase at least."""

LONGEST_LOOKED_AT: Final = 72
"""Characters; more make it no easier to guess."""

_FAIR: Final = 1e12
_GOOD: Final = 1e18
_GUESSES_PER_SECOND: Final = 2_000
"""What much hardware reaches against the vault's stretching; a rough figure."""
_YEAR: Final = 31_557_600


class Strength(Enum):
    """``SHORT`` is not accepted."""

    SHORT = "short"
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Guessing:
    """``guesses`` find it half of the time; ``years`` are what they take."""

    strength: Strength
    guesses: float

    @property
    def years(self) -> float:
        return self.guesses / _GUESSES_PER_SECOND / _YEAR


def guessing(passphrase: str) -> Guessing:
    """Counted in words, names, dates, keyboard rows and repetitions before single letters.

    A sentence from a book is found sooner than this says. Takes up to a tenth of a second.
    """
    # It brings long lists of words along.
    from zxcvbn import zxcvbn

    looked_at = passphrase[:LONGEST_LOOKED_AT]
    found = zxcvbn(looked_at, ["strongroom", "bitcoin", "multisig", "vault"]) if looked_at else {}
    guesses = float(found.get("guesses", 1))
    if len(passphrase) < SHORTEST:
        return Guessing(Strength.SHORT, guesses)
    if guesses < _FAIR:
        return Guessing(Strength.WEAK, guesses)
    return Guessing(Strength.FAIR if guesses < _GOOD else Strength.GOOD, guesses)
