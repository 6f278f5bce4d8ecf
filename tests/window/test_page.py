from pytestqt.qtbot import QtBot

from strongroom.window.look import Look
from strongroom.window.measures import SMALLEST_WINDOW, Measures
from strongroom.window.page import Page
from strongroom.window.widgets.buttons import Button
from tests.window.frame import make_parts


def test_a_header_that_buttons_make_too_high_scrolls_with_the_page(
    qtbot: QtBot, look: Look
) -> None:
    look.change(measures=Measures(2.0))
    page = Page(make_parts(look), "A payment", "Reviewing it again…")
    qtbot.addWidget(page)
    page.resize(*SMALLEST_WINDOW)
    page.show()
    buttons = [Button(look, f"What can be done with it, {number}") for number in range(6)]
    for button in buttons:
        page.header_buttons.addWidget(button)
    qtbot.waitUntil(lambda: page.area.isAncestorOf(buttons[0]))
    held = buttons[0].parentWidget()
    assert held is not None
    qtbot.waitUntil(lambda: held.height() >= held.heightForWidth(held.width()))
