"""The part of a keeper that keeps what people say of a wallet's coins."""

from collections.abc import Iterable
from datetime import datetime

from strongroom.vault.past_records import CoinRecord
from strongroom.vault.tables import COINS
from strongroom.workflows.keeper_base import KeeperBase
from strongroom.workflows.kept_changes import put
from strongroom.workflows.kept_heights import KeptHeights, coins_record, kept_heights
from strongroom.workflows.told_heights import ToldHeights


class CoinsKeeper(KeeperBase):
    """What ``Keeper`` says of changes holds here too."""

    def heights(self, wallet_row: str) -> KeptHeights | None:
        """What was said last of the heights of blocks; None where nothing was, or it cannot be
        read."""
        return kept_heights(self._shelf).get(wallet_row)

    def keep_heights(
        self,
        wallet_row: str,
        told: ToldHeights,
        when: datetime,
        coins: Iterable[CoinRecord] = (),
    ) -> KeptHeights:
        """Keep heights beside those told before, and the ``coins`` they were told of.

        Raises ``HeightError`` where they contradict what was told before of other coins.
        """
        self._wallet_record(wallet_row)
        before = COINS.get(self._shelf, wallet_row)
        record = coins_record(before, told, when, coins)
        self._make(put(COINS, wallet_row, record))
        return KeptHeights.of(record)
