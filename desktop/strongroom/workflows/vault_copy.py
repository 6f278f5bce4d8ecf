"""What the copy of a vault needs on another computer."""

from collections.abc import Iterator
from enum import Enum

from strongroom.vault.header import Slot
from strongroom.vault.slots import SlotKind


class Elsewhere(Enum):
    """Something to know of a copy; its words are in ``words.elsewhere_words``."""

    PASSPHRASE = "passphrase"
    SECURITY_KEY = "security-key"
    KEYRING_STAYS = "keyring-stays"
    RECOVERY_KEY = "recovery-key"
    GENERATIONS_STAY = "generations-stay"
    ONE_GOES_ON = "one-goes-on"


def needed_elsewhere(slots: tuple[Slot, ...]) -> tuple[Elsewhere, ...]:
    """For a vault that has these key slots, what opens it comes first."""
    return tuple(_needed({slot.kind for slot in slots}))


def _needed(kinds: set[int]) -> Iterator[Elsewhere]:
    if SlotKind.PASSPHRASE in kinds:
        yield Elsewhere.PASSPHRASE
    elif SlotKind.PASSPHRASE_AND_FIDO2 in kinds:
        yield Elsewhere.SECURITY_KEY
    elif SlotKind.PASSPHRASE_AND_KEYRING in kinds:
        yield Elsewhere.KEYRING_STAYS
    if SlotKind.RECOVERY_KEY in kinds:
        yield Elsewhere.RECOVERY_KEY
    yield Elsewhere.GENERATIONS_STAY
    yield Elsewhere.ONE_GOES_ON
