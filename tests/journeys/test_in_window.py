"""The whole way through the window of this process, in every theme."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from strongroom.practice.chain import PracticeChain
from strongroom.window.main_window import MainWindow
from strongroom.window.theme import ThemeName
from tests.journeys.chains import KernelChain
from tests.journeys.in_window import Clicking, program_window
from tests.journeys.steps import pay


@pytest.fixture(params=list(ThemeName), ids=[theme.value for theme in ThemeName])
def window(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    """The program's window in a theme and an empty home."""
    with program_window(qapp, tmp_path, monkeypatch, request.param) as made:
        yield made


def test_from_practice_keys_to_a_mined_transaction(window: MainWindow, tmp_path: Path) -> None:
    with PracticeChain() as chain:
        pay(Clicking(window, tmp_path), KernelChain(chain))
