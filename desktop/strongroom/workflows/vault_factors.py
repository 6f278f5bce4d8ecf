"""What opens a vault, as people change it: the passphrase, what it needs beside it, recovery.

Each change stands in the log by the same write.
"""

import contextlib
from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256

from strongroom.vault.errors import VaultError
from strongroom.vault.header import Slot
from strongroom.vault.keyring import Keyring
from strongroom.vault.keyring_slot import PassphraseAndKeyring, forget_entry, has_entry
from strongroom.vault.log import LogKind
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.security_key import Credential, HeldKey
from strongroom.vault.security_key_slot import PassphraseAndSecurityKey, credentials_of
from strongroom.vault.slot_changes import is_strict
from strongroom.vault.slots import Factor, Passphrase, SlotKind, find
from strongroom.vault.stretching import DEFAULT, Stretching
from strongroom.vault.vault import Vault
from strongroom.workflows.log import Note, write_with


def has_recovery_key(vault: Vault) -> bool:
    return any(slot.kind == SlotKind.RECOVERY_KEY for slot in vault.slots)


def needs_keyring(vault: Vault) -> bool:
    """Whether its passphrase opens it beside the keyring of a computer, and not alone."""
    kinds = {slot.kind for slot in vault.slots}
    return is_strict(vault.slots) and SlotKind.PASSPHRASE_AND_KEYRING in kinds


def mark_of(key: Credential) -> str:
    """By which the log tells one security key from another."""
    return sha256(key.identity).hexdigest()[:16]


def security_keys(vault: Vault) -> tuple[Credential, ...]:
    """Those beside which its passphrase opens it; raises ``vault-malformed``."""
    return credentials_of(vault.slots)


def change_passphrase(
    vault: Vault,
    old: str,
    new: str,
    keyring: Keyring,
    stretching: Stretching = DEFAULT,
    held: HeldKey | None = None,
) -> None:
    """Another passphrase for the same data key; raises what ``Vault.change_factor`` does.

    It opens the vault beside what is at hand, this computer's keyring and the key that is held.
    Another computer or another key, which knew the old one, is withdrawn.
    """
    before = _present(vault, old, keyring, held)
    is_here = needs_keyring(vault) and has_entry(keyring, vault.slots)
    after = _renewed(vault, new, keyring if is_here else None, held, stretching)
    _change_factor(vault, keyring, before, after, Note(LogKind.PASSPHRASE_CHANGED))


