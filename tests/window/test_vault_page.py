import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event, Thread, current_thread
from typing import Any, TypeVar

import pyrage
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from strongroom.vault.errors import VaultError
from strongroom.vault.places import Places
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.stretching import Stretching
from strongroom.vault.vault import Vault, create_with, open_vault
from strongroom.vault.witness import Seen, Witness
from strongroom.window.look import Look
from strongroom.window.page import Parts
from strongroom.window.pages import vault as vault_module
from strongroom.window.pages import (
    vault_choice,
    vault_export_desk,
    vault_key_desk,
    vault_move_desk,
    vault_passphrase_desk,
)
from strongroom.window.pages.vault import VaultPage
from strongroom.window.pages.vault_change import PassphraseForm, RecoverySheet
from strongroom.window.pages.vault_choice import KnownVault, first_there, known_vaults
from strongroom.window.pages.vault_open import OpenVault
from strongroom.window.passphrase import Strength, guessing
from strongroom.window.places import Home, VaultPlace
from strongroom.window.settings_file import MOST_VAULTS, Remembered
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.field import Choice, TextArea, TextField
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.workflows import vault_unlock
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.vault_at_hand import AtHand
from strongroom.workflows.vault_factors import require_keyring
from tests.paper.reading import ink_at_edges, read
from tests.vault.keyrings import MemoryKeyring
from tests.vault.quick import QUICK, quick
from tests.window.frame import controls, cut_off, make_parts, nameless, photograph, practice_keeper

