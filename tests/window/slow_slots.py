"""Finds what keeps the window's thread for too long: each event whose handling, slots and all, uses
more than ``LIMIT`` of that thread's CPU time. Other programs on the machine do not count."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

LIMIT = 0.050
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Slow:
    """An event that took too long; ``during`` is what the test was doing."""

    during: str
    receiver: str
    event: str
    seconds: float

    @property
    def key(self) -> tuple[str, str, str]:
        """What is the same when it shows again."""
        return self.during, self.receiver, self.event

    def __str__(self) -> str:
        return f"{self.during}: {self.event} to {self.receiver}, {self.seconds * 1000:.0f} ms"


class TimedApplication(QApplication):
    """An application that times what it hands out; its events go to the outermost of them."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.during = ""
        self.slow: list[Slow] = []
        self._depth = 0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        if self._depth:
            return bool(super().notify(receiver, event))
        kind, name = event.type().name, _name_of(receiver)
        begun = time.thread_time()
        self._depth += 1
        try:
            return bool(super().notify(receiver, event))
        finally:
            self._depth -= 1
            used = time.thread_time() - begun
            if used > LIMIT:
                self.slow.append(Slow(self.during, name, kind, used))


def _name_of(receiver: QObject) -> str:
    return type(receiver).__name__
