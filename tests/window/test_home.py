from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from strongroom.vault.vault import create_with
from strongroom.window.look import Look
from strongroom.window.page import Page
from strongroom.window.pages import home as home_module
from strongroom.window.pages.home import HomePage
from strongroom.window.places import Home, PaymentPlace, VaultPlace, WalletPlace, WalletTab
from strongroom.window.session import Session
from strongroom.window.standing import missing_names, needs, payment_quorum
from strongroom.window.tasks import Lanes
from strongroom.window.widgets.quorum import SlotState
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.past_record import coins_told
from strongroom.workflows.told_heights import ToldHeights
from tests.vault.quick import Held
from tests.window.frame import (
    COMPARED,
    DEPOSIT,
    FAMILY,
    NOW,
    PAYMENT,
    controls,
    make_parts,
    practice_keeper,
)
from tests.window.page_payments import aging


def words(page: Page) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


@pytest.fixture
def home(qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch) -> HomePage:
    monkeypatch.setattr(home_module, "can_show", lambda kind: True)
    page = HomePage(make_parts(look, practice_keeper()), Home())
    qtbot.addWidget(page)
    page.show()
    return page


def test_says_what_waits_and_for_whom(home: HomePage) -> None:
    said = words(home)
    assert home.title == "Two things need you"
    assert "Payment to Nordwind Boatyard waits for one more signature" in said
    assert "Bob or Carol can sign" in said
    assert "The keys of Harbour Sailing Club are not all compared" in said


def test_enter_continues_the_first_thing(qtbot: QtBot, home: HomePage) -> None:
    with qtbot.waitSignal(home.go) as heard:
        qtbot.keyClick(home, Qt.Key.Key_Return)
    assert heard.args == [PaymentPlace(PAYMENT.transaction.txid)]


def control(page: Page, name: str) -> QAbstractButton:
    found = next(one for one in controls(page) if one.accessibleName() == name)
    assert isinstance(found, QAbstractButton)
    return found


def test_a_vault_that_is_locked_is_offered_by_its_name(qtbot: QtBot, look: Look) -> None:
    parts = make_parts(look)
    known = replace(parts.settings.remembered, vaults=(Path("/somewhere/family.strongroom"),))
    parts.settings.remember(known)
    page = HomePage(parts, Home())
    qtbot.addWidget(page)
    page.show()
    assert page.title == "Your vault is locked"
    with qtbot.waitSignal(page.go) as heard:
        control(page, "Unlock family…").click()
    assert heard.args == [VaultPlace()]


def test_a_cosigner_without_a_name_goes_by_its_place(home: HomePage) -> None:
    (payment,) = home.session.payments
    kept = home.session.wallet(payment.wallet_row)
    assert kept is not None
    nameless = replace(kept.record.cosigners[2], name="")
    record = replace(kept.record, cosigners=(*kept.record.cosigners[:2], nameless))
    assert missing_names(replace(kept, record=record), payment)[-1] == "Key 3"


def test_a_payment_is_removed_and_comes_back(qtbot: QtBot, home: HomePage) -> None:
    kept = home.session.payments
    control(home, "Remove Payment to Nordwind Boatyard").click()
    qtbot.waitUntil(lambda: "Removed: Payment to Nordwind Boatyard" in words(home))
    assert (home.title, home.session.payments) == ("One thing needs you", ())
    control(home, "Undo").click()
    qtbot.waitUntil(lambda: home.session.removed is None)
    assert "Removed:" not in words(home)
    assert home.session.payments == kept


def test_with_whom_a_payment_is_now_is_seen(home: HomePage) -> None:
    session, bob = home.session, DEPOSIT.policy.cosigners[1].fingerprint
    assert bob is not None
    session.keeper.note_saved(PAYMENT.transaction.txid, bob.hex(), NOW)
    session.use(session.keeper)
    state = payment_quorum(session.wallets[0], session.under_way)
    assert state.slots == (SlotState.FULL, SlotState.HALF, SlotState.HOLLOW)
    assert missing_names(session.wallets[0], session.payments[0]) == ("Bob", "Carol")