Shown = TypeVar("Shown", bound=QWidget)
GOOD = "seven quiet lanterns cross the harbour"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Folders of this test alone; vaults are made with little stretching."""

    def create(path: Path, passphrase: str, stretching: Stretching, **_: object) -> Vault:
        path.parent.mkdir(parents=True, exist_ok=True)
        return create_with(path, [quick(passphrase)])

    monkeypatch.setattr(vault_module, "create_vault", create)
    for module in (vault_module, vault_key_desk, vault_passphrase_desk):
        monkeypatch.setattr(module, "calibrate", lambda: QUICK)
    return Places.of({}, tmp_path)


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def show(
    qtbot: QtBot, look: Look, places: Places, keyring: MemoryKeyring
) -> Callable[..., VaultPage]:
    def shown(parts: Parts | None = None, path: Path | None = None) -> VaultPage:
        page = VaultPage(parts or make_parts(look), VaultPlace(path), places, keyring)
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
    assert parts.settings.remembered.vaults == (vault.path,)
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


def choose_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))


def test_a_vault_is_made_on_a_stick(
    qtbot: QtBot,
    show: Callable[..., VaultPage],
    look: Look,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts, stick = make_parts(look), tmp_path / "stick"
    stick.mkdir()
    (stick / "home-vault.strongroom").touch()
    choose_folder(stick, monkeypatch)
    page = show(parts)
    qtbot.waitUntil(lambda: is_said(page, ".local/share/strongroom/home-vault.strongroom"))
    press(qtbot, page, "Another folder or stick…")
    qtbot.waitUntil(lambda: is_said(page, str(stick / "home-vault-2.strongroom")))
    assert "sticks break" in shown_words(page)
    fill_new(qtbot, page, GOOD)
    with qtbot.waitSignal(parts.session.vault_changed):
        named(page, Button, "Make the vault").click()
    assert parts.settings.remembered.vaults == (stick / "home-vault-2.strongroom",)
    parts.session.lock()


def test_a_place_where_no_vault_can_lie_is_said_before_anything_is_typed(
    qtbot: QtBot,
    show: Callable[..., VaultPage],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    letter = tmp_path / "letter"
    letter.touch()
    choose_folder(letter, monkeypatch)
    page = show()
    press(qtbot, page, "Another folder or stick…")
    qtbot.waitUntil(lambda: is_said(page, "could not be written"))
    assert "could not be written" in named(page, Button, "Make the vault").accessibleDescription()
    press(qtbot, page, "On this computer")
    qtbot.waitUntil(lambda: is_said(page, ".local/share/strongroom/home-vault.strongroom"))
    assert "sticks break" not in shown_words(page)


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
    qtbot.waitUntil(lambda: "passphrase is wrong" in shown_words(page), timeout=20_000)
    assert page.notices.state.text == ""
    assert "something else" not in shown_words(page)
    assert named(page, Button, "Unlock").isEnabled()
    qtbot.keyClicks(named(page, TextField, "Passphrase"), "s")
    assert "passphrase is wrong" not in shown_words(page)


def test_the_window_lives_while_a_passphrase_is_stretched(
    qtbot: QtBot, show: Callable[..., VaultPage], home_vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()

    def waiting(path: Path, passphrase: str, keyring: object) -> Vault:
        gate.wait(10)
        return open_vault(path, passphrase)

    monkeypatch.setattr(vault_unlock, "open_vault", waiting)
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
    "a word in disguise": ("Elephant1!", Strength.WEAK),
    "a row of keys": ("qwertyuiopasdfghjkl", Strength.WEAK),
    "a date": ("14.07.1789", Strength.WEAK),
    "this program": ("strongroom vault", Strength.WEAK),
    "twelve by chance": ("k7Qz!mR2x;Vp", Strength.FAIR),
    "a known line": ("to be or not to be", Strength.FAIR),
    "six words": (GOOD, Strength.GOOD),
    "very long": ("x7!" * 4000, Strength.WEAK),
}


@pytest.mark.parametrize(("passphrase", "expected"), STRENGTHS.values(), ids=STRENGTHS.keys())
def test_strength_by_the_guesses_it_takes(passphrase: str, expected: Strength) -> None:
    assert guessing(passphrase).strength is expected


def test_strength_is_said_while_one_types(qtbot: QtBot, show: Callable[..., VaultPage]) -> None:
    page = show()
    for words, said in (("elephant", "less than a day"), (GOOD, "million years"), ("x", "short")):
        type_in(qtbot, page, "Passphrase", words)
        qtbot.waitUntil(partial(is_said, page, said))


@pytest.fixture
def opened(show: Callable[..., VaultPage], look: Look, home_vault: Path) -> Iterator[VaultPage]:
    """The page of an open vault that was written a few times."""
    vault = open_vault(home_vault, GOOD)
    for number in range(3):
        vault.put("a", "b", {"number": number})
        vault.save()
    page = show(make_parts(look, Keeper(vault)))
    yield page
    page.session.lock()


def vault_of(page: VaultPage) -> Vault:
    vault = page.session.vault
    assert vault is not None
    return vault


def press(qtbot: QtBot, page: VaultPage, name: str) -> None:
    def is_there() -> bool:
        return any(one.accessibleName() == name for one in page.findChildren(Button))

    qtbot.waitUntil(is_there)
    named(page, Button, name).click()


def is_offered(page: VaultPage, name: str) -> bool:
    return any(
        one.accessibleName() == name and one.isEnabled() for one in page.findChildren(Button)
    )


def is_said(page: VaultPage, words: str) -> bool:
    """Whether it stands anywhere on the page."""
    return any(words in one.text() for one in page.findChildren(Text))


def shown_words(page: VaultPage) -> str:
    return " ".join(one.text() for one in page.findChildren(Text) if one.isVisibleTo(page))


def wait_for(qtbot: QtBot, page: VaultPage, said: str) -> None:
    qtbot.waitUntil(lambda: said in page.notices.state.text, timeout=20_000)


def fill_new(qtbot: QtBot, page: VaultPage, words: str) -> None:
    type_in(qtbot, page, "Passphrase", words)
    type_in(qtbot, page, "Passphrase once more", words)


def opens(path: Path, words: str, keyring: MemoryKeyring | None = None) -> bool:
    """Whether a copy of the file opens."""
    copy = path.with_name("copy.strongroom")
    copy.write_bytes(path.read_bytes())
    try:
        open_vault(copy, words, keyring=keyring).lock()
    except VaultError:
        return False
    return True


NEW = "nine silver kettles hum at noon"


def test_the_passphrase_is_changed_by_whoever_knows_it(
    qtbot: QtBot, opened: VaultPage, home_vault: Path
) -> None:
    press(qtbot, opened, "Change the passphrase…")
    button = named(opened, Button, "Change the passphrase")
    assert "present passphrase" in button.accessibleDescription()
    fill_new(qtbot, opened, NEW)
    type_in(qtbot, opened, "Present passphrase", "a guess")
    button.click()
    wait_for(qtbot, opened, "passphrase is wrong")
    type_in(qtbot, opened, "Present passphrase", GOOD)
    button.click()
    wait_for(qtbot, opened, "The new passphrase opens the vault")
    assert (opens(home_vault, NEW), opens(home_vault, GOOD)) == (True, False)


def sheet(page: VaultPage) -> str:
    """The groups as they are shown."""
    rows = [one.text().split() for one in page.findChildren(RecoverySheet)[0].findChildren(Text)]
    return " ".join(
        row[1] for row in sorted((r for r in rows if len(r) == 2), key=lambda r: int(r[0]))
    )


def draw_recovery_key(qtbot: QtBot, page: VaultPage) -> str:
    groups = sheet(page)
    press(qtbot, page, "I have them on paper")
    assert groups.split()[0] not in "".join(one.text() for one in page.findChildren(Text))
    return groups


def test_a_recovery_key_counts_once_it_was_typed_back(
    qtbot: QtBot, opened: VaultPage, show: Callable[..., VaultPage], home_vault: Path
) -> None:
    press(qtbot, opened, "Make a recovery key…")
    groups = draw_recovery_key(qtbot, opened)
    field = named(opened, TextArea, "Recovery key")
    field.setPlainText(groups[:-1] + ("0" if groups[-1] != "0" else "1"))
    press(qtbot, opened, "Let it open the vault")
    assert "Group 14 of the recovery key was mistyped" in opened.notices.state.text
    assert [slot.kind for slot in vault_of(opened).slots] == [1]
    field.setPlainText(groups.lower())
    press(qtbot, opened, "Let it open the vault")
    wait_for(qtbot, opened, "The recovery key opens the vault")
    opened.session.lock()
    page = show(path=home_vault)
    type_in(qtbot, page, "Passphrase", groups)
    named(page, CheckBox, "This is the recovery key").click()
    with qtbot.waitSignal(page.session.vault_changed):
        named(page, Button, "Unlock").click()
    page.session.lock()


def save_as(path: Path, monkeypatch: pytest.MonkeyPatch, kind: str = "") -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), kind))


def last_kind(page: VaultPage) -> str:
    kinds = [entry.kind for entry in page.session.keeper.log().records.values()]
    return kinds[-1] if kinds else ""


def test_the_sheet_is_saved_after_a_warning_and_removed_again(
    qtbot: QtBot, opened: VaultPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path.parent / f"{tmp_path.name}-stick"
    stick.mkdir()
    pdf = stick / "key.pdf"
    save_as(pdf, monkeypatch, "Letter pages to print (*.pdf)")
    press(qtbot, opened, "Make a recovery key…")
    groups = sheet(opened)
    press(qtbot, opened, "Save it as a PDF…")
    assert is_said(opened, "Whoever finds this PDF")
    assert not pdf.exists()
    press(qtbot, opened, "Choose where…")
    qtbot.waitUntil(lambda: is_said(opened, "The key lies in"))
    found = read(pdf.read_bytes())
    assert all(group in found.words for group in groups.split())
    assert found.size == (612, 792)
    assert pdf.stat().st_mode & 0o777 == 0o600
    qtbot.waitUntil(lambda: last_kind(opened) == "recovery-sheet-saved")
    assert list(stick.iterdir()) == [pdf]
    draw_recovery_key(qtbot, opened)
    press(qtbot, opened, "Remove the PDF")
    wait_for(qtbot, opened, "The PDF is removed")
    assert not pdf.exists()
    assert not is_offered(opened, "Print the sheet…")


def test_a_sheet_that_was_left_behind_is_named_at_the_end(
    qtbot: QtBot, opened: VaultPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = tmp_path.parent / f"{tmp_path.name}-key.pdf"
    save_as(pdf, monkeypatch)
    press(qtbot, opened, "Make a recovery key…")
    press(qtbot, opened, "Save it as a PDF…")
    press(qtbot, opened, "Choose where…")
    qtbot.waitUntil(lambda: is_said(opened, "The key lies in"))
    groups = draw_recovery_key(qtbot, opened)
    named(opened, TextArea, "Recovery key").setPlainText(groups)
    press(qtbot, opened, "Let it open the vault")
    wait_for(qtbot, opened, f"The key still lies in {pdf}")


def test_the_sheet_is_not_laid_beside_the_vault(
    qtbot: QtBot, opened: VaultPage, home_vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_as(home_vault.with_name("key.pdf"), monkeypatch)
    press(qtbot, opened, "Make a recovery key…")
    press(qtbot, opened, "Save it as a PDF…")
    press(qtbot, opened, "Choose where…")
    wait_for(qtbot, opened, "beside the vault it opens")
    assert not home_vault.with_name("key.pdf").exists()


def test_the_sheet_is_printed_without_a_file_of_ours(
    qtbot: QtBot, opened: VaultPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "printed.pdf"

    def accepted(dialog: QPrintDialog) -> None:
        """As if somebody had chosen a printer: one that prints to a file can be read here."""
        dialog.printer().setOutputFileName(str(paper))
        dialog.accepted.emit(dialog.printer())

    monkeypatch.setattr(QDialog, "open", accepted)
    before = set(tmp_path.iterdir())
    press(qtbot, opened, "Make a recovery key…")
    groups = sheet(opened)
    press(qtbot, opened, "Print the sheet…")
    wait_for(qtbot, opened, "Sent to the printer")
    qtbot.waitUntil(lambda: last_kind(opened) == "recovery-sheet-printed")
    found = read(paper.read_bytes())
    assert (len(found.texts), found.size in ((595, 842), (612, 792))) == (1, True)
    assert all(group in found.words for group in groups.split())
    assert not ink_at_edges(found.pictures[0], 15)
    assert set(tmp_path.iterdir()) - before == {paper}


def test_a_print_dialog_goes_with_the_page(qtbot: QtBot, opened: VaultPage, look: Look) -> None:
    press(qtbot, opened, "Make a recovery key…")
    press(qtbot, opened, "Print the sheet…")
    qtbot.waitUntil(lambda: bool(opened.findChildren(QPrintDialog)))
    (dialog,) = opened.findChildren(QPrintDialog)
    opened.findChildren(RecoverySheet)[0].leave.click()
    qtbot.waitUntil(lambda: not opened.findChildren(RecoverySheet))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)


def test_a_new_vault_goes_on_to_its_recovery_key(
    qtbot: QtBot, show: Callable[..., VaultPage], look: Look
) -> None:
    parts = make_parts(look)
    page = show(parts)
    fill_new(qtbot, page, GOOD)
    with qtbot.waitSignal(page.go) as heard:
        named(page, Button, "Make the vault").click()
    assert heard.args == [VaultPlace(draws_recovery_key=True)]
    after = VaultPage(parts, heard.args[0])
    qtbot.addWidget(after)
    assert len(sheet(after).split()) == 14
    parts.session.lock()


def test_a_new_vault_can_do_without_a_recovery_key(
    qtbot: QtBot, show: Callable[..., VaultPage], look: Look
) -> None:
    parts = make_parts(look)
    page = show(parts)
    fill_new(qtbot, page, GOOD)
    next(one for one in page.findChildren(CheckBox) if "on paper" in one.accessibleName()).click()
    gone: list[object] = []
    page.go.connect(gone.append)
    with qtbot.waitSignal(parts.session.vault_changed):
        named(page, Button, "Make the vault").click()
    assert gone == []
    parts.session.lock()


def test_a_re_key_removes_what_was_and_has_a_new_recovery_key_typed_back(
    qtbot: QtBot, opened: VaultPage, home_vault: Path
) -> None:
    vault = vault_of(opened)
    vault.add_factor(RecoveryKey(b"r" * 32))
    opened._show()
    press(qtbot, opened, "Somebody may know it…")
    qtbot.waitUntil(lambda: bool(opened.findChildren(PassphraseForm)))
    fill_new(qtbot, opened, NEW)
    press(qtbot, opened, "Go on to a new recovery key")
    groups = draw_recovery_key(qtbot, opened)
    named(opened, TextArea, "Recovery key").setPlainText(groups)
    press(qtbot, opened, "Let it open the vault")
    wait_for(qtbot, opened, "All is encrypted anew")
    assert vault.generations() == ()
    assert (opens(home_vault, NEW), opens(home_vault, GOOD)) == (True, False)


def test_a_re_key_names_what_it_could_not_remove(
    qtbot: QtBot, opened: VaultPage, home_vault: Path
) -> None:
    home_vault.with_name("home.replaced-20260301T120000Z").write_bytes(b"damaged")
    press(qtbot, opened, "Somebody may know it…")
    qtbot.waitUntil(lambda: bool(opened.findChildren(PassphraseForm)))
    fill_new(qtbot, opened, NEW)
    press(qtbot, opened, "Encrypt all anew")
    wait_for(qtbot, opened, "could not be removed: 1")
    assert is_said(opened, "home.replaced-20260301T120000Z")
    assert not is_said(opened, "what was kept before is removed")


def test_the_keyring_is_required_only_after_a_recovery_key(
    qtbot: QtBot, opened: VaultPage, home_vault: Path, keyring: MemoryKeyring
) -> None:
    name = "Require the keyring too…"
    qtbot.waitUntil(lambda: bool(opened.findChildren(OpenVault)))
    assert "recovery key first" in named(opened, Button, name).accessibleDescription()
    vault_of(opened).add_factor(RecoveryKey(b"r" * 32))
    opened._show()
    qtbot.waitUntil(lambda: is_offered(opened, name))
    press(qtbot, opened, name)
    type_in(qtbot, opened, "Present passphrase", GOOD)
    press(qtbot, opened, "Require the keyring")
    wait_for(qtbot, opened, "now needs this computer’s keyring")
    assert (opens(home_vault, GOOD, keyring), opens(home_vault, GOOD)) == (True, False)
    press(qtbot, opened, "Do without the keyring…")
    type_in(qtbot, opened, "Present passphrase", GOOD)
    press(qtbot, opened, "Do without the keyring")
    wait_for(qtbot, opened, "The passphrase alone opens the vault")
    assert opens(home_vault, GOOD)


def test_all_of_it_is_checked(qtbot: QtBot, opened: VaultPage) -> None:
    press(qtbot, opened, "Check all of it")
    wait_for(qtbot, opened, "All of it can be read")
    kept = vault_of(opened).generations()[0].path
    kept.write_bytes(kept.read_bytes()[:-1])
    press(qtbot, opened, "Check all of it")
    wait_for(qtbot, opened, "0 of its entries and 1 of its earlier states cannot be read")


def test_a_copy_is_made_and_it_is_said_before_what_it_needs(
    qtbot: QtBot, opened: VaultPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "stick" / "copy.strongroom"
    copy.parent.mkdir()
    save_as(copy, monkeypatch)
    qtbot.waitUntil(lambda: is_said(opened, "There its passphrase opens it"))
    press(qtbot, opened, "Copy the vault…")
    wait_for(qtbot, opened, "Copied to")
    qtbot.waitUntil(lambda: last_kind(opened) == "vault-copied")
    assert opens(copy, GOOD)
    press(qtbot, opened, "Copy the vault…")
    wait_for(qtbot, opened, "copy.strongroom already")


def test_everything_is_exported_with_a_passphrase_of_its_own(
    qtbot: QtBot, opened: VaultPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "export.age"
    save_as(out, monkeypatch)
    press(qtbot, opened, "Export everything…")
    button = named(opened, Button, "Choose where…")
    assert "too short" in button.accessibleDescription()
    assert is_said(opened, "Without it nobody can open the export")
    fill_new(qtbot, opened, NEW)
    button.click()
    wait_for(qtbot, opened, "All of it is in")
    assert b"strongroom/rows.jsonl" in pyrage.passphrase.decrypt(out.read_bytes(), NEW)
    kinds = [entry.kind for entry in Keeper(vault_of(opened)).log().records.values()]
    assert kinds == ["vault-exported"]


def test_an_export_is_cancelled_while_it_goes_on(
    qtbot: QtBot, opened: VaultPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on = Event(), Event()

    def slow(data: bytes, passphrase: str) -> bytes:
        begun.set()
        goes_on.wait(10)
        return data

    monkeypatch.setattr(vault_export_desk, "encrypt_with", slow)
    save_as(tmp_path / "export.age", monkeypatch)
    press(qtbot, opened, "Export everything…")
    fill_new(qtbot, opened, NEW)
    press(qtbot, opened, "Choose where…")
    qtbot.waitUntil(begun.is_set)
    assert "Gathering all of it" in opened.notices.state.text
    press(qtbot, opened, "Cancel")
    goes_on.set()
    wait_for(qtbot, opened, "Cancelled; nothing was changed")
    assert not (tmp_path / "export.age").exists()
    assert named(opened, Button, "Choose where…").isEnabled()


def test_an_export_does_not_take_the_place_of_the_vault(
    qtbot: QtBot, opened: VaultPage, home_vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_as(home_vault, monkeypatch)
    press(qtbot, opened, "Export everything…")
    fill_new(qtbot, opened, NEW)
    press(qtbot, opened, "Choose where…")
    wait_for(qtbot, opened, "home.strongroom already")
    assert opens(home_vault, GOOD)


def test_a_vault_is_moved_and_remembered_where_it_lies_then(
    qtbot: QtBot,
    opened: VaultPage,
    home_vault: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    boat, settings = tmp_path / "stick" / "boat.strongroom", opened.parts.settings
    save_as(boat.with_suffix(""), monkeypatch)
    settings.remember(settings.remembered.with_vault(home_vault))
    press(qtbot, opened, "Move it…")
    assert is_said(opened, "only then are they removed here")
    with qtbot.waitSignal(opened.session.vault_moved):
        press(qtbot, opened, "Choose where…")
    wait_for(qtbot, opened, "no longer where it was")
    qtbot.waitUntil(lambda: opened.title == "boat")
    assert (settings.remembered.vaults, home_vault.exists()) == ((boat,), False)
    opened.session.lock()
    assert opens(boat, GOOD)


def test_both_places_are_remembered_until_the_move_has_ended(
    qtbot: QtBot,
    opened: VaultPage,
    home_vault: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    boat, settings = tmp_path / "stick" / "boat.strongroom", opened.parts.settings
    begun, goes_on = Event(), Event()

    def slow(vault: Vault, target: Path, progress: Callable[[int, int], None]) -> None:
        begun.set()
        goes_on.wait(10)
        progress(1, 2)

    monkeypatch.setattr(vault_move_desk, "move", slow)
    save_as(boat, monkeypatch)
    press(qtbot, opened, "Move it…")
    press(qtbot, opened, "Choose where…")
    qtbot.waitUntil(begun.is_set)
    assert list(settings.remembered.vaults) == [boat, home_vault]
    press(qtbot, opened, "Cancel")
    goes_on.set()
    wait_for(qtbot, opened, "Cancelled; nothing was changed")
    assert list(settings.remembered.vaults) == [home_vault]


def test_a_move_over_another_file_is_refused(
    qtbot: QtBot,
    opened: VaultPage,
    home_vault: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = tmp_path / "other.strongroom"
    other.write_text("Dear Anna")
    save_as(other, monkeypatch)
    press(qtbot, opened, "Move it…")
    press(qtbot, opened, "Choose where…")
    wait_for(qtbot, opened, "other.strongroom already")
    assert (opens(home_vault, GOOD), other.read_text()) == (True, "Dear Anna")


@pytest.mark.parametrize("there", ["another vault", "itself"])
def test_a_move_that_is_refused_leaves_what_was_remembered(
    qtbot: QtBot,
    opened: VaultPage,
    home_vault: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    there: str,
) -> None:
    known = (home_vault, *(tmp_path / f"{number}.strongroom" for number in range(MOST_VAULTS - 1)))
    known[-1].write_text("another vault")
    settings = opened.parts.settings
    settings.remember(replace(settings.remembered, vaults=known))
    save_as(home_vault if there == "itself" else known[-1], monkeypatch)
    press(qtbot, opened, "Move it…")
    press(qtbot, opened, "Choose where…")
    wait_for(qtbot, opened, "already")
    assert (settings.remembered.vaults, opens(home_vault, GOOD)) == (known, True)


def test_a_move_forgets_no_other_vault(
    qtbot: QtBot,
    opened: VaultPage,
    home_vault: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    others = tuple(tmp_path / f"{number}.strongroom" for number in range(MOST_VAULTS - 1))
    boat, settings = tmp_path / "stick" / "boat.strongroom", opened.parts.settings
    settings.remember(replace(settings.remembered, vaults=(home_vault, *others)))
    save_as(boat, monkeypatch)
    press(qtbot, opened, "Move it…")
    press(qtbot, opened, "Choose where…")
    wait_for(qtbot, opened, "no longer where it was")
    assert settings.remembered.vaults == (boat, *others)


def test_what_a_move_could_not_remove_is_named(
    qtbot: QtBot,
    opened: VaultPage,
    home_vault: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    damaged = home_vault.with_name("home.replaced-20260301T120000Z")
    damaged.write_bytes(b"damaged")
    save_as(tmp_path / "stick" / "boat.strongroom", monkeypatch)
    press(qtbot, opened, "Move it…")
    press(qtbot, opened, "Choose where…")
    wait_for(qtbot, opened, damaged.name)


def test_what_a_strict_vault_needs_elsewhere_is_said(
    qtbot: QtBot, opened: VaultPage, keyring: MemoryKeyring
) -> None:
    vault = vault_of(opened)
    vault.add_factor(RecoveryKey(b"r" * 32))
    require_keyring(vault, GOOD, AtHand(keyring), QUICK)
    opened._show()
    qtbot.waitUntil(lambda: is_said(opened, "keyring does not travel"))
    assert is_said(opened, "The recovery key on paper opens it anywhere")


@pytest.fixture
def several(look: Look, places: Places, tmp_path: Path) -> Parts:
    """One vault in the usual folder, one elsewhere, and one on a stick that is not put in."""
    parts = make_parts(look)
    usual, elsewhere = places.vaults / "home.strongroom", tmp_path / "club.strongroom"
    for path in (usual, elsewhere):
        path.parent.mkdir(parents=True, exist_ok=True)
        create_with(path, [quick(GOOD)]).lock()
    remembered = Remembered(vaults=(elsewhere, Path("/media/stick/boat.strongroom")))
    parts.settings.remember(remembered)
    return parts


def test_one_of_several_vaults_is_chosen(
    qtbot: QtBot, show: Callable[..., VaultPage], several: Parts
) -> None:
    page = show(several)
    assert page.title == "Unlock club"
    qtbot.waitUntil(lambda: is_said(page, "not there now"))
    assert not is_offered(page, "Unlock boat")
    press(qtbot, page, "Unlock home")
    assert page.title == "Unlock home"
    qtbot.waitUntil(lambda: is_offered(page, "Unlock club"))


def test_other_vaults_are_not_looked_for_on_the_thread_of_the_window(
    qtbot: QtBot,
    show: Callable[..., VaultPage],
    several: Parts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads: list[Thread] = []

    def looked_for(*asked: Any) -> tuple[KnownVault, ...]:
        threads.append(current_thread())
        return known_vaults(*asked)

    monkeypatch.setattr(vault_choice, "known_vaults", looked_for)
    page = show(several)
    qtbot.waitUntil(lambda: is_offered(page, "Unlock home"))
    assert threads
    assert current_thread() not in threads


@pytest.fixture
def disk_answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Set once the disk says whether files are there; until then whoever asks it waits."""
    answers = Event()

    def waiting(*asked: Any) -> Path | None:
        answers.wait(10)
        return first_there(*asked)

    monkeypatch.setattr(vault_module, "first_there", waiting)
    yield answers
    answers.set()


