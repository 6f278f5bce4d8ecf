from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from strongroom.vault.places import Places
from strongroom.vault.vault import Vault, create_with, open_vault
from strongroom.window.look import Look
from strongroom.window.page import Parts
from strongroom.window.pages import vault as vault_module
from strongroom.window.pages.vault import VaultPage
from strongroom.window.passphrase import Strength, guessing
from strongroom.window.places import Home, VaultPlace
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.field import TextField
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows.keeping import Keeper
from tests.vault.quick import quick
from tests.window.frame import controls, make_parts, practice_keeper

Shown = TypeVar("Shown", bound=QWidget)
GOOD = "seven quiet lanterns cross the harbour"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Folders of this test alone; vaults are made with little stretching."""

    def create(path: Path, passphrase: str) -> Vault:
        path.parent.mkdir(parents=True, exist_ok=True)
        return create_with(path, [quick(passphrase)])

    monkeypatch.setattr(vault_module, "create_vault", create)
    return Places.of({}, tmp_path)


@pytest.fixture
def show(qtbot: QtBot, look: Look, places: Places) -> Callable[..., VaultPage]:
    def shown(parts: Parts | None = None, path: Path | None = None) -> VaultPage:
        page = VaultPage(parts or make_parts(look), VaultPlace(path), places)
        qtbot.addWidget(page)
        page.show()
        page.begin()
        return page

    return shown


@pytest.fixture
def home_vault(tmp_path: Path) -> Path:
    path = tmp_path / "home.strongroom"
    create_with(path, [quick(GOOD)]).lock()
    return path


def named(page: VaultPage, kind: type[Shown], name: str) -> Shown:
    return next(one for one in page.findChildren(kind) if one.accessibleName() == name)


def type_in(qtbot: QtBot, page: VaultPage, name: str, text: str) -> None:
    field = named(page, TextField, name)
    field.setText(text)


def test_a_vault_is_made_and_remembered(
    qtbot: QtBot, show: Callable[..., VaultPage], look: Look
) -> None:
    parts = make_parts(look)
    page = show(parts)
    type_in(qtbot, page, "Passphrase", GOOD)
    type_in(qtbot, page, "Passphrase once more", GOOD)
    with qtbot.waitSignal(parts.session.vault_changed):
        qtbot.keyClick(page, Qt.Key.Key_Return)
    vault = parts.session.vault
    assert vault is not None
    assert parts.settings.remembered.last_vault == str(vault.path)
    parts.session.lock()
    open_vault(vault.path, GOOD).lock()


def test_what_was_open_without_a_vault_is_taken_along(
    qtbot: QtBot, show: Callable[..., VaultPage], look: Look
) -> None:
    parts = make_parts(look, practice_keeper())
    before = parts.session.wallets
    page = show(parts)
    type_in(qtbot, page, "Passphrase", GOOD)
    type_in(qtbot, page, "Passphrase once more", GOOD)
    with qtbot.waitSignal(parts.session.vault_changed):
        named(page, Button, "Make the vault").click()
    assert parts.session.wallets == before
    parts.session.lock()


MISSING = {
    "nothing typed": ("", "", "too short"),
    "too short": ("short", "short", "too short"),
    "not the same": (GOOD, GOOD[:-1], "not the same"),
}


@pytest.mark.parametrize(("first", "second", "reason"), MISSING.values(), ids=MISSING.keys())
def test_the_button_says_why_it_is_off(
    qtbot: QtBot, show: Callable[..., VaultPage], first: str, second: str, reason: str
) -> None:
    page = show()
    type_in(qtbot, page, "Passphrase", first)
    type_in(qtbot, page, "Passphrase once more", second)
    button = named(page, Button, "Make the vault")
    assert not button.isEnabled()
    assert reason in button.accessibleDescription()


def test_the_right_passphrase_unlocks(
    qtbot: QtBot, show: Callable[..., VaultPage], look: Look, home_vault: Path
) -> None:
    parts = make_parts(look)
    page = show(parts, home_vault)
    type_in(qtbot, page, "Passphrase", GOOD)
    with qtbot.waitSignal(parts.session.vault_changed):
        qtbot.keyClick(named(page, TextField, "Passphrase"), Qt.Key.Key_Return)
    parts.session.lock()


def test_a_wrong_passphrase_is_said_and_can_be_tried_again(
    qtbot: QtBot, show: Callable[..., VaultPage], home_vault: Path
) -> None:
    page = show(path=home_vault)
    type_in(qtbot, page, "Passphrase", "something else")
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert not named(page, Button, "Unlock").isEnabled()
    qtbot.waitUntil(lambda: page.notices.state.sign is SignKind.STOPS)
    assert "passphrase is wrong" in page.notices.state.text
    assert "something else" not in page.notices.state.text
    assert named(page, Button, "Unlock").isEnabled()


def test_the_window_lives_while_a_passphrase_is_stretched(
    qtbot: QtBot, show: Callable[..., VaultPage], home_vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()

    def waiting(path: Path, passphrase: str) -> Vault:
        gate.wait(10)
        return open_vault(path, passphrase)

    monkeypatch.setattr(vault_module, "open_vault", waiting)
    page = show(path=home_vault)
    type_in(qtbot, page, "Passphrase", GOOD)
    with qtbot.waitSignal(page.session.vault_changed):
        qtbot.keyClick(page, Qt.Key.Key_Return)
        assert page.notices.state.sign is SignKind.UNDER_WAY
        gate.set()
    page.session.lock()


def test_an_open_vault_can_be_locked(
    qtbot: QtBot, show: Callable[..., VaultPage], look: Look, home_vault: Path
) -> None:
    parts = make_parts(look, Keeper(open_vault(home_vault, GOOD)))
    page = show(parts)
    with qtbot.waitSignal(parts.session.vault_changed):
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert parts.session.vault is None


def test_one_can_look_without_a_vault(qtbot: QtBot, show: Callable[..., VaultPage]) -> None:
    page = show()
    with qtbot.waitSignal(page.go) as heard:
        named(page, Button, "Look only, without a vault").click()
    assert heard.args == [Home()]


def test_what_is_typed_is_hidden_until_one_wants_to_see_it(
    show: Callable[..., VaultPage], home_vault: Path
) -> None:
    page = show(path=home_vault)
    field = named(page, TextField, "Passphrase")
    assert field.echoMode() is QLineEdit.EchoMode.Password
    box = named(page, CheckBox, "Show what is typed")
    box.click()
    assert field.echoMode() is QLineEdit.EchoMode.Normal


STRENGTHS = {
    "empty": ("", Strength.SHORT),
    "seven": ("aB3$xYz", Strength.SHORT),
    "one letter": ("a" * 40, Strength.WEAK),
    "counting": ("abcdefghijklmnopqrstuvwxyz", Strength.WEAK),
    "a word": ("elephant", Strength.WEAK),
    "twelve by chance": ("k7Qz!mR2x;Vp", Strength.FAIR),
    "six words": (GOOD, Strength.GOOD),
}


@pytest.mark.parametrize(("passphrase", "expected"), STRENGTHS.values(), ids=STRENGTHS.keys())
def test_strength_by_length_and_letters(passphrase: str, expected: Strength) -> None:
    assert guessing(passphrase).strength is expected


def test_every_control_of_each_form_has_a_name(
    show: Callable[..., VaultPage], home_vault: Path
) -> None:
    for page in (show(), show(path=home_vault)):
        assert all(one.accessibleName() for one in controls(page))
