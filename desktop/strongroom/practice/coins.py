"""Which outputs of the practice chain are still to be spent."""

from dataclasses import dataclass

from strongroom.model.scripts import OutputKind, output_kind
from strongroom.model.transaction import OutPoint, Transaction
from strongroom.practice.blocks import MATURITY, NO_OUTPOINT, Block


@dataclass(frozen=True, slots=True)
class Coin:
    """An output that can be spent; ``amount`` in satoshi, ``height`` that of its block."""

    outpoint: OutPoint
    amount: int
    script_pubkey: bytes
    height: int
    coinbase: bool

    def is_mature(self, height: int) -> bool:
        """Whether a block at ``height`` may spend it."""
        return not self.coinbase or height - self.height >= MATURITY


class CoinIndex:
    """Every coin, and every mined transaction with the height of its block."""

    def __init__(self) -> None:
        self._coins: dict[OutPoint, Coin] = {}
        self._mined: dict[str, tuple[Transaction, int]] = {}

    def add(self, block: Block, height: int) -> None:
        """Take in a valid block."""
        for transaction in block.transactions:
            for spent in transaction.inputs:
                self._coins.pop(spent.outpoint, None)
            self._coins.update((coin.outpoint, coin) for coin in coins_of(transaction, height))
            self._mined[transaction.txid] = transaction, height

    def coin(self, outpoint: OutPoint) -> Coin | None:
        """The coin at ``outpoint``; None where nothing is, or no longer."""
        return self._coins.get(outpoint)

    def coins(self) -> list[Coin]:
        """All coins, oldest first."""
        return list(self._coins.values())

    def mined(self, txid: str) -> tuple[Transaction, int] | None:
        """A mined transaction and the height of its block."""
        return self._mined.get(txid)


def coins_of(transaction: Transaction, height: int) -> list[Coin]:
    """The coins that ``transaction`` makes in a block at ``height``; data outputs make none."""
    coinbase = transaction.inputs[0].outpoint == NO_OUTPOINT
    return [
        Coin(
            OutPoint(transaction.txid_bytes, index),
            output.amount,
            output.script_pubkey,
            height,
            coinbase,
        )
        for index, output in enumerate(transaction.outputs)
        if output_kind(output.script_pubkey) is not OutputKind.DATA
    ]
