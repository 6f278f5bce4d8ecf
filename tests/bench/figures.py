"""What a benchmark found: a figure, and the bound it is held to where there is one."""

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` in ``unit``; it is good below ``bound``. ``note`` says how it was measured."""

    name: str
    value: float
    unit: str
    bound: float | None = None
    note: str = ""

    @property
    def is_good(self) -> bool:
        return self.bound is None or self.value < self.bound

    def __str__(self) -> str:
        said = f"{self.name:<44}{self.value:>9.2f} {self.unit}"
        if self.bound is not None:
            said += f"  (below {self.bound:.2f}: {'yes' if self.is_good else 'NO'})"
        return f"{said}  {self.note}".rstrip()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A figure that could not be had here, and why."""

    reason: str

    def __str__(self) -> str:
        return f"not measured: {self.reason}"


Benchmark = Callable[[], Iterator[Figure | LeftOut]]
"""Gives each figure as soon as it is known."""


def median(values: list[float]) -> float:
    """The middle one: a machine that was busy for a moment does not shift it."""
    return statistics.median(values)