def renew_passphrase(vault: Vault, new: str, stretching: Stretching = DEFAULT) -> None:
    """A passphrase in the place of a forgotten one, in a vault that a recovery key has opened.

    A vault that needed a keyring or a security key, which may be gone, no longer does.
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
    vault: Vault,
    passphrase: str,
    keyring: Keyring,
    stretching: Stretching = DEFAULT,
    held: HeldKey | None = None,
) -> None:
    """Let the passphrase open it beside this computer's keyring, and not alone (a strict vault).

    A vault that needs a security key, which must be held, then opens beside either. Raises
    ``recovery-key-needed`` where there is no recovery key, and what the keyring raises.
    """
    _check_recovery_key(vault)
    new = PassphraseAndKeyring.draw(passphrase, keyring, stretching)
    present = _present(vault, passphrase, keyring, held)
    _add_factor(vault, keyring, present, new, Note(LogKind.KEYRING_REQUIRED))


def do_without_keyring(
    vault: Vault, passphrase: str, keyring: Keyring, stretching: Stretching = DEFAULT
) -> None:
    """Let the passphrase alone open it again or, where it has security keys, only beside those."""
    note = Note(LogKind.KEYRING_NOT_REQUIRED)
    if security_keys(vault):
        _remove_keyrings(vault, keyring, note)
    else:
        old, new = PassphraseAndKeyring(passphrase, keyring), Passphrase(passphrase, stretching)
        _change_factor(vault, keyring, old, [new], note)


def check_passphrase(
    vault: Vault, passphrase: str, keyring: Keyring, held: HeldKey | None = None
) -> None:
    """Raise ``VaultError`` unless this is the passphrase, with what is at hand beside it."""
    find(vault.slots, _present(vault, passphrase, keyring, held), vault.vault_id)


def add_security_key(
    vault: Vault,
    passphrase: str,
    keyring: Keyring,
    new: HeldKey,
    stretching: Stretching = DEFAULT,
    held: HeldKey | None = None,
) -> None:
    """Let the passphrase open it beside a new security key, and not alone (a strict vault).

    What it opened beside already goes on to do. Where that is security keys only, one of them is
    ``held``, so that the passphrase can be tried. Raises ``recovery-key-needed`` where there is no
    recovery key.
    """
    _check_recovery_key(vault)
    factor = PassphraseAndSecurityKey(passphrase, new, stretching)
    note = Note(
        LogKind.SECURITY_KEY_ADDED, {"key": new.name or "FIDO2", "mark": mark_of(new.credential)}
    )
    _add_factor(vault, keyring, _present(vault, passphrase, keyring, held), factor, note)


def is_last(vault: Vault, key: Credential) -> bool:
    """Whether the passphrase opens it beside nothing but this security key."""
    return security_keys(vault) == (key,) and not needs_keyring(vault)


def remove_security_key(vault: Vault, key: Credential) -> None:
    """Let a security key open it no longer, as when it was lost; another way stays.

    Raises ``row-unknown`` where it is the last, or none of the vault's.
    """
    slots = [slot for slot in vault.slots if credentials_of([slot]) == (key,)]
    if not slots or is_last(vault, key):
        raise VaultError("row-unknown", "this security key is not one that can be removed")
    write_with(vault, _removed(key), partial(vault.remove_slot, slots[0]))


def do_without_security_key(
    vault: Vault, passphrase: str, held: HeldKey, stretching: Stretching = DEFAULT
) -> None:
    """Let the passphrase alone open it again, where nothing but the key that is held did beside it.

    Raises what ``Vault.change_factor`` does.
    """
    old = PassphraseAndSecurityKey(passphrase, held)
    change = partial(vault.change_factor, old, Passphrase(passphrase, stretching))
    write_with(vault, _removed(held.credential), change)


def rekey(
    vault: Vault,
    passphrase: str,
    keyring: Keyring,
    recovery_key: RecoveryKey | None = None,
    stretching: Stretching = DEFAULT,
    held: HeldKey | None = None,
) -> None:
    """A new data key for a new passphrase and a new recovery key; raises what ``Vault.rekey`` does.

    What the passphrase needs beside it is what is at hand: this computer's keyring, if it needed
    one, and the security key that is held. Every other key is withdrawn; where all were and there
    is no keyring, the passphrase alone opens it. A vault that stays strict needs the recovery key.
    """
    before = vault.slots
    uses_keyring = needs_keyring(vault) and (not security_keys(vault) or has_entry(keyring, before))
    if recovery_key is None and is_strict(before):
        raise VaultError("recovery-key-needed", "a strict vault needs a recovery key")
    factors = _renewed(vault, passphrase, keyring if uses_keyring else None, held, stretching)
    factors += [recovery_key] if recovery_key else []
    write_with(vault, Note(LogKind.RE_KEYED), partial(vault.rekey, factors))
    _forget_withdrawn(keyring, before, vault)


def _present(vault: Vault, passphrase: str, keyring: Keyring, held: HeldKey | None) -> Factor:
    """What the vault can be opened with here and now, to prove that the passphrase is known."""
    if not is_strict(vault.slots):
        return Passphrase(passphrase)
    if held is not None:
        return PassphraseAndSecurityKey(passphrase, held)
    return PassphraseAndKeyring(passphrase, keyring)


def _renewed(
    vault: Vault,
    new: str,
    keyring: Keyring | None,
    held: HeldKey | None,
    stretching: Stretching,
) -> list[Factor]:
    """What a new passphrase opens the vault with; a keyring has a new secret for it."""
    factors: list[Factor] = []
    if is_strict(vault.slots):
        if keyring is not None:
            factors.append(PassphraseAndKeyring.draw(new, keyring, stretching))
        if held is not None:
            factors.append(PassphraseAndSecurityKey(new, held, stretching))
    return factors or [Passphrase(new, stretching)]


def _check_recovery_key(vault: Vault) -> None:
    if not has_recovery_key(vault):
        raise VaultError("recovery-key-needed", "a strict vault needs a recovery key")


def _add_factor(vault: Vault, keyring: Keyring, present: Factor, new: Factor, note: Note) -> None:
    """Beside what is there, but in the place of a passphrase alone."""
    if isinstance(present, Passphrase):
        _change_factor(vault, keyring, present, [new], note)
        return
    with _forgotten_if_refused(keyring, [new]):
        find(vault.slots, present, vault.vault_id)
        write_with(vault, note, partial(vault.add_factor, new))


def _change_factor(
    vault: Vault, keyring: Keyring, old: Factor, new: Sequence[Factor], note: Note
) -> None:
    """Change it, and leave no secret in the keyring that opens nothing."""
    before = vault.slots
    with _forgotten_if_refused(keyring, new):
        write_with(vault, note, partial(vault.change_factor, old, *new))
    _forget_withdrawn(keyring, before, vault)


def _remove_keyrings(vault: Vault, keyring: Keyring, note: Note) -> None:
    before = vault.slots
    for slot in before:
        if slot.kind == SlotKind.PASSPHRASE_AND_KEYRING:
            write_with(vault, note, partial(vault.remove_slot, slot))
    _forget_withdrawn(keyring, before, vault)


def _removed(key: Credential) -> Note:
    return Note(LogKind.SECURITY_KEY_REMOVED, {"mark": mark_of(key)})


@contextlib.contextmanager
def _forgotten_if_refused(keyring: Keyring, new: Sequence[Factor]) -> Iterator[None]:
    """New secrets of the keyring go where the passphrase was wrong; after a write that failed
    half-way the file may need them."""
    try:
        yield
    except VaultError as error:
        if error.code in ("passphrase-wrong", "slot-missing", "slots-full"):
            for factor in new:
                if factor.kind == SlotKind.PASSPHRASE_AND_KEYRING:
                    forget_entry(keyring, factor.parameters)
        raise


def _forget_withdrawn(keyring: Keyring, before: Sequence[Slot], vault: Vault) -> None:
    """Remove the secrets of slots that are no more; one that stays behind opens nothing."""
    for slot in before:
        if slot.kind == SlotKind.PASSPHRASE_AND_KEYRING and slot not in vault.slots:
            with contextlib.suppress(VaultError):
                forget_entry(keyring, slot.parameters)
