from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from strongroom.engines.derivation import derive_address
from strongroom.engines.own_scripts import Place
from strongroom.formats.bip329 import read_labels
from strongroom.formats.reading import read_wallet
from strongroom.model.device import Device
from strongroom.model.wallet import Branch
from strongroom.transports.qr.still import qr_modules
from strongroom.vault.errors import VaultError
from strongroom.vault.provenance import ProvenanceRecord
from strongroom.vault.records import CosignerRecord, LabelKind
from strongroom.vault.registrations import RegistrationRecord
from strongroom.vault.tables import PAYMENTS
from strongroom.vault.vault import create_with
from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.page import Parts
from strongroom.window.pages import wallet_payments
from strongroom.window.pages.cosigner_card import CosignerCard
from strongroom.window.pages.provenance_fields import ProvenanceFields
from strongroom.window.pages.registrations import Registrations
from strongroom.window.pages.wallet import WalletPage
from strongroom.window.pages.wallet_addresses import AddressesPart
from strongroom.window.pages.wallet_cosigners import CosignersPart
from strongroom.window.pages.wallet_exports import ExportsPart
from strongroom.window.pages.wallet_part import WalletPart
from strongroom.window.pages.wallet_receive import LabelField
from strongroom.window.places import FileCodesPlace, Home, PaymentPlace, WalletPlace, WalletTab
from strongroom.window.widgets.address import Address
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.field import TextField
from strongroom.window.widgets.finding import FindingCard
from strongroom.window.widgets.qr_plate import QrPlate
from strongroom.workflows.find_addresses import next_unlabelled, search
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.open_wallet import open_wallet
from strongroom.workflows.payment import accept, finish, start
from tests.vault.quick import Held
from tests.window.frame import (
    COMPARED,
    FAMILY,
    NOW,
    PAYMENT,
    SIGNED,
    cut_off,
    make_parts,
    nameless,
    photograph,
    practice_keeper,
)

BOB = replace(COMPARED[1], compared=None)
BOB_MISSING = (COMPARED[0], BOB, COMPARED[2])


def parts_with(look: Look, cosigners: tuple[CosignerRecord, ...]) -> tuple[Parts, str]:
    keeper = Keeper()
    row = keeper.keep_wallet(FAMILY, cosigners, NOW).row
    return make_parts(look, keeper), row


def page_of(
    qtbot: QtBot, look: Look, cosigners: tuple[CosignerRecord, ...], shown: Place | None = None
) -> WalletPage:
    parts, row = parts_with(look, cosigners)
    page = WalletPage(parts, WalletPlace(row, shown))
    qtbot.addWidget(page)
    page.resize(1048, 800)
    page.show()
    return page


def part(page: WalletPage) -> WalletPart:
    assert isinstance(page.part, WalletPart)
    return page.part


def addresses(page: WalletPage) -> list[str]:
    found = page.findChildren(Address)
    return [one.state.text for one in found if one.isVisibleTo(page)]


def bob(page: WalletPage) -> CosignerCard:
    """The card of the second key as it is now."""
    shown = part(page)
    assert isinstance(shown, CosignersPart)
    return shown._cards[1]


def named(page: WalletPage, name: str) -> Button:
    return next(one for one in page.findChildren(Button) if one.accessibleName() == name)


