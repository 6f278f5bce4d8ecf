"""Finds what keeps the window's thread: each event whose handling, slots and all, uses more than
``LIMIT`` of that thread's CPU time. What else the machine does does not count."""

import time
from dataclasses import dataclass

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

LIMIT = 0.050
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Slow:
    """An event that took too long; ``during`` is what was being done, ``step`` what came next."""

    during: str
    step: str
    receiver: str
    event: str
    seconds: float

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What is the same when it shows again."""
        return self.during, self.step, self.receiver, self.event

    def __str__(self) -> str:
        took = f"{self.event} to {self.receiver}, {self.seconds * 1000:.0f} ms"
        return f"{self.during}, before {self.step!r}: {took}"


class TimedApplication(QApplication):
    """An application that times each event it hands out, with all that the event sets off."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        _make_classes()
        self.during, self.step = "", ""
        self.slow: list[Slow] = []
        self._is_timing = False

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        # Only the outermost counts; a loop of events inside one (as a test's wait) is none of it.
        if self._is_timing:
            return bool(super().notify(receiver, event))
        name, kind = type(receiver).__name__, event.type().name
        self._is_timing, begun = True, time.thread_time()
        try:
            return bool(super().notify(receiver, event))
        finally:
            self._is_timing = False
            used = time.thread_time() - begun
            if used > LIMIT:
                self.slow.append(Slow(self.during, self.step, name, kind, used))


def _make_classes() -> None:
    """PySide makes a class and its enums when Python first meets one; here that is every receiver
    and event, in the program few. Made beforehand, they count for no slot."""
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            getattr(module, name)
