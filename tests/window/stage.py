"""A stage for scenes: the real window, what it waits for, and a day on which nothing changes."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, chdir, contextmanager
from datetime import datetime
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, tzset
from unittest.mock import patch

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from strongroom.vault.places import Places
from strongroom.vault.vault import Vault, create_with
from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow
from strongroom.window.measures import SMALLEST_WINDOW
from strongroom.window.page import Page
from strongroom.window.pages import home, payment, payment_words, wallet_coins
from strongroom.window.places import Place
from strongroom.window.tasks import Lane, Lanes, Task, without_progress
from strongroom.window.turns import Turns
from strongroom.workflows.keeping import Keeper
from tests.vault.quick import quick
from tests.window.frame import NOW, make_parts

PASSPHRASE = "seven quiet lanterns cross the harbour"
_PATIENCE = 60
"""Seconds until a scene is given up."""
_ROUNDS = 3
"""Work may end in more work; so many rounds of it are waited for."""


class _Today:
    """The clock of the pages that say what day it is, or note it."""

    @staticmethod
    def now(_: object = None) -> datetime:
        return NOW


class Stage:
    """Makes windows, waits until nothing works in them any more, and takes them away."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._windows: list[MainWindow] = []

    def window(self, keeper: Keeper | None = None, place: Place | None = None) -> MainWindow:
        """The real window in its smallest size, at a place."""
        window = MainWindow(make_parts(self.look, keeper))
        self._windows.append(window)
        window.resize(*SMALLEST_WINDOW)
        window.show()
        window.activateWindow()
        self.until(window.isActiveWindow)
        if place is not None:
            window.go(place)
        self.settle(window)
        return window

    def settle(self, window: MainWindow) -> None:
        """Returns when every lane has done all it was given, and every page is there."""
        for _ in range(_ROUNDS):
            for lane in _lanes(window.parts.lanes):
                self._wait_for(lane)
        self.until(lambda: not any(turns.is_busy for turns in window.findChildren(Turns)))
        self.until(lambda: self.look.is_worn)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def until(self, is_there: Callable[[], bool]) -> None:
        """Returns when something is there; raises ``TimeoutError`` where it does not come."""
        end = monotonic() + _PATIENCE
        while not is_there():
            QApplication.processEvents()
            if monotonic() > end:
                raise TimeoutError("the scene is not what it should be")

    def vault(self) -> Vault:
        """A new vault that ``PASSPHRASE`` opens."""
        path = vault_path()
        path.parent.mkdir(parents=True)
        return create_with(path, [quick(PASSPHRASE)])

    def clear(self) -> None:
        """Takes all windows away."""
        for window in self._windows:
            window.parts.lanes.close()
            window.parts.session.lock()
            window.close()
            # A window that only waits to be deleted would still follow every later look.
            delete(window)
        self._windows.clear()

    def _wait_for(self, lane: Lane) -> None:
        ended: list[object] = []
        owner = QObject()
        task = Task(owner)
        task.succeeded.connect(ended.append)
        task.run(lane, without_progress(lambda: None))
        self.until(lambda: bool(ended))


@contextmanager
def stage(look: Look) -> Iterator[Stage]:
    """A stage in an empty folder, on the first of March 2026 in Greenwich, for one scene."""
    with TemporaryDirectory() as folder, chdir(folder), _greenwich(Path(folder)):
        made = Stage(look)
        try:
            with ExitStack() as clocks:
                for module in (home, payment, payment_words, wallet_coins):
                    clocks.enter_context(patch.object(module, "datetime", _Today))
                yield made
        finally:
            made.clear()


@contextmanager
def _greenwich(folder: Path) -> Iterator[None]:
    said = {"TZ": "UTC", "HOME": str(folder), "XDG_DATA_HOME": ""}
    with patch.dict(environ, said):
        tzset()
        yield
    tzset()


def _lanes(lanes: Lanes) -> tuple[Lane, ...]:
    return lanes.looking, lanes.files, lanes.engines, lanes.usb


def vault_path() -> Path:
    """Where a vault of somebody who is at home on the stage lies."""
    return Places.here().vaults / "home-vault.strongroom"


def page_of(window: MainWindow) -> Page:
    """The page that is shown."""
    assert window.page is not None
    return window.page