def test_the_page_is_there_before_a_slow_disk_answers_and_then_corrects_itself(
    qtbot: QtBot,
    show: Callable[..., VaultPage],
    several: Parts,
    tmp_path: Path,
    disk_answers: Event,
) -> None:
    (tmp_path / "club.strongroom").unlink()
    page = show(several)
    assert page.title == "Unlock club"
    disk_answers.set()
    qtbot.waitUntil(lambda: page.title == "Unlock home")


def test_who_has_begun_to_type_stays_where_they_are(
    qtbot: QtBot,
    show: Callable[..., VaultPage],
    several: Parts,
    tmp_path: Path,
    disk_answers: Event,
) -> None:
    (tmp_path / "club.strongroom").unlink()
    page = show(several)
    type_in(qtbot, page, "Passphrase", GOOD)
    disk_answers.set()
    qtbot.waitUntil(lambda: is_offered(page, "Unlock home"))
    assert page.title == "Unlock club"


def test_a_vault_is_unlocked_while_the_disk_of_another_does_not_answer(
    qtbot: QtBot,
    show: Callable[..., VaultPage],
    several: Parts,
    disk_answers: Event,
) -> None:
    page = show(several)
    type_in(qtbot, page, "Passphrase", GOOD)
    with qtbot.waitSignal(several.session.vault_changed):
        press(qtbot, page, "Unlock")
    assert not disk_answers.is_set()
    several.session.lock()


