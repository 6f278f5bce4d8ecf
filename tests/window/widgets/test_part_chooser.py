from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.scanning.screen_part import ScreenPart
from strongroom.window.widgets.part_chooser import PartChooser
from tests.window.frame import cut_off, nameless

WHOLE = ScreenPart("HDMI-1")
MIDDLE = ScreenPart("HDMI-1", 0.25, 0.25, 0.5, 0.5)


@pytest.fixture
def chooser_of(look: Look, qtbot: QtBot) -> Callable[[ScreenPart], PartChooser]:
    def make(part: ScreenPart) -> PartChooser:
        picture = QImage(1000, 500, QImage.Format.Format_RGB32)
        picture.fill(0xFF336699)
        chooser = PartChooser(look, picture, part)
        qtbot.addWidget(chooser)
        chooser.resize(800, 600)  # the picture is 800 by 400, 100 below the top
        chooser.show()
        return chooser

    return make


def drag(qtbot: QtBot, chooser: PartChooser, start: QPoint, end: QPoint) -> None:
    button = Qt.MouseButton.LeftButton
    qtbot.mousePress(chooser, button, pos=start)
    qtbot.mouseMove(chooser, (start + end) / 2)
    qtbot.mouseRelease(chooser, button, pos=end)


def rounded(part: ScreenPart) -> tuple[float, ...]:
    return tuple(round(one, 2) for one in (part.left, part.top, part.width, part.height))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (QPoint(80, 140), QPoint(400, 300), (0.1, 0.1, 0.4, 0.4)),
        (QPoint(400, 300), QPoint(80, 140), (0.1, 0.1, 0.4, 0.4)),
        (QPoint(400, 20), QPoint(799, 599), (0.5, 0.0, 0.5, 1.0)),
    ],
    ids=["down", "up", "beyond the picture"],
)
def test_a_frame_that_was_drawn_is_taken(
    start: QPoint, end: QPoint, expected: tuple, chooser_of: Callable, qtbot: QtBot
) -> None:
    chooser = chooser_of(WHOLE)
    with qtbot.waitSignal(chooser.chosen) as chosen, qtbot.assertNotEmitted(chooser.cancelled):
        drag(qtbot, chooser, start, end)
    assert rounded(chosen.args[0]) == expected
    assert chosen.args[0].screen == "HDMI-1"


def test_a_click_takes_nothing(chooser_of: Callable, qtbot: QtBot) -> None:
    chooser = chooser_of(MIDDLE)
    with qtbot.assertNotEmitted(chooser.chosen):
        drag(qtbot, chooser, QPoint(100, 200), QPoint(102, 202))
    qtbot.keyClick(chooser, Qt.Key.Key_A)
    assert chooser.isVisible()


@pytest.mark.parametrize("part", [WHOLE, MIDDLE])
def test_enter_takes_what_was_framed_before(
    part: ScreenPart, chooser_of: Callable, qtbot: QtBot
) -> None:
    chooser = chooser_of(part)
    with qtbot.waitSignal(chooser.chosen) as chosen:
        qtbot.keyClick(chooser, Qt.Key.Key_Return)
    assert chosen.args == [part]


KEYS = [
    ([Qt.Key.Key_Left] * 2, False, (0.23, 0.25, 0.5, 0.5)),
    ([Qt.Key.Key_Down] * 40, False, (0.25, 0.5, 0.5, 0.5)),
    ([Qt.Key.Key_Right, Qt.Key.Key_Up], True, (0.25, 0.25, 0.51, 0.49)),
    ([Qt.Key.Key_Left] * 80, True, (0.25, 0.25, 0.02, 0.5)),
    ([Qt.Key.Key_Right] * 80, True, (0.25, 0.25, 0.75, 0.5)),
]


@pytest.mark.parametrize(("keys", "is_sizing", "expected"), KEYS)
def test_the_arrow_keys_move_the_frame_and_size_it(
    keys: list, is_sizing: bool, expected: tuple, chooser_of: Callable, qtbot: QtBot
) -> None:
    chooser = chooser_of(MIDDLE)
    shift = Qt.KeyboardModifier.ShiftModifier if is_sizing else Qt.KeyboardModifier.NoModifier
    for key in keys:
        qtbot.keyClick(chooser, key, shift)
    assert rounded(chooser.part) == expected


def test_escape_leaves_it_without_a_choice(chooser_of: Callable, qtbot: QtBot) -> None:
    chooser = chooser_of(MIDDLE)
    with qtbot.waitSignal(chooser.cancelled), qtbot.assertNotEmitted(chooser.chosen):
        qtbot.keyClick(chooser, Qt.Key.Key_Escape)


def test_where_the_frame_is_can_be_heard(chooser_of: Callable, qtbot: QtBot) -> None:
    chooser = chooser_of(MIDDLE)
    assert "from 25, 25 to 75, 75 per cent" in chooser.accessibleDescription()
    qtbot.keyClick(chooser, Qt.Key.Key_Left)
    assert "from 24, 25 to 74, 75 per cent" in chooser.accessibleDescription()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_its_words_are_whole_and_beside_the_frame(
    scale: float, look: Look, chooser_of: Callable, qtbot: QtBot
) -> None:
    look.change(measures=Measures(scale))
    for part in (ScreenPart("a", 0, 0, 0.3, 0.3), ScreenPart("a", 0.6, 0.6, 0.4, 0.4)):
        chooser = chooser_of(part)
        assert (nameless(chooser), cut_off(chooser)) == ([], [])
        is_above = chooser._plate.geometry().center().y() < chooser.height() / 2
        assert is_above is (part.top > 0.5)
