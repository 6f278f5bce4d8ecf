"""Which part of which screen is read: every screen shows its picture, to draw a frame on."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QScreen

from strongroom.window.look import Look
from strongroom.window.scanning.screen import ScreenSource
from strongroom.window.scanning.screen_part import ScreenPart
from strongroom.window.tasks import Lane, Task, without_progress
from strongroom.window.widgets.part_chooser import PartChooser

_PATIENCE = 4000
"""Milliseconds that a desktop has to show its screen; it may be asking whether it should."""


class ScreenChoice(QObject):
    """Ends in ``chosen``, with a ``ScreenSource`` that is somebody else's from then on, in
    ``cancelled``, or in ``failed``. ``last`` is the part that was read before."""

    chosen = Signal(object)
    cancelled = Signal()
    failed = Signal(str)
    """The desktop's own words for why it shows no screen."""
    waited = Signal()
    """Nothing came for some seconds; it still may."""

    def __init__(self, look: Look, lane: Lane, last: ScreenPart | None, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._lane, self._last = look, lane, last
        self._sources: list[ScreenSource] = []
        self._choosers: list[PartChooser] = []
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._timer.timeout.connect(self.waited)

    def begin(self, screens: Sequence[QScreen]) -> None:
        self._timer.start()
        for screen in screens:
            source = ScreenSource(screen, self)
            self._sources.append(source)
            source.failed.connect(self._fail)
            source.began.connect(partial(self._picture, source))

    def close(self) -> None:
        """Whatever is under way ends, and nothing is said of it."""
        self._timer.stop()
        choosers, self._choosers = self._choosers, []
        sources, self._sources = self._sources, []
        for chooser in choosers:
            chooser.blockSignals(True)
            chooser.close()
        for source in sources:
            source.close()

    def _picture(self, source: ScreenSource) -> None:
        """A picture of a large screen takes a while to be made."""
        self._timer.stop()
        task = Task(self)
        task.succeeded.connect(partial(self._show, source))
        task.run(self._lane, without_progress(source.picture))

    def _show(self, source: ScreenSource, picture: QImage | None) -> None:
        if picture is None or source not in self._sources:
            return
        last, name = self._last, source.screen.name()
        part = last if last is not None and last.screen == name else ScreenPart(name)
        chooser = PartChooser(self._look, picture, part)
        chooser.chosen.connect(partial(self._choose, source))
        chooser.cancelled.connect(self._cancel)
        self._choosers.append(chooser)
        chooser.setGeometry(source.screen.geometry())
        chooser.showFullScreen()
        chooser.activateWindow()

    def _choose(self, source: ScreenSource, part: ScreenPart) -> None:
        self._sources.remove(source)
        source.failed.disconnect(self._fail)
        source.part = part
        self.close()
        self.chosen.emit(source)

    def _cancel(self) -> None:
        self.close()
        self.cancelled.emit()

    def _fail(self, words: str) -> None:
        self.close()
        self.failed.emit(words)
