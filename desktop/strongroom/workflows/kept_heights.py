"""Heights of blocks that people told, as they are kept with a wallet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from strongroom.model.locks import Tip
from strongroom.vault.coins_records import BlockRecord, CoinsRecord
from strongroom.vault.past_records import CoinRecord
from strongroom.vault.tables import COINS, Shelf
from strongroom.workflows.told_heights import ToldHeights


@dataclass(frozen=True, slots=True)
class KeptHeights:
    """``tip`` is the newest block of when somebody said so last, ``blocks`` the heights of those
    in which transactions were confirmed, by their ids; ``coins`` were spoken of with them."""

    tip: Tip
    blocks: Mapping[str, int] = field(default_factory=dict)
    coins: tuple[CoinRecord, ...] = ()

    @classmethod
    def of(cls, record: CoinsRecord) -> "KeptHeights":
        blocks = {block.txid: block.height for block in record.blocks}
        return cls(Tip(record.newest, int(record.told.timestamp())), blocks, record.coins)


def kept_heights(shelf: Shelf) -> Mapping[str, KeptHeights]:
    """All that can be read, by the rows of wallets."""
    records = COINS.all(shelf).records
    return {row: KeptHeights.of(record) for row, record in records.items()}


def coins_record(
    before: CoinsRecord | None, told: ToldHeights, when: datetime, coins: Iterable[CoinRecord]
) -> CoinsRecord:
    """What is stored once heights were told; raises as ``ToldHeights.beside`` does."""
    known = {block.txid: block.height for block in before.blocks} if before else {}
    blocks = told.beside(known).blocks
    spoken_of = {coin.outpoint: coin for coin in (*(before.coins if before else ()), *coins)}
    record = CoinsRecord(
        newest=told.newest,
        told=when,
        blocks=tuple(BlockRecord(txid, height) for txid, height in sorted(blocks.items())),
        coins=tuple(coin for _, coin in sorted(spoken_of.items())),
    )
    return replace(record, extra=before.extra) if before else record
