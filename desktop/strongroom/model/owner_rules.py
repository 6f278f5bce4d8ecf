"""The rules an owner sets for the payments of a wallet, and which of two are the stricter."""

from dataclasses import dataclass, field, replace
from enum import Enum

from strongroom.model.errors import StrongroomError
from strongroom.model.signed_text import SignedText

HOUR = 60 * 60
DAY = 24 * HOUR

MOST_AMOUNT = 21_000_000 * 100_000_000
MOST_DAYS = 366
MOST_HOURS = 60 * 24
MOST_ROLES = 8


class RulesError(StrongroomError):
    """Rules no wallet can have: ``rules-invalid``, with ``reason``, ``least`` and ``most``."""


class Strength(Enum):
    """What happens where a rule is broken: a warning to be acknowledged, or the payment stops."""

    WARNS = "warns"
    STOPS = "stops"


@dataclass(frozen=True, slots=True)
class SpendingLimit:
    """Satoshi that may leave the wallet, fees included: with one payment, and in ``days`` days.

    None is no limit. The days end with the moment of the review.
    """

    strength: Strength = Strength.STOPS
    per_payment: int | None = None
    per_period: int | None = None
    days: int = 30

    def __post_init__(self) -> None:
        if self.per_payment is None and self.per_period is None:
            raise RulesError("rules-invalid", "a spending limit without an amount", reason="empty")
        for amount in (self.per_payment, self.per_period):
            if amount is not None:
                _check("amount", amount, 0, MOST_AMOUNT)
        _check("days", self.days, 1, MOST_DAYS)


@dataclass(frozen=True, slots=True)
class CoolDown:
    """A payment above ``amount`` satoshi, fee included, goes to a signer ``hours`` after its first
    review and not before."""

    amount: int
    hours: int

    def __post_init__(self) -> None:
        _check("amount", self.amount, 0, MOST_AMOUNT)
        _check("hours", self.hours, 1, MOST_HOURS)


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody who acknowledges warnings: ``title`` such as treasurer or witness, and who it is."""

    title: str
    person: str

    def __post_init__(self) -> None:
        if not self.title or not self.person:
            raise RulesError("rules-invalid", "a role without a title or a name", reason="role")

    def __str__(self) -> str:
        return f"{self.person} ({self.title})"


@dataclass(frozen=True, slots=True)
class OwnerRules:
    """All rules of a wallet; by the default there are none.

    ``allow_list`` says what happens where an address is paid that is not listed, None: nothing.
    Every one of the ``roles`` acknowledges each warning. ``waiting_hours`` is how long a change
    that makes them laxer waits, and a listed address before it counts.
    """

    allow_list: Strength | None = None
    spending: SpendingLimit | None = None
    cool_down: CoolDown | None = None
    roles: tuple[Role, ...] = ()
    waiting_hours: int = 24

    def __post_init__(self) -> None:
        _check("waiting", self.waiting_hours, 0, MOST_HOURS)
        _check("roles", len(self.roles), 0, MOST_ROLES)
        if len(set(self.roles)) < len(self.roles):
            raise RulesError("rules-invalid", "a role stands there twice", reason="role-twice")

    @property
    def is_empty(self) -> bool:
        """Whether no rule holds."""
        return replace(self, waiting_hours=0) == OwnerRules(waiting_hours=0)


@dataclass(frozen=True, slots=True)
class AllowedAddress:
    """An address on the list; ``name`` is its holder's. Moments are seconds since 1970.

    ``added_by`` is who put it there, as they said, and ``proof`` what proves it, where they gave
    that. It counts from ``counts_from`` on.
    """

    address: str
    name: str
    added_by: str
    added: int
    counts_from: int
    proof: SignedText | None = None


@dataclass(frozen=True, slots=True)
class StandingRules:
    """What holds now, and what holds from the moment ``since`` on (seconds since 1970)."""

    now: OwnerRules = field(default_factory=OwnerRules)
    following: OwnerRules | None = None
    since: int = 0
    allowed: tuple[AllowedAddress, ...] = ()

    def at(self, moment: int) -> OwnerRules:
        """The rules in force at a moment."""
        if self.following is not None and moment >= self.since:
            return self.following
        return self.now


def strictest(one: OwnerRules, other: OwnerRules) -> OwnerRules:
    """Rules that forbid whatever either of the two forbids; those of ``other`` where it is so."""
    return OwnerRules(
        allow_list=_stronger(one.allow_list, other.allow_list),
        spending=_tighter(one.spending, other.spending),
        cool_down=_slower(one.cool_down, other.cool_down),
        roles=tuple(dict.fromkeys((*other.roles, *one.roles))),
        waiting_hours=max(one.waiting_hours, other.waiting_hours),
    )


def _stronger(one: Strength | None, other: Strength | None) -> Strength | None:
    both = (one, other)
    return next((each for each in (Strength.STOPS, Strength.WARNS) if each in both), None)


def _tighter(one: SpendingLimit | None, other: SpendingLimit | None) -> SpendingLimit | None:
    if one is None or other is None:
        return one or other
    periods = [limit.days for limit in (one, other) if limit.per_period is not None]
    return SpendingLimit(
        strength=_stronger(one.strength, other.strength) or other.strength,
        per_payment=_least(one.per_payment, other.per_payment),
        per_period=_least(one.per_period, other.per_period),
        days=max(periods, default=other.days),
    )


def _slower(one: CoolDown | None, other: CoolDown | None) -> CoolDown | None:
    if one is None or other is None:
        return one or other
    return CoolDown(min(one.amount, other.amount), max(one.hours, other.hours))


def _least(*amounts: int | None) -> int | None:
    return min((amount for amount in amounts if amount is not None), default=None)


def _check(reason: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        message = f"{reason} is from {least} to {most}"
        raise RulesError("rules-invalid", message, reason=reason, least=least, most=most)
