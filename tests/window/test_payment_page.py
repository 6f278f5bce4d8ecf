import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from strongroom.model.finding import Finding, Severity
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.transaction import Transaction
from strongroom.practice.signers import practice_signer
from strongroom.vault.errors import VaultError
from strongroom.vault.tables import PAST
from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow
from strongroom.window.measures import Measures
from strongroom.window.page import Page, Parts
from strongroom.window.pages import payment as payment_page
from strongroom.window.pages.payment import PaymentPage
from strongroom.window.pages.payment_final import FinalCard
from strongroom.window.pages.payment_findings import RestCard, grouped
from strongroom.window.pages.payment_money import OutputsCard
from strongroom.window.pages.payment_words import PaymentWords, Stage
from strongroom.window.places import PaymentPlace, ScanPlace, WalletPlace
from strongroom.window.theme import ThemeName, load_theme
from strongroom.window.widgets.address import Address
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.finding import FindingCard
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.transaction_picture import TransactionPicture
from strongroom.window.widgets.transaction_state import EndKind
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import PaymentUnderWay, accept, finish
from strongroom.workflows.payment_labels import PaymentLabels
from tests.window.frame import COMPARED, FAMILY, NOW, SIGNED, cut_off, make_parts, nameless
from tests.window.page_payments import blocked, fresh, to_receive, warned
from tests.workflows.altered import flip_last_bit, with_signatures_changed

Show = Callable[[PaymentUnderWay], PaymentPage]


@pytest.fixture
def parts(look: Look) -> Iterator[Parts]:
    keeper = Keeper()
    keeper.keep_wallet(FAMILY, COMPARED, NOW)
    made = make_parts(look, keeper)
    yield made
    made.lanes.close()


@pytest.fixture
def show(parts: Parts, qtbot: QtBot) -> Show:
    """The page of a payment that was just opened."""

    def shown(payment: PaymentUnderWay) -> PaymentPage:
        parts.session.review(payment, parts.session.wallets[0].row)
        return placed(parts, PaymentPlace(), qtbot)

    return shown


def placed(parts: Parts, place: PaymentPlace, qtbot: QtBot) -> PaymentPage:
    page = PaymentPage(parts, place)
    page.furnish()
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.show()
    return page


def words(page: PaymentPage) -> list[str]:
    buttons = [button for button in page.findChildren(Button) if button.isVisibleTo(page)]
    return [button.text() for button in buttons]


def button(page: PaymentPage, start: str) -> Button:
    QApplication.processEvents()
    found = [
        each
        for each in page.findChildren(Button)
        if each.isVisibleTo(page) and each.text().startswith(start)
    ]
    assert len(found) == 1, (start, words(page))
    return found[0]


def boxes(page: PaymentPage) -> list[CheckBox]:
    return [box for box in page.findChildren(CheckBox) if box.isVisibleTo(page)]


def codes(page: PaymentPage) -> list[str]:
    QApplication.processEvents()
    cards = [card for card in page.findChildren(FindingCard) if card.isVisibleTo(page)]
    return [card.state.code.partition(",")[0] for card in cards]


def click(widget: Button) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def save_to(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def load_from(paths: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    names = [str(path) for path in paths]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))


def until_said(page: Page, text: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: text in page.notices.state.text)


def returned(folder: Path, *numbers: int) -> list[Path]:
    """The usual payment as practice signers gave it back."""
    paths = []
    for number in numbers:
        paths.append(folder / f"signed-{number}.psbt")
        paths[-1].write_bytes(SIGNED[number - 1].data)
    return paths


