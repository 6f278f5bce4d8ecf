"""How old the coins that are spent are, and from which block on that opens the later ways."""

from collections.abc import Sequence
from dataclasses import dataclass

from strongroom.model.locks import BLOCK_SECONDS
from strongroom.model.spending_path import SpendingPath
from strongroom.review.recovery import SOON


@dataclass(frozen=True, slots=True)
class PathOpens:
    """When a recovery path opens for one coin.

    ``path`` counts the wallet's ways, 0 being the usual one; ``threshold`` of ``count`` keys sign
    on it, ``delay`` blocks after the coin's. ``height`` is the first block that takes it, ``left``
    how many blocks have to come before that one, and ``at`` about when that will be (seconds since
    1970, ten minutes to a block), None where no time is known. ``is_near`` says whether it is open,
    or will be within about a month.
    """

    path: int
    threshold: int
    count: int
    delay: int
    height: int
    left: int
    at: int | None
    is_near: bool


def paths_open(
    paths: Sequence[SpendingPath],
    confirmed: int | None,
    tip: int | None,
    told: int | None,
    now: int | None = None,
) -> tuple[PathOpens, ...]:
    """When each of the ways that are recovery paths opens for a coin.

    ``confirmed`` is the height of its block and ``tip`` that of the newest, as it was ``told`` at a
    time that may be long before ``now``; nothing while either height is not told.
    """
    if confirmed is None or tip is None:
        return ()
    since = 0 if told is None or now is None else max(now - told, 0) // BLOCK_SECONDS
    return tuple(
        _opens(number, path, confirmed, tip, told, since)
        for number, path in enumerate(paths)
        if path.delay
    )


def _opens(
    number: int, path: SpendingPath, confirmed: int, tip: int, told: int | None, since: int
) -> PathOpens:
    """``since`` is about how many blocks have come after the tip by now."""
    opens = confirmed + path.delay
    left = blocks_left(opens, tip)
    at = None if told is None else told + left * BLOCK_SECONDS
    is_near = left - since < SOON
    return PathOpens(number, path.threshold, len(path.keys), path.delay, opens, left, at, is_near)


def blocks_left(opens: int, tip: int) -> int:
    """How many blocks have to come before the one at ``opens`` is the next.

    A transaction comes into the block behind the tip at the earliest (BIP-68).
    """
    return max(0, opens - (tip + 1))
