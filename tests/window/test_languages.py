import subprocess
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from strongroom.model.finding import Finding, Severity
from strongroom.window.languages import languages, speak, translations
from strongroom.window.look import Look
from strongroom.window.pages import settings as settings_page
from strongroom.window.pages.finding_cards import finding_state
from strongroom.window.pages.settings import SettingsPage
from strongroom.window.places import SettingsPlace
from strongroom.window.settings_file import Remembered, read_settings, write_settings
from strongroom.window.widgets.field import Choice
from tests.window.frame import make_parts

SOURCE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context><name>SettingsPage</name>
  <message><source>Theme</source><translation>Aussehen</translation></message></context>
<context><name>Words</name>
  <message><source>The wallet has no name yet.</source>
    <translation>Die Wallet hat noch keinen Namen.</translation></message></context>
</TS>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Translations to German and to Brazilian Portuguese, made by Qt's own compiler."""
    made = tmp_path_factory.mktemp("translations")
    source = made / "source.ts"
    source.write_text(SOURCE, encoding="utf-8")
    for code in ("de", "pt_BR"):
        compiled = made / f"strongroom_{code}.qm"
        compiler = Path(PySide6.__file__).parent / "lrelease"
        subprocess.run([compiler, source, "-qm", compiled], check=True, capture_output=True)
    return made


@pytest.fixture
def german(qapp: QApplication, folder: Path) -> Iterator[None]:
    loaded = speak(qapp, "de", folder)
    yield
    for translator in loaded:
        qapp.removeTranslator(translator)


def test_lists_english_and_what_there_are_translations_for(folder: Path) -> None:
    found = languages(folder)
    assert [one.code for one in found] == ["en", "de", "pt_BR"]
    assert [one.name for one in found][:2] == ["English", "Deutsch"]


def test_the_product_lists_no_language_it_does_not_have() -> None:
    assert [one.code for one in languages(translations())] == ["en"]
    assert [one.code for one in languages(None)] == ["en"]


@pytest.mark.usefixtures("german")
def test_a_page_and_a_finding_are_said_in_the_language(qtbot: QtBot, look: Look) -> None:
    page = SettingsPage(make_parts(look), SettingsPlace())
    qtbot.addWidget(page)
    assert page.tr("Theme") == "Aussehen"
    found = finding_state(Finding("name-missing", Severity.BLOCK, "wallet"))
    assert found.message == "Die Wallet hat noch keinen Namen."
    assert QCoreApplication.translate("SettingsPage", "Amounts") == "Amounts"


@pytest.mark.usefixtures("german")
def test_what_qt_says_comes_along(qapp: QApplication) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


@pytest.mark.parametrize("code", ["en", "fr", "", "../strongroom_de", "de/", "*"])
def test_a_language_that_is_not_there_is_english(
    qapp: QApplication, folder: Path, code: str
) -> None:
    assert speak(qapp, code, folder) == ()


def test_a_damaged_translation_is_english(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "strongroom_xx.qm").write_bytes(b"no translation")
    assert speak(qapp, "xx", tmp_path) == ()


def test_the_choice_is_remembered_for_the_next_start(
    qtbot: QtBot, look: Look, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_page, "translations", lambda: folder)
    page = SettingsPage(make_parts(look), SettingsPlace())
    qtbot.addWidget(page)
    choice = next(one for one in page.findChildren(Choice) if one.accessibleName() == "Language")
    assert choice.currentText() == "English"
    choice.activated.emit(1)
    assert page.parts.settings.remembered.language == "de"
    assert not [one for one in page.findChildren(QAbstractButton) if one.text() == "Aussehen"]


def test_the_language_is_in_the_file(tmp_path: Path) -> None:
    write_settings(tmp_path / "settings.toml", Remembered(language="pt_BR"))
    assert read_settings(tmp_path / "settings.toml").language == "pt_BR"
