"""Asking a security key from a page: which touch is awaited, the PIN when it wants one, an end."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from strongroom.model.errors import StrongroomError
from strongroom.vault.security_key import SecurityKeys, Touches
from strongroom.window.page import Page
from strongroom.window.pages.vault_fields import PinField
from strongroom.window.tasks import Task
from strongroom.window.widgets.sign import SignKind

Question = Callable[[SecurityKeys, str, Touches], object]
"""What is asked, in the lane of USB, with a PIN; it is cancelled where it tells of touches."""

_PIN_NEEDED = "security-key-pin-needed"


class SecurityKeyErrand(QObject):
    """One question at a time. It ends in ``answered``, or in ``ended`` after saying why."""

    answered = Signal(object)
    ended = Signal()

    def __init__(self, page: Page, keys: SecurityKeys, pin: PinField) -> None:
        super().__init__(pin)
        self._page, self._keys, self._pin = page, keys, pin
        self._task: Task | None = None
        self._touch = (0, 0)

    def ask(self, question: Question, said: str = "") -> None:
        """Have a key answer; what is typed as its PIN goes to it and is forgotten.

        ``said`` stands at the foot of the page until a touch is awaited.
        """
        keys, pin = self._keys, self._pin.text
        self._touch = (0, 0)
        self._page.say(said or self.tr("Looking for the security key…"), SignKind.UNDER_WAY)
        task = self._task = Task(self)
        task.progressed.connect(self._tell)
        task.succeeded.connect(self._succeed)
        task.failed.connect(self._fail)
        task.cancelled.connect(self._stop)
        task.run(self._page.parts.lanes.usb, lambda touches: question(keys, pin, touches))

    def cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _tell(self, number: int, whole: int) -> None:
        if (number, whole) == self._touch:
            return
        self._touch = (number, whole)
        if not number:
            said = self.tr("This takes a few seconds…")
        elif whole == 1:
            said = self.tr("Touch the security key when it blinks.")
        else:
            said = self.tr("Touch the security key when it blinks: {number} of {whole}.").format(
                number=number, whole=whole
            )
        self._page.say(said, SignKind.UNDER_WAY)

    def _succeed(self, answer: object) -> None:
        self._pin.forget()
        self.answered.emit(answer)

    def _fail(self, error: object) -> None:
        self.ended.emit()
        code = error.code if isinstance(error, StrongroomError) else ""
        self._page.say_error(error, SignKind.LOOK if code == _PIN_NEEDED else SignKind.STOPS)
        if code in (_PIN_NEEDED, "security-key-pin-wrong"):
            self._pin.ask()
            # Once it has its place: it may lie below what is seen.
            QTimer.singleShot(0, self._pin, self._bring_pin_into_view)

    def _bring_pin_into_view(self) -> None:
        self._page.area.ensureWidgetVisible(self._pin)

    def _stop(self) -> None:
        self._page.say(self.tr("Cancelled; nothing was changed."))
        self.ended.emit()
