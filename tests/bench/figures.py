"""What a benchmark found: a figure, and the bound it is held to where there is one."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


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


@dataclass(frozen=True, slots=True)
class Timing:
    """``wall`` seconds by the clock; ``cpu`` seconds of a processor, whatever else it did."""

    wall: float
    cpu: float

    def figure(self, name: str, bound: float | None = None, note: str = "") -> Figure:
        """The milliseconds by the clock, held to ``bound``, and those of a processor beside them."""
        beside = f"{self.cpu * 1000:.2f} ms of a processor"
        note = f"{beside}; {note}" if note else beside
        return Figure(name, self.wall * 1000, "ms", bound, note)

    def used(self, name: str, bound: float, note: str = "") -> Figure:
        """The milliseconds of a processor, held to ``bound``: for work that waits for nothing,
        which takes as long by the clock where nobody else is at work."""
        beside = f"{self.wall * 1000:.2f} ms by the clock"
        note = f"{beside}; {note}" if note else beside
        return Figure(name, self.cpu * 1000, "ms", bound, note)


def timed(work: Callable[[], object], repetitions: int) -> Timing:
    """The medians of so many times; the work was done once before them, to warm up."""
    work()
    timings = [_once(work) for _ in range(repetitions)]
    return Timing(median([each.wall for each in timings]), median([each.cpu for each in timings]))


def _once(work: Callable[[], object]) -> Timing:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Timing(time.perf_counter() - wall, time.process_time() - cpu)


def cpu_time(process: int) -> float:
    """Seconds of another process, in user and system mode (proc(5), fields 14 and 15 of ``stat``)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def median(values: list[float]) -> float:
    """The middle one: a machine that was busy for a moment does not shift it."""
    return statistics.median(values)
