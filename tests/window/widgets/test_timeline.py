"""The ways to spend as a picture, and what is said of it."""

import pytest
from pytestqt.qtbot import QtBot

from strongroom.model.spending_path import SpendingPath
from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.widgets.timeline import Station, Timeline

PATHS = (
    SpendingPath(3, (0, 1, 2)),
    SpendingPath(2, (0, 1, 2), 26_280),
    SpendingPath(1, (0, 1, 2), 65_535),
)


@pytest.fixture
def timeline(qtbot: QtBot, look: Look) -> Timeline:
    shown = Timeline(look, PATHS)
    qtbot.addWidget(shown)
    return shown


def test_each_way_is_a_station_with_who_and_when(timeline: Timeline) -> None:
    assert timeline.stations == (
        Station("3 of 3", "at any time"),
        Station("2 of 3", "after about 6 months"),
        Station("1 of 3", "after about 15 months"),
    )


def test_it_is_spoken_whole(timeline: Timeline) -> None:
    assert timeline.accessibleName() == (
        "3 of 3 at any time; 2 of 3 after 26\u2009280 blocks (about 6 months); "
        "1 of 3 after 65\u2009535 blocks (about 15 months)"
    )


def test_it_grows_down_where_the_page_is_narrow(timeline: Timeline) -> None:
    wide = timeline.heightForWidth(900)
    assert timeline.heightForWidth(220) > wide
    assert timeline.heightForWidth(100) > timeline.heightForWidth(220)


def test_it_grows_with_the_text(timeline: Timeline) -> None:
    before = timeline.heightForWidth(900)
    timeline.look.change(measures=Measures(2.0))
    assert timeline.heightForWidth(900) > 1.7 * before


def test_a_way_that_is_open_is_filled_and_one_to_come_is_not(timeline: Timeline) -> None:
    timeline.resize(600, timeline.heightForWidth(600))
    picture = timeline.grab().toImage()
    open_dot, later_dot = (picture.pixelColor(x + 6, 6) for x in (0, 200))
    assert open_dot != later_dot
