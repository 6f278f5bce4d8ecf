"""age files (age-encryption.org/v1), which any ``age`` program opens."""

from collections.abc import Sequence

import pyrage

from strongroom.vault.errors import VaultError


def encrypt_for(data: bytes, recipients: Sequence[str]) -> bytes:
    """For whoever has the identity of one of the recipients (``age1…``).

    Raises ``VaultError`` with ``age-recipient``.
    """
    keys = []
    for place, text in enumerate(recipients, 1):
        try:
            keys.append(pyrage.x25519.Recipient.from_str(text.strip()))
        except pyrage.RecipientError:
            raise VaultError(
                "age-recipient", f"recipient {place} is none of age", place=place
            ) from None
    return bytes(pyrage.encrypt(data, keys))


def encrypt_with(data: bytes, passphrase: str) -> bytes:
    """For whoever knows the passphrase; takes about a second.

    Raises ``VaultError`` with ``passphrase-unusable`` where it is empty.
    """
    if not passphrase:
        raise VaultError("passphrase-unusable", "this passphrase is empty")
    return bytes(pyrage.passphrase.encrypt(data, passphrase))
