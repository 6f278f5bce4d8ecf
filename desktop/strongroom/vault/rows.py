"""The rows of a vault, kept as the lines they are stored as: a save encodes only what is new, and
what nobody asks for is never decoded."""

import json
import re
import time
from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from strongroom.formats.json_text import JsonValue, parse_json
from strongroom.model.errors import ReadError
from strongroom.vault.errors import VaultError, malformed

Value = Mapping[str, JsonValue]
"""What a row holds: an object of plain JSON."""

MAX_ID: Final = 512
"""Characters."""

CHUNK: Final = 1000
"""Rows read at a stretch, before other threads get their turn."""

_TABLE = re.compile(r"[a-z][a-z0-9-]{0,31}")
_LINE = re.compile(rb'\["([a-z][a-z0-9-]{0,31})","([^"\\\x00-\x1f]{1,2048})",\{.*\}\]')
"""A line as it is written here; one that another program wrote may look otherwise."""


class Row(Mapping[str, JsonValue]):
    """What one row holds, decoded once something of it is asked for.

    That raises ``VaultError`` with ``vault-malformed`` where the line holds no such object.
    """

    __slots__ = ("_value", "line")

    def __init__(self, line: bytes) -> None:
        self.line = line
        self._value: dict[str, JsonValue] | None = None

    def __getitem__(self, name: str) -> JsonValue:
        return self.decoded()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.decoded())

    def __len__(self) -> int:
        return len(self.decoded())

    def decoded(self) -> dict[str, JsonValue]:
        """The object itself, of which there is no other."""
        if self._value is None:
            self._value = _read(self.line)[2]
        return self._value


class Rows:
    """Objects by table and id. Threads may share it: none sees a row half changed."""

    __slots__ = ("_tables",)

    vault_id: ClassVar[bytes] = bytes(16)
    """That of no vault."""

    def __init__(self) -> None:
        self._tables: dict[str, dict[str, bytes]] = {}

    @classmethod
    def decode(cls, text: bytes) -> "Rows":
        """The rows in a vault's text; raises ``VaultError`` with ``vault-malformed``.

        Of a line as it is written here only the table and the id are read; ``malformed`` reads the
        rest.
        """
        *lines, rest = text.split(b"\n")
        if rest:
            raise malformed("its last row has no end")
        rows = cls()
        last = ("", "")
        for start in range(0, len(lines), CHUNK):
            for line in lines[start : start + CHUNK]:
                table, identity = _names(line)
                if (table, identity) <= last:
                    raise malformed("a row stands twice or in the wrong place")
                last = (table, identity)
                rows._tables.setdefault(table, {})[identity] = line
            time.sleep(0)
        return rows

    def malformed(self) -> tuple[str, ...]:
        """The rows, as ``table/row``, that hold no object this program would have written."""
        tables = sorted(self._tables.items())
        return tuple(
            f"{table}/{identity}"
            for table, lines in tables
            for identity, line in lines.items()
            if not _is_row(line)
        )

    def encode(self) -> bytes:
        """All rows by table and id, each on a line of its own."""
        lines: list[bytes] = []
        for _, table in sorted(self._tables.copy().items()):
            lines += [line for _, line in sorted(table.copy().items())]
        return b"\n".join([*lines, b""])

    def get(self, table: str, identity: str) -> Value | None:
        """A copy of its own of what stands there, or None where nothing does."""
        line = self._tables.get(table, {}).get(identity)
        return None if line is None else _read(line)[2]

    def table(self, table: str, begins: str = "") -> Iterator[tuple[str, Row]]:
        """Ids and copies of what stands there now, by id: of those that begin so."""
        for identity, line in sorted(self._tables.get(table, {}).copy().items()):
            if identity.startswith(begins):
                yield identity, Row(line)

    def last(self, table: str) -> tuple[str, Value] | None:
        """The highest id of a table, and a copy of what stands there; None where it is empty."""
        identity = max(self._tables.get(table, {}).copy(), default=None)
        value = None if identity is None else self.get(table, identity)
        return None if identity is None or value is None else (identity, value)

    def put(self, table: str, identity: str, value: Value) -> bool:
        """Set a row; says whether that changed anything.

        Raises ``VaultError`` with ``row-invalid`` for what would not be read back as it is.
        """
        line = _write(table, identity, value)
        lines = self._tables.setdefault(table, {})
        changed = lines.get(identity) != line
        lines[identity] = line
        return changed

    def delete(self, table: str, identity: str) -> bool:
        """Remove a row; says whether there was one."""
        return self._tables.get(table, {}).pop(identity, None) is not None

    def take_table(self, table: str, other: "Rows") -> None:
        """Hold of one table what other rows hold, and nothing else."""
        self._tables[table] = other._tables.get(table, {}).copy()

    def clear(self) -> None:
        """Remove all rows."""
        self._tables.clear()


def _write(table: str, identity: str, value: Value) -> bytes:
    row = [table, identity, dict(value)]
    try:
        text = json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        line = text.encode()
        if list(_read(line)) == row:
            return line
    except (ValueError, TypeError, RecursionError):
        pass
    # Raised here, as the errors above may quote the row.
    raise VaultError("row-invalid", f"this is no row for the table {table[:32]!r}")


def _names(line: bytes) -> tuple[str, str]:
    """The table and the id in a line."""
    match = _LINE.fullmatch(line)
    if match is None:
        return _read(line)[:2]
    identity = _text(match[2])
    if len(identity) > MAX_ID or not identity:
        raise malformed("an id is too long, or no text")
    return match[1].decode(), identity


def _text(data: bytes) -> str:
    """Empty where it is none: the error would carry the row along."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return ""


def _is_row(line: bytes) -> bool:
    try:
        _read(line)
    except VaultError:
        return False
    return True


def _read(line: bytes) -> tuple[str, str, dict[str, JsonValue]]:
    match _parse(line):
        case [str(table), str(identity), dict(value)] if _named(table, identity):
            return table, identity, value
    raise malformed("a row is not a table, an id and an object")


def _parse(line: bytes) -> JsonValue:
    """None where it is no JSON: the parser's error would carry the row along."""
    try:
        return parse_json(line.decode())
    except (ReadError, UnicodeDecodeError):
        return None


def _named(table: str, identity: str) -> bool:
    return bool(_TABLE.fullmatch(table)) and 1 <= len(identity) <= MAX_ID
