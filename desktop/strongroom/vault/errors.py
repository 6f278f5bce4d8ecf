"""When a vault cannot be opened, kept or used."""

from strongroom.model.errors import StrongroomError


class VaultError(StrongroomError):
    """A vault refuses.

    No message and no fact ever holds a passphrase, a key or a row.

    Opening: ``passphrase-wrong`` (also where somebody changed the file: the two cannot be told
    apart), ``passphrase-unusable``, ``slot-missing``, ``vault-malformed``, ``vault-newer``,
    ``vault-too-big``, ``vault-memory``, ``vault-unreadable``.
    A recovery key as typed: ``recovery-key-length``, ``recovery-key-mistyped``,
    ``recovery-key-changed``, ``recovery-key-other``.
    The keyring: ``keyring-absent``, ``keyring-locked``, ``keyring-refused``,
    ``keyring-entry-missing``.
    A security key: ``security-key-none``, ``security-key-other``, ``security-key-several``,
    ``security-key-known``, ``security-key-unsuitable``, ``security-key-pin-needed``,
    ``security-key-pin-wrong``, ``security-key-pin-paused``, ``security-key-blocked``,
    ``security-key-untouched``, ``security-key-refused``, ``security-key-failed``.
    Writing: ``vault-exists``, ``vault-changed``, ``vault-missing``, ``vault-read-only``,
    ``vault-unwritable``, ``vault-too-big``, ``stretching-weak``. Changing what opens it:
    ``recovery-key-needed``, ``slots-full``, ``generation-closed``. Export: ``age-recipient``.
    Use: ``vault-locked``, ``row-invalid``, ``record-malformed``, ``record-newer``.
    """


def malformed(reason: str) -> VaultError:
    """The error for a file that is no vault or a damaged one."""
    return VaultError("vault-malformed", f"this is not a vault, or it is damaged: {reason}")


def wrong_passphrase() -> VaultError:
    """The one error for a wrong passphrase and for a file that was tampered with."""
    return VaultError(
        "passphrase-wrong", "the passphrase is wrong, or the file was changed or damaged"
    )


def unreadable(name: str, error: OSError) -> VaultError:
    """The error for a file that cannot be read; ``name`` is the file's own, without folders."""
    reason = error.strerror or "it cannot be opened"
    return VaultError("vault-unreadable", f"{name}: {reason}", name=name, reason=reason)


def unwritable(name: str, error: OSError) -> VaultError:
    """The error for a file that cannot be written; ``name`` as for ``unreadable``."""
    reason = error.strerror or "it cannot be written"
    return VaultError("vault-unwritable", f"{name}: {reason}", name=name, reason=reason)
