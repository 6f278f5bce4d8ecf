"""A regtest chain of one's own, judged by Bitcoin Core's engine, that mints practice coins."""

import tempfile
from collections.abc import Collection, Sequence
from itertools import count as numbers
from pathlib import Path
from typing import Self

from strongroom.engines.kernel import Kernel
from strongroom.model.errors import StrongroomError
from strongroom.model.scripts import p2wsh
from strongroom.model.transaction import Transaction, TxInput, TxOutput
from strongroom.practice.blocks import COIN, GENESIS_HASH, MATURITY, Block, make_block
from strongroom.practice.coins import Coin, CoinIndex
from strongroom.practice.pool import Pool
from strongroom.worker import WorkerClient, WorkerError

_OP_TRUE = b"\x51"
_MINT_SCRIPT = p2wsh(_OP_TRUE)
"""Where mined coins wait: it needs no signature, so the chain holds no key."""

_PATIENCE = 1_000
"""Blocks that ``fund`` mines at most, beyond which halvings leave next to nothing."""

_CONNECT_SECONDS = 120.0


class ChainError(StrongroomError):
    """The practice chain cannot do this.

    ``practice-block-invalid``, ``practice-funds-short``, ``transaction-unknown``.
    """


class PracticeChain:
    """A regtest chain that starts at the genesis block whenever it is made.

    The engine runs in a worker process of kind ``practice-chain``; should that die, the call fails
    and the next one hands all blocks to another. Its block files are in a temporary folder, in
    ``folder`` if given. The same calls always give the same blocks and transactions.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="strongroom-practice-", dir=folder)
        self._folders = (Path(self._temporary.name) / str(number) for number in numbers())
        self._worker = WorkerClient("practice-chain")
        self._blocks: list[Block] = []
        self._index = CoinIndex()
        self._pool = Pool(self._index, Kernel(self._worker))

    def start(self) -> None:
        """Mine until the first coinbase can be spent, unless that was done."""
        self.mine(max(0, MATURITY - self.height))

    def close(self) -> None:
        """End the worker process and remove the block files."""
        self._worker.close()
        self._temporary.cleanup()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def height(self) -> int:
        """The height of the last block; the genesis block's is 0."""
        return len(self._blocks)

    def mine(self, count: int = 1) -> None:
        """Add ``count`` blocks, the first with the transactions that wait.

        Raises ``practice-block-invalid``, after which nothing waits any more.
        """
        previous = self._blocks[-1].hash if self._blocks else GENESIS_HASH
        waiting = self._pool.next_block()
        blocks = []
        for height in range(self.height + 1, self.height + count + 1):
            transactions = [each.transaction for each in waiting]
            fees = sum(each.fee for each in waiting)
            blocks.append(make_block(height, previous, transactions, fees, _MINT_SCRIPT))
            previous, waiting = blocks[-1].hash, []
        self._connect(blocks)

    def fund(self, script_pubkey: bytes, amounts: Sequence[int]) -> bytes:
        """Pay each of ``amounts`` (satoshi) to ``script_pubkey`` and mine it; the raw transaction.

        Mines more blocks where not enough coins are ripe. Raises ``practice-funds-short``, and
        ``RelayError`` for amounts that are dust.
        """
        outputs = [TxOutput(amount, script_pubkey) for amount in amounts]
        transaction = _pay(self._ripe_coins(sum(amounts) + COIN), outputs)
        self._pool.accept(transaction, self.height)
        self.mine()
        return transaction.serialize()

    def submit(self, raw: bytes) -> str:
        """Let a transaction wait for the next block; its id.

        Raises ``ReadError``, ``RelayError`` where a node would not pass it on, and ``WorkerError``.
        """
        transaction = Transaction.parse(raw)
        self._pool.accept(transaction, self.height)
        return transaction.txid

    def coins(self, script_pubkeys: Collection[bytes]) -> list[Coin]:
        """The mined coins of these scripts that nothing spends, waiting transactions included."""
        wanted, spent = frozenset(script_pubkeys), self._pool.spent()
        return [
            coin
            for coin in self._index.coins()
            if coin.script_pubkey in wanted and coin.outpoint not in spent
        ]

    def transaction(self, txid: str) -> bytes:
        """The raw transaction with this id, mined or waiting; raises ``transaction-unknown``."""
        return self._find(txid)[0].serialize()

    def confirmations(self, txid: str) -> int:
        """Blocks from the one that holds it to the last, both counted; 0 while it waits.

        Raises ``transaction-unknown``.
        """
        return self.height - self._find(txid)[1] + 1

    def block_of(self, txid: str) -> int | None:
        """The height of the block that holds it, None while it waits.

        Raises ``transaction-unknown``.
        """
        height = self._find(txid)[1]
        return height if height <= self.height else None

    def _find(self, txid: str) -> tuple[Transaction, int]:
        if waiting := self._pool.find(txid):
            return waiting, self.height + 1
        if mined := self._index.mined(txid):
            return mined
        raise ChainError("transaction-unknown", "the practice chain has no such transaction")

    def _ripe_coins(self, amount: int) -> list[Coin]:
        """Minted coins worth at least ``amount``, mining until there are."""
        for _ in range(_PATIENCE):
            total, taken = 0, []
            for coin in self.coins([_MINT_SCRIPT]):
                if coin.is_mature(self.height + 1) and total < amount:
                    taken.append(coin)
                    total += coin.amount
            if total >= amount:
                return taken
            self.mine()
        raise ChainError("practice-funds-short", "the practice chain cannot mint that much")

    def _connect(self, blocks: Sequence[Block]) -> None:
        for block, verdict in zip(blocks, self._judge(blocks), strict=False):
            if verdict != "valid":
                self._pool.clear()
                raise ChainError("practice-block-invalid", f"a block is {verdict}", reason=verdict)
            self._blocks.append(block)
            self._index.add(block, self.height)
            self._pool.remove(block)

    def _judge(self, blocks: Sequence[Block]) -> list[str]:
        try:
            return self._ask(self.height, blocks)
        except StrongroomError as error:
            if error.code != "practice-chain-lost":
                raise
        folder = next(self._folders)
        folder.mkdir()
        self._worker.call("open", str(folder))
        self._ask(0, self._blocks)
        return self._ask(self.height, blocks)

    def _ask(self, height: int, blocks: Sequence[Block]) -> list[str]:
        """The engine's verdicts, one for each block up to the first that is not valid."""
        raw = [block.serialize() for block in blocks]
        answer = self._worker.call("connect", height, raw, seconds=_CONNECT_SECONDS)
        verdicts = [str(verdict) for verdict in answer] if isinstance(answer, list) else []
        if len(verdicts) < len(blocks) and verdicts[-1:] in ([], ["valid"]):
            raise WorkerError("worker-died", "the engine's answer makes no sense")
        return verdicts


def _pay(coins: Sequence[Coin], outputs: Sequence[TxOutput]) -> Transaction:
    """A transaction of 1 sat/vB that spends minted ``coins`` and mints the change anew."""
    inputs = tuple(TxInput(coin.outpoint, witness=(_OP_TRUE,)) for coin in coins)
    surplus = sum(coin.amount for coin in coins) - sum(output.amount for output in outputs)
    fee = Transaction(2, inputs, (*outputs, TxOutput(surplus, _MINT_SCRIPT)), 0).vsize
    change = TxOutput(surplus - fee, _MINT_SCRIPT)
    return Transaction(2, inputs, (*outputs, change), 0)
