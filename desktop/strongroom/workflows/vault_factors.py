"""What opens a vault, as people change it: the passphrase, the keyring beside it, recovery, all."""

from functools import partial

from strongroom.vault.errors import VaultError
from strongroom.vault.keyring import Keyring
from strongroom.vault.keyring_slot import PassphraseAndKeyring
from strongroom.vault.log import LogKind
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.slot_changes import is_strict
from strongroom.vault.slots import Passphrase, SlotKind, find
from strongroom.vault.stretching import DEFAULT, Stretching
from strongroom.vault.vault import Vault
from strongroom.workflows.log import Note, write_with
from strongroom.workflows.vault_at_hand import (
    AtHand,
    add_beside,
    exchange,
    forget_withdrawn,
    remove_keyrings,
)
from strongroom.workflows.vault_ways import check_recovery_key, needs_keyring, security_keys


def check_passphrase(vault: Vault, passphrase: str, at_hand: AtHand) -> None:
    """Raise ``VaultError`` unless this is the passphrase, with what is at hand beside it."""
    find(vault.slots, at_hand.present(vault, passphrase), vault.vault_id)


def change_passphrase(
    vault: Vault, old: str, new: str, at_hand: AtHand, stretching: Stretching = DEFAULT
) -> None:
    """Another passphrase for the same data key; raises what ``Vault.change_factor`` does.

    It opens the vault beside what is at hand. Another computer or another key, which knew the old
    one, is withdrawn.
    """
    before, is_here = at_hand.present(vault, old), at_hand.has_keyring_of(vault)
    after = at_hand.renewed(vault, new, stretching, with_keyring=is_here)
    exchange(vault, at_hand.keyring, before, after, Note(LogKind.PASSPHRASE_CHANGED))


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
    vault: Vault, passphrase: str, at_hand: AtHand, stretching: Stretching = DEFAULT
) -> None:
    """Let the passphrase open it beside this computer's keyring, and not alone (a strict vault).

    A vault that needs a security key, which must be held, then opens beside either. Raises
    ``recovery-key-needed`` where there is no recovery key, and what the keyring raises.
    """
    check_recovery_key(vault)
    new = PassphraseAndKeyring.draw(passphrase, at_hand.keyring, stretching)
    present = at_hand.present(vault, passphrase)
    add_beside(vault, at_hand.keyring, present, new, Note(LogKind.KEYRING_REQUIRED))


def do_without_keyring(
    vault: Vault, passphrase: str, keyring: Keyring, stretching: Stretching = DEFAULT
) -> None:
    """Let the passphrase alone open it again or, where it has security keys, only beside those."""
    note = Note(LogKind.KEYRING_NOT_REQUIRED)
    if security_keys(vault):
        remove_keyrings(vault, keyring, note)
    else:
        old, new = PassphraseAndKeyring(passphrase, keyring), Passphrase(passphrase, stretching)
        exchange(vault, keyring, old, [new], note)


def rekey(
    vault: Vault,
    passphrase: str,
    at_hand: AtHand,
    recovery_key: RecoveryKey | None = None,
    stretching: Stretching = DEFAULT,
) -> None:
    """A new data key for a new passphrase and a new recovery key; raises what ``Vault.rekey`` does.

    The passphrase needs beside it what is at hand: this computer's keyring, if it needed one, and
    the security key that is held. Every other is withdrawn; where all were, the passphrase alone
    opens it. A strict vault needs the recovery key.
    """
    before = vault.slots
    if recovery_key is None and is_strict(before):
        raise VaultError("recovery-key-needed", "a strict vault needs a recovery key")
    needs_it = needs_keyring(vault) and not security_keys(vault)
    is_here = needs_it or at_hand.has_keyring_of(vault)
    factors = at_hand.renewed(vault, passphrase, stretching, with_keyring=is_here)
    factors += [recovery_key] if recovery_key else []
    write_with(vault, Note(LogKind.RE_KEYED), partial(vault.rekey, factors))
    forget_withdrawn(at_hand.keyring, before, vault)
