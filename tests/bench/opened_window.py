"""The real program on a vault: unlocked by its passphrase, until home is painted.

``python -m tests.bench.opened_window PASSPHRASE`` with the vault in the settings of ``HOME``. Prints
what it saw, by the clock of the whole system, as JSON.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass, field

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from strongroom import __main__ as program
from strongroom.vault.stretching import Stretching
from strongroom.window import app
from strongroom.window.main_window import MainWindow
from strongroom.window.places import Home
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.field import TextField
from tests.window.slow_slots import TimedApplication

_AGAIN = 5
"""Milliseconds between two looks at whether the page to be used is there."""


@dataclass(slots=True)
class Seen:
    """Moments, in seconds of the system's clock, and what the stretching took of them."""

    first_frame: float = 0.0
    pressed: float = 0.0
    stretched: float = 0.0
    stretched_cpu: float = 0.0
    home: float = 0.0
    cpu: float = 0.0
    slow: list[str] = field(default_factory=list)


SEEN = Seen()


class Watched(TimedApplication):
    """Notes the first frame, and the first of home with the vault open."""

    window: MainWindow | None = None

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        done = super().notify(receiver, event)
        if self.window is not None and event.type() is QEvent.Type.Paint:
            self._note_frame(self.window, receiver)
        return done

    def _note_frame(self, window: MainWindow, receiver: QObject) -> None:
        SEEN.first_frame = SEEN.first_frame or time.monotonic()
        is_home = isinstance(window.place, Home) and window.parts.session.vault is not None
        if is_home and receiver is window.page and not SEEN.home:
            SEEN.home, SEEN.cpu = time.monotonic(), time.process_time()
            # What the first frame of home did without is done behind it, in slots of its own.
            QTimer.singleShot(1000, self, self.quit)


def main(passphrase: str) -> int:
    stretch, show = Stretching.stretch, MainWindow.show

    def stretched(self: Stretching, text: str, salt: bytes) -> bytes:
        wall, cpu = time.monotonic(), time.process_time()
        try:
            return stretch(self, text, salt)
        finally:
            SEEN.stretched += time.monotonic() - wall
            SEEN.stretched_cpu += time.process_time() - cpu

    def shown(window: MainWindow) -> None:
        Watched.window = window
        show(window)
        _unlock(window, passphrase)

    for owner, name, mine in (
        (app, "QApplication", Watched),
        (Stretching, "stretch", stretched),
        (MainWindow, "show", shown),
    ):
        setattr(owner, name, mine)
    code = program.main([])
    application = Watched.instance()
    assert isinstance(application, Watched)
    SEEN.slow = [str(one) for one in application.slow]
    print(json.dumps(asdict(SEEN)), flush=True)
    return code


def _unlock(window: MainWindow, passphrase: str) -> None:
    field, button = _named(window, TextField, "Passphrase"), _named(window, Button, "Unlock")
    if field is None or button is None or not SEEN.first_frame:
        QTimer.singleShot(_AGAIN, window, lambda: _unlock(window, passphrase))
        return
    assert isinstance(field, TextField)
    assert isinstance(button, Button)
    field.setText(passphrase)
    SEEN.pressed = time.monotonic()
    button.click()


def _named(window: QWidget, kind: type[QWidget], name: str) -> QWidget | None:
    return next((one for one in window.findChildren(kind) if one.accessibleName() == name), None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
