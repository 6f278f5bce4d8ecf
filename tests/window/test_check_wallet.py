from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from strongroom.engines.derivation import derive_address
from strongroom.formats.contract import DeviceProof
from strongroom.formats.writing import write_wallet
from strongroom.model.device import Device
from strongroom.model.finding import Finding, Severity
from strongroom.model.network import Network
from strongroom.model.wallet import Branch
from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.pages.check_wallet import CheckWalletPage
from strongroom.window.places import ImportPlace, WalletPlace
from strongroom.window.widgets.address import Address
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.field import Choice, TextField
from strongroom.window.widgets.timeline import Timeline
from strongroom.workflows.open_wallet import OpenedWallet, open_wallet
from tests import builders
from tests.recovery_wallets import recovery_wallet
from tests.window.frame import FAMILY, NOW, cut_off, make_parts, nameless, photograph


def opened() -> OpenedWallet:
    return open_wallet(write_wallet(FAMILY, "descriptor", None).encode(), FAMILY.network, "family")


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> CheckWalletPage:
    return shown(qtbot, look, opened())


def shown(qtbot: QtBot, look: Look, wallet: OpenedWallet) -> CheckWalletPage:
    page = CheckWalletPage(make_parts(look), ImportPlace(wallet, "family.txt"))
    qtbot.addWidget(page)
    page.resize(1048, 800)
    page.show()
    qtbot.waitUntil(lambda: len(page.findChildren(Address)) == 4)
    return page


def button(page: CheckWalletPage) -> Button:
    return next(
        one for one in page.findChildren(Button) if one.accessibleName() == "Keep this wallet"
    )


def test_nothing_is_kept_before_somebody_says_so(page: CheckWalletPage) -> None:
    assert page.session.wallets == ()


def test_shows_the_first_addresses_of_both_branches(page: CheckWalletPage) -> None:
    said = [one.state.text for one in page.findChildren(Address)]
    places = [(branch, index) for branch in Branch for index in range(2)]
    assert said == [derive_address(FAMILY, branch, index).text for branch, index in places]


def test_keeps_the_wallet_under_the_name_given(qtbot: QtBot, page: CheckWalletPage) -> None:
    page.findChildren(TextField)[0].setText("  Cabin fund ")
    with qtbot.waitSignal(page.go) as heard:
        button(page).click()
    (kept,) = page.session.wallets
    assert heard.args == [WalletPlace(kept.row)]
    assert kept.wallet.name == "Cabin fund"
    assert kept.wallet.policy == FAMILY.policy


def test_keeps_what_was_ticked(qtbot: QtBot, page: CheckWalletPage) -> None:
    page.findChildren(CheckBox)[1].click()
    with qtbot.waitSignal(page.go):
        button(page).click()
    compared = [one.compared is not None for one in page.session.wallets[0].record.cosigners]
    assert compared == [False, True, False]


def test_a_registration_in_the_file_is_shown_and_kept(qtbot: QtBot, look: Look) -> None:
    fingerprint = FAMILY.policy.cosigners[0].fingerprint or b""
    proof = DeviceProof(Device.LEDGER, fingerprint, "Liana-x", "ab" * 32)
    page = shown(qtbot, look, replace(opened(), proofs=(proof,)))
    shown_lines = [one.text() for one in page.findChildren(QLabel)]
    assert "Registered on the device · Ledger · as Liana-x" in shown_lines
    with qtbot.waitSignal(page.go):
        button(page).click()
    (one,) = page.session.wallets[0].record.cosigners[0].registrations
    assert one.proof == "ab" * 32


def test_asks_for_a_name(page: CheckWalletPage) -> None:
    page.findChildren(TextField)[0].setText(" ")
    button(page).click()
    assert page.notices.state.text == "Give the wallet a name first."


def test_says_it_when_the_wallet_is_here_already(qtbot: QtBot, page: CheckWalletPage) -> None:
    page.session.keeper.keep_wallet(FAMILY, (), NOW)
    button(page).click()
    qtbot.waitUntil(lambda: "is here already" in page.notices.state.text)


