"""What others read and change of an open vault: its rows until they are saved, and its cache."""

from collections.abc import Iterator

from strongroom.vault.keys import DataKey
from strongroom.vault.rows import Row, Rows, Value


class HeldRows:
    """Rows that are there while something is open, and what of them was not saved yet."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._changes = 0
        self._saved_changes = 0

    @property
    def is_changed(self) -> bool:
        """Whether there is something that was not saved."""
        return self._changes != self._saved_changes

    def get(self, table: str, identity: str) -> Value | None:
        """A copy of what stands there, or None."""
        self._open_key()
        return self._rows.get(table, identity)

    def table(self, table: str, begins: str = "") -> Iterator[tuple[str, Row]]:
        """Ids and copies of what stands there, by id: of those that begin so."""
        self._open_key()
        return self._rows.table(table, begins)

    def last(self, table: str) -> tuple[str, Value] | None:
        """The highest id of a table, and a copy of what stands there."""
        self._open_key()
        return self._rows.last(table)

    def lines(self) -> bytes:
        """All rows as JSON Lines."""
        self._open_key()
        return self._rows.encode()

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

    def seal_cache(self, text: bytes, salt: bytes, bound: bytes) -> bytes:
        """``text`` encrypted for the file beside the vault that may be lost; ``salt`` is new."""
        return self._open_key().seal_cache(text, salt, bound)

    def open_cache(self, sealed: bytes, salt: bytes, bound: bytes) -> bytes | None:
        """What ``seal_cache`` was given, or None where anything is different."""
        return self._open_key().open_cache(sealed, salt, bound)

    def _open_key(self) -> DataKey:
        """Raises ``VaultError`` with ``vault-locked``."""
        raise NotImplementedError

    def _check_writable(self) -> None:
        """Raises ``VaultError`` with ``vault-locked`` and ``vault-read-only``."""
        raise NotImplementedError
