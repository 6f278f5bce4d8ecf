"""What a vault remembers of a payment for the reviews of later ones."""

from dataclasses import dataclass
from datetime import datetime

from strongroom.vault.record import Record


@dataclass(frozen=True, slots=True)
class CoinRecord(Record):
    """An own coin: ``amount`` in satoshi, proven by the transaction that made it.

    ``index`` is that of its address in the wallet.
    """

    outpoint: str
    amount: int
    address: str
    index: int


@dataclass(frozen=True, slots=True)
class PaidRecord(Record):
    """An output with an address; ``index`` is there where it is one of the wallet's own.

    ``output`` is its place in the transaction, None where an earlier program did not write it.
    """

    address: str
    amount: int
    index: int | None = None
    output: int | None = None


@dataclass(frozen=True, slots=True)
class NonceRecord(Record):
    """The R value of a good signature and the account key that made it, in hexadecimal."""

    key: str
    point: str


@dataclass(frozen=True, slots=True)
class PastRecord(Record):
    """A payment that was reviewed; its row is the unsigned transaction's id, ``wallet`` a wallet's.

    ``reviewed`` is when it was kept first, ``left`` when it first went to a signer or came with a
    signature, ``finished`` when the network's transaction was made of it. ``amount`` is what leaves
    the wallet with it, fee included, in satoshi.
    """

    wallet: str
    reviewed: datetime
    amount: int
    coins: tuple[CoinRecord, ...]
    paid: tuple[PaidRecord, ...]
    nonces: tuple[NonceRecord, ...] = ()
    left: datetime | None = None
    finished: datetime | None = None
