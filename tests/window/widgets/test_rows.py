from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.widgets.rail_row import PlaceRow, PlaceState, WalletRow
from strongroom.window.widgets.step_list import Progress, Step, StepList
from tests.window.samples import STEPS, WALLETS


def steps_of(steps: StepList) -> list[QAbstractButton]:
    return steps.findChildren(QAbstractButton)


def test_a_click_on_a_row_is_a_wish(qtbot: QtBot, look: Look) -> None:
    row = PlaceRow(look, PlaceState(Icon.HOME, "Home"))
    with qtbot.waitSignal(row.clicked, timeout=1000):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert not row.is_selected


def test_the_row_of_the_page_that_is_shown_says_so(look: Look) -> None:
    row = PlaceRow(look, PlaceState(Icon.HOME, "Home", "3", "3 things need you"))
    row.set_selected(True)
    assert row.accessibleDescription() == "3 things need you, shown now"
    row.set_selected(False)
    assert row.accessibleDescription() == "3 things need you"


def test_a_place_says_its_number_in_words(look: Look) -> None:
    row = PlaceRow(look, PlaceState(Icon.HOME, "Home", "3", "3 things need you"))
    assert (row.accessibleName(), row.accessibleDescription()) == ("Home", "3 things need you")
    assert row.sizeHint().height() == 36


def test_a_wallet_says_its_name_quorum_and_health(look: Look) -> None:
    row = WalletRow(look, WALLETS[2])
    assert row.accessibleName() == "House deposit, 2 of 2, Sheet overdue"
    assert row.sizeHint().height() == 58


def test_a_wallet_grows_down_where_its_words_have_no_room(look: Look) -> None:
    assert WalletRow(look, WALLETS[3]).sizeHint().height() == 82
    assert [WalletRow(look, WALLETS[1]).heightForWidth(width) for width in (216, 170, 110)] == [
        58,
        82,
        102,
    ]


def test_a_place_gives_its_name_the_room_there_is(look: Look) -> None:
    row = PlaceRow(look, PlaceState(Icon.OPEN, "Open anything", "Ctrl O"))
    assert [row.heightForWidth(width) for width in (216, 160, 120)] == [36, 36, 56]


def test_only_a_step_that_is_done_can_be_gone_back_to(qtbot: QtBot, look: Look) -> None:
    steps = StepList(look, STEPS)
    chosen: list[int] = []
    steps.chosen.connect(chosen.append)
    for row in steps_of(steps):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert chosen == [0, 1]
    focusable = [row.focusPolicy() is not Qt.FocusPolicy.NoFocus for row in steps_of(steps)]
    assert focusable == [True, True, False, False, False]


def test_a_step_says_where_it_stands(look: Look) -> None:
    rows = steps_of(StepList(look, STEPS))
    assert rows[1].accessibleName() == "Step 2 of 5: Signers, done"
    assert rows[1].accessibleDescription() == "Work together: yes"
    assert rows[2].accessibleName() == "Step 3 of 5: Keys, now"
    assert rows[4].accessibleName() == "Step 5 of 5: Kit, to come"


def test_steps_can_become_fewer_and_more(look: Look) -> None:
    steps = StepList(look, STEPS)
    steps.set_steps(STEPS[:2])
    steps.set_steps((*STEPS[:2], Step("Kit", Progress.NOW)))
    names = [row.accessibleName() for row in steps_of(steps)]
    assert "Step 3 of 3: Kit, now" in names


def test_a_step_is_as_high_as_its_words(look: Look) -> None:
    row = steps_of(StepList(look, (Step("Places and people", Progress.NOW, "Who"), STEPS[0])))[0]
    assert row.heightForWidth(160) == 60
    assert row.heightForWidth(80) > 60
    look.change(measures=Measures(2.5))
    assert row.heightForWidth(400) == 150
