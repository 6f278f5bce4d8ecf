"""An earlier generation put in the place of a vault that is damaged or gone."""

import contextlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from strongroom.vault.disk import Disk
from strongroom.vault.errors import VaultError, unwritable
from strongroom.vault.kept import vault_of
from strongroom.vault.places import SUFFIX

_TIME: Final = "%Y%m%dT%H%M%SZ"


def put_in_place(kept: Path, when: datetime, disk: Disk | None = None) -> Path:
    """Copy a kept generation to where its vault lies; the file there is kept under another name.

    Returns the vault's path. Whether the generation opens is for whoever calls to have seen. Raises
    ``VaultError``: ``vault-read-only`` where the vault is open somewhere, ``vault-unwritable``.
    """
    vault, used = vault_of(kept), disk or Disk()
    if vault is None:
        raise ValueError("this is no kept generation")
    try:
        lock_file = vault.with_name(f".{vault.name}.lock")
        lock = used.lock(lock_file)
        if lock is None:
            raise VaultError("vault-read-only", "the vault is open elsewhere", reason="in-use")
        try:
            _put(kept, vault, when, used)
        finally:
            with contextlib.suppress(OSError):
                used.unlock(lock_file, lock)
    except OSError as error:
        raise unwritable(vault.name, error) from error
    return vault


def replaced(vault: Path) -> tuple[datetime, ...]:
    """When files of this vault were put aside for an earlier generation, the latest last (UTC)."""
    with contextlib.suppress(OSError):
        return tuple(sorted(put_aside(vault, Disk()).values()))
    return ()


def put_aside(vault: Path, disk: Disk) -> dict[Path, datetime]:
    """The files that an earlier generation of this vault took the place of, and when (UTC).

    Raises ``OSError``.
    """
    start, found = _start(vault), {}
    for name in disk.names(vault.parent):
        if name.startswith(start):
            with contextlib.suppress(ValueError):
                when = datetime.strptime(name.removeprefix(start), _TIME)
                found[vault.with_name(name)] = when.replace(tzinfo=UTC)
    return found


def aside_of(vault: Path, file: Path, before: Path) -> Path:
    """Where a file that was put aside for the vault at ``before`` lies once that is ``vault``."""
    return vault.with_name(_start(vault) + file.name.removeprefix(_start(before)))


def _start(vault: Path) -> str:
    return f"{vault.name.removesuffix(SUFFIX)}.replaced-"


def _put(kept: Path, vault: Path, when: datetime, disk: Disk) -> None:
    temporary = vault.with_name(f".{vault.name}.new")
    disk.remove(temporary)
    disk.write_new(temporary, disk.read_file(kept))
    if disk.exists(vault):
        said = when.astimezone(UTC).strftime(_TIME)
        disk.replace(vault, vault.with_name(_start(vault) + said))
    disk.replace(temporary, vault)
