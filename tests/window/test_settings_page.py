from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from strongroom.window.crash import CrashDialog, report
from strongroom.window.look import Look, Unit
from strongroom.window.pages.settings import TEXT_SIZES, SettingsPage
from strongroom.window.places import SettingsPlace
from strongroom.window.theme import ThemeName
from strongroom.window.widgets.field import Choice, TextArea
from tests.window.frame import make_parts, nameless


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> SettingsPage:
    made = SettingsPage(make_parts(look), SettingsPlace())
    qtbot.addWidget(made)
    return made


def choose(page: SettingsPage, name: str) -> None:
    next(one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name).click()


def test_the_unit_is_taken_at_once_and_remembered(page: SettingsPage) -> None:
    choose(page, "Satoshi")
    assert page.look.unit is Unit.SATOSHI
    assert page.parts.settings.remembered.unit is Unit.SATOSHI


def test_a_theme_is_taken_at_once_and_remembered(page: SettingsPage) -> None:
    choose(page, "High contrast")
    assert page.look.theme.name is ThemeName.HIGH_CONTRAST
    choose(page, "As the desktop")
    assert page.parts.settings.remembered.theme is None


def test_the_text_grows(page: SettingsPage) -> None:
    choice = page.findChild(Choice)
    assert choice is not None
    choice.activated.emit(TEXT_SIZES.index(2.0))
    assert page.look.measures.scale == 2.0
    assert page.parts.settings.remembered.text_size == 2.0


def fail(secret: str) -> None:
    try:
        int(secret)
    except ValueError as error:
        raise RuntimeError(f"could not use {secret}") from error


def test_a_report_has_kinds_and_places_and_no_words(qtbot: QtBot, look: Look) -> None:
    secret = "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi"
    with pytest.raises(RuntimeError) as caught:
        fail(secret)
    said = report(caught.value)
    assert secret not in said
    assert "could not use" not in said
    assert "RuntimeError" in said
    assert "ValueError" in said
    assert f"{Path(__file__).name}:" in said
    assert str(Path(__file__).parent) not in said


def test_the_report_can_be_read_and_copied(qtbot: QtBot, look: Look) -> None:
    dialog = CrashDialog(look, "kinds and places")
    qtbot.addWidget(dialog)
    dialog.show()
    area = dialog.findChild(TextArea)
    assert area is not None
    assert area.toPlainText() == "kinds and places"
    assert nameless(dialog) == []
