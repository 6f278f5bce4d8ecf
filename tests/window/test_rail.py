from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from strongroom.vault.vault import create_with
from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow
from strongroom.window.measures import SMALLEST_WINDOW, Measures
from strongroom.window.turns import Turns
from strongroom.window.widgets.rail_row import PlaceRow, WalletRow
from strongroom.workflows.keeping import Keeper
from tests.vault.quick import Held
from tests.window.frame import controls, make_parts, photograph, practice_keeper

WAYS = ("Open anything…", "Practise", "Settings", "Vault")


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> Iterator[MainWindow]:
    """In its smallest size, with three wallets."""
    window = MainWindow(make_parts(look, practice_keeper()))
    qtbot.addWidget(window)
    window.show()
    photograph(window, *SMALLEST_WINDOW)
    yield window
    window.parts.lanes.close()


def enlarge(window: MainWindow, scale: float) -> None:
    window.parts.look.change(measures=Measures(scale))
    photograph(window, *SMALLEST_WINDOW)
    window.rail.findChildren(Turns)[0].take_turn()


def area_of(widget: QWidget, window: QWidget) -> QRect:
    """What of a widget is not cut off by those around it."""
    area = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    around = widget.parentWidget()
    while around is not None and around is not window:
        area &= QRect(around.mapTo(window, QPoint(0, 0)), around.size())
        around = around.parentWidget()
    return area


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_three_wallets_are_seen_whole_however_large_the_text(
    qtbot: QtBot, window: MainWindow, scale: float
) -> None:
    enlarge(window, scale)
    rows = window.rail.findChildren(WalletRow)
    assert len(rows) == 3
    qtbot.waitUntil(lambda: all(area_of(row, window).size() == row.size() for row in rows))


@pytest.mark.parametrize("scale", [1.0, 2.0, 2.5])
def test_every_way_keeps_its_name_and_its_place(window: MainWindow, scale: float) -> None:
    enlarge(window, scale)
    names = [one.accessibleName() for one in controls(window.rail) if isinstance(one, PlaceRow)]
    assert names == ["Home", *WAYS]
    places = window.rail.findChildren(PlaceRow)
    assert all(place.width() >= window.parts.look.px(22) for place in places)


def test_in_a_low_window_an_icon_says_its_name_where_the_pointer_rests(
    window: MainWindow,
) -> None:
    tips = {row.state.name: row.toolTip() for row in window.rail.findChildren(PlaceRow)}
    assert set(tips.values()) == {""}
    enlarge(window, 2.0)
    tips = {row.state.name: row.toolTip() for row in window.rail.findChildren(PlaceRow)}
    assert tips == {"Home": ""} | {one: one for one in WAYS}


def test_smaller_text_brings_the_words_back(qtbot: QtBot, window: MainWindow) -> None:
    rows = window.rail.findChildren(PlaceRow)
    before = [row.size() for row in rows]
    enlarge(window, 2.0)
    qtbot.waitUntil(lambda: [row.size() for row in rows] != before)
    enlarge(window, 1.0)
    qtbot.waitUntil(lambda: [row.size() for row in rows] == before)


def test_a_vault_that_was_moved_goes_by_its_new_name(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    with create_with(tmp_path / "home.strongroom", [Held()]) as vault:
        window = MainWindow(make_parts(look, Keeper(vault)))
        qtbot.addWidget(window)
        vault.move(tmp_path / "boat.strongroom")
        window.parts.session.vault_moved.emit()
        rows = {row.state.name: row for row in window.rail.findChildren(PlaceRow)}
        assert rows["Vault"].accessibleDescription() == "boat"
        window.parts.lanes.close()
