"""The ways into a vault, as its slots say."""

from hashlib import sha256

from strongroom.vault.errors import VaultError
from strongroom.vault.security_key import Credential
from strongroom.vault.security_key_slot import credentials_of
from strongroom.vault.slot_changes import is_strict
from strongroom.vault.slots import SlotKind
from strongroom.vault.vault import Vault


def has_recovery_key(vault: Vault) -> bool:
    return any(slot.kind == SlotKind.RECOVERY_KEY for slot in vault.slots)


def check_recovery_key(vault: Vault) -> None:
    """Raise ``VaultError`` with ``recovery-key-needed``, as before a vault becomes strict."""
    if not has_recovery_key(vault):
        raise VaultError("recovery-key-needed", "a strict vault needs a recovery key")


def needs_keyring(vault: Vault) -> bool:
    """Whether its passphrase opens it beside the keyring of a computer, and not alone."""
    kinds = {slot.kind for slot in vault.slots}
    return is_strict(vault.slots) and SlotKind.PASSPHRASE_AND_KEYRING in kinds


def security_keys(vault: Vault) -> tuple[Credential, ...]:
    """Those beside which its passphrase opens it; raises ``vault-malformed``."""
    return credentials_of(vault.slots)


def is_last(vault: Vault, key: Credential) -> bool:
    """Whether the passphrase opens it beside nothing but this security key."""
    return security_keys(vault) == (key,) and not needs_keyring(vault)


def mark_of(key: Credential) -> str:
    """By which the log tells one security key from another."""
    return sha256(key.identity).hexdigest()[:16]
