"""The card of a payment in which somebody types how old its coins are."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from strongroom.window.look import Look
from strongroom.window.page import Page, Parts
from strongroom.window.pages.payment import PaymentPage
from strongroom.window.pages.payment_ages import AgesCard
from strongroom.window.pages.payment_words import Stage
from strongroom.window.places import PaymentPlace
from strongroom.workflows.payment import PaymentUnderWay, begin
from strongroom.workflows.told_heights import ToldHeights
from tests.recovery_wallets import payment_of, payment_with, recovery_wallet
from tests.window.frame import NOW, parts_with
from tests.window.page_payments import aging, fresh
from tests.window.test_payment_page import placed
from tests.window.test_payment_rules import said

DELAY = 52_560
WALLET = recovery_wallet((1, DELAY))
OLD, NEAR, UNTOLD = (each.outpoint.txid[::-1].hex() for each in aging().review.inputs)


@pytest.fixture
def parts(look: Look) -> Iterator[Parts]:
    with parts_with(look, WALLET, "later") as made:
        yield made


def show(parts: Parts, payment: PaymentUnderWay, qtbot: QtBot) -> PaymentPage:
    parts.session.review(payment, "later")
    return placed(parts, PaymentPlace(), qtbot)


def card(page: Page) -> AgesCard:
    QApplication.processEvents()
    (shown,) = (one for one in page.findChildren(AgesCard) if one.isVisibleTo(page))
    return shown


def tell(page: Page, qtbot: QtBot, newest: str, **blocks: str) -> None:
    """Types heights and waits for the review that knows them."""
    shown, before = card(page), page.session.payment
    for key, text in {"": newest, **blocks}.items():
        shown.fields[key].setText(text)
    qtbot.mouseClick(shown.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.session.payment is not before)


def test_a_wallet_without_later_ways_has_no_such_card(parts: Parts, qtbot: QtBot) -> None:
    assert not show(parts, fresh(), qtbot).findChildren(AgesCard)


def test_it_asks_for_each_block_and_says_nothing_before(parts: Parts, qtbot: QtBot) -> None:
    psbt = payment_with(WALLET, (0xFFFF_FFFD,) * 3)
    page = show(parts, begin(WALLET, psbt), qtbot)
    qtbot.waitUntil(lambda: len(card(page).fields) == 4)
    assert {field.text() for field in card(page).fields.values()} == {""}
    assert "can spend it" not in said(page)
    assert "taken at your word" in said(page)


def test_each_coin_says_when_its_later_way_opens(parts: Parts, qtbot: QtBot) -> None:
    page = show(parts, begin(WALLET, payment_with(WALLET, (0xFFFF_FFFD,) * 3)), qtbot)
    qtbot.waitUntil(lambda: len(card(page).fields) == 4)
    tell(page, qtbot, "852 560", **{OLD: "800000", NEAR: "802000", UNTOLD: "830000"})
    assert "Open: 1 of 3 can spend it, from block 852560 on." in said(page)
    assert "Soon: 1 of 3 can spend it from block 854560 on, in about 14 days (" in said(page)
    assert "\n1 of 3 can spend it from block 882560 on, in about 208 days (" in said(page)
    assert [card(page).fields[key].text() for key in ("", OLD)] == ["852560", "800000"]


@pytest.mark.parametrize(("newest", "stage"), [(53_558, Stage.BLOCKED), (53_559, Stage.WARNED)])
def test_what_comes_a_block_too_early_is_stopped_and_can_be_corrected(
    parts: Parts, qtbot: QtBot, newest: int, stage: Stage
) -> None:
    page = show(parts, begin(WALLET, payment_of(WALLET, path=1)), qtbot)
    (coin,) = (key for key in card(page).fields if key)
    tell(page, qtbot, str(newest), **{coin: "1000"})
    assert page.stage is stage
    tell(page, qtbot, "60000")
    assert page.stage is Stage.WARNED


WRONG = {
    "no newest block": ("", "", "", "Write it in digits"),
    "a coin after the newest block": ("9", "10", OLD, "Look both numbers up again"),
    "a coin in no block": ("9", "none", OLD, "Write it in digits"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_beside_its_field(parts: Parts, qtbot: QtBot, name: str) -> None:
    newest, block, wrong, words = WRONG[name]
    page = show(parts, begin(WALLET, payment_with(WALLET, (0xFFFF_FFFD,))), qtbot)
    shown, before = card(page), parts.session.payment
    shown.fields[""].setText(newest)
    shown.fields[OLD].setText(block)
    qtbot.keyClick(shown.fields[OLD], Qt.Key.Key_Return)
    assert words in said(page)
    assert shown.fields[wrong].hasFocus()
    assert parts.session.payment is before


def test_what_was_told_is_kept_with_its_coins(parts: Parts, qtbot: QtBot) -> None:
    page = show(parts, begin(WALLET, payment_with(WALLET, (0xFFFF_FFFD,) * 2)), qtbot)
    qtbot.waitUntil(lambda: len(card(page).fields) == 3)
    tell(page, qtbot, "852560", **{OLD: "800000"})
    qtbot.waitUntil(lambda: parts.session.keeper.told_coins("later").tip is not None)
    kept = parts.session.keeper.told_coins("later")
    assert kept.tip is not None
    assert (kept.tip.height, kept.blocks) == (852_560, {OLD: 800_000})
    assert [(coin.outpoint, coin.amount) for coin in kept.coins] == [(f"{OLD}:0", 1_000_000)]


def test_the_next_review_has_the_blocks_and_asks_for_the_newest_again(
    parts: Parts, qtbot: QtBot
) -> None:
    parts.session.keeper.keep_heights("later", ToldHeights(852_560, {OLD: 800_000}), NOW)
    psbt = payment_with(WALLET, (0xFFFF_FFFD,) * 3)
    history = parts.session.keeper.past().history(WALLET, psbt)
    page = show(parts, begin(WALLET, psbt, None, history), qtbot)
    qtbot.waitUntil(lambda: len(card(page).fields) == 4)
    assert [card(page).fields[key].text() for key in ("", OLD, NEAR)] == ["", "800000", ""]
    assert "It was 852560 on 1 March 2026. Write today’s." in said(page)
    assert "can spend it" not in said(page)


def test_a_height_that_is_taken_out_is_forgotten(parts: Parts, qtbot: QtBot) -> None:
    page = show(parts, aging(), qtbot)
    qtbot.waitUntil(lambda: len(card(page).fields) == 4)
    tell(page, qtbot, "852560", **{NEAR: ""})
    qtbot.waitUntil(lambda: parts.session.keeper.told_coins("later").tip is not None)
    assert parts.session.keeper.told_coins("later").blocks == {OLD: 800_000}
    assert card(page).fields[NEAR].text() == ""


def test_what_was_told_lasts_while_the_payment_is_open(parts: Parts, qtbot: QtBot) -> None:
    page = show(parts, aging(), qtbot)
    before = parts.session.payment
    parts.session.review_anew()
    qtbot.waitUntil(lambda: parts.session.payment is not before)
    qtbot.waitUntil(lambda: len(card(page).fields) == 4)
    assert card(page).fields[NEAR].text() == "802000"
