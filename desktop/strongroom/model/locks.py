"""What makes a transaction wait: its locktime and its inputs' sequences (BIP-65, BIP-68)."""

from dataclasses import dataclass

BLOCK_SECONDS = 600
"""What a block takes on average."""

_NO_RELATIVE_LOCK = 1 << 31
_BY_TIME = 1 << 22
_TIME_UNIT = 512
_WITHOUT_RELATIVE_LOCKS = (0, 1)
"""The versions of transactions without them; a negative one is high to BIP-68."""


@dataclass(frozen=True, slots=True)
class Tip:
    """The newest block's ``height``, and when somebody said it (seconds since 1970)."""

    height: int
    at: int

    def about_when(self, height: int) -> int:
        """About when a block comes, or came, at ten minutes to a block (seconds since 1970)."""
        return self.at + (height - self.height) * BLOCK_SECONDS


@dataclass(frozen=True, slots=True)
class RelativeLock:
    """For how long a coin must be confirmed: so many ``blocks``, which take about so many
    ``seconds``; ``blocks`` is None where it goes by the clock."""

    seconds: int
    blocks: int | None = None


def relative_lock(sequence: int) -> RelativeLock | None:
    """What an input's sequence asks for; None where it asks for nothing."""
    span = sequence & 0xFFFF
    if sequence & _NO_RELATIVE_LOCK or not span:
        return None
    if sequence & _BY_TIME:
        return RelativeLock(span * _TIME_UNIT)
    return RelativeLock(span * BLOCK_SECONDS, span)


def heeds_relative_locks(version: int) -> bool:
    """Whether relative locks have an effect in a transaction of that version."""
    return version not in _WITHOUT_RELATIVE_LOCKS
