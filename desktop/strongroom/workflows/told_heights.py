"""The heights of blocks as a person says them, where no chain is asked.

Nothing here proves them: what a review says of a coin's age holds if they are right.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from strongroom.model.errors import StrongroomError
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_fields import LEAST_TIME
from strongroom.model.transaction import OutPoint
from strongroom.review.history import History

_MOST_DIGITS = 9


class HeightError(StrongroomError):
    """Heights that cannot be, or that say nothing about a payment.

    ``height-malformed``, ``height-out-of-bounds``, ``height-after-newest``, ``height-twice`` and
    ``height-of-no-coin``; the fact ``txid`` is missing where it is about the newest block.
    """


@dataclass(frozen=True, slots=True)
class ToldHeights:
    """``newest`` is the height of the newest block, ``blocks`` those of the blocks in which
    transactions were confirmed, by their ids.

    Of the transactions that were ``asked`` for, what is not told is known no more.
    """

    newest: int
    blocks: Mapping[str, int] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _check_bounds(self.newest)
        for txid, height in self.blocks.items():
            _check_bounds(height, txid=txid)
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

    def beside(self, known: Mapping[str, int]) -> "ToldHeights":
        """With heights that were known before, unless they were asked for; raises ``HeightError``
        where they come after the newest block."""
        kept = {txid: height for txid, height in known.items() if txid not in self.asked}
        return replace(self, blocks={**kept, **self.blocks})


def read_heights(newest: str, blocks: Mapping[str, str]) -> ToldHeights:
    """What was written in a form; a field that is empty says nothing, but for the newest block's.

    Raises ``HeightError``.
    """
    written = {txid: text for txid, text in blocks.items() if text.strip()}
    height = _read_height(newest)
    told = {txid: _read_height(text, txid=txid) for txid, text in written.items()}
    return ToldHeights(height, told, frozenset(blocks))


def _read_height(text: str, **about: str) -> int:
    """``840000``, ``840 000`` or ``840,000``."""
    digits = "".join(text.replace(",", "").split())
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        raise HeightError("height-malformed", "this is no height", **about)
    return int(digits)


def _check_bounds(height: int, **about: str) -> None:
    if not 1 <= height < LEAST_TIME:
        raise HeightError(
            "height-out-of-bounds", f"no block has the height {height}", height=height, **about
        )


def as_told_before(history: History, before: History) -> History:
    """What is known now, with the heights that were told before and are kept nowhere."""
    confirmed = {**before.confirmed, **history.confirmed}
    return replace(history, height=before.height, confirmed=confirmed)


def with_heights(history: History, told: ToldHeights, psbt: Psbt) -> History:
    """What is known beside a payment, and how old its coins are.

    Raises ``HeightError`` with ``height-of-no-coin`` for a transaction that paid none of them.
    """
    spent = {each.outpoint: each.outpoint.txid[::-1].hex() for each in psbt.transaction.inputs}
    for txid in told.blocks:
        if txid not in spent.values():
            raise HeightError("height-of-no-coin", f"no coin here is from {txid}", txid=txid)
    known = {spent[outpoint]: height for outpoint, height in history.confirmed.items()}
    confirmed = confirmed_coins(psbt, told.beside(known).blocks)
    return replace(history, height=told.newest, confirmed=confirmed)


def confirmed_coins(psbt: Psbt, blocks: Mapping[str, int]) -> Mapping[OutPoint, int]:
    """The heights of the blocks with the coins a payment spends, where they are known."""
    spent = {each.outpoint: each.outpoint.txid[::-1].hex() for each in psbt.transaction.inputs}
    return {outpoint: blocks[txid] for outpoint, txid in spent.items() if txid in blocks}