def test_a_wallet_of_the_table_is_opened(qtbot: QtBot, home: HomePage) -> None:
    row = next(one for one in controls(home) if one.accessibleName() == "House deposit")
    assert "Keys compared: 2 of 2" in row.accessibleDescription()
    with qtbot.waitSignal(home.go) as heard:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert heard.args == [WalletPlace(home.session.wallets[2].row)]


def test_a_new_wallet_appears_at_once(qtbot: QtBot, look: Look) -> None:
    page = HomePage(make_parts(look), Home())
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.session.wallets_changed):
        page.session.change(lambda keeper: keeper.keep_wallet(DEPOSIT, COMPARED[:2], NOW))
    assert page.title == "Nothing needs you"
    assert "House deposit" in [one.accessibleName() for one in controls(page)]


def test_an_empty_home_offers_the_first_step(qtbot: QtBot, look: Look) -> None:
    page = HomePage(make_parts(look), Home())
    qtbot.addWidget(page)
    page.show()
    assert "Begin with a vault" in words(page)
    with qtbot.waitSignal(page.go) as heard:
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert heard.args == [VaultPlace()]


def test_an_empty_vault_offers_to_bring_a_wallet(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    with create_with(tmp_path / "home.strongroom", [Held()]) as vault:
        page = HomePage(make_parts(look, Keeper(vault)), Home())
        qtbot.addWidget(page)
        page.show()
        assert "Bring a wallet you have" in words(page)
        assert "Begin with a vault" not in words(page)
        assert page.notices.state.text == "Everything is saved."


def test_a_set_up_that_was_begun_is_offered(qtbot: QtBot, look: Look) -> None:
    keeper = Keeper()
    keeper.keep_draft("set-up", "keys", {"name": "Boat"}, NOW)
    page = HomePage(make_parts(look, keeper), Home())
    qtbot.addWidget(page)
    page.show()
    assert "The set-up of Boat is not finished" in words(page)
    control(page, "Discard: the set-up of Boat").click()
    qtbot.waitUntil(lambda: "Removed: the set-up of Boat" in words(page))
    assert keeper.drafts() == ()
    control(page, "Undo").click()
    qtbot.waitUntil(lambda: "The set-up of Boat is not finished" in words(page))


def test_coins_near_a_recovery_path_come_first(qtbot: QtBot, look: Look) -> None:
    keeper, payment = practice_keeper(), aging()
    row = keeper.keep_wallet(payment.wallet, COMPARED, NOW).row
    parts = make_parts(look, keeper)
    page = HomePage(parts, Home())
    qtbot.addWidget(page)
    assert "recovery path" not in words(page)
    heights = ToldHeights(852_560, {str(payment.review.inputs[0].outpoint)[:64]: 800_000})
    coins = coins_told(payment, heights)
    parts.session.change(lambda keeper: keeper.keep_heights(row, heights, NOW, coins))
    qtbot.waitUntil(lambda: "A recovery path can spend coins of Recovery now" in words(page))
    with qtbot.waitSignal(page.go) as heard:
        control(page, "See the coins: A recovery path can spend coins of Recovery now").click()
    assert heard.args == [WalletPlace(row, tab=WalletTab.COINS)]


def test_without_a_vault_one_is_offered_for_the_wallets(qtbot: QtBot, look: Look) -> None:
    keeper = Keeper()
    keeper.keep_wallet(FAMILY, (), NOW)
    page = HomePage(make_parts(look, keeper), Home())
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.go) as heard:
        control(page, "Open or make a vault…").click()
    assert heard.args == [VaultPlace()]


def test_the_quorum_of_a_wallet_shows_its_payment(qtbot: QtBot) -> None:
    session = Session(Lanes(), practice_keeper())
    kept, payment = session.wallets[0], session.payments[0]
    assert payment_quorum(kept, session.under_way).signed == 1
    assert missing_names(kept, payment) == ("Bob", "Carol")
    assert needs(session) == (payment, session.wallets[1])
