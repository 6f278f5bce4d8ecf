"""Signing with practice signers on the page of a payment."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from strongroom.model.network import Network
from strongroom.vault.records import CosignerRecord
from strongroom.window.look import Look
from strongroom.window.page import Parts
from strongroom.window.pages.payment import PaymentPage
from strongroom.window.pages.payment_words import Stage
from strongroom.window.places import PaymentPlace
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import PaymentUnderWay, accept, begin, progress
from tests.window.frame import COMPARED, FAMILY, NOW, PAYMENT, SIGNED, make_parts
from tests.window.page_payments import blocked, fresh, warned

PLAIN = tuple(CosignerRecord(f"Practice signer {number}") for number in (1, 2, 3))
Show = Callable[..., PaymentPage]


@pytest.fixture
def parts(look: Look) -> Iterator[Parts]:
    made = make_parts(look, Keeper())
    yield made
    made.lanes.close()


@pytest.fixture
def show(parts: Parts, qtbot: QtBot) -> Show:
    """The page of a payment of a wallet whose cosigners are called so."""

    def shown(
        payment: PaymentUnderWay, cosigners: tuple[CosignerRecord, ...] = PLAIN
    ) -> PaymentPage:
        keeper = parts.session.keeper
        row = keeper.keep_wallet(payment.wallet, cosigners, NOW).row
        parts.session.use(keeper)
        parts.session.review(payment, row)
        page = PaymentPage(parts, PaymentPlace())
        qtbot.addWidget(page)
        page.furnish()
        page.resize(1000, 760)
        page.show()
        return page

    return shown


def signing(page: PaymentPage) -> list[Button]:
    QApplication.processEvents()
    every = (one for one in page.findChildren(Button) if one.isVisibleTo(page))
    return [one for one in every if one.accessibleName().startswith("Sign with")]


def next_step(page: PaymentPage) -> str:
    """What Enter does."""
    QApplication.processEvents()
    button = page._primary
    return button.text() if button is not None and button.isVisible() else ""


def test_enter_has_one_practice_signer_after_the_other_sign(
    show: Show, parts: Parts, qtbot: QtBot
) -> None:
    page = show(fresh())
    for number in (1, 2):
        name = f"Practice signer {number}"
        assert next_step(page) == f"Sign with {name}"
        qtbot.keyClick(page, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not page.is_busy)
        assert page.notices.state.sign is SignKind.SEEN
        assert name in page.notices.state.text
    assert page.stage is Stage.COMPLETE
    assert not signing(page)
    qtbot.waitUntil(lambda: len(parts.session.payments) == 1)


def test_a_cosigner_that_plays_a_device_is_saved_for_first(show: Show, qtbot: QtBot) -> None:
    page = show(fresh(), COMPARED)
    qtbot.waitUntil(lambda: bool(signing(page)))
    names = [one.accessibleName() for one in signing(page)]
    holders = ("Alice", "Bob", "Carol")
    assert names == [
        f"Sign with Practice signer {number} ({name})"
        for number, name in enumerate(holders, start=1)
    ]
    assert all(one.face.kind is ButtonKind.QUIET for one in signing(page))
    signing(page)[2].click()
    qtbot.waitUntil(lambda: not page.is_busy)
    found = page.session.payment
    assert found is not None
    assert [each.signed_inputs for each in progress(found.payment)] == [0, 0, 2]


def test_nothing_signs_before_the_warnings_are_answered(show: Show) -> None:
    page = show(warned())
    assert not any(one.isEnabled() for one in signing(page))
    page.sign_with(0)
    assert not page.is_busy


def test_nothing_signs_what_is_stopped(show: Show) -> None:
    page = show(blocked())
    assert not signing(page)
    page.sign_with(0)
    assert not page.is_busy


def test_keys_of_practice_signers_sign_on_no_other_network(show: Show) -> None:
    page = show(begin(replace(FAMILY, network=Network.TESTNET4), PAYMENT))
    assert page.stage is Stage.SIGNING
    assert not signing(page)
    page.sign_with(0)
    assert not page.is_busy


def test_who_has_signed_is_not_asked_again(show: Show, qtbot: QtBot) -> None:
    page = show(accept(fresh(), SIGNED[:1])[0])
    qtbot.waitUntil(lambda: bool(signing(page)))
    assert next_step(page) == "Sign with Practice signer 2"
    assert not any("signer 1" in one.accessibleName() for one in signing(page))
