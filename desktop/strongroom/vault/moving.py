"""A vault taken to another place: copied and read back there, then removed from where it lay."""

import contextlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from strongroom.vault.disk import Disk
from strongroom.vault.errors import VaultError, unwritable
from strongroom.vault.kept import kept_folder
from strongroom.vault.progress import Progress
from strongroom.vault.rescue import aside_of
from strongroom.vault.storage import Storage


def copy_files(source: Storage, target: Path, vault_id: bytes, progress: Progress) -> Storage:
    """All files of a vault at ``target`` too, where its lock is held then.

    The vault's own comes last: where that is, its earlier generations are. Raises ``VaultError``:
    ``vault-exists``, ``vault-unreadable``, ``vault-unwritable``; and what ``progress`` raises. Then
    nothing of it is there.
    """
    there, made = Storage(target, source.disk), list[Path]()
    try:
        return _copied(source, there.path, vault_id, progress, made)
    except BaseException as error:
        _remove(made, kept_folder(there.path), source.disk)
        if isinstance(error, OSError):
            raise unwritable(there.path.name, error) from error
        raise


def remove_files(storage: Storage, vault_id: bytes, but: Collection[Path] = ()) -> tuple[Path, ...]:
    """Remove a vault that is complete elsewhere, its own file first, and let go of its lock.

    Of what lies beside it some may stay. Returns what could not be removed, or is too damaged to
    tell which vault it was of.
    """
    own = [storage.path, storage.path.with_name(f".{storage.path.name}.new")]
    with contextlib.suppress(VaultError):
        own += [kept.path for kept in storage.generations(vault_id)]
    with contextlib.suppress(VaultError):
        own += storage.aside(vault_id)
    _remove((file for file in own if file not in but), kept_folder(storage.path), storage.disk)
    left = storage.beside(vault_id)
    with contextlib.suppress(OSError):
        left = (storage.path, *left) if storage.disk.exists(storage.path) else left
    storage.close()
    return left


def _copied(
    source: Storage, target: Path, vault_id: bytes, progress: Progress, made: list[Path]
) -> Storage:
    """``made`` takes what is there by then, also where this raises."""
    disk = source.disk
    # Where only the ending is another, what lies beside would be that of both.
    if disk.exists(target) or kept_folder(target) == kept_folder(source.path):
        raise _exists(target)
    beside = list(_beside(source, target, vault_id))
    for number, (file, copy) in enumerate(beside):
        progress(number, len(beside) + 1)
        if not _is_there(file, copy, disk):
            made.append(copy)
            _copy(file, copy, disk)
    progress(len(beside), len(beside) + 1)
    sealed = source.read_back()
    there = Storage.create(target, disk, sealed)
    made.append(target)
    try:
        _date_as(source.path, target, disk)
        if there.read_back() != sealed:
            raise OSError("what was written is not what is there")
    except BaseException:
        there.close()
        raise
    return there


def _beside(source: Storage, target: Path, vault_id: bytes) -> Iterator[tuple[Path, Path]]:
    """Each earlier write of a vault, and where it is to lie."""
    for kept in source.generations(vault_id):
        yield kept.path, kept_folder(target) / kept.path.name
    for aside in source.aside(vault_id):
        yield aside, aside_of(target, aside, source.path)


def _is_there(file: Path, copy: Path, disk: Disk) -> bool:
    """Whether an earlier move that was cut off has left it; raises ``vault-exists`` for another."""
    if not disk.exists(copy):
        return False
    if disk.read_file(copy) != disk.read_file(file):
        raise _exists(copy)
    return True


def _exists(path: Path) -> VaultError:
    return VaultError("vault-exists", "there is a file of this name", name=path.name)


def _copy(file: Path, copy: Path, disk: Disk) -> None:
    """Whole or not at all, as what lies beside a vault is known by its name."""
    temporary, data = copy.with_name(f".{copy.name}.new"), disk.read_file(file)
    disk.make_folder(copy.parent)
    disk.remove(temporary)
    try:
        disk.write_new(temporary, data)
        _date_as(file, temporary, disk)
        disk.replace(temporary, copy)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.remove(temporary)
        raise
    if disk.read_file(copy) != data:
        raise OSError("what was written is not what is there")


def _date_as(file: Path, copy: Path, disk: Disk) -> None:
    """Say that a copy was written when its original was, as that tells earlier states apart."""
    with contextlib.suppress(OSError):
        disk.set_modified(copy, disk.modified(file))


def _remove(files: Iterable[Path], folder: Path, disk: Disk) -> None:
    """As far as can be done; the folder too, where nothing but what was cut off is left in it."""
    for file in files:
        with contextlib.suppress(OSError):
            disk.remove(file)
    with contextlib.suppress(OSError):
        for name in disk.names(folder):
            if name.startswith(".") and name.endswith(".new"):
                disk.remove(folder / name)
        disk.remove_folder(folder)
