from dataclasses import replace
from datetime import UTC, datetime

import pytest

from strongroom.model.errors import ReadError
from strongroom.model.scripts import p2wsh
from strongroom.vault.records import LabelKind
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import start
from strongroom.workflows.payment_labels import (
    PaymentLabels,
    payee_of,
    payment_labels,
)
from tests.workflows.rounds import make_payment, make_wallet

WALLET = replace(make_wallet(), name="Family")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
PAYMENT = start(make_payment(WALLET).original, [WALLET])
PAYEE = PAYMENT.review.outputs[0].address or ""
COIN = str(PAYMENT.review.inputs[1].outpoint)
SOURCE = COIN.partition(":")[0]
ADDRESS = PAYMENT.review.inputs[1].address or ""


@pytest.fixture
def keeper() -> Keeper:
    made = Keeper()
    made.keep_wallet(WALLET, (), NOW, row="family")
    return made


def labels(keeper: Keeper) -> PaymentLabels:
    return payment_labels(keeper, "family", PAYMENT)


def test_without_labels_nothing_is_said(keeper: Keeper) -> None:
    assert labels(keeper) == PaymentLabels(("", ""), ("", ""))


def test_a_payee_goes_by_the_label_of_the_address(keeper: Keeper) -> None:
    keeper.label("family", LabelKind.ADDRESS, PAYEE, "Nordwind")
    assert labels(keeper).outputs == ("Nordwind", "")


def test_a_payee_of_the_payment_it_replaces_goes_by_its_label(keeper: Keeper) -> None:
    keeper.keep_payment("family", PAYMENT, NOW)
    keeper.label("family", LabelKind.ADDRESS, PAYEE, "Nordwind")
    other = make_payment(WALLET, payee=p2wsh(b"\x52"))
    payment = start(other.original, [WALLET], None, keeper.past())
    assert payment_labels(keeper, "family", payment).payees == {PAYEE: "Nordwind"}


def test_a_coins_own_label_comes_before_those_around_it(keeper: Keeper) -> None:
    steps = (
        (LabelKind.TRANSACTION, SOURCE, ("rent", "rent")),
        (LabelKind.ADDRESS, ADDRESS, ("rent", "May")),
        (LabelKind.OUTPUT, COIN, ("rent", "May, paid late")),
    )
    for kind, target, expected in steps:
        keeper.label("family", kind, target, expected[1])
        assert labels(keeper).coins == expected


def test_a_kept_payment_goes_by_its_payee(keeper: Keeper) -> None:
    kept = keeper.keep_payment("family", PAYMENT, NOW)
    change = PAYMENT.review.outputs[1].address or ""
    keeper.label("family", LabelKind.ADDRESS, change, "savings")
    assert payee_of(keeper, kept, WALLET.network) == ""
    keeper.label("family", LabelKind.ADDRESS, PAYEE, "Nordwind")
    assert payee_of(keeper, kept, WALLET.network) == "Nordwind"


def test_labels_of_another_wallet_are_not_shown(keeper: Keeper) -> None:
    keeper.label("club", LabelKind.ADDRESS, PAYEE, "Nordwind")
    assert labels(keeper).outputs == ("", "")


def test_a_label_that_was_emptied_is_gone(keeper: Keeper) -> None:
    for text in ("Nordwind", ""):
        keeper.label("family", LabelKind.ADDRESS, PAYEE, text)
    assert labels(keeper).outputs == ("", "")


def test_a_secret_is_no_label(keeper: Keeper) -> None:
    seed = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    with pytest.raises(ReadError):
        keeper.label("family", LabelKind.ADDRESS, PAYEE, seed)
