"""Where a cosigner's key comes from, as people say it: its device, and how its seed was made."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from strongroom.vault.record import Record


class SeedOrigin(Enum):
    """How the seed was made."""

    UNKNOWN = "unknown"
    DICE = "dice"
    """Thrown by hand, or coins."""
    DEVICE = "device"
    """By the device's own random numbers."""
    BOTH = "dice-and-device"
    OTHER = "other"


class PassphraseUse(Enum):
    """Whether the seed has a passphrase beside its words; never which."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class ProvenanceRecord(Record):
    """Each may be empty. ``made`` is the day, month or year the seed was made, as ``2026-03-01``,
    ``2026-03`` or ``2026``; ``firmware_then`` is that which made it."""

    serial: str = ""
    firmware_then: str = ""
    firmware_now: str = ""
    seed: SeedOrigin = SeedOrigin.UNKNOWN
    passphrase: PassphraseUse = PassphraseUse.UNKNOWN
    made: str = ""
    notes: str = ""


NOTHING_SAID: Final = ProvenanceRecord()
