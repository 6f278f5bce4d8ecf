"""The look widgets are tested in."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from strongroom.window.look import Look
from strongroom.window.theme import ThemeName, load_theme


@pytest.fixture(autouse=True)
def _collected_here() -> Iterator[None]:
    """As in the program: lanes collect no garbage, for it may be Qt's."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _empty_clipboard_at_the_end() -> Iterator[None]:
    """What a test put there with Python would be let go of when Python is gone already."""
    yield
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """The light theme at 100 %."""
    made = Look(load_theme(ThemeName.LIGHT))
    made.dress(qapp)
    return made
