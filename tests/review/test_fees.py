import pytest

from strongroom.model.finding import Severity
from strongroom.review.history import FeeEstimate, History
from tests.builders import CHANGE, Coin, Draft, Paid, draft_payment, make_wallet
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows
from tests.review.reviewing import found, reasons, review_of, seen

SIGNERS = make_wallet()
VSIZE = 189
"""Of one p2wsh 2-of-3 input, a p2wpkh and a p2wsh output, with signatures of 72 bytes."""

BIG = 1_000_000_000
NOW = 1_800_000_000


def with_fee(fee: int, sent: int, spent: int = BIG) -> Draft:
    paid = [Paid(sent), Paid(spent - sent - fee, CHANGE)]
    return draft_payment(SIGNERS, [Coin(spent)], paid)


def test_the_size_is_that_of_the_signed_transaction() -> None:
    assert review_of(with_fee(1_000, 500_000), SIGNERS).vsize == VSIZE


SHARES = {
    "a twentieth": (25_000, 500_000, None, None),
    "more than a twentieth": (25_001, 500_000, Severity.WARN, "share-warn"),
    "a tenth": (50_000, 500_000, Severity.WARN, "share-warn"),
    "more than a tenth": (50_001, 500_000, Severity.BLOCK, "share"),
    "more than a tenth of little": (20_000, 100_000, Severity.WARN, "share-warn"),
    "more than a tenth of a little more": (20_001, 100_000, Severity.BLOCK, "share"),
    "500 sat/vB": (500 * VSIZE, 10_000_000, None, None),
    "more than 500 sat/vB": (500 * VSIZE + 1, 10_000_000, Severity.BLOCK, "rate"),
}


@shows("fee-high", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("name", SHARES)
def test_a_fee_is_held_to_what_is_sent_and_to_its_rate(name: str) -> None:
    fee, sent, weight, reason = SHARES[name]
    draft = with_fee(fee, sent)
    assert review_of(draft, SIGNERS).fee == fee
    findings = found(draft, SIGNERS, "fee-high")
    assert seen(findings) == ([(weight, "transaction")] if weight else [])
    assert reasons(findings) == ([reason] if reason else [])


@shows("fee-high", BOUNDARY)
@pytest.mark.parametrize(("fee", "weight"), [(50_000, Severity.WARN), (50_001, Severity.BLOCK)])
def test_without_payments_the_fee_is_held_to_what_is_spent(fee: int, weight: Severity) -> None:
    draft = draft_payment(SIGNERS, [Coin(500_000)], [Paid(500_000 - fee, CHANGE)])
    assert seen(found(draft, SIGNERS, "fee-high")) == [(weight, "transaction")]


def test_false_change_counts_as_sent() -> None:
    paid = [Paid(100_000), Paid(BIG - 100_000 - 21_000)]
    assert not found(draft_payment(SIGNERS, [Coin(BIG)], paid), SIGNERS, "fee-high")


ESTIMATES = {
    "five times": (5 * 10 * VSIZE, 0, 0),
    "more than five times": (5 * 10 * VSIZE + 1, 0, 1),
    "an old estimate": (5 * 10 * VSIZE + 1, 2 * 60 * 60, 0),
    "a fresh enough one": (5 * 10 * VSIZE + 1, 2 * 60 * 60 - 1, 1),
}


@shows("fee-high", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("name", ESTIMATES)
def test_a_fee_is_held_to_a_fresh_estimate(name: str) -> None:
    fee, age, count = ESTIMATES[name]
    history = History(now=NOW, fee_estimate=FeeEstimate(10.0, NOW - age))
    findings = found(with_fee(fee, 10_000_000), SIGNERS, "fee-high", history=history)
    assert reasons(findings) == ["estimate"] * count


@shows("fee-low", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize(("fee", "count"), [(19, 0), (18, 1), (0, 1)])
def test_warns_of_a_fee_nodes_do_not_take(fee: int, count: int) -> None:
    findings = found(with_fee(fee, 500_000), SIGNERS, "fee-low")
    assert seen(findings) == [(Severity.WARN, "transaction")] * count


@shows("fee-low", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize(("fee", "count"), [(2 * VSIZE, 0), (2 * VSIZE - 1, 1)])
def test_the_source_may_ask_for_more(fee: int, count: int) -> None:
    history = History(least_rate_tenths=20)
    assert len(found(with_fee(fee, 500_000), SIGNERS, "fee-low", history=history)) == count