def test_what_stops_keeps_the_wallet_out(qtbot: QtBot, look: Look) -> None:
    found = Finding("key-duplicate", Severity.BLOCK, "wallet", {"first": 0, "second": 1})
    page = shown(qtbot, look, replace(opened(), findings=(found,)))
    assert not button(page).isEnabled()
    assert any(one.text() == "key-duplicate" for one in page.findChildren(QLabel))


def test_every_control_has_a_name_and_is_whole_with_large_text(qtbot: QtBot, look: Look) -> None:
    look.change(measures=Measures(2.0))
    page = shown(qtbot, look, opened())
    photograph(page, 684, 700)
    assert nameless(page) == []
    assert cut_off(page) == []


def choice(page: CheckWalletPage) -> Choice:
    found = page.findChild(Choice)
    assert found is not None
    return found


def test_the_network_is_chosen_where_the_file_is_silent(qtbot: QtBot, look: Look) -> None:
    silent = open_wallet(write_wallet(FAMILY, "descriptor", None).encode())
    page = shown(qtbot, look, silent)
    assert silent.wallet.network is Network.TESTNET4
    offered = [choice(page).itemText(at).split()[0] for at in range(choice(page).count())]
    assert offered == ["Testnet", "Testnet", "Signet", "Regtest"]
    page.findChildren(CheckBox)[1].click()
    choice(page).activated.emit(3)
    assert not button(page).isEnabled()
    qtbot.waitUntil(button(page).isEnabled)
    expected = derive_address(FAMILY, Branch.RECEIVE, 0).text
    said = [one.state.text for one in page.findChildren(Address) if one.isVisibleTo(page)]
    assert expected in said
    assert len(said) == 4
    assert page.is_practice
    assert any("Regtest (no real money)" in one.text() for one in page.findChildren(QLabel))
    with qtbot.waitSignal(page.go):
        button(page).click()
    (kept,) = page.session.wallets
    assert kept.wallet.network is Network.REGTEST
    compared = [one.compared is not None for one in kept.record.cosigners]
    assert compared == [False, True, False]


def test_the_network_chosen_last_is_the_one_that_is_kept(qtbot: QtBot, look: Look) -> None:
    page = shown(qtbot, look, open_wallet(write_wallet(FAMILY, "descriptor", None).encode()))
    for at in (3, 2, 3, 1):
        choice(page).activated.emit(at)
    assert not button(page).isEnabled()
    qtbot.waitUntil(button(page).isEnabled)
    with qtbot.waitSignal(page.go):
        button(page).click()
    assert page.session.wallets[0].wallet.network is Network.TESTNET3


def test_a_file_that_names_its_network_asks_nothing(qtbot: QtBot, look: Look) -> None:
    named = replace(opened(), networks=(Network.REGTEST,))
    page = shown(qtbot, look, named)
    assert page.findChild(Choice) is None


def test_many_keys_are_all_there_to_be_compared(qtbot: QtBot, look: Look) -> None:
    many = builders.make_wallet(count=9).wallet
    page = shown(qtbot, look, open_wallet(write_wallet(many, "descriptor", None).encode()))
    qtbot.waitUntil(lambda: len(page.findChildren(CheckBox)) == 9)
    page.findChildren(CheckBox)[8].click()
    assert page.cosigners[8].compared is not None


def test_a_wallet_with_recovery_paths_is_kept_once_each_is_wanted(qtbot: QtBot, look: Look) -> None:
    wallet = recovery_wallet((1, 52_560))
    file = write_wallet(wallet, "descriptor", None).encode()
    page = shown(qtbot, look, open_wallet(file, wallet.network, "family"))
    box = next(b for b in page.findChildren(CheckBox) if "every way to spend" in b.text())
    assert not button(page).isEnabled()
    box.click()
    assert button(page).isEnabled()
    (timeline,) = page.findChildren(Timeline)
    assert [station.who for station in timeline.stations] == ["2 of 3", "1 of 3"]
