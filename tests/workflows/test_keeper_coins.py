"""What people say of a wallet's coins is kept with the wallet, and known to the next review."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from strongroom.formats.json_text import JsonValue
from strongroom.model.locks import Tip
from strongroom.vault.past_records import CoinRecord
from strongroom.vault.rows import Rows
from strongroom.vault.tables import COINS
from strongroom.vault.vault import create_with, open_with
from strongroom.workflows.keeping import Keeper, KeepingError
from strongroom.workflows.payment import begin
from strongroom.workflows.told_coins import ToldCoins
from strongroom.workflows.told_heights import HeightError, ToldHeights
from tests.recovery_wallets import payment_with, recovery_wallet
from tests.vault.quick import Held

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=2)
TIP = Tip(900, int(NOW.timestamp()))
WALLET = recovery_wallet((1, 100))
PAYMENT = payment_with(WALLET, (0xFFFF_FFFD, 0xFFFF_FFFD))
COINS_SPENT = [each.outpoint for each in PAYMENT.transaction.inputs]
FIRST, SECOND = (str(coin).partition(":")[0] for coin in COINS_SPENT)
COIN = CoinRecord(f"{FIRST}:0", 1_000_000, "bcrt1first", 0)
OTHER = CoinRecord(f"{SECOND}:0", 2_000_000, "bcrt1second", 1)


@pytest.fixture
def keeper() -> Keeper:
    made = Keeper()
    made.keep_wallet(WALLET, (), NOW, row="later")
    return made


def test_nothing_is_known_before_somebody_says_it(keeper: Keeper) -> None:
    assert keeper.told_coins("later") == ToldCoins()
    history = keeper.past().history(WALLET, PAYMENT)
    assert (history.confirmed, history.last_tip, history.height) == ({}, None, None)


def test_it_is_there_again_when_the_vault_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "family"
    with create_with(path, [Held()]) as vault:
        Keeper(vault).keep_wallet(WALLET, (), NOW, row="later")
        Keeper(vault).keep_heights("later", ToldHeights(900, {FIRST: 800}), NOW, [COIN])
    with open_with(path, Held()) as vault:
        assert Keeper(vault).told_coins("later") == ToldCoins(TIP, {FIRST: 800}, (COIN,))


def test_the_next_review_knows_the_coins_blocks_and_asks_for_todays_newest(keeper: Keeper) -> None:
    keeper.keep_heights("later", ToldHeights(900, {FIRST: 800, "ab" * 32: 5}), NOW)
    history = keeper.past().history(WALLET, PAYMENT)
    assert history.confirmed == {COINS_SPENT[0]: 800}
    assert (history.height, history.last_tip) == (None, TIP)
    review = begin(WALLET, PAYMENT, None, history).review
    assert [entry.confirmed for entry in review.inputs] == [800, None]
    assert (review.inputs[0].opens, review.tip) == ((), TIP)


def test_what_was_said_before_of_other_coins_stays(keeper: Keeper) -> None:
    keeper.keep_heights("later", ToldHeights(900, {FIRST: 800}), NOW, [COIN])
    asked = ToldHeights(950, {SECOND: 940}, frozenset({SECOND}))
    kept = keeper.keep_heights("later", asked, LATER, [OTHER])
    assert kept.blocks == {FIRST: 800, SECOND: 940}
    assert kept.tip == Tip(950, int(LATER.timestamp()))
    assert set(kept.coins) == {COIN, OTHER}


def test_a_height_that_was_taken_out_of_its_field_is_forgotten(keeper: Keeper) -> None:
    keeper.keep_heights("later", ToldHeights(900, {FIRST: 800}), NOW)
    emptied = ToldHeights(901, {}, frozenset({FIRST}))
    assert keeper.keep_heights("later", emptied, LATER).blocks == {}


def test_refuses_what_contradicts_what_was_said_of_another_coin(keeper: Keeper) -> None:
    keeper.keep_heights("later", ToldHeights(900, {FIRST: 800}), NOW)
    with pytest.raises(HeightError) as refused:
        keeper.keep_heights("later", ToldHeights(799), LATER)
    assert refused.value.code == "height-after-newest"
    assert keeper.told_coins("later") == ToldCoins(TIP, {FIRST: 800})


def test_refuses_heights_of_a_wallet_that_is_not_here(keeper: Keeper) -> None:
    with pytest.raises(KeepingError):
        keeper.keep_heights("gone", ToldHeights(900), NOW)


def test_coins_are_kept_before_anybody_told_a_height(keeper: Keeper) -> None:
    assert keeper.keep_coins("later", [COIN, OTHER]) == ToldCoins(coins=(COIN, OTHER))
    keeper.keep_heights("later", ToldHeights(900, {FIRST: 800}), NOW)
    assert keeper.told_coins("later") == ToldCoins(TIP, {FIRST: 800}, (COIN, OTHER))


def test_a_coin_that_was_spent_elsewhere_comes_back_by_undo(keeper: Keeper) -> None:
    keeper.keep_coins("later", [COIN])
    changes = keeper.spend_coin("later", COIN.outpoint)
    assert keeper.told_coins("later").spent == {COIN.outpoint}
    keeper.put_back(changes)
    assert keeper.told_coins("later") == ToldCoins(coins=(COIN,))


def test_a_coin_that_is_kept_again_is_not_spent(keeper: Keeper) -> None:
    keeper.spend_coin("later", COIN.outpoint)
    assert keeper.keep_coins("later", [COIN]) == ToldCoins(coins=(COIN,))


def test_it_goes_with_the_wallet_and_comes_back_with_it(keeper: Keeper) -> None:
    keeper.keep_heights("later", ToldHeights(900, {FIRST: 800}), NOW, [COIN])
    before = keeper.told_coins("later")
    removed = keeper.remove_wallet("later", NOW)
    assert keeper.told_coins("later") == ToldCoins()
    keeper.put_back(removed)
    assert keeper.told_coins("later") == before
    keeper.remove_wallet("later", NOW)
    keeper.bring_back("later")
    assert keeper.told_coins("later") == before


def test_it_is_carried_into_a_vault_that_is_made_later(keeper: Keeper) -> None:
    keeper.keep_heights("later", ToldHeights(900, {FIRST: 800}), NOW)
    other = Keeper()
    keeper.carry_into(other)
    assert other.told_coins("later") == keeper.told_coins("later")


def test_what_a_later_program_wrote_beside_it_stays() -> None:
    rows = Rows()
    value: dict[str, JsonValue]
    newest: JsonValue = {"version": 1, "height": 900, "told": "2026-03-01T12:00:00Z"}
    value = {"version": 1, "newest": newest, "mempool": "full"}
    rows.put(COINS.name, "later", value)
    record = COINS.get(rows, "later")
    assert record is not None
    assert ToldCoins.of(record) == ToldCoins(TIP)
    assert record.to_json()["mempool"] == "full"