def test_it_is_said_that_no_vault_is_where_it_was(
    qtbot: QtBot, show: Callable[..., VaultPage], look: Look
) -> None:
    parts = make_parts(look)
    parts.settings.remember(Remembered(vaults=(Path("/media/stick/boat.strongroom"),)))
    page = show(parts)
    wait_for(qtbot, page, "/media/stick/boat.strongroom is not there now")
    assert page.title == "Unlock boat"


def test_a_vault_is_forgotten_and_its_file_stays(
    qtbot: QtBot, show: Callable[..., VaultPage], several: Parts, tmp_path: Path
) -> None:
    page = show(several)
    press(qtbot, page, "Forget boat; its file stays")
    qtbot.waitUntil(lambda: is_offered(page, "Unlock home"))
    assert not is_said(page, "not there now")
    press(qtbot, page, "Unlock home")
    press(qtbot, page, "Forget club; its file stays")
    assert several.settings.remembered.vaults == ()
    assert (tmp_path / "club.strongroom").is_file()
    assert not is_offered(page, "Forget home; its file stays")


def test_an_earlier_state_comes_back_and_the_present_is_kept(
    qtbot: QtBot, opened: VaultPage
) -> None:
    vault = vault_of(opened)
    qtbot.waitUntil(lambda: bool(opened.findChildren(OpenVault)))
    buttons = [one for one in opened.findChildren(Button) if "Bring back" in one.accessibleName()]
    assert len(buttons) == 3
    buttons[1].click()
    wait_for(qtbot, opened, "The earlier state is back")
    assert vault.get("a", "b") == {"number": 0}
    assert len(vault.generations()) == 4


