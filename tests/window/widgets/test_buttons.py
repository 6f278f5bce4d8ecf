import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize, Condition


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_keyboard_presses_it(qtbot: QtBot, look: Look, key: Qt.Key) -> None:
    button = Button(look, "Continue", ButtonKind.FILLED)
    with qtbot.waitSignal(button.clicked, timeout=1000):
        qtbot.keyClick(button, key)
    assert button.focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_says_why_it_is_off(look: Look) -> None:
    button = Button(look, "Continue", ButtonKind.FILLED)
    seen = []
    for reason in ("Two keys to go", ""):
        button.switch(reason)
        seen.append((button.face.condition, button.accessibleDescription(), button.toolTip()))
    assert seen == [
        (Condition.OFF, "Two keys to go", "Two keys to go"),
        (Condition.REST, "", ""),
    ]


def test_words_are_plain(look: Look) -> None:
    button = Button(look, "Save for Bob & Carol")
    assert button.accessibleName() == "Save for Bob & Carol"
    assert button.shortcut().isEmpty()


def test_an_icon_alone_has_a_name(look: Look) -> None:
    button = Button(look, "", ButtonKind.BARE, Icon.PLUS, ButtonSize.SMALL, "New wallet")
    assert (button.accessibleName(), button.toolTip()) == ("New wallet", "New wallet")
    assert button.sizeHint() == QSize(28, 28)
    with pytest.raises(ValueError, match="name"):
        Button(look, "", icon=Icon.PLUS)


def test_is_as_high_as_the_design_says(look: Look) -> None:
    sizes = [Button(look, "Scan", size=size).sizeHint().height() for size in ButtonSize]
    assert sizes == [36, 28]
    button = Button(look, "Scan")
    look.change(measures=Measures(2.0))
    assert button.sizeHint().height() == 72


def test_shows_what_happens_to_it(look: Look) -> None:
    button, seen = Button(look, "Scan"), []
    for happening in (
        lambda: QApplication.sendEvent(button, QEvent(QEvent.Type.Enter)),
        lambda: button.setDown(True),
        lambda: button.setDown(False),
        lambda: QApplication.sendEvent(button, QEvent(QEvent.Type.Leave)),
    ):
        happening()
        seen.append(button.face.condition)
    assert seen == [Condition.HOVER, Condition.PRESSED, Condition.HOVER, Condition.REST]
