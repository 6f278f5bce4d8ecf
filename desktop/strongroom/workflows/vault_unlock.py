"""Opening a vault by its passphrase and whatever else it needs beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from strongroom.vault.errors import VaultError
from strongroom.vault.keyring import Keyring
from strongroom.vault.security_key import Credential, HeldKey, SecurityKeys, Touches
from strongroom.vault.security_key_slot import PassphraseAndSecurityKey, credentials_of
from strongroom.vault.slots import SlotKind
from strongroom.vault.storage import header_of
from strongroom.vault.vault import Vault, open_vault, open_with

_OPEN_STILL = frozenset(
    (
        "slot-missing",
        "passphrase-wrong",
        "keyring-absent",
        "keyring-entry-missing",
        "keyring-locked",
        "keyring-refused",
    )
)
"""Refusals after which a security key may still open the vault."""


@dataclass(frozen=True, slots=True)
class Way:
    """What somebody brings beside the passphrase: a keyring, security keys, the PIN of one."""

    keyring: Keyring
    keys: SecurityKeys
    pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open vault, and the security key that opened it, if one did."""

    vault: Vault
    held: HeldKey | None = None


def takes_security_key(path: Path) -> bool:
    """Whether a security key beside the passphrase is a way into the vault there.

    Raises what ``Storage.open`` does of the file.
    """
    return any(slot.kind == SlotKind.PASSPHRASE_AND_FIDO2 for slot in header_of(path).slots)


def unlock(path: Path, passphrase: str, way: Way, touches: Touches) -> Opened:
    """Without a security key where that is enough; otherwise whoever has one touches it.

    Raises what ``open_vault`` and ``SecurityKeys.read`` do.
    """
    try:
        return Opened(open_vault(path, passphrase, keyring=way.keyring))
    except VaultError as error:
        if error.code not in _OPEN_STILL:
            raise
        refused = error
    credentials = credentials_of(header_of(path).slots)
    if not credentials:
        raise refused
    held = _held(credentials, way, touches, refused)
    factor = PassphraseAndSecurityKey(passphrase, held)
    return Opened(open_with(path, factor, keyring=way.keyring), held)


def _held(
    credentials: Sequence[Credential], way: Way, touches: Touches, refused: VaultError
) -> HeldKey:
    """A wrong passphrase is what is said where there is no key that might make it the right one."""
    try:
        return way.keys.read(credentials, way.pin, touches)
    except VaultError as error:
        is_absent = error.code in ("security-key-none", "security-key-other")
        if is_absent and refused.code == "passphrase-wrong":
            raise refused from None
        raise