def test_a_large_file_is_said_with_what_to_do(
    qtbot: QtBot, opened: VaultPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: bool(opened.findChildren(OpenVault)))
    assert not is_said(opened, "larger than 32 MiB")
    monkeypatch.setattr("strongroom.vault.vault.WARN_FILE", 1)
    opened._show()
    qtbot.waitUntil(lambda: is_said(opened, "larger than 32 MiB"))


def test_earlier_states_of_one_minute_are_told_apart_by_the_second(
    qtbot: QtBot, opened: VaultPage
) -> None:
    qtbot.waitUntil(lambda: bool(opened.findChildren(OpenVault)))
    names = [one.accessibleName() for one in opened.findChildren(Button)]
    shown = [each for each in names if each.startswith("Bring back: ")]
    assert any(re.search(r" 20\d\d, \d\d:\d\d:\d\d$", each) for each in shown)


def test_all_earlier_states_are_shown_when_asked_for(qtbot: QtBot, opened: VaultPage) -> None:
    qtbot.waitUntil(lambda: bool(opened.findChildren(OpenVault)))
    vault, now = vault_of(opened), datetime.now(UTC)
    latest = vault.generations()[0]
    for day in range(1, 30):
        name = f"000000-{now - timedelta(days=day):%Y%m%dT%H%M%SZ}-{vault.vault_id[:4].hex()}"
        latest.path.with_name(f"{name}.strongroom").write_bytes(latest.path.read_bytes())
    opened._show()
    qtbot.waitUntil(lambda: is_offered(opened, "Show all 32"))
    assert len(ways_back(opened)) == 10
    press(qtbot, opened, "Show all 32")
    qtbot.waitUntil(lambda: len(ways_back(opened)) == 32)
    assert not named(opened, Button, "Show all 32").isVisibleTo(opened)
    assert opened.window().focusWidget() is ways_back(opened)[10]
    assert ways_back(opened)[30].nextInFocusChain() is ways_back(opened)[31]


