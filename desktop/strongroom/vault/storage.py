"""One vault file on the disk: held by one program at a time, read whole, replaced whole."""

import contextlib
import errno
import os
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Final, Self

from strongroom.vault.disk import Disk
from strongroom.vault.envelope import START_BYTES, Sealed, head_length, join, parse_head
from strongroom.vault.errors import VaultError, unreadable, unwritable
from strongroom.vault.header import Header
from strongroom.vault.kept import Kept, KeptGenerations, moment, vault_of
from strongroom.vault.rescue import put_aside

_GONE: Final = frozenset((errno.ENOENT, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE))
"""What is said of a file whose disk was taken out, and of one that was removed."""


class ReadOnly(Enum):
    """Why a vault can be looked at and not changed."""

    IN_USE = "in-use"
    UNWRITABLE = "unwritable"
    OLDER = "older"
    """The keyring remembers a later write than this."""
    KEPT = "kept"
    """It is an earlier generation, which stays as it is."""


class Storage:
    """A vault's file. Its lock is held until ``close``, if it could be had.

    A file that is a symbolic link is followed once: what it leads to is the vault.
    """

    def __init__(self, path: Path, disk: Disk) -> None:
        self.path = Path(os.path.realpath(path))
        self.read_only: ReadOnly | None = None
        self._disk = disk
        self._lock: int | None = None
        self._kept = KeptGenerations(self.path, disk)
        self._own_heads: set[bytes] = set()

    @classmethod
    def open(cls, path: Path, disk: Disk) -> tuple[Self, Sealed]:
        """A file that is there, and what it holds.

        Raises ``VaultError``: ``vault-unreadable``, ``vault-malformed``, ``vault-newer`` and
        ``vault-too-big``.
        """
        storage = cls(path, disk)
        try:
            # Looked at before a lock file is laid beside what may be no vault at all.
            storage._read_head()
            storage._take_lock()
            return storage, storage._read()
        except OSError as error:
            storage.close()
            raise unreadable(storage.path.name, error) from error
        except BaseException:
            storage.close()
            raise

    @classmethod
    def create(cls, path: Path, disk: Disk, sealed: Sealed) -> Self:
        """A new file; raises ``VaultError`` with ``vault-exists`` and ``vault-unwritable``."""
        storage = cls(path, disk)
        try:
            storage._create(sealed)
        except OSError as error:
            storage.close()
            raise unwritable(storage.path.name, error) from error
        except BaseException:
            storage.close()
            raise
        return storage

    def current(self) -> Header:
        """The header of the file, which must be the one that was last read or written here.

        Raises ``VaultError``: ``vault-read-only``, ``vault-missing``, ``vault-changed``,
        ``vault-unwritable``, and what ``open`` raises.
        """
        self.check_writable()
        try:
            head = self._read_head()
        except OSError as error:
            if error.errno in _GONE:
                raise self._missing() from error
            raise unreadable(self.path.name, error) from error
        if head not in self._own_heads:
            raise VaultError("vault-changed", "something else has changed the vault's file")
        self._hold_again()
        return parse_head(head)

    def write(self, sealed: Sealed, replaced: Header) -> None:
        """Put ``sealed`` in the place of the file whose header is ``replaced``, which is kept.

        Raises ``VaultError`` with ``vault-unwritable``. Afterwards the file is the old one or the
        new one, and ``current`` knows either.
        """
        try:
            self._write_beside(sealed)
            self._kept.keep(replaced)
            self._put_in_place(sealed)
        except OSError as error:
            with contextlib.suppress(OSError):
                self._disk.remove(self._temporary)
            raise unwritable(self.path.name, error) from error
        self._kept.prune(replaced.vault_id)

    def read_back(self) -> Sealed:
        """What the file holds now; raises what ``open`` does."""
        try:
            return self._read()
        except OSError as error:
            raise unreadable(self.path.name, error) from error

    @property
    def disk(self) -> Disk:
        """What its files are kept by."""
        return self._disk

    @property
    def saved(self) -> datetime:
        """When the file was written (UTC); raises ``vault-unreadable``."""
        try:
            return moment(self._disk.modified(self.path))
        except OSError as error:
            raise unreadable(self.path.name, error) from error

    def generations(self, vault_id: bytes) -> tuple[Kept, ...]:
        """What is kept of earlier writes, the latest first; raises ``vault-unreadable``."""
        try:
            return self._kept.list(vault_id)
        except OSError as error:
            raise unreadable(self._kept.folder.name, error) from error

    def read_kept(self, kept: Kept) -> Sealed:
        """An earlier generation; raises what ``open`` does."""
        try:
            return read_sealed(kept.path, self._disk)
        except OSError as error:
            raise unreadable(kept.path.name, error) from error

    def drop_before(self, vault_id: bytes, generation: int) -> None:
        """Remove what lies beside of generations before this one, as far as that can be done."""
        self._kept.drop_before(vault_id, generation)
        with contextlib.suppress(OSError):
            for path, header in self._put_aside(vault_id).items():
                if header is not None and header.generation < generation:
                    with contextlib.suppress(OSError):
                        self._disk.remove(path)

    def beside(self, vault_id: bytes) -> tuple[Path, ...]:
        """All earlier writes, kept or put aside; a folder that cannot be read stands for its own.

        Of what was put aside, damaged files may be of any vault and are among them.
        """
        found: list[Path] = []
        try:
            found += [one.path for one in self._kept.list(vault_id)]
        except OSError:
            found.append(self._kept.folder)
        try:
            found += self._put_aside(vault_id)
        except OSError:
            found.append(self.path.parent)
        return tuple(found)

    def aside(self, vault_id: bytes) -> tuple[Path, ...]:
        """The files of this vault that an earlier generation took the place of.

        Raises ``VaultError`` with ``vault-unreadable``.
        """
        try:
            found = self._put_aside(vault_id)
        except OSError as error:
            raise unreadable(self.path.parent.name, error) from error
        return tuple(path for path, header in found.items() if header is not None)

    def last_put_aside(self, vault_id: bytes) -> int:
        """The latest generation that was put aside, as far as can be read; 0 for none."""
        with contextlib.suppress(OSError):
            headers = self._put_aside(vault_id).values()
            return max((header.generation for header in headers if header), default=0)
        return 0

    def check_writable(self) -> None:
        """Raise ``VaultError`` with ``vault-read-only`` where this may not be written to."""
        if self.read_only is not None:
            raise VaultError(
                "vault-read-only",
                "this vault is open for reading only",
                reason=self.read_only.value,
            )

    def close(self) -> None:
        """Let others have it."""
        if self._lock is not None:
            with contextlib.suppress(OSError):
                self._disk.unlock(self._lock_file, self._lock)
            self._lock = None

    @property
    def _temporary(self) -> Path:
        return self.path.with_name(f".{self.path.name}.new")

    @property
    def _lock_file(self) -> Path:
        return self.path.with_name(f".{self.path.name}.lock")

    def _take_lock(self) -> None:
        if vault_of(self.path) is not None:
            self.read_only = ReadOnly.KEPT
            return
        try:
            self._lock = self._disk.lock(self._lock_file)
            if self._lock is None:
                self.read_only = ReadOnly.IN_USE
            elif not self._disk.call(os.access, self.path.parent, os.W_OK):
                self.read_only = ReadOnly.UNWRITABLE
        except OSError:
            self.read_only = ReadOnly.UNWRITABLE

    def _hold_again(self) -> None:
        """Take the lock anew where its file is another one: the stick it lies on was out."""
        try:
            if self._lock is not None and self._disk.is_at(self._lock_file, self._lock):
                return
            lock = self._disk.lock(self._lock_file)
        except OSError as error:
            raise unwritable(self.path.name, error) from error
        if lock is None:
            raise VaultError("vault-read-only", "the vault is open elsewhere", reason="in-use")
        before, self._lock = self._lock, lock
        if before is not None:
            with contextlib.suppress(OSError):
                self._disk.call(os.close, before)

    def _missing(self) -> VaultError:
        """With the reason ``folder`` where that is gone too, or empty as a place without a disk."""
        message = "the vault's file is no longer there"
        with contextlib.suppress(OSError):
            if self._disk.names(self.path.parent):
                return VaultError("vault-missing", message)
        return VaultError("vault-missing", message, reason="folder")

    def _create(self, sealed: Sealed) -> None:
        self._disk.make_folder(self.path.parent)
        self._lock = self._disk.lock(self._lock_file)
        if self._lock is None or self._disk.exists(self.path):
            raise VaultError("vault-exists", "there is a file of this name", name=self.path.name)
        try:
            self._write_beside(sealed)
            self._put_in_place(sealed)
        except OSError:
            # Nobody knows yet of the new file, so it may go again.
            with contextlib.suppress(OSError):
                self._disk.remove(self._temporary)
            if self._own_heads:
                with contextlib.suppress(OSError):
                    self._disk.remove(self.path)
            raise

    def _write_beside(self, sealed: Sealed) -> None:
        self._disk.remove(self._temporary)
        self._disk.write_new(self._temporary, sealed.head, sealed.body)

    def _put_in_place(self, sealed: Sealed) -> None:
        # Remembered before: where this fails half-way, nobody knows which file is there.
        self._own_heads.add(sealed.head)
        self._disk.replace(self._temporary, self.path)
        self._own_heads = {sealed.head}

    def _read(self) -> Sealed:
        sealed = read_sealed(self.path, self._disk)
        self._own_heads = {sealed.head}
        return sealed

    def _read_head(self) -> bytes:
        return _head_of(self.path, self._disk)

    def _put_aside(self, vault_id: bytes) -> dict[Path, Header | None]:
        """What was put aside of this vault, and with None what cannot be read."""
        found: dict[Path, Header | None] = {}
        for path in sorted(put_aside(self.path, self._disk)):
            try:
                header = parse_head(_head_of(path, self._disk))
            except (OSError, VaultError):
                found[path] = None
            else:
                if header.vault_id == vault_id:
                    found[path] = header
        return found


def generations_of(path: Path) -> tuple[Kept, ...]:
    """What is kept of a vault that is not opened, the latest first; raises what ``open`` does."""
    return Storage(path, Disk()).generations(header_of(path).vault_id)


def header_of(path: Path) -> Header:
    """What a vault that is not opened says in the open; raises what ``open`` does."""
    try:
        return parse_head(Storage(path, Disk())._read_head())
    except OSError as error:
        raise unreadable(path.name, error) from error


def _head_of(path: Path, disk: Disk) -> bytes:
    with disk.opened(path) as descriptor:
        return _read_start(disk, descriptor)[0]


def read_sealed(path: Path, disk: Disk) -> Sealed:
    """The vault file there, whose bounds are looked at first.

    Raises ``OSError`` and what ``join`` does.
    """
    with disk.opened(path) as descriptor:
        head, size = _read_start(disk, descriptor)
        return join(head, disk.read(descriptor, size - len(head)))


def _read_start(disk: Disk, descriptor: int) -> tuple[bytes, int]:
    """What stands before the body, and the size of all."""
    size = disk.size(descriptor)
    start = disk.read(descriptor, START_BYTES)
    length = head_length(start, size)
    return start + disk.read(descriptor, length - len(start)), size
