"""Who takes part, and where keys and papers lie: records that keys name by name."""

from dataclasses import dataclass
from enum import Enum

from strongroom.vault.record import Record


class Role(Enum):
    """What a person does."""

    HOLDER = "holder"
    TREASURER = "treasurer"
    WITNESS = "witness"
    AUDITOR = "auditor"
    HEIR = "heir"
    OTHER = "other"


class PlaceKind(Enum):
    """What a place is."""

    HOME = "home"
    OFFICE = "office"
    BANK = "bank"
    FRIENDS = "friends"
    """The home of family or friends."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PersonRecord(Record):
    """A person; no other has the name. ``reach`` says how to get hold of them."""

    name: str
    role: Role = Role.HOLDER
    reach: str = ""


@dataclass(frozen=True, slots=True)
class PlaceRecord(Record):
    """A place; no other has the name."""

    name: str
    kind: PlaceKind = PlaceKind.HOME
    notes: str = ""
