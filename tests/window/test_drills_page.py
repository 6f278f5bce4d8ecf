from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from strongroom.formats.writing import write_wallet
from strongroom.model.drill import Tried
from strongroom.vault.people import PersonRecord
from strongroom.vault.recovery_key import DrawnRecoveryKey
from strongroom.vault.vault import Vault, create_with
from strongroom.window.look import Look
from strongroom.window.pages.cosigner_card import CosignerCard
from strongroom.window.pages.drill_form import DrillForm
from strongroom.window.pages.drills import DrillsPage, _today
from strongroom.window.pages.wallet import WalletPage
from strongroom.window.places import DrillsPlace, Home, WalletPlace, WalletTab
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.workflows.drills import Drill, drill_text
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.vault_factors import add_recovery_key
from tests.vault.quick import quick
from tests.window.frame import CLUB, FAMILY, make_parts, practice_keeper
from tests.workflows.signed_texts import path_of, signature_of

DRAWN = DrawnRecoveryKey(bytes(range(32)))


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with create_with(tmp_path / "home.strongroom", [quick("open sesame")]) as vault:
        practice_keeper(Keeper(vault))
        add_recovery_key(vault, DRAWN.typed_back(" ".join(DRAWN.groups)))
        yield vault


@pytest.fixture
def page(qtbot: QtBot, look: Look, vault: Vault) -> DrillsPage:
    parts = make_parts(look, Keeper(vault))
    page = DrillsPage(parts, DrillsPlace(parts.session.wallets[0].row, Home()))
    qtbot.addWidget(page)
    page.furnish()
    page.show()
    qtbot.waitUntil(lambda: not page._turns.is_busy)
    return page


def form(page: DrillsPage, tried: Tried, by: str = "Alice") -> DrillForm:
    found = page.form
    assert found is not None
    found.choose(tried)
    found.by.setText(by)
    return found


def press(page: DrillsPage, words: str) -> None:
    next(one for one in page.findChildren(Button) if one.text() == words).click()


def texts(page: DrillsPage | CosignerCard) -> list[str]:
    return [one.text() for one in page.findChildren(Text) if one.isVisibleTo(page)]


def until_noted(qtbot: QtBot, page: DrillsPage, sentence: str) -> None:
    qtbot.waitUntil(lambda: page.notices.state.text == sentence)
    qtbot.waitUntil(lambda: not page._turns.is_busy)


def until_shown(qtbot: QtBot, page: DrillsPage, end: str) -> None:
    qtbot.waitUntil(lambda: any(text.endswith(end) for text in texts(page)))


def test_what_was_never_tried_is_said_plainly(page: DrillsPage) -> None:
    said = texts(page)
    assert said.count("never tried") == 3 * 2 + 3
    assert "A drill is due again after 180 days." in said


def test_a_drill_is_noted_at_a_persons_word(qtbot: QtBot, page: DrillsPage) -> None:
    fields = form(page, Tried.WORDS)
    fields.boxes[0].setChecked(True)
    fields.note.setText("in ten minutes")
    press(page, "Note it")
    until_noted(qtbot, page, "It is noted in the log.")
    assert page.notices.state.sign is SignKind.SAID
    (noted,) = page.session.drills
    assert (noted.tried, noted.by, noted.note, len(noted.keys)) == (
        Tried.WORDS,
        "Alice",
        "in ten minutes",
        1,
    )
    until_shown(qtbot, page, "by Alice · today")
    assert not fields.boxes[0].isChecked()


def test_a_drill_of_long_ago_is_due_again(qtbot: QtBot, page: DrillsPage) -> None:
    fields = form(page, Tried.WORDS)
    fields.boxes[0].setChecked(True)
    fields.day.setText((_today() - timedelta(days=200)).isoformat())
    press(page, "Note it")
    until_noted(qtbot, page, "It is noted in the log.")
    until_shown(qtbot, page, "by Alice · 200 days ago · due again")