def words(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def own(index: int, branch: Branch = Branch.RECEIVE) -> str:
    return derive_address(FAMILY, branch, index).text


def test_says_who_can_spend_and_what_is_survived(qtbot: QtBot, look: Look) -> None:
    said = words(page_of(qtbot, look, COMPARED))
    assert "Any 2 of the 3 keys can spend." in said
    assert "One key may be lost: the others can still spend." in said
    assert "Alice · at home" in said


def renamed(qtbot: QtBot, page: WalletPage, name: str) -> None:
    named(page, "Name of the wallet").click()
    page._rename.field.setText(name)
    qtbot.keyClick(page._rename.field, Qt.Key.Key_Return)


def test_a_wallet_has_another_name_until_that_is_undone(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, COMPARED)
    renamed(qtbot, page, "Household")
    qtbot.waitUntil(lambda: page.notices.state.has_undo)
    assert page.title == "Household"
    assert page.notices.state.text == "Family savings is called Household now"
    page.notices.undone.emit()
    qtbot.waitUntil(lambda: page.title == "Family savings")
    kinds = [one.kind for one in page.session.keeper.log().records.values()]
    assert kinds[-2:] == ["wallet-renamed", "wallet-renamed"]


def test_a_wallet_is_not_left_without_a_name(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, COMPARED)
    renamed(qtbot, page, " ")
    qtbot.waitUntil(lambda: page.notices.state.text.startswith("The wallet has no name yet."))
    assert page.title == "Family savings"
    named(page, "Name of the wallet").click()
    assert page._rename.field.text() == "Family savings"


def test_a_tick_is_kept(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, BOB_MISSING)
    qtbot.waitUntil(lambda: part(page).is_whole)
    box = [one for one in page.findChildren(CheckBox) if not one.isChecked()]
    with qtbot.waitSignal(page.session.wallets_changed):
        box[0].click()
    assert page.session.wallets[0].is_compared
    boxes = [one for one in part(page).findChildren(CheckBox) if one.isVisible()]
    assert [one.isChecked() for one in boxes] == [True] * len(BOB_MISSING)


def test_a_wallet_is_removed_and_home_can_undo_it(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, COMPARED)
    session = page.session
    button = next(one for one in page.findChildren(Button) if one.accessibleName() == "Remove")
    with qtbot.waitSignal(page.go) as heard:
        button.click()
    assert heard.args == [Home()]
    assert session.wallets == ()
    assert session.removed is not None
    assert session.removed.title == FAMILY.name
    assert not button.isVisibleTo(page)


def test_what_is_said_of_a_cosigner_is_kept(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, BOB_MISSING)
    qtbot.waitUntil(lambda: part(page).is_whole)
    card = page.findChildren(CosignerCard)[1]
    with qtbot.waitSignal(page.session.wallets_changed):
        card.described.emit(CosignerRecord("Robert", "Jade Plus"))
    assert page.session.wallets[0].record.cosigners[1] == CosignerRecord("Robert", "Jade Plus")


def test_a_card_stays_open_while_one_field_after_the_other_is_filled(
    qtbot: QtBot, look: Look
) -> None:
    page = page_of(qtbot, look, BOB_MISSING)
    qtbot.waitUntil(lambda: part(page).is_whole)
    bob(page).open()
    for place, text in enumerate(("D123", "5.4.0")):
        fields = bob(page).findChildren(ProvenanceFields)[0]
        field = (fields.serial, fields.now)[place]
        with qtbot.waitSignal(page.session.wallets_changed):
            field.setText(text)
            field.editingFinished.emit()
    qtbot.waitUntil(lambda: "serial D123 · firmware now 5.4.0" in words(bob(page)))
    said = page.session.wallets[0].record.cosigners[1].provenance
    assert (said.serial, said.firmware_now) == ("D123", "5.4.0")


def test_a_day_that_is_none_is_said_beside_its_field_and_not_kept(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, BOB_MISSING)
    card = page.findChildren(CosignerCard)[0]
    card.open()
    fields = card.findChildren(ProvenanceFields)[0]
    fields.made.setText("last March")
    with qtbot.assertNotEmitted(card.described):
        fields.made.editingFinished.emit()
    assert "2026-03-01, 2026-03 or 2026" in words(card)


def registrations(page: WalletPage) -> Registrations:
    """Those of the second key as they are now."""
    found = bob(page).registrations
    assert found is not None
    return found


def note_registration(qtbot: QtBot, page: WalletPage, proof: str) -> None:
    qtbot.waitUntil(lambda: part(page).is_whole)
    registrations(page).begin_new()
    form = registrations(page).form
    assert form is not None
    form.day.setText("2026-03-03")
    form.proof.setText(proof)
    form.proof.returnPressed.emit()


def test_a_registration_is_noted_and_its_proof_can_be_copied(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, BOB_MISSING)
    note_registration(qtbot, page, "AB12 " * 16)
    said = "Registered on the device: 3 March 2026 · Jade · as Family savings"
    qtbot.waitUntil(lambda: said in words(bob(page)))
    assert registrations(page).form is None
    (one,) = page.session.wallets[0].record.cosigners[1].registrations
    assert (one.device, one.proof) == (Device.JADE, "ab12" * 16)
    copy = registrations(page).findChildren(CopyButton)[0]
    with qtbot.waitSignal(copy.copied) as copied:
        copy.click()
    assert copied.args == ["ab12" * 16]


def test_a_proof_that_is_none_is_said_and_what_was_typed_stays(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, BOB_MISSING)
    with qtbot.waitSignal(part(page).failed) as failed:
        note_registration(qtbot, page, "not hex")
    assert failed.args is not None
    assert failed.args[0].code == "proof-malformed"
    form = registrations(page).form
    assert form is not None
    assert form.proof.text() == "not hex"


def test_a_registration_is_removed_and_can_be_had_back(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, BOB_MISSING)
    note_registration(qtbot, page, "")
    qtbot.waitUntil(lambda: "Registered on the device" in words(bob(page)))
    with qtbot.waitSignal(page.session.removed_changed):
        named(page, "Remove: Bob, Jade").click()
    assert "Registered on the device" not in words(bob(page))
    page.session.put_back()
    qtbot.waitUntil(lambda: "Registered on the device" in words(bob(page)))


def test_a_registration_of_other_keys_is_said_not_to_fit_until_it_is_done_again(
    qtbot: QtBot, look: Look
) -> None:
    outdated = RegistrationRecord(Device.JADE, "Family savings", "other")
    page = page_of(qtbot, look, (COMPARED[0], replace(BOB, registrations=(outdated,)), COMPARED[2]))
    qtbot.waitUntil(lambda: part(page).is_whole)
    assert "no longer fits" in words(bob(page))
    named(page, "Registered again: Bob, Jade").click()
    form = registrations(page).form
    assert form is not None
    form.proof.returnPressed.emit()
    qtbot.waitUntil(lambda: registrations(page).form is None)
    assert "no longer fits" not in words(bob(page))


def test_a_registration_half_written_stays_while_the_key_is_ticked(
    qtbot: QtBot, look: Look
) -> None:
    page = page_of(qtbot, look, BOB_MISSING)
    qtbot.waitUntil(lambda: part(page).is_whole)
    registrations(page).begin_new()
    form = registrations(page).form
    assert form is not None
    form.firmware.setText("1.0")
    with qtbot.waitSignal(page.session.wallets_changed):
        bob(page).ticked.emit(True)
    qtbot.waitUntil(lambda: registrations(page).form not in (None, form))
    again = registrations(page).form
    assert again is not None
    assert again.firmware.text() == "1.0"


@pytest.mark.parametrize("tab", [WalletTab.RECEIVE, WalletTab.ADDRESSES])
def test_addresses_are_locked_until_the_keys_are_compared(
    qtbot: QtBot, look: Look, tab: int
) -> None:
    page = page_of(qtbot, look, BOB_MISSING)
    page.tabs.choose(tab)
    assert "Addresses are locked" in words(page)
    assert addresses(page) == []


def test_who_accepts_the_risk_sees_the_address(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, BOB_MISSING)
    page.tabs.choose(WalletTab.RECEIVE)
    box = next(one for one in part(page).findChildren(CheckBox))
    box.click()
    qtbot.waitUntil(lambda: addresses(page) == [own(0)])
    assert "somebody accepted that risk" in words(page)
    assert page.session.wallets[0].record.risk_accepted is not None


def test_the_next_address_is_behind_those_with_a_label(qtbot: QtBot, look: Look) -> None:
    parts, row = parts_with(look, COMPARED)
    parts.session.keeper.label(row, LabelKind.ADDRESS, own(2), "rent")
    page = WalletPage(parts, WalletPlace(row))
    qtbot.addWidget(page)
    page.show()
    page.tabs.choose(WalletTab.RECEIVE)
    qtbot.waitUntil(lambda: addresses(page) == [own(3)])
    assert page.findChildren(QrPlate)


def test_the_address_asked_for_is_shown_at_once(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, COMPARED, Place(Branch.CHANGE, 7))
    assert page.tabs.current == WalletTab.ADDRESSES
    qtbot.waitUntil(lambda: addresses(page) == [own(7, Branch.CHANGE)])


def test_addresses_come_in_stretches(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, COMPARED)
    page.tabs.choose(WalletTab.ADDRESSES)
    qtbot.waitUntil(lambda: len(addresses(page)) == 10)
    next(one for one in page.findChildren(Button) if one.face.words == "Show more").click()
    qtbot.waitUntil(lambda: addresses(page) == [own(index) for index in range(20)])


def test_a_label_is_kept_when_its_field_is_left(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, COMPARED, Place(Branch.RECEIVE, 1))
    qtbot.waitUntil(lambda: bool(addresses(page)))
    assert isinstance(part(page), AddressesPart)
    field = next(
        one for one in page.findChildren(TextField) if one.accessibleName().startswith("Label of")
    )
    field.setText("from Nordwind")
    with qtbot.waitSignal(part(page).told):
        field.editingFinished.emit()
    assert page.session.keeper.labels(page.session.wallets[0].row)[0].text == "from Nordwind"


def test_a_label_that_could_not_be_kept_is_tried_again(
    qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(qtbot, look, COMPARED)
    page.tabs.choose(WalletTab.RECEIVE)
    qtbot.waitUntil(lambda: bool(page.findChildren(LabelField)))
    (field,) = page.findChildren(LabelField)
    field.setText("rent")
    with monkeypatch.context() as full:
        full.setattr(
            Keeper, "label", Mock(side_effect=VaultError("vault-unsaved", "the disk is full"))
        )
        with qtbot.waitSignal(part(page).failed):
            field.editingFinished.emit()
    with qtbot.waitSignal(part(page).told):
        field.editingFinished.emit()
    assert page.session.keeper.labels(page.session.wallets[0].row)[0].text == "rent"


def test_a_file_is_saved_where_somebody_says(
    qtbot: QtBot, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "wallet.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page = page_of(qtbot, look, COMPARED)
    page.tabs.choose(WalletTab.FILES)
    qtbot.waitUntil(lambda: len(part(page).findChildren(Button)) > 10)
    with qtbot.waitSignal(part(page).told):
        saves = [
            one
            for one in part(page).findChildren(Button)
            if one.accessibleName().startswith("Save for")
        ]
        saves[0].click()
    assert read_wallet(target.read_bytes()).policy == FAMILY.policy
    qtbot.waitUntil(lambda: last_kind(page) == "wallet-exported")


def last_kind(page: WalletPage) -> str:
    return list(page.session.keeper.log().records.values())[-1].kind


def test_labels_are_saved_for_other_programs(
    qtbot: QtBot, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "labels.jsonl"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page = page_of(qtbot, look, COMPARED)
    row = page.session.wallets[0].row
    page.session.keeper.label(row, LabelKind.ADDRESS, own(2), "rent")
    page.tabs.choose(WalletTab.FILES)
    qtbot.waitUntil(lambda: len(part(page).findChildren(Button)) > 10 and part(page).is_whole)
    (save,) = [
        one for one in part(page).findChildren(Button) if one.accessibleName() == "Save for Labels"
    ]
    with qtbot.waitSignal(part(page).told):
        save.click()
    qtbot.waitUntil(lambda: last_kind(page) == "labels-exported")
    assert [label.text for label in read_labels(target.read_text()).labels] == ["rent"]


def test_a_file_is_shown_to_a_camera_where_the_device_has_one(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, COMPARED)
    page.tabs.choose(WalletTab.FILES)
    qtbot.waitUntil(lambda: len(part(page).findChildren(Button)) > 20)
    shows = {one.accessibleName(): one for one in part(page).findChildren(Button)}
    with qtbot.waitSignal(page.go) as left:
        shows["Show SeedSigner as QR"].click()
    assert left.args is not None
    (place,) = left.args
    assert isinstance(place, FileCodesPlace)
    assert place.device is Device.SEEDSIGNER
    assert read_wallet(place.text.encode()).policy == FAMILY.policy
    assert place.back == WalletPlace(place.row, tab=WalletTab.FILES)


def test_back_from_the_codes_of_a_file_are_the_files(qtbot: QtBot, look: Look) -> None:
    parts, row = parts_with(look, COMPARED)
    page = WalletPage(parts, WalletPlace(row, tab=WalletTab.FILES))
    qtbot.addWidget(page)
    assert page.tabs.current == WalletTab.FILES
    assert isinstance(page.part, ExportsPart)


def test_a_finished_payment_is_opened_again(qtbot: QtBot, look: Look) -> None:
    keeper = practice_keeper()
    payment = accept(start(PAYMENT.original, [FAMILY]), SIGNED)[0]
    keeper.keep_payment(keeper.wallets()[0].row, payment, NOW, "boat.psbt")
    keeper.finish_payment(payment.txid, finish(payment), NOW)
    page = WalletPage(make_parts(look, keeper), WalletPlace(keeper.wallets()[0].row))
    qtbot.addWidget(page)
    page.show()
    page.tabs.choose(WalletTab.PAYMENTS)
    qtbot.waitUntil(lambda: "Payment to Nordwind Boatyard" in words(page))
    assert "Finished on" in words(page)
    opens = next(one for one in part(page).findChildren(Button) if one.isVisible())
    with qtbot.waitSignal(page.go) as left:
        opens.click()
    assert left.args == [PaymentPlace(payment.txid)]


def test_of_many_payments_the_latest_are_shown_and_others_on_request(
    qtbot: QtBot, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wallet_payments, "AT_ONCE", 2)
    vault = create_with(tmp_path / "home.strongroom", [Held()])
    keeper = practice_keeper(Keeper(vault))
    record = keeper.payments()[0].record
    for number in range(1, 4):
        at = NOW + timedelta(days=10 + number)
        made = replace(record, created=at, transaction="00", finished=at)
        PAYMENTS.put(vault, f"{number:064}", made)
    page = WalletPage(make_parts(look, keeper), WalletPlace(keeper.wallets()[0].row))
    qtbot.addWidget(page)
    page.show()
    page.tabs.choose(WalletTab.PAYMENTS)
    qtbot.waitUntil(lambda: "13 March 2026" in words(page))
    assert "12 March 2026" not in words(page)
    buttons = part(page).findChildren(Button)
    more = next(one for one in buttons if one.accessibleName() == "Show earlier payments")
    more.click()
    qtbot.waitUntil(lambda: "Nordwind Boatyard" in words(page))
    assert "12 March 2026" in words(page)
    assert not more.isVisible()
    vault.lock()


def test_a_wallet_without_payments_says_how_one_comes_here(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, COMPARED)
    page.tabs.choose(WalletTab.PAYMENTS)
    assert "No payment yet" in words(page)
    buttons = [one.text() for one in part(page).findChildren(Button)]
    assert buttons == ["Open a payment’s file…", "Contacts"]


def test_an_encrypted_backup_is_saved_that_a_key_opens(
    qtbot: QtBot, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "backup.bip138"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page = page_of(qtbot, look, COMPARED)
    page.tabs.choose(WalletTab.FILES)
    name = "Save for Encrypted backup"
    qtbot.waitUntil(lambda: name in [b.accessibleName() for b in part(page).findChildren(Button)])
    save = next(b for b in part(page).findChildren(Button) if b.accessibleName() == name)
    with qtbot.waitSignal(part(page).told):
        save.click()
    key = FAMILY.policy.cosigners[2].xpub
    opened = open_wallet(target.read_bytes(), FAMILY.network, keys=[key])
    assert opened.wallet.policy == FAMILY.policy


def test_no_two_files_have_one_name(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, COMPARED)
    page.tabs.choose(WalletTab.FILES)
    qtbot.waitUntil(lambda: len(part(page).findChildren(Button)) > 20)
    spoken = [one.accessibleName() for one in part(page).findChildren(Button)]
    assert len(set(spoken)) == len(spoken)


def test_the_files_begin_with_the_cosigners_own_devices(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, COMPARED)
    page.tabs.choose(WalletTab.FILES)
    qtbot.waitUntil(lambda: part(page).is_whole and "For keeping" in words(page))
    said = words(page)
    own = said[said.index("Your devices") : said.index("Other devices")]
    assert all(each in own for each in ("BitBox02", "Coldcard", "Jade"))
    assert "It reads no file: it takes a wallet by USB" in own
    assert "Krux" not in own


def test_a_device_that_cannot_have_the_wallet_is_off_with_its_reason(
    qtbot: QtBot, look: Look
) -> None:
    page = page_of(qtbot, look, COMPARED)
    page.tabs.choose(WalletTab.FILES)
    qtbot.waitUntil(lambda: len(part(page).findChildren(Button)) > 10)
    off = [one for one in part(page).findChildren(Button) if not one.isEnabled()]
    assert {one.accessibleName() for one in off} == {"Save for Keystone", "Show Keystone as QR"}
    assert all(one.accessibleDescription() for one in off)


def test_a_wallet_that_is_gone_says_so(qtbot: QtBot, look: Look) -> None:
    page = WalletPage(make_parts(look), WalletPlace("nowhere"))
    qtbot.addWidget(page)
    page.show()
    assert "This wallet is not here any more" in words(page)


@pytest.mark.parametrize("tab", list(WalletTab))
def test_every_control_has_a_name_and_is_whole_with_large_text(
    qtbot: QtBot, look: Look, tab: int
) -> None:
    look.change(measures=Measures(2.0))
    page = page_of(qtbot, look, BOB_MISSING)
    page.tabs.choose(tab)
    photograph(page, 684, 700)
    assert nameless(page) == []
    assert cut_off(page) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4", [4]),
        (own(6), [6]),
        (own(6)[:8] + " " + own(6)[8:], [6]),
        ("REN", [2]),
        ("nothing", []),
        (str(2**31), []),
    ],
    ids=["number", "address", "groups", "label", "none", "beyond"],
)
def test_a_search_finds_by_number_address_and_label(text: str, found: list[int]) -> None:
    keeper = Keeper()
    row = keeper.keep_wallet(FAMILY, COMPARED, NOW).row
    keeper.label(row, LabelKind.ADDRESS, own(2), "rent")
    labels = keeper.labels(row)
    shown = search(FAMILY, Branch.RECEIVE, text, labels)
    assert [address.index for address in shown] == found
    assert next_unlabelled(FAMILY, labels) == 3


def test_a_code_has_its_three_corners() -> None:
    modules = qr_modules(own(0))
    side = len(modules)
    corners = [(0, 0), (0, side - 7), (side - 7, 0)]
    assert all(len(row) == side for row in modules)
    assert all(all(modules[top][left : left + 7]) for top, left in corners)


def test_a_label_that_is_taken_away_is_offered_back_at_the_foot(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, COMPARED)
    page.tabs.choose(WalletTab.RECEIVE)
    qtbot.waitUntil(lambda: bool(page.findChildren(LabelField)))
    field = page.findChildren(LabelField)[0]
    for text in ("rent", ""):
        field.setText(text)
        field.editingFinished.emit()
        qtbot.waitUntil(lambda: "kept" in page.notices.state.text or page.notices.state.has_undo)
    qtbot.waitUntil(lambda: page.notices.state.has_undo)
    assert page.notices.state.text == "Removed: rent"
    page.notices.undone.emit()
    qtbot.waitUntil(lambda: page.notices.state.text == "It is back.")
    (label,) = page.session.keeper.labels(page.session.wallets[0].row)
    assert label.text == "rent"


def test_an_undo_that_comes_too_late_says_that_it_did_nothing(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, COMPARED)
    row = page.session.wallets[0].row
    page.session.rename_wallet(row, "Household", FAMILY.name)
    qtbot.waitUntil(lambda: page.notices.state.has_undo)
    page.session.change(lambda keeper: keeper.rename_wallet(row, "Cabin"))
    page.notices.undone.emit()
    qtbot.waitUntil(lambda: page.notices.state.text.startswith("Nothing was put back"))
    assert page.session.wallets[0].wallet.name == "Cabin"


def test_what_is_said_of_a_cosigner_is_cleared_and_back_by_undo(qtbot: QtBot, look: Look) -> None:
    page = page_of(qtbot, look, BOB_MISSING)
    qtbot.waitUntil(lambda: part(page).is_whole)
    before = page.session.wallets[0].record
    bob(page).open()
    clear = next(
        one for one in bob(page).findChildren(Button) if one.accessibleName().startswith("Clear")
    )
    with qtbot.waitSignal(page.session.removed_changed):
        clear.click()
    assert page.session.wallets[0].record.cosigners[1] == CosignerRecord("Bob")
    with qtbot.waitSignal(page.session.removed_changed):
        page.notices.undone.emit()
    assert page.session.wallets[0].record == before


def test_of_a_payment_whose_psbts_are_gone_the_transaction_is_copied(
    qtbot: QtBot, look: Look
) -> None:
    keeper = practice_keeper()
    row = keeper.wallets()[0].row
    payment = accept(start(PAYMENT.original, [FAMILY]), SIGNED[:2])[0]
    keeper.keep_payment(row, payment, NOW, "boat.psbt")
    keeper.finish_payment(payment.txid, finish(payment), NOW)
    keeper.reduce_payments(NOW + timedelta(days=91))
    page = WalletPage(make_parts(look, keeper), WalletPlace(row, tab=WalletTab.PAYMENTS))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: bool(page.findChildren(CopyButton)))
    names = [one.accessibleName() for one in part(page).findChildren(Button)]
    assert "Copy the finished transaction" in names
    assert not [name for name in names if name.startswith("Open ")]


def test_what_was_published_about_a_signer_stands_beside_its_key(qtbot: QtBot, look: Look) -> None:
    noted = ProvenanceRecord(firmware_then="5.4.4", firmware_now="5.6.1")
    alice = replace(COMPARED[0], device="Coldcard Mk4", provenance=noted)
    page = page_of(qtbot, look, (alice, replace(COMPARED[1], device="Krux"), COMPARED[2]))
    qtbot.waitUntil(lambda: len(page.findChildren(CosignerCard)) == 3)
    found = [
        [one.state.code for one in card.findChildren(FindingCard)]
        for card in page.findChildren(CosignerCard)
    ]
    assert found == [["advisory"], [], []]
    assert "as of 24 August 2026" in words(page)
    assert page.notices.state.text.startswith("A published warning is about a signer")
    krux, bitbox = page.findChildren(CosignerCard)[1:]
    assert "published warnings" not in words(krux)
    assert "Some firmware of BitBox02 has published warnings" in words(bitbox)


def test_a_warning_goes_once_the_firmware_is_noted_that_is_sound(qtbot: QtBot, look: Look) -> None:
    noted = ProvenanceRecord(firmware_now="7.0.0")
    page = page_of(qtbot, look, (*COMPARED[:2], replace(COMPARED[2], provenance=noted)))
    qtbot.waitUntil(lambda: len(page.findChildren(FindingCard)) == 1)
    updated = replace(COMPARED[2], provenance=replace(noted, firmware_now="9.26.0"))
    page.findChildren(CosignerCard)[2].described.emit(updated)
    qtbot.waitUntil(lambda: not page.findChildren(FindingCard))
    assert page.notices.state.text == "Every key was compared on its device."
