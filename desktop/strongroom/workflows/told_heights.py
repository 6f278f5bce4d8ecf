"""The heights of blocks as a person says them, where no chain is asked.

Nothing here proves them: what a review says of a coin's age holds if they are right.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from strongroom.model.errors import StrongroomError
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_fields import LEAST_TIME
from strongroom.review.history import History


class HeightError(StrongroomError):
    """Heights that cannot be, or that say nothing about a payment.

    ``height-out-of-bounds``, ``height-after-newest``, ``height-twice`` and ``height-of-no-coin``.
    """


@dataclass(frozen=True, slots=True)
class ToldHeights:
    """``newest`` is the height of the newest block, ``blocks`` those of the blocks in which
    transactions were confirmed, by their ids."""

    newest: int
    blocks: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for height in (self.newest, *self.blocks.values()):
            if not 1 <= height < LEAST_TIME:
                raise HeightError(
                    "height-out-of-bounds", f"no block has the height {height}", height=height
                )
        for txid, height in self.blocks.items():
            if height > self.newest:
                raise HeightError(
                    "height-after-newest",
                    f"block {height} comes after the newest, {self.newest}",
                    txid=txid,
                    height=height,
                    newest=self.newest,
                )

    @classmethod
    def of(cls, newest: int, pairs: Iterable[tuple[str, int]]) -> "ToldHeights":
        """From transactions' ids, each with a height; raises ``HeightError``."""
        blocks: dict[str, int] = {}
        for txid, height in pairs:
            if blocks.setdefault(txid, height) != height:
                raise HeightError("height-twice", f"{txid} has two heights", txid=txid)
        return cls(newest, blocks)


def with_heights(history: History, told: ToldHeights, psbt: Psbt) -> History:
    """What is known beside a payment, and how old its coins are.

    Raises ``HeightError`` with ``height-of-no-coin`` for a transaction that paid none of them.
    """
    spent = {each.outpoint: each.outpoint.txid[::-1].hex() for each in psbt.transaction.inputs}
    for txid in told.blocks:
        if txid not in spent.values():
            raise HeightError("height-of-no-coin", f"no coin here is from {txid}", txid=txid)
    confirmed = {
        outpoint: told.blocks[txid] for outpoint, txid in spent.items() if txid in told.blocks
    }
    return replace(history, height=told.newest, confirmed=confirmed)
