"""Plays a series of codes: each frame is drawn in a lane while the one before it is seen."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from strongroom.transports.qr.drawing import Modules
from strongroom.transports.qr.styles import Style
from strongroom.window.tasks import Lane, Task, without_progress
from strongroom.workflows.show_codes import Series

MakeSeries = Callable[[Style], Series]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A frame that is ready to be seen, and the series it is of."""

    series: Series
    number: int
    modules: Modules


class CodePlayer(QObject):
    """``shown`` has the modules, the number of the frame and the count of parts; ``failed`` an
    error where there is no such series."""

    shown = Signal(object, int, int)
    failed = Signal(object)

    def __init__(self, lane: Lane, make: MakeSeries, parent: QObject) -> None:
        super().__init__(parent)
        self._lane, self._make = lane, make
        self._series: Series | None = None
        self._next: _Drawn | None = None
        self._is_paused = False
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def play(self, style: Style, make: MakeSeries | None = None) -> None:
        """Shows the series anew in another style, or another series, from its first part."""
        self._make = make or self._make
        self._timer.setInterval(round(1000 / style.rate))
        task = self._run(partial(_begun, self._make, style))
        task.succeeded.connect(self._begin)

    def set_rate(self, rate: int) -> None:
        """Codes a second, from the next one on."""
        self._timer.setInterval(round(1000 / rate))

    def pause(self, is_paused: bool) -> None:
        self._is_paused = is_paused

    def stop(self) -> None:
        self._timer.stop()
        self._series = self._next = None

    def _begin(self, drawn: _Drawn) -> None:
        self._series = drawn.series
        self._show(drawn)
        if drawn.series.count > 1:
            self._timer.start()
        else:
            self._timer.stop()

    def _tick(self) -> None:
        if self._next is not None and not self._is_paused:
            self._show(self._next)

    def _show(self, drawn: _Drawn) -> None:
        self._next = None
        self.shown.emit(drawn.modules, drawn.number, drawn.series.count)
        if drawn.series.count > 1:
            task = self._run(partial(_drawn, drawn.series, drawn.number + 1))
            task.succeeded.connect(self._keep)

    def _keep(self, drawn: _Drawn) -> None:
        if drawn.series is self._series:
            self._next = drawn

    def _run(self, job: Callable[[], object]) -> Task:
        task = Task(self)
        task.failed.connect(self.failed)
        task.run(self._lane, without_progress(job))
        return task


def _begun(make: MakeSeries, style: Style) -> _Drawn:
    return _drawn(make(style), 0)


def _drawn(series: Series, number: int) -> _Drawn:
    return _Drawn(series, number, series.modules(number))
