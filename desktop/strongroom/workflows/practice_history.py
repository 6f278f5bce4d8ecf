"""What the practice chain knows beside a payment: its tip, and the blocks of the coins."""

from collections.abc import Iterator

from strongroom.model.psbt import Psbt
from strongroom.model.transaction import OutPoint
from strongroom.practice.chain import ChainError, PracticeChain
from strongroom.review.history import History


def practice_history(chain: PracticeChain, psbt: Psbt) -> History:
    """The heights; nothing of a coin that this chain has not mined."""
    return History(height=chain.height, confirmed=dict(_confirmed(chain, psbt)))


def _confirmed(chain: PracticeChain, psbt: Psbt) -> Iterator[tuple[OutPoint, int]]:
    for spent in psbt.transaction.inputs:
        try:
            height = chain.block_of(spent.outpoint.txid[::-1].hex())
        except ChainError:
            continue  # a coin of another chain
        if height is not None:
            yield spent.outpoint, height
