"""The part of a keeper that keeps what people say of a wallet's coins."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from strongroom.vault.coins_records import CoinsRecord
from strongroom.vault.past_records import CoinRecord
from strongroom.vault.tables import COINS
from strongroom.workflows.keeper_base import KeeperBase
from strongroom.workflows.kept import kept_wallets
from strongroom.workflows.kept_changes import Change, put
from strongroom.workflows.known_coins import NearCoins, near_coins
from strongroom.workflows.past import Past
from strongroom.workflows.sent_payments import payments_with
from strongroom.workflows.told_coins import (
    ToldCoins,
    told_coins,
    with_coins,
    with_spent,
    with_told_heights,
)
from strongroom.workflows.told_heights import ToldHeights


class CoinsKeeper(KeeperBase):
    """What ``Keeper`` says of changes holds here too."""

    def told_coins(self, wallet_row: str) -> ToldCoins:
        """What was said of a wallet's coins; nothing where it cannot be read."""
        return told_coins(self._shelf).get(wallet_row, ToldCoins())

    def near_coins(self) -> tuple[NearCoins, ...]:
        """Of each wallet that has coins a recovery path is near to, by the clock of now.

        That is asked often, so little is read where nobody told any heights.
        """
        told = {row: each for row, each in told_coins(self._shelf).items() if each.blocks}
        kept = kept_wallets(self._shelf) if told else ()
        wallets = [one for one in kept if one.row in told and one.wallet.policy.has_other_paths]
        if not wallets:
            return ()
        rows = {(one.wallet.network, one.wallet.policy): one.row for one in wallets}
        txids = {txid for one in wallets for txid in told[one.row].blocks}
        past = Past(rows, payments_with(self._shelf, txids), coins=told)
        return near_coins(wallets, past, int(self._clock().timestamp()))

    def keep_heights(
        self,
        wallet_row: str,
        told: ToldHeights,
        when: datetime,
        coins: Iterable[CoinRecord] = (),
    ) -> ToldCoins:
        """Keep heights beside those told before, and the ``coins`` they were told of.

        Raises ``HeightError`` where they contradict what was told before of other coins.
        """
        record = with_told_heights(self._coins_record(wallet_row), told, when)
        record = with_coins(record, coins)
        self._make(put(COINS, wallet_row, record))
        return ToldCoins.of(record)

    def keep_coins(self, wallet_row: str, coins: Sequence[CoinRecord]) -> ToldCoins:
        """Keep coins that somebody says the wallet has; none of them is spent, then."""
        record = with_coins(self._coins_record(wallet_row), coins)
        for coin in coins:
            record = with_spent(record, coin.outpoint, is_spent=False)
        self._make(put(COINS, wallet_row, record))
        return ToldCoins.of(record)

    def spend_coin(self, wallet_row: str, outpoint: str) -> tuple[Change, ...]:
        """Keep that a coin was spent elsewhere; ``put_back`` takes what is returned."""
        record = with_spent(self._coins_record(wallet_row), outpoint, is_spent=True)
        return self._make(put(COINS, wallet_row, record))

    def _coins_record(self, wallet_row: str) -> CoinsRecord:
        """Raises ``KeepingError`` with ``row-unknown`` where there is no such wallet."""
        self._wallet_record(wallet_row)
        return COINS.get(self._shelf, wallet_row) or CoinsRecord()
