"""When a locktime and a relative lock let a transaction be mined, in words."""

from strongroom.model.locks import BLOCK_SECONDS, RelativeLock, Tip
from strongroom.model.psbt_fields import LEAST_TIME
from strongroom.words.amounts import date_in_words, day_of, plural, time_span

_DAY = 86_400


def locktime_words(lock: int, tip: Tip | None = None) -> str:
    """What must have come before: ``5 March 2027, 14:05``, or ``block 900000``; ``none`` for 0.

    Behind a block stands about when it comes, where somebody told how far the chain has come.
    """
    if lock >= LEAST_TIME:
        return date_in_words(lock)
    return block_words(lock, tip) if lock else "none"


def block_words(height: int, tip: Tip | None) -> str:
    """``block 900000 (about 5 March 2027)``, or that it is there."""
    block = f"block {height}"
    if tip is None:
        return block
    if height <= tip.height:
        return f"{block} (already there)"
    return f"{block} (about {day_of(tip.about_when(height))})"


def relative_lock_words(lock: RelativeLock) -> str:
    """``52 560 blocks (about 365 days)``, or ``about 14 days`` for one by the clock."""
    if lock.blocks is None:
        return span_in_days(lock.seconds)
    return span_of_blocks(lock.blocks)


def span_of_blocks(blocks: int) -> str:
    """``52 560 blocks (about 365 days)``."""
    return f"{plural(blocks, 'block')} ({span_in_days(blocks * BLOCK_SECONDS)})"


def span_in_days(seconds: int) -> str:
    """``about 365 days``; less than two of them in hours or less."""
    if seconds < 2 * _DAY:
        return time_span(seconds)
    return f"about {plural(round(seconds / _DAY), 'day')}"
