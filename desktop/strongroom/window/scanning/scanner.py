"""Looks at the frames of a source one after the other, in a lane, until a scan is whole."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from strongroom.transports.qr.frames_in import Frame, FrameSource, Picture
from strongroom.transports.qr.reader import CodeReader
from strongroom.window.tasks import Lane, Task, without_progress
from strongroom.workflows.scan import Scan, ScanState

_REST = 15
"""Milliseconds between two looks where no frame waits."""

_SAMPLE = 997
"""Every so many pixels one is taken to tell how bright a frame is."""


class ClosingSource(FrameSource, Protocol):
    """A source that has to be let go of."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Look:
    """What came of one frame; ``preview`` is what was looked at, where it can be shown."""

    state: ScanState
    preview: QImage | None
    had_frame: bool


class Scanner(QObject):
    """``looked`` after each frame; ``failed`` where reading itself failed; ``ended`` when a source
    that ends has been read through."""

    looked = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, lane: Lane, reader: CodeReader, parent: QObject) -> None:
        super().__init__(parent)
        self._lane, self._reader = lane, reader
        self._source: FrameSource | None = None
        self._scan = Scan(time.monotonic())
        self._is_looking = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)

    def watch(self, source: FrameSource) -> None:
        """Looks at another source; what was read before stays."""
        self._source = source
        self._begin_looking()

    def start_over(self) -> None:
        self._scan = Scan(time.monotonic())

    def stop(self) -> None:
        self._timer.stop()
        self._source = None

    def _begin_looking(self) -> None:
        if not self._is_looking:
            self._timer.start(0)

    def _look(self) -> None:
        source = self._source
        if source is None:
            return
        if source.ended:
            self.stop()
            self.ended.emit()
            return
        self._is_looking = True
        task = Task(self)
        task.succeeded.connect(lambda look: self._hear(look, source))
        task.failed.connect(self._hear_failed)
        task.run(self._lane, without_progress(_looking(source, self._reader, self._scan)))

    def _hear(self, look: Look, source: FrameSource) -> None:
        self._is_looking = False
        if self._source is None:
            return
        if source is self._source:
            self.looked.emit(look)
        if self._source is not None:
            self._timer.start(0 if look.had_frame else _REST)

    def _hear_failed(self, error: object) -> None:
        """A worker that died is started anew by the next look."""
        self._is_looking = False
        if self._source is not None:
            self.failed.emit(error)
        if self._source is not None:
            self._timer.start(_REST)


def _looking(source: FrameSource, reader: CodeReader, scan: Scan) -> Callable[[], Look]:
    def look() -> Look:
        frame = source.newest()
        if frame is None:
            return Look(scan.wait(time.monotonic()), None, had_frame=False)
        codes = reader.codes(frame)
        state = scan.take(codes, time.monotonic(), _brightness(frame))
        return Look(state, getattr(source, "preview", None), had_frame=True)

    return look


def _brightness(frame: Frame | Picture) -> float | None:
    if isinstance(frame, Picture):
        return None
    sample = frame.pixels[::_SAMPLE]
    return sum(sample) / len(sample)
