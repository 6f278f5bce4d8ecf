"""Somebody before a window of this process, without an X server: a ``Visitor`` by QTest."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QWidget,
)
from shiboken6 import delete

from strongroom.vault.places import Places
from strongroom.window.app import make_parts
from strongroom.window.main_window import MainWindow
from strongroom.window.settings_file import Remembered, Settings
from strongroom.window.theme import ThemeName

_LONGEST = 60.0
"""Seconds for anything that is to show."""
T = TypeVar("T")
_W = TypeVar("_W", bound=QWidget)


@contextmanager
def program_window(
    application: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch, theme: ThemeName
) -> Iterator[MainWindow]:
    """The program's window in an empty home, without a vault."""
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(home))
    settings = Settings(Places.here().settings)
    settings.remember(Remembered(theme=theme))
    parts = make_parts(settings)
    parts.look.dress(application)
    made = MainWindow(parts)
    made.show()
    yield made
    parts.lanes.close()
    parts.session.lock()
    made.close()
    delete(made)


class Clicking:
    """Clicks on what shows in the window; types where the keyboard is."""

    def __init__(self, window: MainWindow, home: Path) -> None:
        self.window, self._home = window, home

    @property
    def home(self) -> Path:
        return self._home

    def use(self, start: str, *files: Path) -> None:
        def look() -> QAbstractButton | None:
            found = self._find(QAbstractButton, start)
            return found if found is not None and found.isEnabled() else None

        button = self.until(look, start)
        # Nobody presses what was not painted yet.
        QTest.qWait(0)
        with _answering(files):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())

    def go_on(self, start: str, *files: Path) -> None:
        self.use(start, *files)

    def enter(self, start: str) -> None:
        field = self.until(lambda: self._find(QLineEdit, start), start)
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)

    def write(self, text: str) -> None:
        field = self.window.focusWidget()
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, text)

    def choose(self, now: str, wanted: str) -> None:
        boxes = self.window.findChildren(QComboBox)
        box = next(one for one in boxes if one.isVisible() and one.currentText() == now)
        choices = [box.itemText(number) for number in range(box.count())]
        steps = next(at for at, text in enumerate(choices) if text.startswith(wanted))
        steps -= box.currentIndex()
        for _ in range(abs(steps)):
            QTest.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
        assert box.currentText().startswith(wanted)

    def bring(self, path: Path, then: str) -> None:
        with _answering((path,)):
            QTest.keySequence(self.window, "Ctrl+O")
        self.see(then)

    def see(self, start: str) -> str:
        return _name(self.until(lambda: self._find(QWidget, start), start))

    def see_all(self, start: str, count: int) -> None:
        self.until(lambda: len(list(self._all(QLabel, start))) == count, f"{count} of {start}")

    def _all(self, kind: type[_W], start: str) -> Iterator[_W]:
        shown = (one for one in self.window.findChildren(kind) if one.isVisible())
        return (one for one in shown if _name(one).startswith(start))

    def _find(self, kind: type[_W], start: str) -> _W | None:
        return next(self._all(kind, start), None)

    def until(self, look: Callable[[], T | None], what: str) -> T:
        deadline = time.monotonic() + _LONGEST
        while not (seen := look()):
            if time.monotonic() > deadline:
                shown = [_name(one) for one in self._all(QWidget, "") if _name(one)]
                raise AssertionError(f"{what!r} does not show; what does: {shown}")
            QTest.qWait(10)
        return seen


def _name(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


@contextmanager
def _answering(files: tuple[Path, ...]) -> Iterator[None]:
    """Every dialog for files ends at once, with these."""
    names = [str(path) for path in files]
    one = (names[0] if names else "", "")
    with (
        patch.object(QFileDialog, "getOpenFileName", lambda *_: one),
        patch.object(QFileDialog, "getOpenFileNames", lambda *_: (names, "")),
        patch.object(QFileDialog, "getSaveFileName", lambda *_: one),
    ):
        yield
