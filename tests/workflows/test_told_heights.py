"""Heights of blocks as a person says them, and what is refused of them."""

import pytest

from strongroom.model.psbt_fields import LEAST_TIME
from strongroom.review.history import History
from strongroom.workflows.told_heights import HeightError, ToldHeights, with_heights
from tests.recovery_wallets import payment_with, recovery_wallet

USUAL = 0xFFFF_FFFD
PAYMENT = payment_with(recovery_wallet((1, 100)), (USUAL, USUAL))
COINS = [each.outpoint for each in PAYMENT.transaction.inputs]
FIRST, SECOND = (str(coin).partition(":")[0] for coin in COINS)

REFUSED = {
    "no newest block": (0, [], "height-out-of-bounds"),
    "a newest block that is a time": (LEAST_TIME, [], "height-out-of-bounds"),
    "a coin of the first block, which nobody spends": (9, [(FIRST, 0)], "height-out-of-bounds"),
    "a height below zero": (9, [(FIRST, -1)], "height-out-of-bounds"),
    "a coin after the newest block": (9, [(FIRST, 10)], "height-after-newest"),
    "two heights for one": (9, [(FIRST, 8), (FIRST, 9)], "height-twice"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_by_name(name: str) -> None:
    newest, pairs, code = REFUSED[name]
    with pytest.raises(HeightError) as refused:
        ToldHeights.of(newest, pairs)
    assert refused.value.code == code


@pytest.mark.parametrize("height", [1, LEAST_TIME - 1])
def test_takes_what_a_locktime_reads_as_a_height(height: int) -> None:
    assert ToldHeights.of(height, [(FIRST, height), (FIRST, height)]).blocks == {FIRST: height}


def test_each_coin_gets_the_block_of_its_transaction() -> None:
    history = with_heights(History(now=5), ToldHeights(9, {FIRST: 7, SECOND: 9}), PAYMENT)
    assert history == History(now=5, height=9, confirmed={COINS[0]: 7, COINS[1]: 9})


def test_a_coin_nobody_spoke_of_has_none() -> None:
    assert with_heights(History(), ToldHeights(9, {SECOND: 8}), PAYMENT).confirmed == {COINS[1]: 8}


def test_refuses_a_transaction_that_paid_no_coin_here() -> None:
    with pytest.raises(HeightError) as refused:
        with_heights(History(), ToldHeights(9, {"ab" * 32: 8}), PAYMENT)
    assert (refused.value.code, refused.value.facts["txid"]) == ("height-of-no-coin", "ab" * 32)
