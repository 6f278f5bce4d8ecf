"""What a vault knows of the rules that the owner of a wallet set."""

from dataclasses import dataclass
from datetime import datetime

from strongroom.model.owner_rules import Strength
from strongroom.vault.record import Record


@dataclass(frozen=True, slots=True)
class SpendingRecord(Record):
    """A spending limit; amounts in satoshi."""

    strength: Strength
    per_payment: int | None
    per_period: int | None
    days: int


@dataclass(frozen=True, slots=True)
class CoolDownRecord(Record):
    """The wait of a payment above ``amount`` satoshi."""

    amount: int
    hours: int


@dataclass(frozen=True, slots=True)
class RoleRecord(Record):
    """Somebody who acknowledges warnings."""

    title: str
    person: str


@dataclass(frozen=True, slots=True)
class OwnerRulesRecord(Record):
    """All rules as they are at one time."""

    allow_list: Strength | None
    spending: SpendingRecord | None
    cool_down: CoolDownRecord | None
    roles: tuple[RoleRecord, ...]
    waiting_hours: int


@dataclass(frozen=True, slots=True)
class SignedTextRecord(Record):
    """What a cosigner signed so that an address may be paid; see ``SignedText``."""

    signer: str
    address: str
    message: str
    signature: str


@dataclass(frozen=True, slots=True)
class AllowedRecord(Record):
    """An address that may be paid, who added it and when, and from when on it counts."""

    address: str
    name: str
    added_by: str
    added: datetime
    counts_from: datetime
    proof: SignedTextRecord | None = None


@dataclass(frozen=True, slots=True)
class RulesRecord(Record):
    """The rules of the wallet in whose row they lie; ``following`` hold from ``since`` on.

    ``changed`` is when somebody last changed them.
    """

    now: OwnerRulesRecord
    changed: datetime
    following: OwnerRulesRecord | None = None
    since: datetime | None = None
    allowed: tuple[AllowedRecord, ...] = ()
