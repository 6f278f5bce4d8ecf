from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from strongroom.window.look import Look
from strongroom.window.widgets.tabs import Tabs

NAMES = ("Overview", "Addresses", "Keys & proofs")


def described(tabs: Tabs) -> list[str]:
    return [tab.accessibleDescription() for tab in tabs.findChildren(QAbstractButton)]


def test_a_click_chooses_a_tab_once(qtbot: QtBot, look: Look) -> None:
    tabs = Tabs(look, NAMES)
    chosen: list[int] = []
    tabs.chosen.connect(chosen.append)
    second = tabs.findChildren(QAbstractButton)[1]
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert (chosen, tabs.current) == ([1], 1)
    assert described(tabs) == ["", "shown now", ""]


def test_the_arrows_go_round(qtbot: QtBot, look: Look) -> None:
    tabs = Tabs(look, NAMES)
    first = tabs.findChildren(QAbstractButton)[0]
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert tabs.current == 2
    qtbot.keyClick(tabs.findChildren(QAbstractButton)[2], Qt.Key.Key_Right)
    assert tabs.current == 0


def test_tabs_have_names_and_wrap(look: Look) -> None:
    tabs = Tabs(look, NAMES)
    assert [tab.accessibleName() for tab in tabs.findChildren(QAbstractButton)] == list(NAMES)
    assert [tabs.heightForWidth(width) for width in (400, 200)] == [38, 76]
