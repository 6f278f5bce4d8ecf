"""A vault: rows that are kept encrypted in one file, opened by a factor and locked again."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from secrets import token_bytes
from threading import Lock
from types import TracebackType
from typing import Self

from strongroom.vault.disk import Disk
from strongroom.vault.envelope import WARN_FILE, Identity, Sealed, seal
from strongroom.vault.errors import VaultError
from strongroom.vault.header import VAULT_ID_BYTES
from strongroom.vault.keys import DataKey
from strongroom.vault.rows import Rows, Value
from strongroom.vault.slots import Factor, Passphrase, unlock, wrap
from strongroom.vault.storage import ReadOnly, Storage
from strongroom.vault.stretching import DEFAULT, Stretching


class Vault:
    """An open vault. What ``put`` and ``delete`` change is in memory until ``save`` has returned.

    Threads may share it. After ``lock`` everything but ``lock``, ``path`` and ``is_locked`` raises
    ``VaultError`` with ``vault-locked``.
    """

    def __init__(self, storage: Storage, sealed: Sealed, key: DataKey, rows: Rows) -> None:
        self._storage = storage
        self._key: DataKey | None = key
        self._rows = rows
        self._size = sealed.size
        self._changes = 0
        self._saved_changes = 0
        self._saving = Lock()

    @property
    def path(self) -> Path:
        return self._storage.path

    @property
    def read_only(self) -> ReadOnly | None:
        """Why nothing can be changed, or None where it can."""
        return self._storage.read_only

    @property
    def is_locked(self) -> bool:
        return self._key is None

    @property
    def is_changed(self) -> bool:
        """Whether there is something that was not saved."""
        return self._changes != self._saved_changes

    @property
    def is_large(self) -> bool:
        """Whether the file has grown so that a person should hear of it."""
        return self._size >= WARN_FILE

    def get(self, table: str, identity: str) -> Value | None:
        """A copy of what stands there, or None."""
        self._open_key()
        return self._rows.get(table, identity)

    def table(self, table: str) -> Iterator[tuple[str, Value]]:
        """Ids and copies of what stands there, by id."""
        self._open_key()
        return self._rows.table(table)

    def put(self, table: str, identity: str, value: Value) -> None:
        """Set a row; raises ``VaultError`` with ``row-invalid`` and ``vault-read-only``."""
        self._check_writable()
        if self._rows.put(table, identity, value):
            self._changes += 1

    def delete(self, table: str, identity: str) -> None:
        """Remove a row, if there is one; raises ``VaultError`` with ``vault-read-only``."""
        self._check_writable()
        if self._rows.delete(table, identity):
            self._changes += 1

    def save(self) -> None:
        """Write what was changed; when this returns it is on the disk.

        Raises ``VaultError``: ``vault-read-only``, ``vault-changed``, ``vault-missing``,
        ``vault-unwritable``, ``vault-unreadable``, ``vault-too-big``. The file is then the old one
        or the new one, and saving can be tried again.
        """
        with self._saving:
            key = self._check_writable()
            if self.is_changed:
                self._save(key)

    def lock(self) -> None:
        """Forget everything and let others have the file. What was not saved is gone."""
        with self._saving:
            if self._key is not None:
                self._key.forget()
            self._key = None
            self._rows.clear()
            self._storage.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.lock()

    def _save(self, key: DataKey) -> None:
        replaced = self._storage.current()
        changes = self._changes
        identity = Identity(replaced.vault_id, replaced.generation + 1, replaced.slots)
        sealed = seal(self._rows.encode(), key, identity)
        self._storage.write(sealed, replaced)
        self._saved_changes = changes
        self._size = sealed.size

    def _open_key(self) -> DataKey:
        if self._key is None:
            raise VaultError("vault-locked", "the vault is locked")
        return self._key

    def _check_writable(self) -> DataKey:
        key = self._open_key()
        self._storage.check_writable()
        return key


def create_vault(
    path: Path, passphrase: str, stretching: Stretching = DEFAULT, disk: Disk | None = None
) -> Vault:
    """A new, empty vault that a passphrase opens; takes about as long as the stretching.

    Raises ``VaultError``: ``stretching-weak`` below the floor, ``passphrase-unusable``,
    ``vault-memory``, ``vault-exists``, ``vault-unwritable``.
    """
    if stretching.is_weak:
        raise VaultError("stretching-weak", "this would make the passphrase too easy to guess")
    return create_with(path, [Passphrase(passphrase, stretching)], disk)


def create_with(path: Path, factors: Sequence[Factor], disk: Disk | None = None) -> Vault:
    """A new, empty vault that any one of the factors opens; raises what ``create_vault`` does."""
    key, vault_id, rows = DataKey.draw(), token_bytes(VAULT_ID_BYTES), Rows()
    slots = tuple(wrap(key, factor, vault_id) for factor in factors)
    sealed = seal(rows.encode(), key, Identity(vault_id, 1, slots))
    storage = Storage.create(path, disk or Disk(), sealed)
    return Vault(storage, sealed, key, rows)


def open_vault(path: Path, passphrase: str, disk: Disk | None = None) -> Vault:
    """The vault in a file; takes about as long as the stretching it was made with.

    It is read-only where another program has it open or its folder cannot be written to. Raises
    ``VaultError``: ``passphrase-wrong``, ``passphrase-unusable``, ``slot-missing``,
    ``vault-malformed``, ``vault-newer``, ``vault-too-big``, ``vault-memory``, ``vault-unreadable``.
    """
    return open_with(path, Passphrase(passphrase), disk)


def open_with(path: Path, factor: Factor, disk: Disk | None = None) -> Vault:
    """The vault in a file, opened by any kind of factor; raises what ``open_vault`` does."""
    storage, sealed = Storage.open(path, disk or Disk())
    try:
        key = unlock(sealed.header.slots, factor, sealed.header.vault_id)
        rows = Rows.decode(sealed.open(key))
    except BaseException:
        storage.close()
        raise
    return Vault(storage, sealed, key, rows)
