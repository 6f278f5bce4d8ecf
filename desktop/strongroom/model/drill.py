"""What can be tried in a drill, before it is needed."""

from enum import Enum


class Tried(Enum):
    """What was tried in a drill; the value is the word of the log."""

    WORDS = "words"
    """The words of a key's backup, read back on a device: did they give its fingerprint?"""
    SIGNED = "signed"
    """Whether a device signs: a text, as ``message verify`` takes it."""
    WALLET_FILE = "wallet-file"
    """Whether a wallet's file brings it back, here or in another program."""
    VAULT_COPY = "vault-copy"
    """Whether a copy of the vault opens."""
    RECOVERY_KEY = "recovery-key"
    """Whether the recovery key on paper opens the vault."""

    @property
    def is_of_keys(self) -> bool:
        """Whether each key has its own."""
        return self in (Tried.WORDS, Tried.SIGNED)

    @property
    def is_of_vault(self) -> bool:
        """Whether it is of the vault, and of no wallet in it."""
        return self in (Tried.VAULT_COPY, Tried.RECOVERY_KEY)
