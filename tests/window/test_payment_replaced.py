"""The card that lays a payment beside another of the same coins."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from strongroom.model.transaction import OutPoint
from strongroom.review.replacement import ChangedPayee, Figures, Replacement
from strongroom.window.look import Look, Unit
from strongroom.window.page import Parts
from strongroom.window.pages.payment import PaymentPage
from strongroom.window.pages.payment_replaced import ReplacedCard
from strongroom.window.pages.payment_words import Stage
from strongroom.window.places import PaymentPlace
from strongroom.window.widgets.address import Address
from strongroom.words.amounts import bitcoin
from strongroom.workflows.payment import PaymentUnderWay
from tests.window.frame import NOW, PAYMENT, parts_with
from tests.window.page_payments import fresh, replacing
from tests.window.test_payment_page import boxes, placed

SCRIPT = b"\x00\x14" + bytes(20)
FIGURES = Figures(1_000, 200, 1.5, 101)
SAME = Replacement("ab" * 32, None, False, (), FIGURES, FIGURES, (), ())
"""Beside one that differs in nothing that is shown."""


@pytest.fixture
def parts(look: Look) -> Iterator[Parts]:
    with parts_with(look) as made:
        yield made


@pytest.fixture
def show(parts: Parts, qtbot: QtBot) -> Callable[[PaymentUnderWay], PaymentPage]:
    def shown(payment: PaymentUnderWay) -> PaymentPage:
        parts.session.review(payment, "family")
        return placed(parts, PaymentPlace(), qtbot)

    return shown


def said(part: QWidget) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in part.findChildren(QLabel) if label.text()]


def card(look: Look, qtbot: QtBot, **facts: Any) -> ReplacedCard:
    made = ReplacedCard(look, replace(SAME, **facts))
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: not made.is_coming)
    return made


def payee(other: int | None, this: int | None, address: str | None = "bc1qpayee") -> ChangedPayee:
    return ChangedPayee(SCRIPT, address, other, this)


def test_a_payment_beside_no_other_has_no_such_card(show: Callable) -> None:
    assert not show(fresh()).findChildren(ReplacedCard)


def test_a_changed_payee_waits_for_an_answer_beside_both_addresses(show: Callable) -> None:
    page = show(replacing())
    assert page.stage is Stage.WARNED
    (shown,) = page.findChildren(ReplacedCard)
    QApplication.processEvents()
    addresses = [each.state.text for each in shown.findChildren(Address)]
    new, gone = replacing().review.replacements[0].payees
    assert addresses == [new.address, gone.address]
    assert addresses[0] == replacing().review.outputs[0].address
    assert PAYMENT.transaction.txid in said(shown)
    boxes(page)[0].click()
    assert [page.stage] == [Stage.SIGNING]


def test_it_says_what_was_and_what_is(look: Look, qtbot: QtBot) -> None:
    texts = said(card(look, qtbot, this=Figures(700, 500, 4.0, 0)))
    assert texts[texts.index("Change") + 1] == bitcoin(700)
    assert texts[texts.index("Fee") + 2] == f"instead of {bitcoin(200)}"
    assert texts[texts.index("Fee rate") + 1 :][:2] == ["4 sat/vB", "instead of 1.5 sat/vB"]
    assert texts[texts.index("Locktime") + 1 :][:2] == ["none", "instead of block 101"]
    assert "Every payee gets the same." in texts


def test_what_is_the_same_or_not_known_is_said_so(look: Look, qtbot: QtBot) -> None:
    unknown = replace(FIGURES, fee=None, fee_rate=None, locktime=None)
    texts = said(card(look, qtbot, other=unknown))
    assert "instead of not known" in texts
    assert f"instead of {bitcoin(1_000)}" not in texts
    assert "Locktime" not in said(card(look, qtbot))


def test_a_payee_that_gets_less_has_both_amounts(look: Look, qtbot: QtBot) -> None:
    texts = said(card(look, qtbot, payees=(payee(900, 800),)))
    at = texts.index("Gets less by this payment")
    assert texts[at + 1 : at + 3] == [bitcoin(800), f"instead of {bitcoin(900)}"]


def test_a_payee_without_an_address_is_shown_by_its_script(look: Look, qtbot: QtBot) -> None:
    texts = said(card(look, qtbot, payees=(payee(None, 800, None),)))
    assert any(SCRIPT.hex() in text for text in texts)


def test_coins_of_one_of_them_alone_are_named(look: Look, qtbot: QtBot) -> None:
    coins = tuple(OutPoint(b"\x01" * 32, index) for index in range(8))
    texts = said(card(look, qtbot, coins_added=coins, coins_gone=coins[:1]))
    assert texts.count(str(coins[0])) == 2
    assert str(coins[7]) not in texts
    assert "and 3 more coins" in texts


def test_a_payee_with_a_name_goes_by_it(look: Look, qtbot: QtBot) -> None:
    replacement = replace(SAME, payees=(payee(900, None),))
    shown = ReplacedCard(look, replacement, {"bc1qpayee": "Nordwind"})
    qtbot.addWidget(shown)
    assert "Paid by the other payment alone: Nordwind" in said(shown)


def test_of_very_many_payments_the_latest_are_shown(show: Callable) -> None:
    payment = replacing()
    several = payment.review.replacements * 5
    page = show(replace(payment, review=replace(payment.review, replacements=several)))
    assert len(page.findChildren(ReplacedCard)) == 3
    assert "and 2 more payments of the same coins" in said(page)


def test_very_many_payees_are_counted(look: Look, qtbot: QtBot) -> None:
    shown = card(look, qtbot, payees=(payee(1, 2),) * 30)
    assert len(shown.findChildren(Address)) == 20
    assert "and 10 more payees" in said(shown)


def test_a_later_payment_is_told_from_one_that_is_replaced(look: Look, qtbot: QtBot) -> None:
    assert "Beside the payment it replaces" in said(card(look, qtbot))
    texts = said(card(look, qtbot, is_later=True, reviewed=int(NOW.timestamp())))
    assert "Beside a later payment of the same coins" in texts
    assert any("1 March 2026" in text for text in texts)


def test_amounts_follow_the_unit(look: Look, qtbot: QtBot) -> None:
    look.change(unit=Unit.SATOSHI)
    assert "1\u2009000 sat" in said(card(look, qtbot))
