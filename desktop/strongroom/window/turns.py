"""Work on the window's own thread in pieces, between which the window answers."""

import time
from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

_ROOM = 0.008
"""Seconds of the thread's own time after which the next piece waits for the next turn."""


class Turns(QObject):
    """Does pieces one after the other; ``ended`` when none is left. What touches widgets cannot
    leave this thread, and no page may take it whole."""

    ended = Signal()

    def __init__(self, page: QObject) -> None:
        super().__init__(page)
        self._pieces: deque[Callable[[], None]] = deque()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.take_turn)

    @property
    def is_busy(self) -> bool:
        return bool(self._pieces)

    def begin(self, pieces: Iterable[Callable[[], None]], at_once: int = 0) -> None:
        """Does these in the turns to come, in place of any that are left from before; the first
        ``at_once`` of them now."""
        self._pieces.clear()
        self.add(pieces, at_once)

    def add(self, pieces: Iterable[Callable[[], None]], at_once: int = 0) -> None:
        """Does these behind those that are left; the first ``at_once`` of them now."""
        coming = deque(pieces)
        for _ in range(min(at_once, len(coming))):
            coming.popleft()()
        self._pieces.extend(coming)
        self._timer.start()

    def take_turn(self) -> None:
        """As many pieces as a turn has room for, one at the least."""
        began = time.thread_time()
        try:
            while self._pieces:
                self._pieces.popleft()()
                if time.thread_time() - began >= _ROOM:
                    break
        finally:
            # What one piece raises keeps no other from its turn.
            if self._pieces:
                self._timer.start()
        if not self._pieces:
            self.ended.emit()
