from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from strongroom.model.device import Device
from strongroom.model.frozen import freeze
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.script_type import ScriptType
from strongroom.transports.qr.styles import WITHOUT_CAMERA
from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.page import Parts
from strongroom.window.pages import payment_codes
from strongroom.window.pages.payment import PaymentPage
from strongroom.window.pages.payment_codes import PaymentCodesPage
from strongroom.window.pages.payment_packing import PackingCard, PackingFields, Packings
from strongroom.window.places import PaymentCodesPlace, PaymentPlace
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.field import Choice
from strongroom.workflows.device_packing import PackingChoice, Way
from strongroom.workflows.packing import FULL, Packing
from strongroom.workflows.payment import start
from strongroom.workflows.show_codes import payment_series
from tests.recovery_wallets import payment_of, recovery_wallet
from tests.window.frame import FAMILY, cut_off, nameless, parts_with
from tests.window.page_payments import fresh
from tests.workflows.rounds import make_payment, make_wallet

ALICE, BOB, CAROL = 0, 1, 2


@pytest.fixture
def parts(look: Look) -> Iterator[Parts]:
    with parts_with(look) as made:
        made.session.review(fresh(), made.session.wallets[0].row)
        yield made


@pytest.fixture
def page(parts: Parts, qtbot: QtBot) -> PaymentPage:
    made = PaymentPage(parts, PaymentPlace())
    made.furnish()
    qtbot.addWidget(made)
    made.resize(1000, 760)
    made.show()
    qtbot.waitUntil(lambda: bool(made._phrase))
    return made


def card_of(page: PaymentPage | PaymentCodesPage) -> PackingCard:
    return page.findChildren(PackingCard)[-1]


def fields_of(card: PackingCard) -> PackingFields:
    """What can be chosen, shown if it was not."""
    if card.fields is None:
        card.turn()
    assert card.fields is not None
    assert card.is_open
    return card.fields


def choose(choice: Choice, words: str) -> None:
    number = choice.findText(words)
    assert number >= 0
    choice.setCurrentIndex(number)
    choice.activated.emit(number)


def tick(box: CheckBox) -> None:
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())


