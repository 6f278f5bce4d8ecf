"""The system's own keyring, and nothing that only looks like one."""

import hmac
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final, Protocol, TypeVar

from strongroom.vault.errors import VaultError

T = TypeVar("T")

SERVICE: Final = "strongroom"

NATIVE: Final = {
    "linux": ("keyring.backends.SecretService", "Keyring"),
    "darwin": ("keyring.backends.macOS", "Keyring"),
    "win32": ("keyring.backends.Windows", "WinVaultKeyring"),
}
"""The one back end of each system, by its class; ``keyring`` itself would let the environment or a
file name another, such as one that stores plain text."""


class Keyring(Protocol):
    """Texts by name. All raise ``VaultError``: ``keyring-absent``, ``keyring-locked``,
    ``keyring-refused``."""

    def read(self, name: str) -> str | None:
        """What is stored; may have the person asked to unlock it."""

    def peek(self, name: str) -> str | None:
        """What is stored; asks nobody, but raises ``keyring-locked``."""

    def write(self, name: str, text: str, *, asks: bool = True) -> None:
        """Store a text, and compare what is read back; ``asks`` as for ``read`` and ``peek``."""

    def remove(self, name: str) -> None:
        """Remove what is stored, if anything is."""


class SystemKeyring:
    """The keyring of whoever runs this program. It is not looked for before it is asked."""

    def read(self, name: str) -> str | None:
        backend = _backend()
        found: str | None = _guarded(lambda: backend.get_password(SERVICE, name))
        return found

    def peek(self, name: str) -> str | None:
        _check_unlocked()
        return self.read(name)

    def write(self, name: str, text: str, *, asks: bool = True) -> None:
        if not asks:
            _check_unlocked()
        backend = _backend()
        _guarded(lambda: backend.set_password(SERVICE, name, text))
        found = self.read(name)
        if found is None or not hmac.compare_digest(found.encode(), text.encode()):
            raise VaultError("keyring-refused", "the keyring gives back something else")

    def remove(self, name: str) -> None:
        backend = _backend()
        if self.read(name) is not None:
            _guarded(lambda: backend.delete_password(SERVICE, name))


def _backend() -> Any:
    """The system's back end as its class makes it, deaf to the environment."""
    if sys.platform not in NATIVE:
        raise _absent()
    module, name = NATIVE[sys.platform]
    try:
        native = getattr(import_module(module), name)
        if not native.viable:
            raise _absent()
        backend = native.__new__(native)
    except (ImportError, AttributeError, OSError):
        raise _absent() from None
    # On macOS the environment may name another keychain's file.
    backend.keychain = None
    return backend


def _check_unlocked() -> None:
    """Where the system can say so without asking anybody."""
    if sys.platform != "linux":
        return
    _backend()
    secretstorage = import_module("secretstorage")

    def is_locked() -> bool:
        connection = secretstorage.dbus_init()
        try:
            # Asking for the default one by its function would have a person make it.
            return bool(secretstorage.Collection(connection).is_locked())
        except secretstorage.ItemNotFoundException:
            raise _absent() from None
        finally:
            connection.close()

    if _guarded(is_locked):
        raise VaultError("keyring-locked", "the keyring is locked")


def _guarded(ask: Callable[[], T]) -> T:
    """What a back end says; its errors as ours, and without what it was asked to store."""
    try:
        return ask()
    except VaultError:
        raise
    except Exception as error:
        is_locked = type(error).__name__ in ("KeyringLocked", "LockedException", "PromptDismissed")
    if is_locked:
        raise VaultError("keyring-locked", "the keyring is locked")
    raise VaultError("keyring-refused", "the keyring did not do what it was asked")


def _absent() -> VaultError:
    return VaultError("keyring-absent", "this system has no keyring that can be used")
