"""What a payment's page says of each signature's key and way, and of what it waits for."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from strongroom.model.locks import Tip
from strongroom.window.look import Look, Unit
from strongroom.window.pages.payment_coins import Coin, CoinsCard
from strongroom.window.pages.payment_signature_paths import SignaturePathsCard
from strongroom.window.pages.payment_times import TimesCard, has_to_wait
from strongroom.window.pages.payment_words import PaymentWords, cosigners_of
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.text import Text
from strongroom.workflows.payment import PaymentUnderWay, accept
from tests.window.frame import SIGNED
from tests.window.page_payments import fresh, waiting

WORDS = PaymentWords(Unit.BITCOIN)


def coins(payment: PaymentUnderWay) -> tuple[Coin, ...]:
    return tuple(Coin(entry, "") for entry in payment.review.inputs)


def signatures(look: Look, payment: PaymentUnderWay, *more: Coin) -> SignaturePathsCard:
    shown = (*coins(payment), *more)
    cosigners = cosigners_of(payment, None)
    return SignaturePathsCard(look, WORDS, shown, cosigners, payment.wallet.policy)


def said(card: CoinsCard | SignaturePathsCard | TimesCard) -> list[str]:
    return [one.text() for one in card.findChildren(Text)]


def test_each_signature_has_its_key_and_its_way(look: Look, qtbot: QtBot) -> None:
    card = signatures(look, waiting())
    qtbot.addWidget(card)
    assert said(card) == ["Each coin’s signatures"]
    card.open(is_open=True)
    assert said(card)[1:8] == [
        "Coin 1",
        "For the way it is spent, 2 of 3 at any time:",
        "Key 1 m/48’/1’/0’/2’/0/0",
        "Key 3 m/48’/1’/0’/2’/0/0",
        "For another way, 1 of 3 after 52\u2009560 blocks (about 1 year):",
        "Key 1 m/48’/1’/0’/2’/2/0",
        "Key 3 m/48’/1’/0’/2’/2/0",
    ]


def test_a_plain_wallet_has_one_way_and_does_not_name_it(look: Look, qtbot: QtBot) -> None:
    card = signatures(look, accept(fresh(), SIGNED[:1])[0])
    qtbot.addWidget(card)
    card.open(is_open=True)
    assert "m/48’/1’/0’/2’/0/" in said(card)[2]
    assert not any("at any time" in each for each in said(card))


def test_a_coin_nobody_signed_says_so(look: Look, qtbot: QtBot) -> None:
    card = signatures(look, fresh())
    qtbot.addWidget(card)
    card.open(is_open=True)
    assert said(card)[2] == "Nobody has signed it yet."


def test_of_many_coins_some_come_at_a_time(look: Look, qtbot: QtBot) -> None:
    payment = fresh()
    one = coins(payment)[0]
    many = tuple(Coin(replace(one.entry, index=at), "") for at in range(120))
    card = CoinsCard(look, WORDS, many)
    qtbot.addWidget(card)
    card.open(is_open=True)
    for last, left in ((50, 70), (100, 20)):
        more = shown_button(card, f"Show more: {left} to come", qtbot)
        assert f"Coin {last}" in said(card)
        assert f"Coin {last + 1}" not in said(card)
        more.click()
    qtbot.waitUntil(lambda: "Coin 120" in said(card))


def shown_button(card: CoinsCard, words: str, qtbot: QtBot) -> Button:
    def found() -> list[Button]:
        return [one for one in card.findChildren(Button) if one.face.words == words]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def test_a_payment_that_waits_for_nothing_has_no_such_card() -> None:
    assert not has_to_wait(replace(fresh().review, locktime=0))
    assert has_to_wait(waiting().review)


def test_it_says_after_which_block_and_for_how_many_days(look: Look, qtbot: QtBot) -> None:
    payment = waiting()
    card = TimesCard(look, WORDS, payment.review, coins(payment))
    qtbot.addWidget(card)
    assert said(card) == [
        "When it can be mined",
        "Only after block 853568 (about 8 March 2026).",
        "Coin 2: when confirmed for 52\u2009560 blocks (about 365 days).",
        "Coin 3: when confirmed for 1\u2009008 blocks (about 7 days).",
    ]


LOCKTIMES = {
    "nobody told the newest block": (853_568, None, "Only after block 853568."),
    "a block that came": (853_568, Tip(853_568, 0), "Only after block 853568 (already there)."),
    "a day": (1_772_366_400, None, "Only after 1 March 2026, "),
}


@pytest.mark.parametrize("name", LOCKTIMES)
def test_a_locktime_is_a_date_where_one_is_known(look: Look, qtbot: QtBot, name: str) -> None:
    lock, tip, words = LOCKTIMES[name]
    review = replace(waiting().review, locktime=lock, tip=tip)
    card = TimesCard(look, WORDS, review, ())
    qtbot.addWidget(card)
    assert said(card)[1].startswith(words)


def test_a_locktime_without_effect_holds_nothing_up(look: Look, qtbot: QtBot) -> None:
    review = waiting().review
    final = tuple(replace(entry, sequence=0xFFFF_FFFF) for entry in review.inputs)
    card = TimesCard(look, WORDS, replace(review, inputs=final), ())
    qtbot.addWidget(card)
    assert said(card)[1].startswith("At once: its locktime, block 853568")


def test_coins_that_wait_alike_are_told_together(look: Look, qtbot: QtBot) -> None:
    payment = waiting()
    alike = (*coins(payment), *coins(payment)[1:])
    card = TimesCard(look, WORDS, payment.review, alike)
    qtbot.addWidget(card)
    assert said(card)[2].startswith("2 coins: when confirmed for 52")
