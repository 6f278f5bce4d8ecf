"""What the chain and the vault know beside the PSBT: nothing, unless somebody tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from strongroom.model.locks import Tip
from strongroom.model.owner_rules import StandingRules
from strongroom.model.transaction import OutPoint, TxOutput


@dataclass(frozen=True, slots=True)
class FeeEstimate:
    """``rate`` in sat/vB, ``made_at`` in seconds since 1970."""

    rate: float
    made_at: int


class KnownAs(Enum):
    """Why an address is known; the value is the reason in a finding."""

    OWN = "own"
    LISTED = "listed"
    NAMED = "named"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an address; ``name`` is what people call its holder, if they said."""

    known_as: KnownAs
    name: str = ""


@dataclass(frozen=True, slots=True)
class Nonce:
    """The R value of a signature and the account key of who made it, in hexadecimal.

    All keys of an account differ by numbers that whoever has its extended public key can work out,
    so the same R under two of them gives the private key away as it does under one.
    """

    key: str
    point: str


@dataclass(frozen=True, slots=True)
class Spent:
    """Satoshi that left the wallet with a payment, and when (seconds since 1970)."""

    at: int
    amount: int


@dataclass(frozen=True, slots=True)
class Conflicting:
    """Another transaction that spends a coin of this one: only one of the two can be mined.

    ``txid`` is its id before its scriptSigs, ``amounts`` are those of its ``coins`` that are proven
    (satoshi). ``vsize`` is that of the finished transaction, measured or estimated, None where it
    is not known. ``locktime`` is None where only its coins and the addresses it pays are known.
    ``reviewed`` is when it was kept first (seconds since 1970), None where it is not kept.
    """

    txid: str
    coins: tuple[OutPoint, ...]
    outputs: tuple[TxOutput, ...]
    amounts: Mapping[OutPoint, int] = field(default_factory=dict)
    vsize: int | None = None
    locktime: int | None = None
    reviewed: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether outputs without an address are known too."""
        return self.locktime is not None


@dataclass(frozen=True, slots=True)
class History:
    """Facts from outside the PSBT. What is not told stays silent; it is never guessed.

    ``now`` is the time of the review in seconds since 1970, ``height`` the tip of the chain.
    ``last_used`` is the highest used address index of either branch by the chain; without it
    ``least_used`` is one that is known to be used, and there may be higher ones. ``coins`` are
    outputs that the wallet's own chain data confirms. ``confirmed`` are the heights of coins'
    blocks and ``seen`` the amounts (satoshi) an outpoint had in earlier reviews. ``used_addresses``
    are own ones that other payments spend from or pay, ``known_addresses`` all that somebody may
    imitate. ``height`` and ``confirmed`` are from a chain, or what a person says of it;
    ``last_tip`` is the newest block of when a person last said it, which tells about when others
    come.
    ``nonces`` are those of signatures of other payments, each with the transaction's id.
    ``least_rate_tenths`` (tenths of sat/vB) is what the chosen source passes on at least.
    ``conflicting`` are other transactions of the same coins.

    ``rules`` are the owner's, ``spent`` what other payments took out of the wallet, ``reviewed``
    when this payment was kept first, and ``latest`` the last moment the vault knows of.
    """

    now: int | None = None
    height: int | None = None
    last_tip: Tip | None = None
    last_used: int | None = None
    least_used: int = -1
    coins: Mapping[OutPoint, TxOutput] = field(default_factory=dict)
    confirmed: Mapping[OutPoint, int] = field(default_factory=dict)
    seen: Mapping[OutPoint, int] = field(default_factory=dict)
    used_addresses: frozenset[str] = frozenset()
    known_addresses: Mapping[str, Known] = field(default_factory=dict)
    nonces: Mapping[Nonce, str] = field(default_factory=dict)
    fee_estimate: FeeEstimate | None = None
    least_rate_tenths: int = 0
    conflicting: tuple[Conflicting, ...] = ()
    rules: StandingRules | None = None
    spent: tuple[Spent, ...] = ()
    reviewed: int | None = None
    latest: int | None = None

    @property
    def tip(self) -> Tip | None:
        """The newest block that is known, and when it was; it may be long ago."""
        if self.height is None or self.now is None:
            return self.last_tip
        return Tip(self.height, self.now)
