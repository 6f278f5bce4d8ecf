"""What the page of a payment shows of its review, and what can be done beside signing."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from strongroom.engines.derivation import derive_address
from strongroom.model.addresses import write_address
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.wallet import Branch
from strongroom.review.comparison_phrase import comparison_phrase
from strongroom.vault.records import LabelKind
from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow
from strongroom.window.measures import Measures
from strongroom.window.page import Parts
from strongroom.window.pages.home import HomePage
from strongroom.window.pages.payment import PaymentPage
from strongroom.window.pages.payment_changed import ChangedParts
from strongroom.window.pages.payment_final import FinalCard
from strongroom.window.pages.payment_phrase import PhraseCard
from strongroom.window.pages.payment_stopped import ClaimCard, KeysCard, StoppedCard
from strongroom.window.pages.payment_words import PaymentWords, Stage
from strongroom.window.pages.payment_work import MOST_IN_CODE, transaction_code
from strongroom.window.places import LogPlace, PaymentPlace
from strongroom.window.widgets.address import Address
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.label_edit import LabelEdit
from strongroom.window.widgets.qr_plate import QrPlate
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.transaction_picture import TransactionPicture
from strongroom.words.amounts import bitcoin, grouped_address
from strongroom.workflows.payment import PaymentUnderWay, accept, finish
from tests.paper.reading import read
from tests.window.frame import FAMILY, NOW, PAYMENT, SIGNED, make_parts, parts_with
from tests.window.page_payments import blocked, fresh, replacement, to_receive, warned
from tests.window.test_payment_page import (
    boxes,
    button,
    click,
    codes,
    placed,
    returned,
    save_to,
    until_said,
    words,
)
from tests.workflows.rounds import signed_by

ROW = "family"


@pytest.fixture
def parts(look: Look) -> Iterator[Parts]:
    with parts_with(look) as made:
        yield made


@pytest.fixture
def show(parts: Parts, qtbot: QtBot) -> Callable[[PaymentUnderWay], PaymentPage]:
    def shown(payment: PaymentUnderWay) -> PaymentPage:
        parts.session.review(payment, ROW)
        return placed(parts, PaymentPlace(), qtbot)

    return shown


Show = Callable[[PaymentUnderWay], PaymentPage]


def said(page: PaymentPage) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def restarted(parts: Parts, look: Look, qtbot: QtBot) -> tuple[Parts, PaymentPage]:
    """The page of the kept payment as another run of the program shows it."""
    again = make_parts(look, parts.session.keeper)
    page = placed(again, PaymentPlace(again.session.payments[0].row), qtbot)
    qtbot.waitUntil(lambda: page.stage is not None)
    QApplication.processEvents()
    return again, page


def write(edit: LabelEdit, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    click(edit.button)
    edit.field.setText(text)
    QTest.keyClick(edit.field, key)


def test_a_payment_that_is_stopped_stands_in_the_log_and_is_not_kept(
    show: Show, parts: Parts, qtbot: QtBot
) -> None:
    show(blocked())
    keeper = parts.session.keeper
    qtbot.waitUntil(lambda: list(keeper.log().records.values())[-1].kind == "payment-stopped")
    assert keeper.payments() == ()


# The comparison phrase


def test_the_eight_words_come_when_they_are_worked_out(show: Show, qtbot: QtBot) -> None:
    page, payment = show(fresh()), fresh()
    expected = [
        f"{at} {word}" for at, word in enumerate(comparison_phrase(payment.digest or b""), 1)
    ]
    qtbot.waitUntil(lambda: set(expected) <= set(said(page)))
    assert any("does not replace reading" in text for text in said(page))


def test_who_compared_the_words_is_noted_and_the_log_tells_the_payments_story(
    show: Show, parts: Parts, qtbot: QtBot
) -> None:
    page = show(fresh())
    qtbot.waitUntil(lambda: any(one.isVisible() for one in phrase_edits(page)))
    write(phrase_edits(page)[0], "Alice and Bob")
    until_said(page, "Alice and Bob had the same words", qtbot)
    kinds = [one.kind for one in parts.session.keeper.log().records.values()]
    assert kinds[-2:] == ["payment-kept", "phrase-compared"]
    with qtbot.waitSignal(page.go) as heard:
        click(button(page, "Log of this payment"))
    txid = fresh().txid
    assert heard.args == [LogPlace(PaymentPlace(txid), ROW, txid)]


def phrase_edits(page: PaymentPage) -> list[LabelEdit]:
    card = page.findChild(PhraseCard)
    return card.findChildren(LabelEdit) if card is not None else []


def test_a_stopped_payment_has_no_words_to_read_aloud(show: Show, qtbot: QtBot) -> None:
    page = show(blocked())
    qtbot.wait(600)
    assert page.findChild(PhraseCard) is None


# A payment that is stopped


def test_the_true_address_stands_beside_the_false_one(show: Show) -> None:
    card = show(blocked()).findChild(ClaimCard)
    assert card is not None
    true, false = (each.state for each in card.findChildren(Address))
    assert (true.text, true.is_false) == (derive_address(FAMILY, Branch.CHANGE, 4).text, False)
    assert (false.text, false.is_false) == (blocked().review.outputs[1].address, True)


def test_whose_key_was_replaced_is_said(show: Show) -> None:
    card = show(blocked()).findChild(KeysCard)
    assert card is not None
    texts = [label.text() for label in card.findChildren(QLabel)]
    assert [texts.count(word) for word in ("Same", "Replaced")] == [2, 1]
    who = next(at for at, text in enumerate(texts) if text == "Replaced")
    assert any(text.startswith("Carol") for text in texts[who - 3 : who])


def test_what_to_do_follows_from_what_stopped_it(show: Show) -> None:
    card = show(blocked()).findChild(StoppedCard)
    assert card is not None
    assert "Do not sign this file on any device." in [
        one.text() for one in card.findChildren(QLabel)
    ]


@pytest.mark.parametrize("make", [blocked, warned])
def test_the_record_of_a_review_is_saved(
    show: Show,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[], PaymentUnderWay],
) -> None:
    page, path = show(make()), tmp_path / "review.json"
    save_to(path, monkeypatch)
    click(button(page, "Save the record"))
    until_said(page, "review.json", qtbot)
    record = json.loads(path.read_text())
    assert (record["wallet"], record["txid"]) == ("Family savings", make().txid)
    assert record["verdict"] == make().review.verdict.word


def test_the_record_of_a_review_is_saved_as_pages(
    show: Show, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, path = show(warned()), tmp_path / "review.pdf"
    for box in page.findChildren(CheckBox):
        box.click()
    save_to(path, monkeypatch)
    click(button(page, "Save the record"))
    until_said(page, "review.pdf", qtbot)
    words = read(path.read_bytes()).words
    assert grouped_address(warned().txid) in words
    assert "ticked as read on" in words


def test_a_record_for_programs_is_named_so(
    show: Show, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(warned())
    chosen = (str(tmp_path / "review.pdf"), "Records for programs (*.json)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    click(button(page, "Save the record"))
    until_said(page, "review.json", qtbot)
    assert json.loads((tmp_path / "review.json").read_text())["txid"] == warned().txid
    assert not (tmp_path / "review.pdf").exists()


def test_a_record_that_is_not_named_is_not_saved(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(blocked())
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    click(button(page, "Save the record"))
    assert not page.is_busy


# Names


def test_a_payee_that_was_named_is_named_everywhere(show: Show, parts: Parts, qtbot: QtBot) -> None:
    page = show(fresh())
    write(page.findChildren(LabelEdit)[0], "Nordwind Boatyard")
    qtbot.waitUntil(lambda: page.title == "Payment to Nordwind Boatyard")
    assert "Pays to Nordwind Boatyard" in said(page)
    picture = next(one for one in page.findChildren(TransactionPicture) if one.isVisibleTo(page))
    assert picture.state.outputs[0].title == "Nordwind Boatyard"
    payee = fresh().review.outputs[0].address or ""
    assert parts.session.keeper.label_of(ROW, LabelKind.ADDRESS, payee) == "Nordwind Boatyard"


def test_enter_in_a_name_is_not_the_next_step(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    page = show(fresh())
    monkeypatch.setattr(PaymentPage, "save_for", lambda *_: pytest.fail("it was to be saved"))
    write(page.findChildren(LabelEdit)[0], "Nordwind Boatyard")


def test_a_name_that_is_dropped_changes_nothing(show: Show, parts: Parts, qtbot: QtBot) -> None:
    page = show(fresh())
    with qtbot.assertNotEmitted(page.go):
        write(page.findChildren(LabelEdit)[0], "Nordwind", Qt.Key.Key_Escape)
    qtbot.wait(200)
    assert parts.session.keeper.labels(ROW) == ()


def test_a_secret_as_a_name_is_refused(show: Show, parts: Parts, qtbot: QtBot) -> None:
    page = show(fresh())
    seed = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    write(page.findChildren(LabelEdit)[0], seed)
    until_said(page, "exposed", qtbot)
    assert parts.session.keeper.labels(ROW) == ()


def test_a_coin_that_was_named_goes_by_its_name(show: Show, qtbot: QtBot) -> None:
    page = show(fresh())
    click(button(page, "Show them"))
    edits = [one for one in page.findChildren(LabelEdit) if one.isVisibleTo(page)]
    write(edits[1], "Rent, March")
    qtbot.waitUntil(lambda: "Rent, March" in said(page))
    pictures = [one for one in page.findChildren(TransactionPicture) if one.isVisibleTo(page)]
    assert [end.note for end in pictures[0].state.inputs] == ["Rent, March", "Coin 2"]


def test_no_name_is_given_to_the_ends_of_a_stopped_payment(show: Show) -> None:
    assert "Name the payee…" not in words(show(blocked()))


def test_a_header_that_large_text_makes_high_scrolls_with_the_rest(show: Show, look: Look) -> None:
    page = show(warned())
    assert not page.area.isAncestorOf(button(page, "Save for"))
    look.change(look.theme, Measures(2.0))
    page.resize(684, 700)
    assert page.area.isAncestorOf(button(page, "Save for"))
    look.change(look.theme, Measures(1.0))
    page.resize(1000, 760)
    assert not page.area.isAncestorOf(button(page, "Save for"))


# What is kept of it


def test_a_ticked_warning_is_still_ticked_after_a_restart(
    show: Show, parts: Parts, look: Look, qtbot: QtBot
) -> None:
    page = show(warned())
    boxes(page)[0].click()
    qtbot.waitUntil(lambda: len(parts.session.payments) == 1)
    assert any(text.startswith("today, ") for text in said(page))
    again, later = restarted(parts, look, qtbot)
    assert later.stage is Stage.SIGNING
    assert boxes(later)[0].isChecked()
    assert any(text.startswith("today, ") for text in said(later))
    again.lanes.close()


def test_for_whom_it_was_saved_is_known_after_a_restart(
    show: Show,
    parts: Parts,
    look: Look,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = show(fresh())
    save_to(tmp_path / "for-alice.psbt", monkeypatch)
    click(button(page, "Save for Alice"))
    qtbot.waitUntil(lambda: any(kept.record.saved for kept in parts.session.payments))
    again, later = restarted(parts, look, qtbot)
    assert button(later, "Save for").text().startswith("Save for Bob")
    assert "Saved, not back yet" in said(later)
    again.lanes.close()


def test_a_removed_payment_comes_back_when_it_is_undone(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    window = MainWindow(parts)
    qtbot.addWidget(window)
    window.show()
    parts.session.review(fresh(), ROW)
    window.go(PaymentPlace())
    assert isinstance(window.page, PaymentPage)
    window.page.bring_in(returned(tmp_path, 1))
    qtbot.waitUntil(lambda: len(parts.session.payments) == 1)
    kept = parts.session.payments
    click(button(window.page, "Remove this payment"))
    qtbot.waitUntil(lambda: isinstance(window.page, HomePage))
    assert (parts.session.payments, parts.session.payment) == ((), None)
    click(next(one for one in window.page.findChildren(Button) if one.text() == "Undo"))
    qtbot.waitUntil(lambda: parts.session.payments == kept)
    assert parts.session.removed is None


def test_what_is_not_kept_cannot_be_removed(show: Show) -> None:
    assert "Remove this payment" not in words(show(fresh()))


# What came back


def test_each_file_that_gave_nothing_is_named(show: Show, qtbot: QtBot, tmp_path: Path) -> None:
    page, (good,) = show(fresh()), returned(tmp_path, 1)
    files = {
        "unsigned.psbt": PAYMENT.original,
        "other.psbt": to_receive().original,
        "letter.txt": b"good morning",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    page.bring_in([good, *(tmp_path / name for name in files)])
    until_said(page, "New signatures came in with signed-1.psbt;", qtbot)
    foot = page.notices.state
    assert "Refused: other.psbt, letter.txt; nothing was taken over." in foot.text
    assert "No new signature came in with unsigned.psbt." in foot.text
    assert foot.sign is SignKind.STOPS
    assert set(codes(page)) == {"unsigned-return", "changed-after-review", "psbt-malformed"}
    assert any("letter.txt" in text for text in said(page))


def bring_in(page: PaymentPage, folder: Path, name: str, data: bytes, qtbot: QtBot) -> None:
    path = folder / name
    path.write_bytes(data)
    page.bring_in([path])
    until_said(page, name, qtbot)


def test_another_payment_is_laid_beside_the_reviewed_one(
    show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(fresh())
    bring_in(page, tmp_path, "bob.psbt", signed_by(2, replacement(), FAMILY).data, qtbot)
    foot = page.notices.state
    assert foot.text == "Refused: bob.psbt; nothing was taken over."
    assert foot.sign is SignKind.STOPS
    parts = page.findChild(ChangedParts)
    assert parts is not None
    paid = [psbt.transaction.outputs[0].script_pubkey for psbt in (PAYMENT, replacement())]
    addresses = [each.state for each in parts.findChildren(Address)]
    assert [each.text for each in addresses] == [write_address(x, FAMILY.network) for x in paid]
    assert [each.is_false for each in addresses] == [False, True]
    lines = [label.text() for label in parts.findChildren(QLabel)]
    for psbt in (PAYMENT, replacement()):
        assert bitcoin(psbt.transaction.outputs[1].amount) in lines


def test_a_file_with_a_good_and_a_bad_signature_is_refused_in_part(
    show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(fresh())
    data = bytearray(SIGNED[0].data)
    bad = read_psbt(bytes(data)).inputs[1].partial_signatures[0].signature
    data[data.index(bad) + 40] ^= 1
    bring_in(page, tmp_path, "half.psbt", bytes(data), qtbot)
    foot = page.notices.state
    assert foot.text.startswith("Refused in part: half.psbt. New signatures came in with half.psbt")
    assert foot.sign is SignKind.STOPS


def test_a_file_without_a_new_signature_is_no_refusal(
    show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(fresh())
    bring_in(page, tmp_path, "same.psbt", PAYMENT.original, qtbot)
    foot = page.notices.state
    assert (foot.text, foot.sign) == ("No new signature came in with same.psbt.", SignKind.LOOK)


# The finished transaction


def test_a_finished_transaction_is_shown_as_a_code(show: Show, parts: Parts, qtbot: QtBot) -> None:
    payment, _ = accept(fresh(), SIGNED[:2])
    parts.session.keeper.keep_payment(ROW, payment, NOW)
    parts.session.keeper.finish_payment(payment.txid, finish(payment), NOW)
    parts.session.use(parts.session.keeper)
    page = show(payment)
    click(button(page, "Show as QR code"))
    qtbot.waitUntil(lambda: page.findChild(QrPlate) is not None, timeout=20_000)
    click(button(page, "Hide the QR code"))
    assert not page.findChildren(QrPlate)[0].isVisibleTo(page)


def test_what_does_not_fit_one_code_is_said(look: Look, qtbot: QtBot) -> None:
    payment, _ = accept(fresh(), SIGNED[:2])
    card = FinalCard(look, finish(payment).raw)
    qtbot.addWidget(card)
    card.show_code(None)
    assert any("does not fit one code" in label.text() for label in card.findChildren(QLabel))
    assert card.findChild(QrPlate) is None


def test_the_largest_that_is_said_to_fit_a_code_does() -> None:
    assert transaction_code(b"\x9c" * MOST_IN_CODE) is not None
    assert transaction_code(b"\x9c" * (MOST_IN_CODE + 1)) is None


def test_a_moment_is_said_as_people_say_it(look: Look) -> None:
    now, wording = datetime.now().astimezone(), PaymentWords(look.unit)
    assert wording.when(now) == f"today, {now:%H:%M}"
    assert wording.when(now - timedelta(days=1)).startswith("yesterday, ")
    assert wording.when(NOW) == "1 March 2026, " + f"{NOW.astimezone():%H:%M}"
