from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from strongroom.model.comparison import Comparison
from strongroom.model.derivation import DerivationPath
from strongroom.model.network import Network
from strongroom.model.owner_rules import (
    CoolDown,
    OwnerRules,
    Role,
    SpendingLimit,
    StandingRules,
    Strength,
)
from strongroom.vault.contacts import GivenAddress
from strongroom.vault.tables import RULES
from strongroom.window.look import Look, Unit
from strongroom.window.pages.allow_proof import AllowProofForm
from strongroom.window.pages.allowed_addresses import AllowedCard
from strongroom.window.pages.rules_form import RulesForm
from strongroom.window.pages.wallet import WalletPage
from strongroom.window.pages.wallet_rules import RulesPart
from strongroom.window.places import WalletPlace, WalletTab
from strongroom.window.widgets.buttons import Button
from strongroom.workflows.keeping import Keeper
from tests.window.frame import COMPARED, FAMILY, NOW, make_parts
from tests.window.page_payments import fresh
from tests.workflows.signed_texts import signed_text

PAYEE = fresh().review.outputs[0].address or ""
ALL = OwnerRules(
    Strength.WARNS,
    SpendingLimit(Strength.STOPS, 50_000_000, 150_000_001, 7),
    CoolDown(10_000_000, 12),
    (Role("treasurer", "Anna"), Role("witness", "Bert")),
    48,
)


def page_of(qtbot: QtBot, look: Look, rules: OwnerRules | None = None) -> WalletPage:
    keeper = Keeper()
    row = keeper.keep_wallet(FAMILY, COMPARED, NOW).row
    if rules is not None:
        keeper.change_rules(row, rules, NOW)
    return shown(qtbot, look, keeper, row)


def shown(qtbot: QtBot, look: Look, keeper: Keeper, row: str) -> WalletPage:
    page = WalletPage(make_parts(look, keeper), WalletPlace(row, tab=WalletTab.RULES))
    qtbot.addWidget(page)
    page.resize(1048, 800)
    page.show()
    qtbot.waitUntil(lambda: is_settled(page))
    return page


def is_settled(page: WalletPage) -> bool:
    """Whether all of it is there and seen."""
    return part(page).is_whole and allowed(page).add_button.isVisible()


def part(page: WalletPage) -> RulesPart:
    assert isinstance(page.part, RulesPart)
    return page.part


def form(page: WalletPage) -> RulesForm:
    found = part(page).form
    assert found is not None
    return found


def allowed(page: WalletPage) -> AllowedCard:
    found = part(page).allowed
    assert found is not None
    return found


def kept(page: WalletPage) -> StandingRules:
    return page.session.keeper.rules(page.session.wallets[0].row)


