from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from strongroom.model.errors import StrongroomError
from strongroom.model.network import Network
from strongroom.vault.progress import Progress
from strongroom.window.look import Look
from strongroom.window.page import Parts
from strongroom.window.pages import practise as practise_module
from strongroom.window.pages.practise import PractisePage
from strongroom.window.places import PaymentPlace, PractisePlace, SetUpPlace
from strongroom.window.tasks import Cancelled
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import PaymentUnderWay
from tests.window.frame import COMPARED, DEPOSIT, FAMILY, NOW, make_parts
from tests.window.page_payments import fresh

Make = Callable[[Keeper, object, Progress], PaymentUnderWay]


@pytest.fixture
def parts(look: Look) -> Iterator[Parts]:
    made = make_parts(look, Keeper())
    yield made
    made.lanes.close()


def shown(parts: Parts, qtbot: QtBot) -> PractisePage:
    page = PractisePage(parts, PractisePlace())
    page.furnish()
    qtbot.addWidget(page)
    page.show()
    return page


def buttons(page: PractisePage, words: str) -> list[Button]:
    every = (one for one in page.findChildren(Button) if one.isVisibleTo(page))
    return [one for one in every if one.text() == words]


def making(monkeypatch: pytest.MonkeyPatch, make: Make) -> None:
    monkeypatch.setattr(practise_module, "make_practice_payment", make)


def test_begin_makes_a_wallet_and_a_payment_and_leads_to_its_review(
    parts: Parts, qtbot: QtBot
) -> None:
    page = shown(parts, qtbot)
    assert page.is_practice
    with qtbot.waitSignal(page.go, timeout=60_000) as heard:
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert heard.args == [PaymentPlace()]
    session = parts.session
    assert session.payment is not None
    assert session.payment.wallet_row == session.wallets[0].row
    assert [one.row for one in session.payments] == [session.payment.payment.txid]


def test_with_practice_wallets_each_has_another_payment(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = parts.session.keeper
    others = replace(FAMILY, name="Cabin", network=Network.TESTNET4)
    for day, wallet in enumerate((FAMILY, DEPOSIT, others)):
        keeper.keep_wallet(wallet, (), NOW + timedelta(days=day))
    parts.session.use(keeper)
    asked: list[object] = []

    def make(_: Keeper, wallet: object, __: Progress) -> PaymentUnderWay:
        asked.append(wallet)
        return fresh()

    making(monkeypatch, make)
    page = shown(parts, qtbot)
    assert not buttons(page, "Begin")
    first, second = buttons(page, "Another payment")
    assert [first.face.kind, second.face.kind] == [ButtonKind.FILLED, ButtonKind.QUIET]
    with qtbot.waitSignal(page.go):
        second.click()
    assert asked == [DEPOSIT]


def test_it_says_how_far_it_got_and_can_be_cancelled(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def make(_: Keeper, __: object, progress: Progress) -> PaymentUnderWay:
        progress(1, 2)
        go_on.wait()
        progress(2, 2)
        return fresh()

    making(monkeypatch, make)
    page = shown(parts, qtbot)
    (begin,) = buttons(page, "Begin")
    begin.click()
    qtbot.waitUntil(lambda: "50 %" in page.notices.state.text)
    assert not begin.isEnabled()
    buttons(page, "Cancel")[0].click()
    go_on.set()
    qtbot.waitUntil(lambda: "nothing was made" in page.notices.state.text)
    assert begin.isEnabled()
    assert not buttons(page, "Cancel")
    assert parts.session.wallets == ()


def test_leaving_the_page_ends_it(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, ended = Event(), []

    def make(_: Keeper, __: object, progress: Progress) -> PaymentUnderWay:
        go_on.wait()
        try:
            progress(1, 2)
        except Cancelled as cancelled:
            ended.append(cancelled)
            raise
        return fresh()

    making(monkeypatch, make)
    page = shown(parts, qtbot)
    buttons(page, "Begin")[0].click()
    delete(page)
    go_on.set()
    assert parts.lanes.engines.finish(10)
    assert ended
    assert parts.session.wallets == ()


def test_what_fails_is_said_and_it_can_be_tried_again(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(*_: object) -> PaymentUnderWay:
        raise StrongroomError("practice-chain-lost", "gone")

    making(monkeypatch, make)
    page = shown(parts, qtbot)
    (begin,) = buttons(page, "Begin")
    begin.click()
    qtbot.waitUntil(lambda: page.notices.state.sign is SignKind.STOPS)
    assert begin.isEnabled()


def test_nothing_comes_into_a_vault_that_was_opened_meanwhile(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def make(*_: object) -> PaymentUnderWay:
        go_on.wait()
        return fresh()

    making(monkeypatch, make)
    page = shown(parts, qtbot)
    buttons(page, "Begin")[0].click()
    other = Keeper()
    other.keep_wallet(DEPOSIT, COMPARED[:2], NOW)
    parts.session.use(other)
    with qtbot.assertNotEmitted(page.go):
        go_on.set()
        assert parts.lanes.engines.finish(10)
        qtbot.wait(0)
    assert [one.wallet for one in other.wallets()] == [DEPOSIT]


def test_a_wallet_can_be_set_up_by_hand(parts: Parts, qtbot: QtBot) -> None:
    page = shown(parts, qtbot)
    with qtbot.waitSignal(page.go) as heard:
        buttons(page, "New wallet…")[0].click()
    assert heard.args == [SetUpPlace()]
