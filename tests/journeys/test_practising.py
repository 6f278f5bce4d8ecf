"""A newcomer practises: from an empty home to a finished payment, without files or devices."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from strongroom.window.main_window import MainWindow
from strongroom.window.theme import ThemeName
from tests.journeys.in_window import Clicking, program_window
from tests.journeys.steps import practise
from tests.person import Typing
from tests.screen import Screen


@pytest.fixture
def window(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The program's window in an empty home, without a vault."""
    with program_window(qapp, tmp_path, monkeypatch, ThemeName.LIGHT) as made:
        yield made


def test_the_whole_way_by_pointing_alone(window: MainWindow, tmp_path: Path) -> None:
    person = Clicking(window, tmp_path)
    made = practise(person)
    (payment,) = window.parts.session.payments
    assert payment.is_finished
    assert made.txid == payment.row
    person.use("Practise")
    person.use("Another payment from Practice wallet")
    person.see("Reviewed. 2 more signatures complete it.")
    assert len(window.parts.session.payments) == 2


@pytest.mark.screen
@pytest.mark.timeout(300)
def test_the_whole_way_in_the_real_program(screen: Screen) -> None:
    with Typing(screen) as person:
        made = practise(person)
    assert all(each.witness for each in made.inputs)
