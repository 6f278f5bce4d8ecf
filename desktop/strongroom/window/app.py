"""Starts the window: its look, its lanes, what is remembered, and what happens at the end."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from strongroom.transports.qr.reader import CodeReader
from strongroom.vault.places import Places
from strongroom.window.clipboard import forget_all
from strongroom.window.collecting import Collector, spare
from strongroom.window.crash import CrashReporter
from strongroom.window.languages import speak, translations
from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow, import_pages
from strongroom.window.measures import Measures
from strongroom.window.opening import Opening
from strongroom.window.page import Parts
from strongroom.window.places import Home, Place, PractisePlace, VaultPlace
from strongroom.window.session import Session
from strongroom.window.settings_file import Remembered, Settings, chosen_theme
from strongroom.window.tasks import Lanes, Task, without_progress
from strongroom.window.theme import load_theme

_AFTER_FIRST_FRAME = 200
"""Milliseconds."""

_SAVING = 10.0
"""Seconds at most that the end waits for what is being saved."""

_SETTLING = 2.0
"""Seconds at most that the end waits for the keyring."""


def run(argv: Sequence[str], *, practises: bool = False) -> int:
    """Shows the window, opens the files ``argv`` names, and returns the exit code when the window
    is closed. It begins with practice where somebody ``practises``."""
    application = QApplication(["strongroom"])
    application.setApplicationName("strongroom")
    application.setApplicationDisplayName("Strongroom")
    application.setDesktopFileName("strongroom")
    Collector(application)
    settings = Settings(Places.here().settings)
    speak(application, settings.remembered.language, translations())
    parts = make_parts(settings)
    parts.look.dress(application)
    reporter = CrashReporter(parts.look)
    reporter.listen()
    window = MainWindow(parts, PractisePlace() if practises else first_place(settings.remembered))
    window.show()
    QTimer.singleShot(_AFTER_FIRST_FRAME, lambda: _prepare(application, parts, window))
    parts.opening.open_files([Path(name) for name in argv])
    try:
        return application.exec()
    finally:
        forget_all()
        end(parts)


def end(parts: Parts) -> None:
    """What was asked for is saved, nothing new is begun, and the vault is locked."""
    parts.lanes.files.finish(_SAVING)
    parts.lanes.close()
    parts.code_reader.close()
    vault = parts.session.vault
    parts.session.lock()
    if vault is not None:
        vault.settle(_SETTLING)


def _prepare(application: QApplication, parts: Parts, window: MainWindow) -> None:
    """What the first frame did without: the watch over an open vault, and (in a lane, so that
    nobody waits for it later) what pages import."""
    from strongroom.window.auto_lock import AutoLock

    AutoLock(application, parts.session).listen()
    imported = Task(window)
    imported.succeeded.connect(lambda _: spare())
    imported.run(parts.lanes.engines, without_progress(import_pages))


def make_parts(settings: Settings) -> Parts:
    """What pages are made of; needs a ``QApplication``."""
    said = settings.remembered
    look = Look(load_theme(chosen_theme(said)), Measures(said.text_size), said.unit)
    lanes = Lanes()
    session, reader = Session(lanes), CodeReader()
    opening = Opening(session, lanes, reader, Places.here().cache)
    return Parts(look, lanes, session, settings, opening, reader)


def first_place(said: Remembered) -> Place:
    """Where vaults were open, their page; it finds out which of them is there. Home otherwise."""
    return VaultPlace() if said.vaults else Home()
