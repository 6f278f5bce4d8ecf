from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from strongroom.window.look import Look, Unit
from strongroom.window.measures import Measures
from strongroom.window.theme import Role, ThemeName, load_theme
from strongroom.window.widgets.field import TextField


def test_says_that_it_changed_and_keeps_the_rest(qtbot: QtBot, look: Look) -> None:
    with qtbot.waitSignal(look.changed, timeout=1000):
        look.change(measures=Measures(2.0))
    assert look.px(10) == 20
    assert look.theme.name is ThemeName.LIGHT
    assert look.unit is Unit.BITCOIN


def test_dresses_the_application_anew_when_it_changes(
    qtbot: QtBot, qapp: QApplication, look: Look
) -> None:
    look.change(theme=load_theme(ThemeName.DARK))
    qtbot.waitUntil(lambda: look.is_worn)
    assert qapp.palette().color(QPalette.ColorRole.Window) == look.ink(Role.PAPER)


def test_writes_amounts_in_one_unit_at_a_time() -> None:
    assert Unit.BITCOIN.write(1_500_000) == "0.015\u2009000\u200900 BTC"
    assert Unit.SATOSHI.write(1_500_000) == "1\u2009500\u2009000 sat"


def test_qts_own_controls_are_told_anew_when_it_changes(look: Look) -> None:
    field = TextField(look, "Name")
    look.change(theme=load_theme(ThemeName.DARK))
    assert str(look.colour(Role.EDGE)) in field.styleSheet()
