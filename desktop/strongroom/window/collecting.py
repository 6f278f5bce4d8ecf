"""Python's cyclic garbage, collected on the window's thread alone.

A collection runs on whichever thread happens to allocate. In a lane it would free Qt objects away
from their own thread, which Qt does not survive.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

_INTERVAL = 1_000
"""Milliseconds."""

_MAKING: list[None] = []
"""An entry for each work that makes very much now; lanes share it."""


class Collector(QObject):
    """From now on garbage is collected here, by Python's own thresholds, and nowhere else."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(collect)
        timer.start(_INTERVAL)


def spare() -> None:
    """What there is now is looked through no more: all that was imported stays until the end, and
    takes most of the time of a whole collection."""
    gc.freeze()


@contextmanager
def sparing() -> Iterator[None]:
    """For work in a lane that makes very much which stays, as all that a large vault holds: it is
    looked through neither while it is made nor later.

    What is garbage by then stays until the end, too, which is little.
    """
    _MAKING.append(None)
    try:
        yield
    finally:
        _MAKING.pop()
        spare()


def collect() -> None:
    """Collect the oldest generation that is due, as Python would have done, unless very much is
    being made."""
    if _MAKING:
        return
    counts, limits = gc.get_count(), gc.get_threshold()
    due = [which for which in range(3) if counts[which] > limits[which]]
    if due:
        gc.collect(due[-1])
