"""What people tell of a wallet's coins, as it is kept with the wallet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from strongroom.model.locks import Tip
from strongroom.vault.coins_records import BlockRecord, CoinsRecord, NewestRecord
from strongroom.vault.past_records import CoinRecord
from strongroom.vault.tables import COINS, Shelf
from strongroom.workflows.told_heights import ToldHeights


@dataclass(frozen=True, slots=True)
class ToldCoins:
    """``tip`` is the newest block of when somebody said so last, ``blocks`` the heights of those
    in which transactions were confirmed, by their ids. ``coins`` were spoken of, and ``spent`` are
    the outpoints of those said to be spent elsewhere."""

    tip: Tip | None = None
    blocks: Mapping[str, int] = field(default_factory=dict)
    coins: tuple[CoinRecord, ...] = ()
    spent: frozenset[str] = frozenset()

    @classmethod
    def of(cls, record: CoinsRecord) -> "ToldCoins":
        newest = record.newest
        return cls(
            None if newest is None else Tip(newest.height, int(newest.told.timestamp())),
            {block.txid: block.height for block in record.blocks},
            record.coins,
            frozenset(record.spent),
        )


def told_coins(shelf: Shelf) -> Mapping[str, ToldCoins]:
    """All that can be read, by the rows of wallets."""
    records = COINS.all(shelf).records
    return {row: ToldCoins.of(record) for row, record in records.items()}


def with_told_heights(record: CoinsRecord, told: ToldHeights, when: datetime) -> CoinsRecord:
    """The record once heights were told; raises as ``ToldHeights.beside`` does."""
    known = {block.txid: block.height for block in record.blocks}
    blocks = sorted(told.beside(known).blocks.items())
    return replace(
        record,
        newest=NewestRecord(told.newest, when),
        blocks=tuple(BlockRecord(txid, height) for txid, height in blocks),
    )


def with_coins(record: CoinsRecord, coins: Iterable[CoinRecord]) -> CoinsRecord:
    """The record once coins were spoken of."""
    spoken_of = {coin.outpoint: coin for coin in (*record.coins, *coins)}
    return replace(record, coins=tuple(coin for _, coin in sorted(spoken_of.items())))


def with_spent(record: CoinsRecord, outpoint: str, *, is_spent: bool) -> CoinsRecord:
    """The record once somebody said that a coin is spent elsewhere, or is not."""
    others = set(record.spent) - {outpoint}
    return replace(record, spent=tuple(sorted(others | {outpoint} if is_spent else others)))
