from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from strongroom.formats.log_chain import read_log
from strongroom.vault.log import LogKind
from strongroom.vault.tables import LOG
from strongroom.vault.vault import Vault, create_with
from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow
from strongroom.window.page import Page, Parts
from strongroom.window.pages.log import LogPage
from strongroom.window.pages.wallet import WalletPage
from strongroom.window.places import Home, LogPlace, PaymentPlace, Place, WalletPlace, WalletTab
from strongroom.window.session import Session
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.field import Choice
from strongroom.window.widgets.finding import FindingCard
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.log import Note
from tests.vault.quick import Held
from tests.window.frame import NOW, make_parts, practice_keeper


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with create_with(tmp_path / "home.strongroom", [Held()]) as vault:
        practice_keeper(Keeper(vault, lambda: NOW))
        yield vault


@pytest.fixture
def parts(look: Look, vault: Vault) -> Parts:
    return make_parts(look, Keeper(vault, lambda: NOW))


def shown(qtbot: QtBot, parts: Parts, place: Place | None = None) -> LogPage:
    page = LogPage(parts, place if isinstance(place, LogPlace) else LogPlace(Home()))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: bool(page.findChildren(FindingCard)))
    qtbot.waitUntil(lambda: not page._turns.is_busy)
    return page


def texts(page: Page) -> list[str]:
    return [one.text() for one in page.findChildren(Text)]


def standing(page: Page) -> FindingCard:
    return page.findChildren(FindingCard)[0]


def test_the_latest_is_the_first_and_days_stand_above(qtbot: QtBot, parts: Parts) -> None:
    said = texts(shown(qtbot, parts))
    sentences = [one for one in said if one.startswith(("The ", "A payment"))]
    assert sentences[0].startswith("The signatures of Alice")
    assert sentences[-1].startswith("The wallet Family savings was taken in")
    assert said.count("1 March 2026") == 1


def test_says_that_it_holds_and_its_head(qtbot: QtBot, parts: Parts, vault: Vault) -> None:
    page = shown(qtbot, parts)
    assert standing(page).state.sign is SignKind.SEEN
    head = Keeper(vault).check_log().head
    assert head in "".join("".join(texts(page)).split())


def test_says_where_it_does_not_hold(qtbot: QtBot, parts: Parts, vault: Vault) -> None:
    vault.delete(LOG.name, "0000000002")
    page = shown(qtbot, parts)
    assert standing(page).state.sign is SignKind.STOPS
    assert "line 3" in standing(page).state.message


def test_one_wallet_can_be_looked_at_alone(qtbot: QtBot, parts: Parts) -> None:
    row = parts.session.wallets[1].row
    page = shown(qtbot, parts, LogPlace(WalletPlace(row), row))
    assert not [one for one in texts(page) if "Family savings" in one]
    (choice,) = page.findChildren(Choice)
    assert choice.currentText() == "Harbour Sailing Club"
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    qtbot.waitUntil(lambda: any("Family savings" in one for one in texts(page)))


def test_a_payment_can_be_looked_at_alone(qtbot: QtBot, parts: Parts) -> None:
    payment = parts.session.payments[0]
    place = LogPlace(PaymentPlace(payment.row), payment.wallet_row, payment.row)
    page = shown(qtbot, parts, place)
    (choice,) = page.findChildren(Choice)
    assert choice.currentText() == "This payment"
    assert not [one for one in texts(page) if "was taken in" in one]
    assert [one for one in texts(page) if one.startswith("The signatures of Alice")]
    choice.activated.emit(1)
    qtbot.waitUntil(lambda: any("Family savings was taken in" in one for one in texts(page)))


def test_much_of_it_comes_on_demand(qtbot: QtBot, parts: Parts, vault: Vault) -> None:
    notes = [Note(LogKind.RE_KEYED) for _ in range(150)]
    Keeper(vault, lambda: NOW).note(*notes)
    page = shown(qtbot, parts)
    count = texts(page).count("All was encrypted anew under another key.")
    assert count == 100
    more = next(one for one in page.findChildren(Button) if "earlier" in one.accessibleName())
    more.click()
    qtbot.waitUntil(lambda: texts(page).count("All was encrypted anew under another key.") == 150)


def test_it_is_saved_as_a_file_that_holds(
    qtbot: QtBot, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.jsonl"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    page = shown(qtbot, parts)
    page.export.click()
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: "log.jsonl" in page.notices.state.text)
    assert read_log(path.read_bytes()) == parts.session.keeper.check_log()


def test_an_empty_one_says_what_will_be_here(qtbot: QtBot, look: Look) -> None:
    page = shown(qtbot, make_parts(look))
    assert "Nothing was noted yet" in texts(page)
    assert not page.export.isEnabled()


def test_the_page_of_a_wallet_leads_to_its_own_and_back(qtbot: QtBot, parts: Parts) -> None:
    row = parts.session.wallets[0].row
    page = WalletPage(parts, WalletPlace(row, tab=WalletTab.PAYMENTS))
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.go) as heard:
        next(one for one in page.findChildren(Button) if one.accessibleName() == "Log").click()
    assert heard.args == [LogPlace(WalletPlace(row, tab=WalletTab.PAYMENTS), row)]


def test_a_log_that_does_not_hold_is_told_when_its_vault_is_opened(
    qtbot: QtBot, look: Look, vault: Vault
) -> None:
    vault.delete(LOG.name, "0000000002")
    window = MainWindow(make_parts(look))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.parts.session.log_broken):
        window.parts.session.use(Keeper(vault))
    assert window.page is not None
    assert window.page.notices.state.sign is SignKind.STOPS
    assert "does not hold" in window.page.notices.state.text


def test_a_log_that_holds_is_not_spoken_of(qtbot: QtBot, parts: Parts, vault: Vault) -> None:
    session = Session(parts.lanes)
    with qtbot.assertNotEmitted(session.log_broken, wait=200):
        session.use(Keeper(vault))