def words(page: WalletPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def submit(qtbot: QtBot, page: WalletPage) -> None:
    before = form(page)
    before.set_button.click()
    qtbot.waitUntil(lambda: form(page) is not before and is_settled(page))


def test_says_that_there_are_no_rules_and_whom_rules_do_not_bind(qtbot: QtBot, look: Look) -> None:
    said = words(page_of(qtbot, look))
    assert "There are no rules beside the review." in said
    assert "They do not bind the signers" in said


def test_rules_that_are_written_hold_at_once(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look)
    fields = form(page)
    fields.unlisted.setCurrentIndex(2)
    fields.per_payment.setText("0,5")
    fields.rest_above.setText("0.1")
    fields.roles[0][0].setText("treasurer")
    fields.roles[0][1].setText(" Anna ")
    submit(qtbot, page)
    assert kept(page).now == OwnerRules(
        Strength.STOPS,
        SpendingLimit(per_payment=50_000_000),
        CoolDown(10_000_000, 24),
        (Role("treasurer", "Anna"),),
    )
    assert "Each warning is acknowledged by Anna (treasurer)." in words(page)


def test_rules_as_they_are_can_be_set_again(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, ALL)
    submit(qtbot, page)
    assert kept(page) == StandingRules(ALL)


def test_amounts_are_written_in_the_unit_of_the_window(qtbot: QtBot, look: Look) -> None:
    look.change(look.theme, look.measures, Unit.SATOSHI)
    page = page_of(qtbot, look, ALL)
    assert form(page).per_period.text() == "150000001"
    submit(qtbot, page)
    assert kept(page) == StandingRules(ALL)


def test_laxer_rules_wait_and_can_be_called_off(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, ALL)
    form(page).per_payment.clear()
    submit(qtbot, page)
    assert kept(page).now == ALL
    assert "Laxer rules follow on" in words(page)
    assert "No more then: A payment that takes more than" in words(page)
    assert words(page).count("Each warning is acknowledged by") == 1
    before = form(page)
    keep = next(b for b in page.findChildren(Button) if b.text() == "Keep what holds now")
    keep.click()
    qtbot.waitUntil(lambda: form(page) is not before and is_settled(page))
    assert kept(page) == StandingRules(ALL)


WRONG = {
    "no number": ("per_payment", "much", "One of the numbers is no number"),
    "a piece of a satoshi": ("per_payment", "0.000000001", "One of the numbers is no number"),
    "endless": ("per_payment", "Infinity", "One of the numbers is no number"),
    "too many days": ("days", "1000", "The days of a rule are from 1 to 366"),
    "no waiting time": ("waiting", "", "One of the numbers is no number"),
}


@pytest.mark.parametrize("name", WRONG)
def test_says_beside_the_button_what_cannot_be(name: str, qtbot: QtBot, look: Look) -> None:
    field, text, sentence = WRONG[name]
    page = page_of(qtbot, look, ALL)
    getattr(form(page), field).setText(text)
    form(page).set_button.click()
    assert sentence in words(page)
    assert kept(page) == StandingRules(ALL)
    assert getattr(form(page), field).text() == text


def test_an_address_is_listed_and_removed(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look)
    card = allowed(page)
    for field, text in ((card.address, PAYEE), (card.name, "Landlord"), (card.by, "Anna")):
        field.setText(text)
    card.add_button.click()
    qtbot.waitUntil(lambda: allowed(page) is not card and is_settled(page))
    assert "Added by Anna on" in words(page)
    assert "Does not count before" in words(page)
    card = allowed(page)
    spoken = "Remove Landlord from the list"
    next(b for b in page.findChildren(Button) if b.accessibleName() == spoken).click()
    qtbot.waitUntil(lambda: allowed(page) is not card and is_settled(page))
    assert kept(page).allowed == ()


def test_an_address_that_was_removed_comes_back_by_undo(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, ALL)
    row = page.session.wallets[0].row
    listed = page.session.keeper.allow_address(row, PAYEE, "Landlord", "Anna", NOW)
    page.renew()
    part(page)._show()
    qtbot.waitUntil(lambda: is_settled(page))
    card = allowed(page)
    card.removed.emit(PAYEE, "Landlord")
    qtbot.waitUntil(lambda: allowed(page) is not card and is_settled(page))
    assert page.notices.state.text == "Removed: Landlord"
    assert "Added by Anna on" not in words(page)
    page.notices.undone.emit()
    qtbot.waitUntil(lambda: "Added by Anna on" in words(page))
    assert kept(page) == listed


def test_a_signer_proves_who_adds_an_address(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    page = page_of(qtbot, look)
    card = allowed(page)
    card.address.setText(PAYEE)
    card.by.setText("Anna")
    card.prove_button.click()
    assert card.proof is not None
    card.proof.signer.setCurrentIndex(1)
    card.proof.signer.activated.emit(1)
    request = card.proof.request
    path, text = DerivationPath.parse(request.path.text()), request.message.text()
    assert PAYEE in text
    answer = tmp_path / "signed.txt"
    answer.write_text(signed_text(2, path, text))
    card.proof.open_file(answer)
    qtbot.waitUntil(lambda: card.proof is not None and bool(card.proof.answer))
    card.add_button.click()
    qtbot.waitUntil(lambda: allowed(page) is not card and is_settled(page))
    name = page.session.wallets[0].record.cosigners[1].name
    assert f"Proved: {name} signed “{text}”." in words(page)


def test_a_signer_without_a_name_is_asked_by_its_place(qtbot: QtBot, look: Look) -> None:
    kept = Keeper().keep_wallet(FAMILY, (), NOW)
    parts = make_parts(look)
    form = AllowProofForm(look, parts.lanes, kept)
    qtbot.addWidget(form)
    assert [form.signer.itemText(at) for at in range(3)] == ["Key 1", "Key 2", "Key 3"]
    parts.lanes.close()


def test_an_answer_that_proves_nothing_lists_nothing(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look)
    card = allowed(page)
    card.address.setText(PAYEE)
    card.by.setText("Anna")
    card.ask_proof()
    assert card.proof is not None
    card.proof.set_answer("by my hand")
    with qtbot.waitSignal(part(page).failed):
        card.add_button.click()
    assert kept(page).allowed == ()
    assert card.proof.answer == "by my hand"


def test_the_text_to_be_signed_follows_the_address(qtbot: QtBot, look: Look) -> None:
    card = allowed(page_of(qtbot, look))
    card.address.setText("hello")
    card.ask_proof()
    assert card.proof is not None
    assert card.proof.request.message.text() == ""
    card.address.setText(PAYEE)
    assert PAYEE in card.proof.request.message.text()


def test_the_fields_are_filled_from_a_contact(qtbot: QtBot, look: Look) -> None:
    keeper = Keeper()
    row = keeper.keep_wallet(FAMILY, COMPARED, NOW).row
    given = GivenAddress(PAYEE, Network.REGTEST, NOW, "Anna", Comparison.PHONE)
    keeper.describe_contact("", "Nordwind", "", given)
    page = shown(qtbot, look, keeper, row)
    card = allowed(page)
    assert card.contacts.itemText(1).startswith("Nordwind · read aloud by telephone")
    card.contacts.activated.emit(1)
    card.by.setText("Anna")
    card.add_button.click()
    qtbot.waitUntil(lambda: allowed(page) is not card and is_settled(page))
    (listed,) = kept(page).allowed
    assert (listed.address, listed.name) == (PAYEE, "Nordwind")


def test_who_adds_an_address_is_asked_for(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look)
    allowed(page).address.setText(PAYEE)
    allowed(page).add_button.click()
    assert kept(page).allowed == ()


def test_an_address_that_is_none_is_refused(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look)
    card = allowed(page)
    card.address.setText("hello")
    card.by.setText("Anna")
    with qtbot.waitSignal(part(page).failed):
        card.add_button.click()
    assert card.address.text() == "hello"


def test_rules_that_cannot_be_read_are_said_to_be(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, ALL)
    page.session.keeper._shelf.put(RULES.name, page.session.wallets[0].row, {"version": 99})
    look.change(look.theme, replace(look.measures, scale=1.5), look.unit)
    sentence = "This wallet has rules that this version of Strongroom cannot read"
    qtbot.waitUntil(lambda: sentence in words(page))


def test_another_text_size_keeps_the_rules(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, ALL)
    before = form(page)
    look.change(look.theme, replace(look.measures, scale=2.0), look.unit)
    qtbot.waitUntil(lambda: form(page) is not before and is_settled(page))
    submit(qtbot, page)
    assert kept(page) == StandingRules(ALL)
