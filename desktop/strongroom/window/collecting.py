"""Python's cyclic garbage, collected on the window's thread alone.

A collection runs on whichever thread happens to allocate. In a lane it would free Qt objects away
from their own thread, which Qt does not survive.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL = 1_000
"""Milliseconds."""


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


def collect() -> None:
    """Collect the oldest generation that is due, as Python would have done."""
    counts, limits = gc.get_count(), gc.get_threshold()
    due = [which for which in range(3) if counts[which] > limits[which]]
    if due:
        gc.collect(due[-1])