def ways_back(page: VaultPage) -> list[Button]:
    """The buttons of earlier states that can be seen."""
    buttons = page.findChildren(Button)
    shown = [one for one in buttons if one.isVisibleTo(page)]
    return [one for one in shown if one.accessibleName().startswith("Bring back: ")]


def test_an_earlier_state_takes_the_place_of_a_damaged_vault(
    qtbot: QtBot, show: Callable[..., VaultPage], look: Look, home_vault: Path
) -> None:
    with open_vault(home_vault, GOOD) as vault:
        vault.put("a", "b", {})
        vault.save()
        (kept,) = vault.generations()
    home_vault.write_bytes(b"damaged")
    page = show(make_parts(look, Keeper(open_vault(kept.path, GOOD))))
    qtbot.waitUntil(lambda: is_said(page, "An earlier state of a vault"))
    with qtbot.waitSignal(page.session.vault_changed):
        press(qtbot, page, "Put it in the vault’s place")
    assert page.parts.settings.remembered.vaults == (home_vault,)
    assert opens(home_vault, GOOD)


def test_a_removed_wallet_comes_back(
    qtbot: QtBot, show: Callable[..., VaultPage], look: Look, home_vault: Path
) -> None:
    keeper = Keeper(open_vault(home_vault, GOOD))
    practice_keeper().carry_into(keeper)
    gone = keeper.wallets()[0]
    keeper.remove_wallet(gone.row, datetime.now(UTC))
    page = show(make_parts(look, keeper))
    qtbot.waitUntil(lambda: is_said(page, "Removed wallets"))
    name = next(
        one.accessibleName()
        for one in page.findChildren(Button)
        if gone.wallet.name in one.accessibleName()
    )
    assert name.endswith("days left: 29")
    press(qtbot, page, name)
    wait_for(qtbot, page, "The wallet is back")
    assert page.session.wallet(gone.row) == gone
    page.session.lock()


