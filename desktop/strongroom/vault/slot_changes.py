"""Adding, replacing and removing key slots, so that a vault never ends up shut for good."""

from collections.abc import Sequence

from strongroom.vault.errors import VaultError
from strongroom.vault.header import MAX_SLOTS, Slot
from strongroom.vault.keys import DataKey
from strongroom.vault.slots import WITH_PASSPHRASE, Factor, SlotKind, find, wrap

Slots = tuple[Slot, ...]


def is_strict(slots: Slots) -> bool:
    """Whether no passphrase alone opens a vault with these slots."""
    return all(slot.kind != SlotKind.PASSPHRASE for slot in slots)


def added(slots: Slots, key: DataKey, factor: Factor, vault_id: bytes) -> Slots:
    """With a slot more; a recovery key takes the place of an earlier one.

    Raises ``VaultError`` with ``slots-full`` and what ``wrap`` does.
    """
    is_recovery = factor.kind is SlotKind.RECOVERY_KEY
    kept = tuple(slot for slot in slots if not (is_recovery and slot.kind == factor.kind))
    if len(kept) >= MAX_SLOTS:
        raise VaultError("slots-full", "a vault has no more key slots", limit=MAX_SLOTS)
    return (*kept, wrap(key, factor, vault_id))


def replaced(slots: Slots, old: Factor, new: Sequence[Factor], vault_id: bytes) -> Slots:
    """With new slots of the same data key for the first that ``old`` opens and for every other
    that asks for a passphrase: what is not among the ``new`` is withdrawn.

    Raises ``VaultError``: ``slot-missing``, ``passphrase-wrong``, ``recovery-key-needed``.
    """
    slot, key = find(slots, old, vault_id)
    kept = (one for one in slots if one is not slot and one.kind not in WITH_PASSPHRASE)
    return checked((*(wrap(key, factor, vault_id) for factor in new), *kept))


def without(slots: Slots, slot: Slot) -> Slots:
    """Without one of them; raises ``VaultError`` with ``recovery-key-needed``."""
    return checked(tuple(one for one in slots if one != slot))


def wrapped_for(factors: Sequence[Factor], key: DataKey, vault_id: bytes) -> Slots:
    """New slots for a new data key; raises ``VaultError`` with ``recovery-key-needed``."""
    kinds = {factor.kind for factor in factors}
    if not kinds & {SlotKind.PASSPHRASE, SlotKind.RECOVERY_KEY}:
        raise _recovery_key_needed()
    return tuple(wrap(key, factor, vault_id) for factor in factors)


def checked(slots: Slots) -> Slots:
    """The same, unless losing one thing that is no paper would shut the vault for good."""
    if is_strict(slots) and all(slot.kind != SlotKind.RECOVERY_KEY for slot in slots):
        raise _recovery_key_needed()
    return slots


def _recovery_key_needed() -> VaultError:
    return VaultError("recovery-key-needed", "without a recovery key this could not be undone")
