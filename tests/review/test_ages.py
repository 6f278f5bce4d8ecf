"""When a wallet's recovery paths open for the coins of a payment."""

import pytest

from strongroom.model.psbt import Psbt
from strongroom.review.ages import PathOpens, blocks_left
from strongroom.review.history import History
from strongroom.review.psbt import review_psbt
from strongroom.review.recovery import SOON
from tests.recovery_wallets import heir_wallet, payment_of, payment_with, recovery_wallet

WALLET = recovery_wallet((1, 10_000))
PAYMENT = payment_of(WALLET)
USUAL = 0xFFFF_FFFD
NOW = 1_700_000_000


def told(psbt: Psbt, tip: int | None, *heights: int, now: int | None = None) -> History:
    coins = [each.outpoint for each in psbt.transaction.inputs]
    return History(now=now, height=tip, confirmed=dict(zip(coins, heights, strict=False)))


def opens(history: History) -> tuple[PathOpens, ...]:
    return review_psbt(PAYMENT, WALLET, history=history).inputs[0].opens


@pytest.mark.parametrize(("tip", "left"), [(10_998, 1), (10_999, 0), (11_000, 0)])
def test_a_path_opens_in_the_block_that_is_its_delay_behind_the_coins(tip: int, left: int) -> None:
    (found,) = opens(told(PAYMENT, tip, 1_000))
    assert (found.height, found.left) == (11_000, left)


@pytest.mark.parametrize(("left", "near"), [(SOON, False), (SOON - 1, True), (0, True)])
def test_it_is_near_for_about_a_month(left: int, near: bool) -> None:
    (found,) = opens(told(PAYMENT, 10_999 - left, 1_000))
    assert (found.left, found.is_near) == (left, near)


def test_the_day_is_reckoned_at_ten_minutes_to_a_block() -> None:
    (found,) = opens(told(PAYMENT, 10_993, 1_000, now=NOW))
    assert found.at == NOW + 6 * 600
    assert [each.at for each in opens(told(PAYMENT, 10_993, 1_000))] == [None]


@pytest.mark.parametrize("history", [told(PAYMENT, 2_000), told(PAYMENT, None, 1_000)])
def test_it_is_not_guessed(history: History) -> None:
    assert opens(history) == ()


def test_each_coin_has_its_own_block() -> None:
    psbt = payment_with(WALLET, (USUAL, USUAL, USUAL))
    review = review_psbt(psbt, WALLET, history=told(psbt, 2_000, 1_000, 1_500))
    assert [entry.confirmed for entry in review.inputs] == [1_000, 1_500, None]
    heights = [[each.height for each in entry.opens] for entry in review.inputs]
    assert heights == [[11_000], [11_500], []]


def test_every_recovery_path_is_told_with_who_signs_on_it() -> None:
    wallet = recovery_wallet((2, 400), (1, 9_000), threshold=3)
    psbt = payment_of(wallet)
    found = review_psbt(psbt, wallet, history=told(psbt, 500, 100)).inputs[0].opens
    ways = [(each.path, each.threshold, each.count, each.delay, each.height) for each in found]
    assert ways == [(1, 2, 3, 400, 500), (2, 1, 3, 9_000, 9_100)]


def test_a_plain_wallet_has_no_later_way() -> None:
    wallet = recovery_wallet()
    psbt = payment_of(wallet)
    assert review_psbt(psbt, wallet, history=told(psbt, 500, 100)).inputs[0].opens == ()


def test_the_coin_of_another_wallet_is_left_alone() -> None:
    psbt = payment_of(heir_wallet(300))
    assert review_psbt(psbt, WALLET, history=told(psbt, 500, 100)).inputs[0].opens == ()


def test_what_is_open_has_no_block_to_wait_for() -> None:
    assert [blocks_left(100, tip) for tip in (97, 98, 99, 100, 500)] == [2, 1, 0, 0, 0]
