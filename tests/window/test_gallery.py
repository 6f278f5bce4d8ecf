from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.theme import Role, ThemeName, load_theme
from tests.window.gallery import gallery, picture

# Theme and scale; then the width, and whether it is in one column.
SEEN = [
    *product(ThemeName, (1.0, 2.0), ((1280, False), (560, True))),
    (ThemeName.LIGHT, 2.5, (640, True)),
]


@pytest.fixture(params=SEEN, ids=str)
def page(request: pytest.FixtureRequest, look: Look, qtbot: QtBot) -> Iterator[QWidget]:
    name, scale, (width, is_narrow) = request.param
    look.change(theme=load_theme(name), measures=Measures(scale))
    qtbot.waitUntil(lambda: look.is_worn)
    made = gallery(look, is_narrow=is_narrow)
    picture(made, width if is_narrow else look.px(width))
    yield made
    delete(made)


def inner(page: QWidget) -> list[QWidget]:
    return [widget for widget in page.findChildren(QWidget) if widget.isVisibleTo(page)]


def test_is_drawn_in_the_colours_of_its_theme(page: QWidget, look: Look) -> None:
    image = picture(page, page.width())
    left, middle = look.px(24) // 2, look.px(60)
    assert image.pixelColor(left, middle) == look.ink(Role.PAPER)
    buttons = {image.pixelColor(x, middle).name() for x in range(image.width())}
    assert len(buttons) > 3


def test_nothing_is_cut_or_lies_outside(page: QWidget) -> None:
    for widget in inner(page):
        place = QRect(widget.mapTo(page, widget.rect().topLeft()), widget.size())
        assert page.rect().contains(place), widget
        if widget.hasHeightForWidth():
            assert widget.height() >= widget.heightForWidth(widget.width()), widget


def test_whatever_the_keyboard_reaches_has_a_name(page: QWidget) -> None:
    reached = [w for w in inner(page) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(reached) > 20
    for widget in reached:
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name), widget


def test_whatever_acts_is_reached_by_the_keyboard(page: QWidget) -> None:
    for button in (w for w in inner(page) if isinstance(w, QAbstractButton) and w.isEnabled()):
        assert button.focusPolicy() is Qt.FocusPolicy.StrongFocus, button


@pytest.mark.parametrize("name", [ThemeName.DARK, ThemeName.HIGH_CONTRAST])
def test_what_is_shown_follows_the_theme(qtbot: QtBot, look: Look, name: ThemeName) -> None:
    before = gallery(look)
    look.change(theme=load_theme(name))
    qtbot.waitUntil(lambda: look.is_worn)
    # Qt tells widgets of a palette by an event.
    QApplication.processEvents()
    after = gallery(look)
    width = look.px(1280)
    assert picture(before, width) == picture(after, width)
    delete(before)
    delete(after)
