"""The page of a payment from a wallet with rules of its owner."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from strongroom.model.owner_rules import CoolDown, OwnerRules, Role, Strength
from strongroom.model.psbt import Psbt
from strongroom.window.look import Look
from strongroom.window.page import Page, Parts
from strongroom.window.pages.home import HomePage
from strongroom.window.pages.payment import PaymentPage
from strongroom.window.pages.payment_words import Stage
from strongroom.window.places import Home, PaymentPlace
from strongroom.workflows.payment import begin, start
from tests.window.frame import FAMILY, NOW, PAYMENT, make_parts, parts_with
from tests.window.page_payments import fresh, to_receive
from tests.window.test_payment_page import boxes, button, codes, placed

ROW = "family"
ANNA, BERT = Role("treasurer", "Anna"), Role("witness", "Bert")
REST = OwnerRules(cool_down=CoolDown(0, 1))


@pytest.fixture
def parts(look: Look) -> Iterator[Parts]:
    with parts_with(look) as made:
        yield made


def show(parts: Parts, psbt: Psbt, qtbot: QtBot) -> PaymentPage:
    payment = start(psbt.original, [FAMILY], None, parts.session.keeper.past())
    parts.session.review(payment, ROW)
    return placed(parts, PaymentPlace(), qtbot)


def said(page: Page) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def test_every_role_has_a_box_and_all_are_ticked_before_it_goes_on(
    parts: Parts, look: Look, qtbot: QtBot
) -> None:
    parts.session.keeper.change_rules(ROW, OwnerRules(roles=(ANNA, BERT)), NOW)
    page = show(parts, to_receive(), qtbot)
    first, second = boxes(page)
    assert first.accessibleName() == "Anna (treasurer) has checked this and wants to go on"
    first.click()
    assert [box.isChecked() for box in boxes(page)] == [True, False]
    assert not button(page, "Save for").isEnabled()
    second.click()
    assert button(page, "Save for").isEnabled()
    qtbot.waitUntil(lambda: len(parts.session.payments) == 1)
    qtbot.waitUntil(lambda: len(parts.session.payments[0].record.read) == 2)
    again = make_parts(look, parts.session.keeper)
    later = placed(again, PaymentPlace(page.session.payments[0].row), qtbot)
    qtbot.waitUntil(lambda: later.stage is not None)
    QApplication.processEvents()
    assert [box.isChecked() for box in boxes(later)] == [True, True]
    assert [one.person for one in again.session.payments[0].record.read] == ["Anna", "Bert"]
    again.lanes.close()


def test_one_role_takes_its_own_tick_back(parts: Parts, qtbot: QtBot) -> None:
    parts.session.keeper.change_rules(ROW, OwnerRules(roles=(ANNA, BERT)), NOW)
    page = show(parts, to_receive(), qtbot)
    for box in boxes(page):
        box.click()
    boxes(page)[1].click()
    assert page.stage is Stage.WARNED
    assert [box.isChecked() for box in boxes(page)] == [True, False]


def test_a_payment_that_rests_is_kept_and_says_until_when(parts: Parts, qtbot: QtBot) -> None:
    parts.session.keeper.change_rules(ROW, REST, NOW)
    page = show(parts, PAYMENT, qtbot)
    qtbot.waitUntil(lambda: len(parts.session.payments) == 1)
    assert page.stage is Stage.BLOCKED
    assert codes(page) == ["cool-down"]
    assert "Stopped by this wallet’s own rules until" in said(page)
    assert "Ask the others whether they know of this payment." in said(page)


def test_home_says_that_a_payment_rests(parts: Parts, qtbot: QtBot) -> None:
    keeper = parts.session.keeper
    keeper.change_rules(ROW, REST, NOW)
    payment = start(PAYMENT.original, [FAMILY], None, keeper.past())
    keeper.keep_payment(ROW, payment, datetime.now(UTC))
    parts.session.use(keeper)
    page = HomePage(parts, Home())
    qtbot.addWidget(page)
    page.show()
    assert f"rests by the rules of {FAMILY.name}" in said(page)
    assert "It may go to a signer from" in said(page)


def test_a_payment_that_rested_is_reviewed_again_when_it_is_opened(
    parts: Parts, qtbot: QtBot
) -> None:
    parts.session.keeper.change_rules(ROW, REST, NOW)
    before = datetime.now(UTC) - timedelta(hours=2)
    payment = start(PAYMENT.original, [FAMILY], None, parts.session.keeper.past())
    parts.session.keeper.keep_payment(ROW, payment, before)
    then = replace(payment.history, now=int(before.timestamp()) + 60)
    resting = begin(FAMILY, PAYMENT, None, then)
    assert resting.is_blocked
    parts.session.review(resting, ROW)
    page = placed(parts, PaymentPlace(), qtbot)
    qtbot.waitUntil(lambda: page.stage is Stage.SIGNING)


def test_an_unlisted_payee_is_named_in_the_picture(parts: Parts, qtbot: QtBot) -> None:
    parts.session.keeper.change_rules(ROW, OwnerRules(Strength.STOPS), NOW)
    page = show(parts, PAYMENT, qtbot)
    assert codes(page) == ["address-not-whitelisted"]
    assert "Stopped by this wallet’s own rules. Nothing goes to a signer." in said(page)
    assert parts.session.payments == ()


def test_rules_that_change_are_applied_to_the_payment_that_is_open(
    parts: Parts, qtbot: QtBot
) -> None:
    page = show(parts, PAYMENT, qtbot)
    assert button(page, "Save for").isEnabled()
    rules = OwnerRules(Strength.STOPS)
    parts.session.change_rules(lambda keeper: keeper.change_rules(ROW, rules, NOW))
    qtbot.waitUntil(lambda: page.stage is Stage.BLOCKED)
    payee = fresh().review.outputs[0].address or ""
    parts.session.change_rules(lambda keeper: keeper.allow_address(ROW, payee, "", "Anna", NOW))
    qtbot.waitUntil(lambda: page.stage is Stage.SIGNING)
