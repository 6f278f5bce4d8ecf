"""Blocks of the practice chain: regtest's rules, a fixed clock, and almost no work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from struct import Struct

from strongroom.model.bytes_reader import compact_size
from strongroom.model.hashes import double_sha256
from strongroom.model.scripts import OP_RETURN, push, script_number
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput

GENESIS_HASH = bytes.fromhex("06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f")
"""Regtest's first block, in the order of the bytes."""

GENESIS_TIME = 1_296_688_602
BLOCK_SECONDS = 600
HALVING = 150
"""Blocks between two halvings on regtest."""

COIN = 100_000_000
MATURITY = 100
"""Blocks a coinbase waits before it can be spent."""

NO_OUTPOINT = OutPoint(bytes(32), 0xFFFF_FFFF)
"""What the one input of a coinbase spends."""

_VERSION = 0x2000_0000
_BITS = 0x207F_FFFF
_TARGET = 0x7FFFFF << 232
_HEADER = Struct("<i32s32sIII")
_COINBASE_TAG = b"Strongroom practice"
_WITNESS_RESERVED = bytes(32)
_COMMITMENT_MARK = b"\xaa\x21\xa9\xed"


@dataclass(frozen=True, slots=True)
class Block:
    """A header of 80 bytes and the transactions under it, the coinbase first."""

    header: bytes
    transactions: tuple[Transaction, ...]

    @property
    def hash(self) -> bytes:
        """The block hash, in the order of the bytes."""
        return double_sha256(self.header)

    def serialize(self) -> bytes:
        """The network's form."""
        body = b"".join(transaction.serialize() for transaction in self.transactions)
        return self.header + compact_size(len(self.transactions)) + body


def make_block(
    height: int,
    previous_hash: bytes,
    transactions: Sequence[Transaction],
    fees: int,
    script_pubkey: bytes,
) -> Block:
    """The block at ``height``, whose subsidy and ``fees`` (satoshi) go to ``script_pubkey``."""
    reward = TxOutput(subsidy(height) + fees, script_pubkey)
    coinbase = _coinbase(height, reward, transactions)
    every = (coinbase, *transactions)
    root = _merkle_root(transaction.txid_bytes for transaction in every)
    return Block(_work(previous_hash, root, block_time(height)), every)


def subsidy(height: int) -> int:
    """Satoshi that the block at ``height`` may mint."""
    halvings = height // HALVING
    return 50 * COIN >> halvings if halvings < 64 else 0


def block_time(height: int) -> int:
    """The time (Unix seconds) of the block at ``height``: the clock only moves with the chain.

    So the same steps always give the same transactions.
    """
    return GENESIS_TIME + BLOCK_SECONDS * height


def median_time(height: int) -> int:
    """The median time of the block at ``height`` and its ten predecessors (BIP-113)."""
    return block_time(height - 5 if height >= 10 else (height + 1) // 2)


def _coinbase(height: int, reward: TxOutput, transactions: Sequence[Transaction]) -> Transaction:
    """Names its height (BIP-34) and commits to all witnesses (BIP-141)."""
    witness_root = _merkle_root(
        [bytes(32), *(double_sha256(transaction.serialize()) for transaction in transactions)]
    )
    commitment = _COMMITMENT_MARK + double_sha256(witness_root + _WITNESS_RESERVED)
    outputs = (reward, TxOutput(0, bytes([OP_RETURN]) + push(commitment)))
    script_sig = script_number(height) + push(_COINBASE_TAG)
    spent = TxInput(NO_OUTPOINT, script_sig, witness=(_WITNESS_RESERVED,))
    return Transaction(2, (spent,), outputs, 0)


def _merkle_root(hashes: Iterable[bytes]) -> bytes:
    level = list(hashes)
    while len(level) > 1:
        if len(level) % 2:
            level.append(level[-1])
        level = [double_sha256(level[at] + level[at + 1]) for at in range(0, len(level), 2)]
    return level[0]


def _work(previous_hash: bytes, root: bytes, time: int) -> bytes:
    """A header whose hash meets regtest's target, which every other one does."""
    nonce = 0
    while True:
        header = _HEADER.pack(_VERSION, previous_hash, root, time, _BITS, nonce)
        if int.from_bytes(double_sha256(header), "little") <= _TARGET:
            return header
        nonce += 1
