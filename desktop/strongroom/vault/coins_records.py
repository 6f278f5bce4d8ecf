"""What a vault knows of the coins of a wallet that people told it."""

from dataclasses import dataclass
from datetime import datetime

from strongroom.vault.past_records import CoinRecord
from strongroom.vault.record import Record


@dataclass(frozen=True, slots=True)
class BlockRecord(Record):
    """The height of the block with a transaction, whose id is in hexadecimal."""

    txid: str
    height: int


@dataclass(frozen=True, slots=True)
class NewestRecord(Record):
    """The height of the newest block at the moment it was ``told``."""

    height: int
    told: datetime


@dataclass(frozen=True, slots=True)
class CoinsRecord(Record):
    """What was said of the coins of the wallet in whose row it lies.

    ``blocks`` are those of the transactions that paid coins, and ``coins`` the ones that were
    spoken of. ``spent`` are the outpoints of those said to be spent.
    """

    newest: NewestRecord | None = None
    blocks: tuple[BlockRecord, ...] = ()
    coins: tuple[CoinRecord, ...] = ()
    spent: tuple[str, ...] = ()