def test_what_was_removed_long_ago_is_dropped_when_the_vault_is_opened(
    qtbot: QtBot, show: Callable[..., VaultPage], home_vault: Path
) -> None:
    with open_vault(home_vault, GOOD) as vault:
        keeper = Keeper(vault)
        practice_keeper().carry_into(keeper)
        for kept, days in zip(keeper.wallets(), (29, 31), strict=False):
            keeper.remove_wallet(kept.row, datetime.now(UTC) - timedelta(days=days))
        first = keeper.removed_wallets()[0]
    page = show(path=home_vault)
    type_in(qtbot, page, "Passphrase", GOOD)
    with qtbot.waitSignal(page.session.vault_changed):
        named(page, Button, "Unlock").click()
    assert page.session.keeper.removed_wallets() == (first,)
    page.session.lock()


def test_an_older_file_says_both_dates_and_waits_for_a_word(
    qtbot: QtBot,
    show: Callable[..., VaultPage],
    look: Look,
    home_vault: Path,
    keyring: MemoryKeyring,
) -> None:
    seen = Seen(9, "aa", datetime(2030, 1, 2, tzinfo=UTC))
    with open_vault(home_vault, GOOD) as vault:
        witness = Witness(keyring, vault._header.vault_id)
    witness.note(seen)
    witness.end().join()
    parts = make_parts(look, Keeper(open_vault(home_vault, GOOD, keyring=keyring)))
    page = show(parts)
    qtbot.waitUntil(lambda: bool(page.findChildren(OpenVault)))
    words = " ".join(one.text() for one in page.findChildren(Text))
    assert "2030" in words or "30" in words
    assert "This is an older file" in words
    press(qtbot, page, "Go on with this one")
    wait_for(qtbot, page, "counts as the last")
    vault_of(page).put("a", "c", {})
    vault_of(page).save()
    assert vault_of(page).generation == 11
    parts.session.lock()


