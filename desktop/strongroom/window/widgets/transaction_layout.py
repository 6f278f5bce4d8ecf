"""Where the bands of a transaction picture lie: heights to scale, and room for every label."""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 2.0
"""No band is thinner, in px at 100 %."""
_GAP = 18.0
_STEPS = 24
"""Halvings until the scale is found."""


@dataclass(frozen=True, slots=True)
class EndRoom:
    """An end's amount in satoshi, and the height of its label in px."""

    amount: int
    label: float


@dataclass(frozen=True, slots=True)
class Band:
    """A band, in px from the top: at its end, where it is ``thickness`` thick, and at the wallet.

    The label is centred on ``middle``.
    """

    outer: float
    inner: float
    thickness: float

    @property
    def middle(self) -> float:
        return self.outer + self.thickness / 2


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All bands, the wallet's bar between them, and the height of the whole; in px."""

    left: tuple[Band, ...]
    right: tuple[Band, ...]
    wallet_top: float
    wallet_height: float
    height: float


def arrange(
    left: Sequence[EndRoom], right: Sequence[EndRoom], whole: float, unit: float = 1.0
) -> Arrangement:
    """The bands when all coins together are ``whole`` px high; ``unit`` is a px at 100 %."""
    coins = max(_coins(left), _coins(right))
    scale = whole / coins if coins else 0.0
    sides = tuple(_thicknesses(side, scale, unit) for side in (left, right))
    wallet = max(sum(sides[0]), sum(sides[1]), LEAST * unit)
    stacks = [_stack(ends, thick, unit) for ends, thick in zip((left, right), sides, strict=True)]
    height = max(stacks[0], stacks[1], wallet)
    top = (height - wallet) / 2
    return Arrangement(
        _place(left, sides[0], (height - stacks[0]) / 2, top, unit),
        _place(right, sides[1], (height - stacks[1]) / 2, top, unit),
        top,
        wallet,
        height,
    )


def fit(
    left: Sequence[EndRoom],
    right: Sequence[EndRoom],
    whole: float,
    height: float,
    unit: float = 1.0,
) -> Arrangement:
    """As ``arrange``, with bands that give way until all is no higher than ``height`` px.

    The labels never do: what they need is the least height there is.
    """
    found = arrange(left, right, whole, unit)
    if found.height <= height:
        return found
    small, large = 0.0, whole
    for _ in range(_STEPS):
        middle = (small + large) / 2
        if arrange(left, right, middle, unit).height <= height:
            small = middle
        else:
            large = middle
    return arrange(left, right, small, unit)


def rise(share: float) -> float:
    """How much of its way up or down a band has gone after ``share`` (0 to 1) of its length.

    A band is the cubic curve whose inner points stand half way, level with its ends.
    """
    small, large = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (small + large) / 2
        if 1.5 * middle - 1.5 * middle**2 + middle**3 < share:
            small = middle
        else:
            large = middle
    return 3 * small**2 - 2 * small**3


def clear_above(seen: Arrangement, share: float) -> float:
    """Above this no band comes, within ``share`` of its length from the wallet; px from the top."""
    highest = (bands[0] for bands in (seen.left, seen.right) if bands)
    edges = [band.inner + (band.outer - band.inner) * rise(share) for band in highest]
    return min(seen.wallet_top, *edges)


def _coins(side: Sequence[EndRoom]) -> int:
    return sum(end.amount for end in side)


def _thicknesses(side: Sequence[EndRoom], scale: float, unit: float) -> list[float]:
    return [max(end.amount * scale, LEAST * unit) for end in side]


def _stack(side: Sequence[EndRoom], thick: Sequence[float], unit: float) -> float:
    rows = sum(max(t, end.label) for t, end in zip(thick, side, strict=True))
    return rows + _GAP * unit * max(len(side) - 1, 0)


def _place(
    side: Sequence[EndRoom], thick: Sequence[float], outer: float, inner: float, unit: float
) -> tuple[Band, ...]:
    made = []
    for end, thickness in zip(side, thick, strict=True):
        row = max(thickness, end.label)
        made.append(Band(outer + (row - thickness) / 2, inner, thickness))
        outer += row + _GAP * unit
        inner += thickness
    return tuple(made)
