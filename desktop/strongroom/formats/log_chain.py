"""A log that proves itself: JSON Lines, in which every line names the SHA-256 of the line before.

The first line names the vault; behind it stand the entries, numbered from 1. Whoever has the head,
the SHA-256 of the last line, can tell whether anything before it was changed, taken out or moved.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from typing import Final

from strongroom.formats.json_text import JsonValue, parse_json
from strongroom.model.errors import ReadError

MAX_BYTES: Final = 16 * 1024 * 1024
MAX_LINE: Final = 64 * 1024
MAX_NUMBER: Final = 9_999_999_999

_VAULT = re.compile("[0-9a-f]{32}")


class BreakReason(Enum):
    """UNREADABLE: no entry, or one that is cut off. MISSING: it does not have the number behind the
    one before, so that lines were taken out or moved. CHANGED: the line before is not the one that
    it names."""

    UNREADABLE = "unreadable"
    MISSING = "missing"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class LogBreak:
    """Where a log does not hold; ``line`` counts from 1, and line 1 names the vault."""

    line: int
    reason: BreakReason


@dataclass(frozen=True, slots=True)
class CheckedLog:
    """How a log stands. ``count`` are its entries, ``head`` is the SHA-256 of its last line."""

    vault: str
    count: int
    head: str
    breaks: tuple[LogBreak, ...]

    @property
    def is_intact(self) -> bool:
        return not self.breaks


def canonical_line(value: Mapping[str, JsonValue]) -> bytes:
    """An object on a line: names sorted, no white space, ASCII alone, and a line feed."""
    text = json.dumps(dict(value), sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("ascii") + b"\n"


def first_line(vault_id: bytes) -> bytes:
    """The line that a vault's log begins with."""
    return canonical_line({"strongroom-log": 1, "vault": vault_id.hex()})


def line_hash(line: bytes) -> str:
    """The SHA-256 of a line and its line feed, as ``sed -n 1p FILE | sha256sum`` says it."""
    return hashlib.sha256(line).hexdigest()


def read_log(data: bytes) -> CheckedLog:
    """The check of a file.

    Raises ``ReadError``: ``file-too-big``, and ``file-malformed`` for what is no log at all.
    """
    if len(data) > MAX_BYTES:
        raise ReadError("file-too-big", "the file is too large", limit=MAX_BYTES)
    *whole, rest = data.split(b"\n")
    lines = [line + b"\n" for line in whole] + ([rest] if rest else [])
    read = [(line, _read_line(line)) for line in lines]
    if not any(entry for _, entry in read):
        raise ReadError("file-malformed", "this is not a log of Strongroom")
    return _check(read)


def check_entries(vault_id: bytes, entries: Iterable[Mapping[str, JsonValue]]) -> CheckedLog:
    """The same for entries that were read before, as a vault holds them."""
    first = first_line(vault_id), _Line(0, vault=vault_id.hex())
    return _check(chain([first], map(_read_entry, entries)))


def entry_line(entry: Mapping[str, JsonValue]) -> bytes:
    """An entry as it stands in a file; an empty line, which is a break, for what cannot stand in
    one."""
    try:
        return canonical_line(entry)
    except ValueError:
        return b"\n"


@dataclass(frozen=True, slots=True)
class _Line:
    """What the chain needs of a line; the first has number 0 and names the ``vault``."""

    number: int
    previous: str = ""
    vault: str = ""


def _check(lines: Iterable[tuple[bytes, _Line | None]]) -> CheckedLog:
    """Hold every line against the one before it.

    A break is said where it shows, and the check goes on behind it: what one line breaks does not
    hide what another does.
    """
    vault, before, number, place = "", b"", -1, 0
    breaks: list[LogBreak] = []
    for place, (line, entry) in enumerate(lines, 1):
        if place == 1 and entry is not None:
            vault = entry.vault
        if entry is None:
            breaks.append(LogBreak(place, BreakReason.UNREADABLE))
        elif entry.number != number + 1:
            breaks.append(LogBreak(place, BreakReason.MISSING))
        elif place > 1 and entry.previous != line_hash(before):
            breaks.append(LogBreak(place, BreakReason.CHANGED))
        number = number + 1 if entry is None else entry.number
        before = line
    return CheckedLog(vault, max(place - 1, 0), line_hash(before), tuple(breaks))


def _read_entry(entry: Mapping[str, JsonValue]) -> tuple[bytes, _Line | None]:
    line = entry_line(entry)
    is_short = 1 < len(line) <= MAX_LINE
    return line, _entry(dict(entry)) if is_short else None


def _read_line(line: bytes) -> _Line | None:
    """None for what is neither a first line nor an entry, written as it must be."""
    if len(line) > MAX_LINE:
        return None
    try:
        value = parse_json(line.decode("ascii"))
    except (ReadError, UnicodeDecodeError):
        return None
    if not isinstance(value, dict) or canonical_line(value) != line:
        return None
    return _entry(value) or _first(value, line)


def _entry(value: Mapping[str, JsonValue]) -> _Line | None:
    match value:
        case {"number": int(number), "previous": str(previous), "at": str(), "kind": str()} if (
            type(number) is int and 0 < number <= MAX_NUMBER
        ):
            return _Line(number, previous)
    return None


def _first(value: Mapping[str, JsonValue], line: bytes) -> _Line | None:
    match value:
        case {"vault": str(vault)} if _VAULT.fullmatch(vault):
            is_first = line == first_line(bytes.fromhex(vault))
            return _Line(0, vault=vault) if is_first else None
    return None
