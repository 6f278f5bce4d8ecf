"""A new vault: where it may lie, and what it is opened by at first."""

import errno
import os
from pathlib import Path

from strongroom.vault.disk import Disk
from strongroom.vault.errors import VaultError, unwritable
from strongroom.vault.keyring import Keyring
from strongroom.vault.places import free_path
from strongroom.vault.slots import Passphrase
from strongroom.vault.stretching import DEFAULT, Stretching
from strongroom.vault.vault import Vault, create_with

_AS_EFFECTIVE = os.access in os.supports_effective_ids


def place_for(name: str, folder: Path) -> Path:
    """Where a new vault of this name would lie in a folder, which may have to be made.

    Raises ``VaultError`` with ``vault-unwritable`` where none can be made there.
    """
    path = free_path(folder, name)
    try:
        there = next(one for one in (folder, *folder.parents) if one.exists())
        if not there.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(there, os.W_OK | os.X_OK, effective_ids=_AS_EFFECTIVE):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise unwritable(path.name, error) from error
    return path


def create_vault(
    path: Path,
    passphrase: str,
    stretching: Stretching = DEFAULT,
    disk: Disk | None = None,
    keyring: Keyring | None = None,
) -> Vault:
    """A new, empty vault that a passphrase opens; takes about as long as the stretching.

    Raises ``VaultError``: ``stretching-weak`` below the floor, ``passphrase-unusable``,
    ``vault-memory``, ``vault-exists``, ``vault-unwritable``.
    """
    if stretching.is_weak:
        raise VaultError("stretching-weak", "this would make the passphrase too easy to guess")
    return create_with(path, [Passphrase(passphrase, stretching)], disk, keyring)
