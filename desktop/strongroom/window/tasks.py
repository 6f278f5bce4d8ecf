"""Work that leaves the window's thread, and comes back to it when it ends."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import count
from queue import SimpleQueue
from threading import Event, Lock, Thread

from PySide6.QtCore import SIGNAL, QObject, Signal
from shiboken6 import delete, isValid


class Cancelled(Exception):
    """Raised in work that reports progress after it was cancelled."""


class Progress:
    """What work says how far it got with; it raises ``Cancelled`` in work that should end."""

    def __init__(self, cancelled: Event, report: Callable[[int, int], None]) -> None:
        self._cancelled = cancelled
        self._report = report

    def __call__(self, done: int = 0, whole: int = 0) -> None:
        """``done`` of ``whole`` parts; a ``whole`` of 0 is not known."""
        if self._cancelled.is_set():
            raise Cancelled
        self._report(done, whole)


Work = Callable[[Progress], object]
"""What runs in a lane. It touches no widget, and what it returns is a frozen value."""


def without_progress(work: Callable[[], object]) -> Work:
    """Work too short to report anything; once begun it is not cancelled."""
    return lambda _progress: work()


class _End(Enum):
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class _Ended:
    """How work ended, and what it returned or raised."""

    end: _End
    value: object = None


class Task(QObject):
    """Work for one page, run once. It ends in one of three signals, on the window's thread.

    With its page the task goes too: then nothing is said, and the work is cancelled.
    """

    succeeded = Signal(object)
    """What the work returned, even when it was cancelled too late."""
    failed = Signal(object)
    """The exception it raised; where nobody listens, it is raised here, as a fault."""
    cancelled = Signal()
    progressed = Signal(int, int)

    def __init__(self, page: QObject) -> None:
        super().__init__(page)
        self._cancelled = cancelled = Event()
        self._was_run = False
        # Of a bound method Qt would keep no more than a pointer to the event, which may be freed
        # by then: the function holds it.
        self.destroyed.connect(lambda: cancelled.set())

    def run(self, lane: "Lane", work: Work) -> None:
        """Puts the work in a lane; raises ``RuntimeError`` the second time."""
        if self._was_run:
            raise RuntimeError("a task is run once")
        self._was_run = True
        lane.put(self, work, self._cancelled)

    def cancel(self) -> None:
        """Asks the work to end; it hears it when it reports progress."""
        self._cancelled.set()

    def hear(self, ended: _Ended) -> None:
        """Says how it ended, and lets go of the page."""
        self.setParent(None)
        match ended.end:
            case _End.SUCCEEDED:
                self.succeeded.emit(ended.value)
            case _End.FAILED if self.receivers(_FAILED):
                self.failed.emit(ended.value)
            case _End.FAILED:
                assert isinstance(ended.value, BaseException)
                raise ended.value
            case _End.CANCELLED:
                self.cancelled.emit()


_FAILED = SIGNAL("failed(PyObject)")


class Lane(QObject):
    """One daemon thread, begun with its first work, and a queue: one work after the other."""

    _reported = Signal(int, int, int)
    _ended = Signal(int, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._tasks: dict[int, Task] = {}
        self._numbers = count()
        self._open, self._talking = True, Lock()
        self._reported.connect(self._say_progress)
        self._ended.connect(self._say_ended)

    def put(self, task: Task, work: Work, cancelled: Event) -> None:
        number = next(self._numbers)
        self._tasks[number] = task
        self._queue.put(lambda: self._run(number, work, cancelled))
        if self._thread is None:
            self._thread = Thread(target=self._serve, name=self._name, daemon=True)
            self._thread.start()

    def finish(self, seconds: float) -> bool:
        """Waits at most so long until all it was given is done, and says whether it is."""
        done = Event()
        self._queue.put(done.set)
        return self._thread is None or done.wait(seconds)

    def close(self) -> None:
        """Nothing is said from now on, and nothing new is begun; what runs is not waited for."""
        with self._talking:
            self._open = False
        for task in self._tasks.values():
            if isValid(task):
                task.cancel()
        self._queue.put(None)

    def _serve(self) -> None:
        while (job := self._queue.get()) is not None:
            job()

    def _run(self, number: int, work: Work, cancelled: Event) -> None:
        def report(done: int, whole: int) -> None:
            self._from_lane(lambda: self._reported.emit(number, done, whole))

        ended = _outcome(work, Progress(cancelled, report), cancelled)
        self._from_lane(lambda: self._ended.emit(number, ended))

    def _from_lane(self, say: Callable[[], None]) -> None:
        """A closed lane is silent: its receiver may be gone."""
        with self._talking:
            if self._open:
                say()

    def _say_progress(self, number: int, done: int, whole: int) -> None:
        task = self._tasks[number]
        if isValid(task):
            task.progressed.emit(done, whole)

    def _say_ended(self, number: int, ended: _Ended) -> None:
        task = self._tasks.pop(number)
        if isValid(task):
            task.hear(ended)


class Lanes:
    """The lanes of the window, by what would have to wait for each other."""

    def __init__(self) -> None:
        self.engines = Lane("engines")
        self.files = Lane("files")
        self.usb = Lane("usb")
        self.codes = Lane("codes")
        self.looking = Lane("looking")
        """Whether files are there: on a network that is gone that may wait for ever, and alone."""

    def close(self) -> None:
        for lane in (self.engines, self.files, self.usb, self.codes, self.looking):
            lane.close()


def let_go_of_tasks(page: QObject) -> None:
    """Nothing is said to a page any more; what it has not begun is cancelled."""
    for task in page.findChildren(Task):
        delete(task)


def _outcome(work: Work, progress: Progress, cancelled: Event) -> _Ended:
    if cancelled.is_set():
        return _Ended(_End.CANCELLED)
    try:
        return _Ended(_End.SUCCEEDED, work(progress))
    except Cancelled:
        return _Ended(_End.CANCELLED)
    # Whatever it is, the page hears of it, and the lane goes on.
    except BaseException as error:
        return _Ended(_End.FAILED, error)
