"""The measures of a review: how much is too much, and why."""

from dataclasses import dataclass, replace
from enum import Enum

from strongroom.model.errors import StrongroomError

_HOUR = 60 * 60
_DAY = 24 * _HOUR


class LimitError(StrongroomError):
    """A limit that no review can have: ``limit-out-of-bounds``, with ``least`` and ``most``."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Named measures. They move only in the settings; no single review can be talked out of them.

    - ``fee_block_percent``, ``fee_warn_percent``: shares of what is sent to others.
    - ``fee_floor``: satoshi; a small payment may cost a large share, below this nobody is robbed.
    - ``fee_rate_block``: sat/vB, above what blocks have been filled at for any length of time.
    - ``fee_estimate_times``: a fee of so many times a fresh estimate blocks; an estimate is fresh
      for ``fee_estimate_age`` seconds.
    - ``fee_low_tenths``: tenths of sat/vB that Bitcoin Core relays since 2025.
    - ``gap``: unused addresses that other programs look ahead when they restore a wallet.
    - ``far``: addresses we look ahead; what lies beyond is as good as lost.
    - ``search_most``: addresses looked through one after the other, whatever a PSBT claims.
    - ``hints_most``: derivations of one input or output that are followed: one for each cosigner;
      ``hints_in_all`` of a whole PSBT, which parts beyond that number do not share in.
    - ``addresses_most``: own outputs whose addresses all engines derive; more are not vouched for.
    - ``delay``: seconds; a payment may wait this week without a word.
    - ``dust_rate``: sat/vB at which the network reckons what spending an output costs.
    - ``foreign_bytes``: fields nobody here reads that a signer with little memory still carries.
    - ``relay_weight``: weight units above which nodes do not pass a transaction on.
    """

    fee_block_percent: int = 10
    fee_warn_percent: int = 5
    fee_floor: int = 20_000
    fee_rate_block: int = 500
    fee_estimate_times: int = 5
    fee_estimate_age: int = 2 * _HOUR
    fee_low_tenths: int = 1
    gap: int = 20
    far: int = 1_000
    search_most: int = 5_000
    hints_most: int = 20
    hints_in_all: int = 3_000
    addresses_most: int = 1_000
    delay: int = 7 * _DAY
    dust_rate: int = 3
    foreign_bytes: int = 4_096
    relay_weight: int = 400_000


class LimitUnit(Enum):
    """What a limit is counted in: a word for it, and how many of it people count as one."""

    PERCENT = ("percent", 1)
    SATOSHI = ("satoshi", 1)
    RATE = ("sat/vB", 1)
    TENTHS_OF_RATE = ("sat/vB, in tenths", 10)
    TIMES = ("times", 1)
    HOURS = ("hours, in seconds", _HOUR)
    DAYS = ("days, in seconds", _DAY)
    ADDRESSES = ("addresses", 1)
    BYTES = ("bytes", 1)
    WEIGHT = ("weight units", 1)

    @property
    def size(self) -> int:
        """``3600`` where the limit is in seconds and people say hours."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Adjustable:
    """A limit that people may move, and how far: ``least`` and ``most`` are in its own unit."""

    name: str
    unit: LimitUnit
    least: int
    most: int

    @property
    def usual(self) -> int:
        value: int = getattr(Limits(), self.name)
        return value


ADJUSTABLE = (
    Adjustable("fee_block_percent", LimitUnit.PERCENT, 1, 100),
    Adjustable("fee_warn_percent", LimitUnit.PERCENT, 0, 100),
    Adjustable("fee_floor", LimitUnit.SATOSHI, 0, 1_000_000),
    Adjustable("fee_rate_block", LimitUnit.RATE, 1, 10_000),
    Adjustable("fee_estimate_times", LimitUnit.TIMES, 2, 100),
    Adjustable("fee_estimate_age", LimitUnit.HOURS, _HOUR, 48 * _HOUR),
    Adjustable("fee_low_tenths", LimitUnit.TENTHS_OF_RATE, 0, 1_000),
    Adjustable("gap", LimitUnit.ADDRESSES, 1, 5_000),
    Adjustable("far", LimitUnit.ADDRESSES, 1, 5_000),
    Adjustable("delay", LimitUnit.DAYS, _DAY, 365 * _DAY),
    Adjustable("dust_rate", LimitUnit.RATE, 1, 100),
    Adjustable("foreign_bytes", LimitUnit.BYTES, 0, 1_000_000),
    Adjustable("relay_weight", LimitUnit.WEIGHT, 10_000, 4_000_000),
)
"""All but the bounds on the work of one review, which keep a hostile file from taking long."""

_ORDERED = (("fee_warn_percent", "fee_block_percent"), ("gap", "far"))
"""Pairs of which the first is never above the second."""


def bounds(limits: Limits, limit: Adjustable) -> tuple[int, int]:
    """How far a limit can be moved beside the others as they are now."""
    least, most = limit.least, limit.most
    for low, high in _ORDERED:
        if limit.name == low:
            most = min(most, getattr(limits, high))
        elif limit.name == high:
            least = max(least, getattr(limits, low))
    return least, most


def with_limit(limits: Limits, limit: Adjustable, value: int) -> Limits:
    """The limits with one moved; raises ``LimitError``."""
    least, most = bounds(limits, limit)
    if not least <= value <= most:
        message = f"{limit.name} is from {least} to {most}"
        raise LimitError("limit-out-of-bounds", message, name=limit.name, least=least, most=most)
    return replace(limits, **{limit.name: value})
