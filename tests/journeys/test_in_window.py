"""The whole way through the window of this process, in every theme."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from strongroom.practice.chain import PracticeChain
from strongroom.vault.places import Places
from strongroom.window.app import make_parts
from strongroom.window.main_window import MainWindow
from strongroom.window.settings_file import Remembered, Settings
from strongroom.window.theme import ThemeName
from tests.journeys.chains import KernelChain
from tests.journeys.in_window import Clicking
from tests.journeys.steps import pay


@pytest.fixture(params=list(ThemeName), ids=[theme.value for theme in ThemeName])
def window(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    """The program's window in a theme and an empty home."""
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    settings = Settings(Places.here().settings)
    settings.remember(Remembered(theme=request.param))
    parts = make_parts(settings)
    parts.look.dress(qapp)
    made = MainWindow(parts)
    made.show()
    yield made
    parts.lanes.close()
    parts.session.lock()
    made.close()
    delete(made)


def test_from_practice_keys_to_a_mined_transaction(window: MainWindow, tmp_path: Path) -> None:
    with PracticeChain() as chain:
        pay(Clicking(window, tmp_path), KernelChain(chain))