def saved(
    page: PaymentPage, position: int, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Psbt:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    page.save_for(position)
    qtbot.waitUntil(lambda: path.exists() and not page.is_busy)
    return read_psbt(path.read_bytes())


def test_what_is_saved_is_as_the_recorded_device_takes_it(
    page: PaymentPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_alice = saved(page, ALICE, tmp_path / "a.psbt", qtbot, monkeypatch)
    for_bob = saved(page, BOB, tmp_path / "b.psbt", qtbot, monkeypatch)
    assert len(for_alice.global_xpubs) == len(FAMILY.policy.keys)
    assert for_bob.global_xpubs == ()
    assert freeze(for_alice) == freeze(for_bob) == freeze(fresh().original)


def test_a_person_can_choose_otherwise_for_one_signer(
    page: PaymentPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = card_of(page)
    choose(fields_of(card).signer, "Bob’s Jade")
    for box in (fields_of(card).version_2, fields_of(card).previous, fields_of(card).xpubs):
        tick(box)
    for_bob = saved(page, BOB, tmp_path / "b.psbt", qtbot, monkeypatch)
    for_alice = saved(page, ALICE, tmp_path / "a.psbt", qtbot, monkeypatch)
    assert (for_bob.version, for_bob.inputs[0].previous_transaction) == (2, None)
    assert len(for_bob.global_xpubs) == len(FAMILY.policy.keys)
    assert (for_alice.version, for_alice.inputs[0].previous_transaction is None) == (0, False)
    with qtbot.waitSignal(page.go) as gone:
        page.show_to(BOB)
    chosen = PackingChoice(Device.JADE, Packing(2, is_slim=True))
    assert gone.args == [PaymentCodesPlace(BOB, chosen)]


def test_another_device_brings_its_own_packing(page: PaymentPage) -> None:
    card = card_of(page)
    assert "with the previous transactions, with the cosigners’" in card.line.text()
    choose(fields_of(card).device, "SeedSigner")
    assert "without extended keys" in card.line.text()
    choose(fields_of(card).device, "Any signer")
    assert "with the cosigners’ extended keys" in card.line.text()


def test_says_what_a_device_may_refuse(page: PaymentPage) -> None:
    card = card_of(page)
    choose(fields_of(card).signer, "Carol’s BitBox02")
    assert card.doubts.isHidden()
    tick(fields_of(card).xpubs)
    assert card.doubts.text().startswith("Without the extended keys BitBox02 may refuse")
    tick(fields_of(card).xpubs)
    assert card.doubts.isHidden()


def test_codes_are_made_again_for_another_packing(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Packing] = []

    def watched(*given: object) -> object:
        made.append(given[1])  # type: ignore[arg-type]
        return payment_series(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(payment_codes, "payment_series", watched)
    codes = PaymentCodesPage(parts, PaymentCodesPlace(BOB))
    qtbot.addWidget(codes)
    card = card_of(codes)
    tick(fields_of(card).version_2)
    slim = Packing(is_slim=True, has_xpubs=False)
    qtbot.waitUntil(lambda: made == [slim, Packing(2, is_slim=True, has_xpubs=False)])
    tick(fields_of(card).version_2)
    qtbot.waitUntil(lambda: made[2:] == [slim])


def test_codes_for_another_device_are_another_page(parts: Parts, qtbot: QtBot) -> None:
    codes = PaymentCodesPage(parts, PaymentCodesPlace(BOB))
    qtbot.addWidget(codes)
    card = card_of(codes)
    offered = {
        fields_of(card).device.itemText(number) for number in range(fields_of(card).device.count())
    }
    assert len(offered) == 1 + len(Device) - len(WITHOUT_CAMERA)
    with qtbot.waitSignal(codes.go) as gone:
        choose(fields_of(card).device, "Passport")
    assert gone.args == [PaymentCodesPlace(BOB, PackingChoice(Device.PASSPORT))]


@pytest.mark.parametrize(
    ("kind", "is_offered"),
    [(ScriptType.P2WSH, True), (ScriptType.P2SH, False), (ScriptType.P2TR, False)],
)
def test_previous_transactions_are_offered_where_they_can_be_left_out(
    kind: ScriptType, is_offered: bool, look: Look, qtbot: QtBot
) -> None:
    is_taproot = kind is ScriptType.P2TR
    wallet = recovery_wallet(script_type=kind) if is_taproot else make_wallet(kind)
    psbt = payment_of(wallet) if is_taproot else make_payment(wallet)
    payment = start(psbt.original, [wallet])
    packings = Packings(Way.FILE, {0: "Alice"}, {0: PackingChoice(None)})
    card = PackingCard(look, payment, packings)
    qtbot.addWidget(card)
    card.show()
    card.turn()
    assert fields_of(card).previous.isVisible() is is_offered
    assert not fields_of(card).signer.isVisible()
    tick(fields_of(card).xpubs)
    assert card.choice == PackingChoice(None, Packing(has_xpubs=False))
    tick(fields_of(card).xpubs)
    assert card.choice.packing(Way.FILE) == FULL


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_has_a_name_and_nothing_is_cut(
    scale: float, look: Look, page: PaymentPage, qtbot: QtBot
) -> None:
    look.change(measures=Measures(scale))
    page.resize(792, 700)
    card = card_of(page)
    tick(fields_of(card).xpubs)
    qtbot.wait(50)
    assert (nameless(card), cut_off(card)) == ([], [])


def test_what_can_be_chosen_is_shown_and_hidden_again(page: PaymentPage) -> None:
    card = card_of(page)
    (button,) = card.findChildren(Button)
    for words in ("Change", "Less", "Change", "Less"):
        assert button.text() == words
        assert card.is_open is (words == "Less")
        button.click()


def test_what_is_open_stays_open_when_something_else_changes(
    page: PaymentPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = card_of(page)
    tick(fields_of(before).version_2)
    saved(page, ALICE, tmp_path / "a.psbt", qtbot, monkeypatch)
    qtbot.waitUntil(lambda: card_of(page) is not before)
    assert card_of(page).is_open
    choose(fields_of(card_of(page)).signer, "Alice’s Coldcard")
    assert fields_of(card_of(page)).version_2.isChecked()
