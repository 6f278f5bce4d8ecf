"""What opens a vault, as people change it: the passphrase, the keyring beside it, recovery, all.

Each change stands in the log by the same write.
"""

import contextlib
from functools import partial

from strongroom.vault.errors import VaultError
from strongroom.vault.header import Slot
from strongroom.vault.keyring import Keyring
from strongroom.vault.keyring_slot import PassphraseAndKeyring, forget_entry
from strongroom.vault.log import LogKind
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.slot_changes import is_strict
from strongroom.vault.slots import Factor, Passphrase, SlotKind
from strongroom.vault.stretching import DEFAULT, Stretching
from strongroom.vault.vault import Vault
from strongroom.workflows.log import Note, write_with


def has_recovery_key(vault: Vault) -> bool:
    return any(slot.kind == SlotKind.RECOVERY_KEY for slot in vault.slots)


def needs_keyring(vault: Vault) -> bool:
    """Whether its passphrase opens it only beside the keyring of a computer."""
    kinds = {slot.kind for slot in vault.slots}
    return is_strict(vault.slots) and SlotKind.PASSPHRASE_AND_KEYRING in kinds


def change_passphrase(
    vault: Vault, old: str, new: str, keyring: Keyring, stretching: Stretching = DEFAULT
) -> None:
    """Another passphrase for the same data key; raises what ``Vault.change_factor`` does."""
    if needs_keyring(vault):
        drawn = PassphraseAndKeyring.draw(new, keyring, stretching)
        before = PassphraseAndKeyring(old, keyring)
        _change_factor(vault, keyring, before, drawn, LogKind.PASSPHRASE_CHANGED)
    else:
        change = partial(vault.change_factor, Passphrase(old), Passphrase(new, stretching))
        write_with(vault, Note(LogKind.PASSPHRASE_CHANGED), change)


def renew_passphrase(vault: Vault, new: str, stretching: Stretching = DEFAULT) -> None:
    """A passphrase in the place of a forgotten one, in a vault that a recovery key has opened.

    A vault that needed a keyring, which may be gone, no longer does.
    """
    before = [slot for slot in vault.slots if slot.kind != SlotKind.RECOVERY_KEY]
    add = partial(vault.add_factor, Passphrase(new, stretching))
    write_with(vault, Note(LogKind.PASSPHRASE_CHANGED), add)
    for slot in before:
        vault.remove_slot(slot)


def add_recovery_key(vault: Vault, recovery_key: RecoveryKey) -> None:
    """A recovery key in place of any before; raises what ``Vault.add_factor`` does."""
    write_with(vault, Note(LogKind.RECOVERY_KEY_MADE), partial(vault.add_factor, recovery_key))


def require_keyring(
    vault: Vault, passphrase: str, keyring: Keyring, stretching: Stretching = DEFAULT
) -> None:
    """Let the passphrase open it only with this computer's keyring (a strict vault).

    Raises ``recovery-key-needed`` where there is no recovery key, and what the keyring raises.
    """
    if not has_recovery_key(vault):
        raise VaultError("recovery-key-needed", "a strict vault needs a recovery key")
    new = PassphraseAndKeyring.draw(passphrase, keyring, stretching)
    _change_factor(vault, keyring, Passphrase(passphrase), new, LogKind.KEYRING_REQUIRED)


def do_without_keyring(
    vault: Vault, passphrase: str, keyring: Keyring, stretching: Stretching = DEFAULT
) -> None:
    """Let the passphrase alone open it again."""
    old, new = PassphraseAndKeyring(passphrase, keyring), Passphrase(passphrase, stretching)
    _change_factor(vault, keyring, old, new, LogKind.KEYRING_NOT_REQUIRED)


def rekey(
    vault: Vault,
    passphrase: str,
    keyring: Keyring,
    recovery_key: RecoveryKey | None = None,
    stretching: Stretching = DEFAULT,
) -> None:
    """A new data key for a new passphrase and a new recovery key; raises what ``Vault.rekey`` does.

    A strict vault stays strict, and so needs the recovery key.
    """
    before = vault.slots
    first: Factor
    if needs_keyring(vault):
        if recovery_key is None:
            raise VaultError("recovery-key-needed", "a strict vault needs a recovery key")
        first = PassphraseAndKeyring.draw(passphrase, keyring, stretching)
    else:
        first = Passphrase(passphrase, stretching)
    factors = [first, recovery_key] if recovery_key else [first]
    write_with(vault, Note(LogKind.RE_KEYED), partial(vault.rekey, factors))
    _forget_withdrawn(keyring, before, vault)


def _change_factor(vault: Vault, keyring: Keyring, old: Factor, new: Factor, kind: LogKind) -> None:
    """Change it, and leave no secret in the keyring that opens nothing."""
    before = vault.slots
    try:
        write_with(vault, Note(kind), partial(vault.change_factor, old, new))
    except VaultError as error:
        # After a write that failed half-way the file may need the new secret.
        if error.code in ("passphrase-wrong", "slot-missing") and new.parameters.get("entry"):
            forget_entry(keyring, new.parameters)
        raise
    _forget_withdrawn(keyring, before, vault)


def _forget_withdrawn(keyring: Keyring, before: tuple[Slot, ...], vault: Vault) -> None:
    """Remove the secrets of slots that are no more; one that stays behind opens nothing."""
    for slot in before:
        if slot.kind == SlotKind.PASSPHRASE_AND_KEYRING and slot not in vault.slots:
            with contextlib.suppress(VaultError):
                forget_entry(keyring, slot.parameters)