def test_what_happens_if_one_forgets_is_said_before(qtbot: QtBot, opened: VaultPage) -> None:
    qtbot.waitUntil(lambda: bool(opened.findChildren(OpenVault)))
    words = " ".join(one.text() for one in opened.findChildren(Text))
    assert "Then nobody can open this vault" in words
    vault_of(opened).add_factor(RecoveryKey(b"r" * 32))
    opened._show()
    qtbot.waitUntil(
        lambda: (
            "then sets another passphrase"
            in " ".join(one.text() for one in opened.findChildren(Text))
        )
    )


def test_how_soon_it_locks_by_itself_is_kept(qtbot: QtBot, opened: VaultPage) -> None:
    qtbot.waitUntil(lambda: bool(opened.findChildren(OpenVault)))
    choice = named(opened, Choice, "Lock by itself")
    assert "15" in choice.currentText()
    choice.activated.emit(1)
    qtbot.waitUntil(lambda: opened.session.idle_minutes == 5)


@pytest.mark.parametrize(
    "wish",
    [
        "",
        "Change the passphrase…",
        "Make a recovery key…",
        "Somebody may know it…",
        "Move it…",
        "Export everything…",
    ],
)
def test_every_control_of_an_open_vault_has_a_name_and_fits(
    qtbot: QtBot, opened: VaultPage, wish: str
) -> None:
    qtbot.waitUntil(lambda: bool(opened.findChildren(OpenVault)))
    if wish:
        press(qtbot, opened, wish)
    for width in (1040, 720):
        photograph(opened, width, 720)
        assert nameless(opened) == []
        assert cut_off(opened) == []


def test_every_control_of_each_form_has_a_name(
    show: Callable[..., VaultPage], home_vault: Path
) -> None:
    for page in (show(), show(path=home_vault)):
        assert all(one.accessibleName() for one in controls(page))
