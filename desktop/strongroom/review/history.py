"""What the chain and the vault know beside the PSBT: nothing, unless somebody tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from strongroom.model.transaction import OutPoint, TxOutput


@dataclass(frozen=True, slots=True)
class FeeEstimate:
    """``rate`` in sat/vB, ``made_at`` in seconds since 1970."""

    rate: float
    made_at: int


@dataclass(frozen=True, slots=True)
class History:
    """Facts from outside the PSBT. What is not told stays silent; it is never guessed.

    ``now`` is the time of the review in seconds since 1970, ``height`` the tip of the chain.
    ``last_used`` is the highest used address index of either branch. ``coins`` are outputs that the
    wallet's own chain data confirms, ``seen`` the amounts (satoshi) an outpoint had in earlier
    reviews. ``used_scripts`` are output scripts of own addresses that were paid before.
    ``least_rate_tenths`` (tenths of sat/vB) is what the chosen source
    passes on at least.
    """

    now: int | None = None
    height: int | None = None
    last_used: int | None = None
    coins: Mapping[OutPoint, TxOutput] = field(default_factory=dict)
    seen: Mapping[OutPoint, int] = field(default_factory=dict)
    used_scripts: frozenset[bytes] = frozenset()
    fee_estimate: FeeEstimate | None = None
    least_rate_tenths: int = 0