def test_from_the_file_to_the_finished_transaction(
    parts: Parts, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = MainWindow(parts)
    qtbot.addWidget(window)
    window.show()
    (tmp_path / "boat.psbt").write_bytes(to_receive().original)
    parts.opening.open_file(tmp_path / "boat.psbt")
    qtbot.waitUntil(lambda: isinstance(window.page, PaymentPage))
    page = window.page
    assert isinstance(page, PaymentPage)
    assert not button(page, "Save for").isEnabled()
    QTest.mouseClick(boxes(page)[0], Qt.MouseButton.LeftButton, pos=boxes(page)[0].rect().center())
    assert page.stage is Stage.SIGNING
    answers = []
    for number, holder in ((1, "Alice"), (2, "Bob")):
        save_to(tmp_path / f"for-{number}.psbt", monkeypatch)
        click(button(page, f"Save for {holder}"))
        until_said(page, f"for {holder}", qtbot)
        given = (tmp_path / f"for-{number}.psbt").read_bytes()
        answers.append(tmp_path / f"back-{number}.psbt")
        answers[-1].write_bytes(practice_signer(number).sign(given, FAMILY).psbt)
    load_from(answers, monkeypatch)
    click(button(page, "Load"))
    qtbot.waitUntil(lambda: page.stage is Stage.COMPLETE)
    click(button(page, "Finish"))
    qtbot.waitUntil(lambda: page.stage is Stage.FINISHED, timeout=30_000)
    save_to(tmp_path / "boat.txn", monkeypatch)
    click(button(page, "Save the transaction"))
    qtbot.waitUntil((tmp_path / "boat.txn").exists)
    made = Transaction.parse(bytes.fromhex((tmp_path / "boat.txn").read_text()))
    assert made.txid == warned().txid
    assert parts.session.payments[0].is_finished


def test_a_stopped_payment_offers_nothing_that_signs(show: Show) -> None:
    page = show(blocked())
    offered = ["Back", "Copy what was found", "Save the record…", "Show them"]
    assert sorted(words(page)) == offered
    assert codes(page) == ["change-foreign"]
    assert not boxes(page)
    picture = page.findChild(TransactionPicture)
    assert picture is not None
    assert picture.state.outputs[1].kind is EndKind.BLOCKED


def test_a_stopped_payment_is_neither_saved_nor_filled_nor_kept(
    show: Show, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(blocked())
    save_to(tmp_path / "never.psbt", monkeypatch)
    page.save_for(0)
    page.bring_in(returned(tmp_path, 1))
    page.finish()
    assert not (tmp_path / "never.psbt").exists()
    assert parts.session.payments == ()


@pytest.mark.parametrize("way", ["save_for", "show_to"])
def test_nothing_leaves_of_a_payment_that_cannot_be_kept(
    way: str, show: Show, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(fresh())
    went: list[object] = []
    page.go.connect(went.append)
    save_to(tmp_path / "boat.psbt", monkeypatch)
    full = VaultError("vault-unsaved", "the disk is full")
    monkeypatch.setattr(Keeper, "keep_payment", Mock(side_effect=full))
    getattr(page, way)(0)
    qtbot.waitUntil(lambda: page.notices.state.sign is SignKind.STOPS and not page.is_busy)
    assert not (tmp_path / "boat.psbt").exists()
    assert went == []


def test_what_goes_to_a_signer_without_a_fingerprint_counts_as_spent(
    show: Show, parts: Parts, qtbot: QtBot
) -> None:
    page = show(fresh())
    found = parts.session.payment
    assert found is not None
    wallet = found.payment.wallet
    first, *others = wallet.policy.keys
    unknown = replace(first, key=replace(first.key, origin=None))
    policy = replace(wallet.policy, keys=(unknown, *others))
    payment = replace(found.payment, wallet=replace(wallet, policy=policy))
    parts.session.keeper.keep_payment(found.wallet_row, found.payment, NOW, "")
    page._note_with(replace(found, payment=payment), 0)
    shelf = parts.session.keeper._shelf

    def has_left() -> bool:
        past = PAST.get(shelf, payment.txid)
        return past is not None and past.left is not None

    qtbot.waitUntil(has_left)


def test_what_was_found_can_be_copied_for_who_is_asked(show: Show) -> None:
    page = show(blocked())
    click(button(page, "Copy what was found"))
    copied = QGuiApplication.clipboard().text()
    assert blocked().txid in copied
    assert "change-foreign (output 1)" in copied


def test_a_tick_taken_back_closes_the_way_again(show: Show) -> None:
    page = show(warned())
    box = boxes(page)[0]
    box.click()
    assert button(page, "Save for").isEnabled()
    box.click()
    assert page.stage is Stage.WARNED
    assert not button(page, "Save for").isEnabled()


def test_a_warning_stands_above_the_outputs_and_the_foot_says_what_it_holds_up(show: Show) -> None:
    page = show(warned())
    assert "before the warnings are answered" in page.notices.state.text
    assert page.notices.state.sign is SignKind.LOOK
    outputs = page.findChildren(OutputsCard)[0]
    assert tops(page, boxes(page)[0]) < tops(page, outputs)
    boxes(page)[0].click()
    assert "This exact payment goes to the signer" in page.notices.state.text


def tops(page: PaymentPage, part: QWidget) -> int:
    return part.mapTo(page, QPoint(0, 0)).y()


def test_a_tick_leaves_the_boxes_where_they_are(show: Show) -> None:
    page = show(warned())
    box = boxes(page)[0]
    box.click()
    assert boxes(page)[0] is box


def test_every_address_stands_there_whole(show: Show) -> None:
    page, payment = show(fresh()), fresh()
    said = {child.accessibleName() for child in page.findChildren(QWidget)}
    for output in payment.review.outputs:
        assert output.address is not None
        assert any(output.address in name.replace(" ", "") for name in said)


def test_it_is_kept_when_it_goes_to_a_signer(
    show: Show, parts: Parts, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(fresh())
    save_to(tmp_path / "a.psbt", monkeypatch)
    click(button(page, "Save for Alice"))
    qtbot.waitUntil(lambda: len(parts.session.payments) == 1)
    qtbot.waitUntil((tmp_path / "a.psbt").exists)
    assert read_psbt((tmp_path / "a.psbt").read_bytes()).transaction.txid == fresh().txid


def test_a_kept_payment_is_reviewed_again_after_a_restart(
    parts: Parts, look: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    first = parts.session
    first.review(fresh(), first.wallets[0].row)
    page = placed(parts, PaymentPlace(), qtbot)
    page.bring_in(returned(tmp_path, 2))
    qtbot.waitUntil(lambda: len(first.payments) == 1)
    again = make_parts(look, first.keeper)
    later = placed(again, PaymentPlace(first.payments[0].row), qtbot)
    assert later.stage is None
    qtbot.waitUntil(lambda: later.stage is Stage.SIGNING)
    assert "1 of 2" in {child.accessibleName() or child.text() for child in labels(later)}
    again.lanes.close()


def labels(page: PaymentPage) -> list[QLabel]:
    return page.findChildren(QLabel)


def test_a_false_signature_is_told_and_not_counted(
    show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(fresh())
    bad = tmp_path / "bad.psbt"
    bad.write_bytes(with_signatures_changed(SIGNED[0], flip_last_bit).data)
    good = returned(tmp_path, 2)
    page.bring_in([bad, tmp_path / "missing.psbt", *good])
    until_said(page, "came in", qtbot)
    assert set(codes(page)) == {"signature-other-transaction", "file-unreadable"}
    assert page.stage is Stage.SIGNING


def test_what_came_back_wrong_for_a_kept_payment_stands_in_the_log(
    show: Show, parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(fresh())
    page.bring_in(returned(tmp_path, 1))
    qtbot.waitUntil(lambda: len(parts.session.payments) == 1)
    bad = tmp_path / "bad.psbt"
    bad.write_bytes(with_signatures_changed(SIGNED[1], flip_last_bit).data)
    page.bring_in([bad])
    log = parts.session.keeper.log
    qtbot.waitUntil(lambda: list(log().records.values())[-1].kind == "return-refused")
    facts = list(log().records.values())[-1].facts
    assert str(facts["findings"]).startswith("['signature-other-transaction")


def test_an_empty_page_offers_to_open_a_payment(parts: Parts, qtbot: QtBot) -> None:
    page = placed(parts, PaymentPlace(), qtbot)
    assert page.title == "No payment is open"
    assert button(page, "Open a payment").isVisibleTo(page)


def test_a_photo_of_an_answer_is_scanned(show: Show, qtbot: QtBot) -> None:
    page = show(fresh())
    with qtbot.waitSignal(page.go) as heard:
        page.bring_in([Path("answer.jpg")])
    assert heard.args == [ScanPlace(PaymentPlace(), files=(Path("answer.jpg"),))]


def test_files_can_be_dropped_on_it(show: Show, qtbot: QtBot, tmp_path: Path) -> None:
    page, data = show(fresh()), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in returned(tmp_path, 1, 3)])
    page.dropEvent(
        QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    qtbot.waitUntil(lambda: page.stage is Stage.COMPLETE)


def test_finishing_leaves_the_windows_thread(
    show: Show, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[threading.Thread] = []

    def watched(payment: PaymentUnderWay) -> object:
        seen.append(threading.current_thread())
        return finish(payment)

    monkeypatch.setattr(payment_page, "finish", watched)
    page = show(fresh())
    page.bring_in(returned(tmp_path, 1, 2))
    qtbot.waitUntil(lambda: page.stage is Stage.COMPLETE)
    finishing = button(page, "Finish")
    page.finish()
    assert not finishing.isEnabled()
    qtbot.waitUntil(lambda: page.stage is Stage.FINISHED, timeout=30_000)
    assert seen[0] is not threading.main_thread()


def test_what_ends_after_the_vault_was_locked_is_dropped(
    show: Show, parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(fresh())
    page.bring_in(returned(tmp_path, 1))
    other = Keeper()
    parts.session.use(other)
    qtbot.waitUntil(lambda: not page.is_busy)
    assert parts.session.payment is None
    assert other.payments() == ()


def test_who_is_asked_next_follows_whom_it_was_saved_for(
    show: Show, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(fresh())
    for holder in ("Alice", "Bob"):
        save_to(tmp_path / f"{holder}.psbt", monkeypatch)
        click(button(page, f"Save for {holder}"))
        until_said(page, f"for {holder}", qtbot)
    assert not any(each.startswith("Save for") for each in words(page))
    load = button(page, "Load")
    assert load.face.kind is ButtonKind.FILLED


def test_the_way_back_is_to_the_wallet(show: Show, parts: Parts) -> None:
    assert show(fresh()).way_back == WalletPlace(parts.session.wallets[0].row)


@pytest.mark.parametrize("make", [fresh, warned, blocked])
def test_all_is_named_and_in_reach_when_it_is_narrow_and_large(
    make: Callable[[], PaymentUnderWay], show: Show, look: Look
) -> None:
    page = show(make())
    for scale, theme in ((1.0, ThemeName.LIGHT), (2.0, ThemeName.HIGH_CONTRAST)):
        look.change(load_theme(theme), Measures(scale))
        page.resize(792, 700)
        assert nameless(page) == []
        assert cut_off(page) == []


def test_a_code_that_is_there_often_is_said_once_with_its_places() -> None:
    often = [Finding("dust", Severity.WARN, f"output {number}") for number in range(20)]
    groups = grouped([Finding("rbf", Severity.INFO), *often])
    assert [len(group.findings) for group in groups] == [20, 1]


def test_what_is_there_for_another_reason_is_said_on_its_own(look: Look, qtbot: QtBot) -> None:
    often = [Finding("rbf", Severity.INFO, facts={"reason": "replaces"})] * 4
    groups = grouped([Finding("rbf", Severity.INFO, facts={"reason": "signals"}), *often])
    assert [len(group.findings) for group in groups] == [1, 4]
    card = RestCard(look, groups, has_heavier=False)
    qtbot.addWidget(card)
    said = [label.text() for label in card.findChildren(QLabel)]
    assert any(text.endswith("(4 times)") for text in said)


def test_what_stops_comes_before_what_warns() -> None:
    findings = [Finding("dust", Severity.WARN), Finding("sighash", Severity.BLOCK)]
    assert [group.first.code for group in grouped(findings)] == ["sighash", "dust"]


def test_many_outputs_are_shown_when_they_are_asked_for(look: Look, qtbot: QtBot) -> None:
    output = fresh().review.outputs[0]
    card = OutputsCard(look, PaymentWords(look.unit), (output,) * 30, PaymentLabels((), ("",)))
    qtbot.addWidget(card)
    assert len(card.findChildren(Address)) < 30
    card.show_all()
    qtbot.waitUntil(lambda: len(card.findChildren(Address)) == 30)


def test_a_transaction_can_be_read_whole(look: Look, qtbot: QtBot) -> None:
    payment, _ = accept(fresh(), SIGNED[:2])
    raw = finish(payment).raw
    card = FinalCard(look, raw)
    qtbot.addWidget(card)
    card.show()
    button = next(each for each in card.findChildren(Button) if each.text().startswith("Show"))
    button.click()
    assert raw.hex() in [label.text() for label in card.findChildren(QLabel)]
    button.click()
    assert raw.hex() not in [label.text() for label in card.findChildren(QLabel)]
