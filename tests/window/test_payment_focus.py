"""Where the Tab key leads on the page of a payment: from what was found to what can be done."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow
from strongroom.window.measures import Measures
from strongroom.window.pages.payment_coins import CoinsCard
from strongroom.window.places import PaymentPlace
from strongroom.window.widgets.check_box import CheckBox
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import PaymentUnderWay
from tests.window.frame import COMPARED, NOW
from tests.window.page_payments import (
    aging,
    blocked,
    costly,
    foreign_input,
    fresh,
    replacing,
    warned,
)
from tests.window.stage import Stage, page_of, stage


@pytest.fixture
def made(look: Look) -> Iterator[Stage]:
    with stage(look) as made:
        yield made


def shown(made: Stage, payment: PaymentUnderWay) -> MainWindow:
    keeper = Keeper()
    row = keeper.keep_wallet(payment.wallet, COMPARED, NOW).row
    window = made.window(keeper)
    window.parts.session.review(payment, row)
    window.go(PaymentPlace())
    made.settle(window)
    return window


def walked(made: Stage, window: MainWindow, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """What has the keyboard, key by key, until it leaves the page; each comes into view."""
    page = page_of(window)
    reached: list[QWidget] = []
    while True:
        QTest.keyClick(window.focusWidget(), key)
        now = window.focusWidget()
        if not page.isAncestorOf(now):
            return reached
        assert now not in reached
        made.until(lambda: not window.focusWidget().visibleRegion().isEmpty())
        reached.append(now)


def around(made: Stage, window: MainWindow) -> list[QWidget]:
    """From the page's first control on."""
    page_of(window).setFocus()
    return walked(made, window)


def names(widgets: list[QWidget]) -> list[str]:
    """Their names, without the address in them."""
    return [widget.accessibleName().partition(":")[0] for widget in widgets]


def test_tab_leads_from_what_was_found_through_the_outputs_to_what_can_be_done(
    made: Stage,
) -> None:
    assert names(around(made, shown(made, replacing()))) == [
        "Back",
        "Load what came back…",
        "I have checked this and want to go on",
        "Paid by this payment alone",
        "Paid by the other payment alone",
        "Pays to",
        f"Name of the payee of {replacing().review.outputs[0].address}",
        "Back to this wallet",
        "Show the coins",
        "Copy the comparison phrase",
        "Who compared the words",
        "Scan an answer",
        "Save the record of this review…",
    ]


def test_what_signs_is_reached_once_the_warning_is_answered(made: Stage) -> None:
    window = shown(made, warned())
    before = names(around(made, window))
    page_of(window).findChildren(CheckBox)[0].click()
    made.settle(window)
    new = [name for name in names(around(made, window)) if name not in before]
    assert new[:7] == [
        "Save for Alice’s Coldcard…",
        "Save for Alice’s Coldcard…",
        "Sign with Practice signer 1 (Alice)",
        "Save for Bob’s Jade…",
        "Sign with Practice signer 2 (Bob)",
        "Save for Carol’s BitBox02…",
        "Sign with Practice signer 3 (Carol)",
    ]
    assert new[-1] == "Remove this payment"


STOPPED = (blocked, costly, foreign_input)


@pytest.mark.parametrize("make", STOPPED)
def test_of_a_stopped_payment_the_keyboard_reaches_nothing_that_signs(
    made: Stage, make: Callable[[], PaymentUnderWay]
) -> None:
    first, second, third, *outputs, last = names(around(made, shown(made, make())))
    assert (first, second, third) == ("Back", "Copy what was found", "Save the record…")
    assert last == "Show the coins"
    assert all(name.startswith(("Pays", "Back to", "What")) for name in outputs)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("make", [fresh, replacing, aging, *STOPPED])
def test_the_way_back_is_the_same_and_nothing_hidden_is_on_it(
    made: Stage, look: Look, make: Callable[[], PaymentUnderWay], scale: float
) -> None:
    look.change(measures=Measures(scale))
    window = shown(made, make())
    there = around(made, window)
    back = walked(made, window, Qt.Key.Key_Backtab)
    assert back == there[::-1]


def test_coins_are_reached_only_while_they_are_shown(made: Stage) -> None:
    window = shown(made, fresh())
    closed = names(around(made, window))
    page_of(window).findChildren(CoinsCard)[0].open(is_open=True)
    made.settle(window)
    opened = [name for name in names(around(made, window)) if name not in closed]
    assert opened == ["Hide the coins", "Coin 1", "Name of the coin", "Coin 2", "Name of the coin"]