@pytest.mark.parametrize(
    ("by", "day", "sentence"),
    [
        ("", "2026-03-01", "Nobody is named who did this drill."),
        ("Alice", "yesterday", "This day is still to come, or is no day."),
        ("Alice", "2026-03-01", "No key is named that was tried."),
    ],
)
def test_says_what_is_missing(
    qtbot: QtBot, page: DrillsPage, by: str, day: str, sentence: str
) -> None:
    form(page, Tried.WORDS, by).day.setText(day)
    press(page, "Note it")
    qtbot.waitUntil(lambda: page.notices.state.text.startswith(sentence))
    assert page.session.drills == ()


def test_what_a_device_signed_is_checked_and_attached(qtbot: QtBot, page: DrillsPage) -> None:
    fields = form(page, Tried.SIGNED)
    assert fields.answer is not None
    text = fields.answer.request.message.text()
    assert text == drill_text(FAMILY, _today())
    fields.answer.set_answer(signature_of(2, path_of(2), text))
    press(page, "Check it now")
    until_noted(qtbot, page, "The signature is a key’s of this wallet. It is noted in the log.")
    (noted,) = page.session.drills
    assert noted.is_checked
    assert noted.keys == ((FAMILY.policy.cosigners[1].fingerprint or b"").hex(),)


@pytest.mark.parametrize("is_own", [True, False])
def test_a_wallets_file_is_checked(
    qtbot: QtBot, page: DrillsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_own: bool
) -> None:
    path = tmp_path / "family.txt"
    path.write_text(write_wallet(FAMILY if is_own else CLUB, "descriptor", None))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    form(page, Tried.WALLET_FILE)
    press(page, "Check a file now…")
    wanted = "family.txt brings this very wallet back" if is_own else "The file family.txt is of an"
    qtbot.waitUntil(lambda: page.notices.state.text.startswith(wanted), timeout=20_000)
    assert len(page.session.drills) == is_own


@pytest.mark.parametrize("is_right", [True, False])
def test_the_recovery_key_is_tried_and_not_left_on_the_page(
    qtbot: QtBot, page: DrillsPage, is_right: bool
) -> None:
    typed = DRAWN if is_right else DrawnRecoveryKey(bytes(range(1, 33)))
    fields = form(page, Tried.RECOVERY_KEY)
    area = fields.recovery_key
    assert area is not None
    area.setPlainText(" ".join(typed.groups))
    press(page, "Check it now")
    wanted = "This recovery key opens the vault" if is_right else "This is a recovery key, but it"
    qtbot.waitUntil(lambda: page.notices.state.text.startswith(wanted))
    assert len(page.session.drills) == is_right
    assert (area.toPlainText() == "") is is_right


def test_without_a_vault_nothing_of_one_is_asked(qtbot: QtBot, look: Look) -> None:
    keeper = practice_keeper()
    keeper.keep_person(PersonRecord("Dora Lund"))
    page = DrillsPage(make_parts(look, keeper), DrillsPlace(keeper.wallets()[0].row, Home()))
    qtbot.addWidget(page)
    page.furnish()
    page.show()
    found = page.form
    assert found is not None
    assert found.tried.count() == 3
    found.by.completer().setCompletionPrefix("do")
    assert found.by.completer().currentCompletion() == "Dora Lund"


def test_a_wallet_that_is_gone_is_said_to_be(qtbot: QtBot, look: Look) -> None:
    page = DrillsPage(make_parts(look), DrillsPlace("nowhere", Home()))
    qtbot.addWidget(page)
    page.furnish()
    page.show()
    assert any("is not here any more" in text for text in texts(page))


def test_the_page_of_the_wallet_tells_the_last_drill_of_each_key(qtbot: QtBot, look: Look) -> None:
    keeper = practice_keeper()
    row, today = keeper.wallets()[0].row, _today()
    keeper.note_drill(row, Drill(Tried.WORDS, True, "Alice", today, (0,)), today)
    page = WalletPage(make_parts(look, keeper), WalletPlace(row))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.findChildren(CosignerCard)) == 3)
    first, second, _ = page.findChildren(CosignerCard)
    assert any(text.startswith("Last drill: Backup words read back · ") for text in texts(first))
    assert "No drill yet: nobody has tried this key’s backup or device." in texts(second)
    with qtbot.waitSignal(page.go) as heard:
        next(one for one in page.findChildren(Button) if one.text() == "Drills").click()
    assert heard.args == [DrillsPlace(row, WalletPlace(row, tab=WalletTab.OVERVIEW))]
