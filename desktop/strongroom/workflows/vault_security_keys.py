"""The security keys of a vault, as people add and remove them, and tell one from another."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from strongroom.vault.errors import VaultError
from strongroom.vault.log import LogKind
from strongroom.vault.records import LogRecord
from strongroom.vault.security_key import Credential, HeldKey
from strongroom.vault.security_key_slot import PassphraseAndSecurityKey, credentials_of
from strongroom.vault.slots import Passphrase
from strongroom.vault.stretching import DEFAULT, Stretching
from strongroom.vault.tables import LOG
from strongroom.vault.vault import Vault
from strongroom.workflows.log import Note, write_with
from strongroom.workflows.vault_at_hand import AtHand, add_beside
from strongroom.workflows.vault_ways import check_recovery_key, is_last, mark_of, security_keys


@dataclass(frozen=True, slots=True)
class NotedKey:
    """``number`` counts from 1. Where the log does not know it, it has no name and no date."""

    number: int
    credential: Credential
    name: str = ""
    added: datetime | None = None


def noted_keys(vault: Vault) -> tuple[NotedKey, ...]:
    """The security keys of a vault, in the order of their slots, as its log tells of them."""
    keys = security_keys(vault)
    known = _added(vault) if keys else {}
    return tuple(_noted(number, key, known.get(mark_of(key))) for number, key in enumerate(keys, 1))


def add_security_key(
    vault: Vault,
    passphrase: str,
    new: HeldKey,
    at_hand: AtHand,
    stretching: Stretching = DEFAULT,
) -> None:
    """Let the passphrase open it beside a new security key, and not alone (a strict vault).

    What it opened beside already goes on to do. Where that is security keys only, one of them is
    at hand, so that the passphrase can be tried. Raises ``recovery-key-needed`` where there is no
    recovery key.
    """
    check_recovery_key(vault)
    factor = PassphraseAndSecurityKey(passphrase, new, stretching)
    facts = {"key": new.name, "mark": mark_of(new.credential)}
    present = at_hand.present(vault, passphrase)
    add_beside(vault, at_hand.keyring, present, factor, Note(LogKind.SECURITY_KEY_ADDED, facts))


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


def _removed(key: Credential) -> Note:
    return Note(LogKind.SECURITY_KEY_REMOVED, {"mark": mark_of(key)})


def _noted(number: int, key: Credential, entry: LogRecord | None) -> NotedKey:
    if entry is None:
        return NotedKey(number, key)
    return NotedKey(number, key, str(entry.facts.get("key", "")), entry.at)


def _added(vault: Vault) -> dict[str, LogRecord]:
    """The entries of keys that were added, by their marks; the last of each counts."""
    entries = LOG.all(vault).records.values()
    kind = LogKind.SECURITY_KEY_ADDED.value
    return {str(entry.facts.get("mark")): entry for entry in entries if entry.kind == kind}
