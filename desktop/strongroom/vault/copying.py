"""A vault's file copied whole, as for another computer."""

import contextlib
from hashlib import sha256
from pathlib import Path

from strongroom.vault.disk import Disk
from strongroom.vault.errors import VaultError, unreadable, unwritable
from strongroom.vault.storage import read_sealed


def copy_vault(source: Path, target: Path, disk: Disk | None = None) -> str:
    """Copy what was saved last, read it back, and return its SHA-256 in hexadecimal.

    The file may be open. Raises ``VaultError``: ``vault-exists`` where ``target`` is there already,
    ``vault-unwritable``, and what opening does of ``source``.
    """
    used = disk or Disk()
    try:
        sealed = read_sealed(source, used)
    except OSError as error:
        raise unreadable(source.name, error) from error
    if used.exists(target):
        raise VaultError("vault-exists", "there is a file of this name", name=target.name)
    temporary = target.with_name(f".{target.name}.new")
    data = sealed.head + sealed.body
    try:
        used.remove(temporary)
        used.write_new(temporary, data)
        used.replace(temporary, target)
        if used.read_file(target) != data:
            raise OSError("what was written is not what is there")
    except OSError as error:
        with contextlib.suppress(OSError):
            used.remove(temporary)
        raise unwritable(target.name, error) from error
    return sha256(data).hexdigest()
