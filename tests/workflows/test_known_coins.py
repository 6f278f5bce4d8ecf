"""Which coins of a wallet are known without a chain, and which approach a recovery path."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from strongroom.engines.own_scripts import own_scripts
from strongroom.model.psbt import Psbt
from strongroom.model.transaction import TxOutput
from strongroom.model.wallet import Branch
from strongroom.practice.signers import practice_signer
from strongroom.review.recovery import SOON
from strongroom.vault.past_records import CoinRecord, PaidRecord
from strongroom.vault.tables import PAST
from strongroom.workflows.finish import finish
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.known_coins import (
    KnownCoins,
    NearCoins,
    Nearness,
    known_coins,
    near_coins,
)
from strongroom.workflows.payment import Returned, accept, begin
from strongroom.workflows.sent_payments import payments_with
from strongroom.workflows.told_heights import ToldHeights
from tests.recovery_wallets import SHOP, payment_with, recovery_wallet
from tests.workflows.altered import with_transaction

DELAY = 10_000
WALLET = recovery_wallet((1, DELAY))
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
DAY = timedelta(days=1)
USUAL = 0xFFFF_FFFD
PAYMENT = payment_with(WALLET, (USUAL, USUAL))
"""Spends two coins of 1,000,000 sat; its second output is change."""
FIRST, SECOND = (str(each.outpoint) for each in PAYMENT.transaction.inputs)
CHANGE = f"{PAYMENT.transaction.txid}:1"
COIN = CoinRecord(f"{'ab' * 32}:0", 5_000, "bcrt1told", 9)


@pytest.fixture
def keeper() -> Keeper:
    made = Keeper()
    made.keep_wallet(WALLET, (), NOW, row="later")
    return made


def keep(keeper: Keeper, psbt: Psbt, when: datetime = NOW, *signers: int) -> None:
    signed = [
        Returned("signed", practice_signer(number).sign(psbt.original, WALLET).psbt)
        for number in signers
    ]
    payment, _ = accept(begin(WALLET, psbt), signed)
    keeper.keep_payment("later", payment, when)
    if len(signers) > 1:
        keeper.finish_payment(payment.txid, finish(payment.combined, WALLET), when)


def seen(keeper: Keeper, now: int = SECONDS) -> KnownCoins:
    return known_coins(WALLET, keeper.past(), now)


def outpoints(keeper: Keeper) -> set[str]:
    return {coin.outpoint for coin in seen(keeper).coins}


def replacing(psbt: Psbt = PAYMENT) -> Psbt:
    """Spends the same coins and pays a little less back."""
    paid, change = psbt.transaction.outputs
    outputs = (paid, replace(change, amount=change.amount - 500))
    return with_transaction(psbt, replace(psbt.transaction, outputs=outputs))


def test_nothing_is_known_where_nothing_was_kept(keeper: Keeper) -> None:
    assert seen(keeper) == KnownCoins()


def test_a_payment_that_was_only_reviewed_tells_of_its_coins(keeper: Keeper) -> None:
    keep(keeper, PAYMENT)
    assert outpoints(keeper) == {FIRST, SECOND}
    assert {coin.amount for coin in seen(keeper).coins} == {1_000_000}
    assert all(not coin.spent_by and coin.address for coin in seen(keeper).coins)


def test_what_went_to_a_signer_may_still_be_unspent_and_has_its_change(keeper: Keeper) -> None:
    keep(keeper, PAYMENT, NOW, 1)
    found = {coin.outpoint: coin.spent_by for coin in seen(keeper).coins}
    txid = PAYMENT.transaction.txid
    assert found == {FIRST: txid, SECOND: txid, CHANGE: ""}


def test_a_finished_payment_leaves_its_change(keeper: Keeper) -> None:
    keep(keeper, PAYMENT, NOW, 1, 2)
    (coin,) = seen(keeper).coins
    change = own_scripts(WALLET).scripts(Branch.CHANGE, 0).script_pubkey
    assert (coin.outpoint, coin.amount) == (CHANGE, 1_599_000)
    assert PAYMENT.transaction.outputs[1] == TxOutput(1_599_000, change)


def test_a_payment_whose_block_was_told_has_spent_its_coins(keeper: Keeper) -> None:
    keep(keeper, PAYMENT, NOW, 1)
    keeper.keep_heights("later", ToldHeights(900, {PAYMENT.transaction.txid: 890}), NOW)
    assert outpoints(keeper) == {CHANGE}


def test_of_two_payments_of_one_coin_only_one_has_change(keeper: Keeper) -> None:
    other = replacing()
    keep(keeper, PAYMENT, NOW, 1)
    keep(keeper, other, NOW + DAY, 1)
    assert outpoints(keeper) == {FIRST, SECOND, f"{other.transaction.txid}:1"}
    keep(keeper, PAYMENT, NOW, 1, 2)
    assert outpoints(keeper) == {CHANGE}
    keeper.keep_heights("later", ToldHeights(900, {other.transaction.txid: 890}), NOW)
    assert outpoints(keeper) == {f"{other.transaction.txid}:1"}


def test_coins_that_were_spoken_of_are_known(keeper: Keeper) -> None:
    keeper.keep_heights("later", ToldHeights(900), NOW, [COIN])
    (coin,) = seen(keeper).coins
    assert (coin.outpoint, coin.nearness) == (COIN.outpoint, Nearness.NOT_KNOWN)


def test_what_was_spent_elsewhere_is_left_out(keeper: Keeper) -> None:
    keep(keeper, PAYMENT)
    keeper.spend_coin("later", FIRST)
    assert outpoints(keeper) == {SECOND}


def test_what_an_earlier_program_kept_of_change_is_left_out(keeper: Keeper) -> None:
    keep(keeper, PAYMENT, NOW, 1, 2)
    shelf, txid = keeper._shelf, PAYMENT.transaction.txid
    record = PAST.get(shelf, txid)
    assert record is not None
    bare = tuple(PaidRecord(each.address, each.amount, each.index) for each in record.paid)
    PAST.put(shelf, txid, replace(record, paid=bare))
    assert seen(keeper).coins == ()


def test_coins_of_other_wallets_are_not_among_them(keeper: Keeper) -> None:
    keep(keeper, PAYMENT)
    other = recovery_wallet((1, DELAY - 1))
    keeper.keep_wallet(other, (), NOW, row="other")
    assert known_coins(other, keeper.past(), SECONDS).coins == ()


NEARNESS = {
    "a block before": (10_998, 0, Nearness.APPROACHES),
    "the block": (10_999, 0, Nearness.OPEN),
    "a month before": (11_000 - SOON, 0, Nearness.APPROACHES),
    "a block more": (11_000 - SOON - 1, 0, Nearness.LATER),
    "far off, and told a minute ago": (5_000, 60, Nearness.LATER),
    "far off, and told long ago": (5_000, 600 * 2_000, Nearness.APPROACHES),
    "told so long ago that it may be open": (5_000, 600 * 9_000, Nearness.APPROACHES),
}


@pytest.mark.parametrize("name", NEARNESS)
def test_a_coin_approaches_a_path_by_what_was_told_and_by_the_clock(
    keeper: Keeper, name: str
) -> None:
    newest, ago, nearness = NEARNESS[name]
    told = ToldHeights(newest, {COIN.outpoint[:64]: 1_000})
    keeper.keep_heights("later", told, NOW, [COIN])
    (coin,) = seen(keeper, SECONDS + ago).coins
    assert (coin.confirmed, coin.nearness) == (1_000, nearness)
    assert [each.height for each in coin.opens] == [1_000 + DELAY]
    assert coin.opens[0].at == SECONDS + coin.opens[0].left * 600


def test_the_nearest_come_first_and_those_not_known_last(keeper: Keeper) -> None:
    keep(keeper, PAYMENT)
    blocks = {SECOND[:64]: 700, COIN.outpoint[:64]: 800}
    keeper.keep_heights("later", ToldHeights(900, blocks), NOW, [COIN])
    assert [coin.outpoint for coin in seen(keeper).coins] == [SECOND, COIN.outpoint, FIRST]
    assert [len(seen(keeper).near(each)) for each in Nearness] == [0, 0, 2, 1]


def test_of_wallets_without_near_coins_nothing_is_said(keeper: Keeper) -> None:
    keep(keeper, PAYMENT)
    keeper.keep_heights("later", ToldHeights(900, {FIRST[:64]: 800}), NOW)
    assert near_coins(keeper.wallets(), keeper.past(), SECONDS) == ()
    keeper.keep_heights("later", ToldHeights(10_750, {SECOND[:64]: 700}), NOW)
    assert near_coins(keeper.wallets(), keeper.past(), SECONDS) == (NearCoins("later", 1, 1),)


def test_what_is_near_is_found_without_reading_other_payments(keeper: Keeper) -> None:
    keep(keeper, PAYMENT, NOW, 1, 2)
    shelf, blocks = keeper._shelf, {PAYMENT.transaction.txid: 700, FIRST[:64]: 700}
    shelf.put(PAST.name, "ab" * 32, {"version": 1, "is": "never decoded"})
    assert list(payments_with(shelf, blocks)) == [PAYMENT.transaction.txid]
    assert list(payments_with(shelf, {FIRST[:64]})) == [PAYMENT.transaction.txid]
    assert not payments_with(shelf, {COIN.outpoint[:64][::-1]})
    keeper.keep_heights("later", ToldHeights(10_750, blocks), NOW)
    (near,) = keeper.near_coins()
    assert (near.wallet_row, near.opened) == ("later", 1)


def test_the_payees_own_coins_are_none_of_ours(keeper: Keeper) -> None:
    keep(keeper, PAYMENT, NOW, 1, 2)
    assert PAYMENT.transaction.outputs[0].script_pubkey == SHOP
    assert f"{PAYMENT.transaction.txid}:0" not in outpoints(keeper)
