"""The transactions of the practice chain that wait for a block."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from strongroom.engines.kernel import Kernel
from strongroom.model.transaction import MAX_WEIGHT, OutPoint, Transaction
from strongroom.practice.blocks import Block
from strongroom.practice.coins import Coin, CoinIndex, coins_of
from strongroom.practice.relay import RelayError, check_form, check_spending

_BLOCK_ROOM = MAX_WEIGHT - 4_000
"""Weight units of a block less what its header and coinbase may take."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A transaction that was accepted and is not mined yet; ``fee`` in satoshi."""

    transaction: Transaction
    fee: int


class Pool:
    """Accepts what the next blocks may hold, and nothing that conflicts with it."""

    def __init__(self, index: CoinIndex, kernel: Kernel) -> None:
        self._index = index
        self._kernel = kernel
        self._waiting: dict[str, Waiting] = {}

    def accept(self, transaction: Transaction, height: int) -> None:
        """Let ``transaction`` wait for the block after ``height``.

        Raises ``RelayError`` where a node would not pass it on, and ``WorkerError``.
        """
        txid = transaction.txid
        if txid in self._waiting or self._index.mined(txid):
            raise RelayError("relay-known", "this transaction is known already")
        check_form(transaction)
        spent = self._coins_spent_by(transaction, height)
        fee = check_spending(transaction, spent, height)
        self._check_scripts(transaction, spent)
        self._waiting[txid] = Waiting(transaction, fee)

    def find(self, txid: str) -> Transaction | None:
        """The waiting transaction with this id."""
        waiting = self._waiting.get(txid)
        return waiting.transaction if waiting else None

    def spent(self) -> set[OutPoint]:
        """What the waiting transactions spend."""
        pool = self._waiting.values()
        return {taken.outpoint for waiting in pool for taken in waiting.transaction.inputs}

    def next_block(self) -> list[Waiting]:
        """As many as one block holds, each after those it spends from."""
        taken: list[Waiting] = []
        room = _BLOCK_ROOM
        for waiting in self._waiting.values():
            room -= waiting.transaction.weight
            if room < 0:
                break
            taken.append(waiting)
        return taken

    def remove(self, block: Block) -> None:
        """Forget what ``block`` holds."""
        for transaction in block.transactions:
            self._waiting.pop(transaction.txid, None)

    def clear(self) -> None:
        """Forget everything."""
        self._waiting.clear()

    def _coins_spent_by(self, transaction: Transaction, height: int) -> list[Coin]:
        taken = self.spent()
        return [
            self._coin(spent.outpoint, index, height, taken)
            for index, spent in enumerate(transaction.inputs)
        ]

    def _coin(
        self, outpoint: OutPoint, index: int, height: int, taken: Collection[OutPoint]
    ) -> Coin:
        if outpoint in taken:
            raise RelayError("relay-input-spent", "a waiting transaction spends it", input=index)
        txid = outpoint.txid[::-1].hex()
        parent = self.find(txid)
        made = coins_of(parent, height + 1) if parent else []
        known = {coin.outpoint: coin for coin in made}
        coin = known.get(outpoint) or self._index.coin(outpoint)
        if coin is None:
            spent = self._index.mined(txid) is not None
            code = "relay-input-spent" if spent else "relay-input-unknown"
            raise RelayError(code, "there is no such coin", input=index)
        return coin

    def _check_scripts(self, transaction: Transaction, spent: Sequence[Coin]) -> None:
        outputs = [(coin.amount, coin.script_pubkey) for coin in spent]
        failed = self._kernel.verify_scripts(transaction.serialize(), outputs).failed
        if failed:
            raise RelayError("relay-scripts-fail", "a script fails", input=failed[0])
