"""Work that a form has begun and that takes long: how far it got, and its way back cancels it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from strongroom.window.page import Page
from strongroom.window.pages.vault_change import Form
from strongroom.window.tasks import Task, Work
from strongroom.window.widgets.sign import SignKind


class LongErrand(QObject):
    """It ends in ``done``, or in ``undone`` after saying why. With its form it is cancelled."""

    done = Signal(object)
    undone = Signal()

    def __init__(self, page: Page, form: Form, words: Callable[[int], str]) -> None:
        """``words`` say how far it got, in hundredths."""
        super().__init__(form)
        self._page, self._form, self._words = page, form, words
        self._percent = -1

    def run(self, work: Work) -> None:
        self._form.set_waiting(True, self.tr("It is being worked on."))
        self._tell(0, 1)
        task = Task(self)
        task.progressed.connect(self._tell)
        task.succeeded.connect(self._succeed)
        task.failed.connect(self._fail)
        task.cancelled.connect(self._stop)
        self._form.stopped.connect(task.cancel)
        task.run(self._page.parts.lanes.files, work)

    def _tell(self, done: int, whole: int) -> None:
        percent = 100 * done // max(whole, 1)
        if percent != self._percent:
            self._percent = percent
            self._page.say(self._words(percent), SignKind.UNDER_WAY)

    def _succeed(self, result: object) -> None:
        self._form.set_waiting(False)
        self.done.emit(result)

    def _fail(self, error: object) -> None:
        self._end()
        self._page.say_error(error)

    def _stop(self) -> None:
        self._end()
        self._page.say(self.tr("Cancelled; nothing was changed."))

    def _end(self) -> None:
        self._form.set_waiting(False)
        self.undone.emit()
