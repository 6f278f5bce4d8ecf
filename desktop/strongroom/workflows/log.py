"""The act of noting: what was done stands in the log by the same write that does it."""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from strongroom.formats.json_text import JsonValue
from strongroom.vault.errors import VaultError
from strongroom.vault.log import LogKind, chained
from strongroom.vault.records import LogRecord
from strongroom.vault.tables import LOG, Shelf
from strongroom.vault.vault import Vault
from strongroom.workflows.kept_changes import Change, put

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Note:
    """That something was done, with its plain facts; ``wallet`` is the row of the one it is of."""

    kind: LogKind
    facts: Mapping[str, JsonValue] = field(default_factory=dict)
    wallet: str = ""


def now() -> datetime:
    """The usual clock."""
    return datetime.now(UTC)


def entries(shelf: Shelf, notes: Iterable[Note], when: datetime) -> tuple[Change, ...]:
    """The changes that note these, to be made and saved together with what they tell of."""
    moment = when.astimezone(UTC).replace(microsecond=0)
    made = (
        LogRecord(0, moment, note.kind.value, note.wallet, dict(note.facts), "") for note in notes
    )
    return appended(shelf, made)


def appended(shelf: Shelf, records: Iterable[LogRecord]) -> tuple[Change, ...]:
    """The changes that put entries, as of another log, behind those that are there."""
    return tuple(put(LOG, record.row, record) for record in chained(shelf, records))


def write_with(vault: Vault, note: Note, write: Callable[[], object], clock: Clock = now) -> None:
    """Do what writes the whole vault, as changing what opens it does, with its entry in that write.

    Where nothing was written, there is no entry. Raises what ``write`` does.
    """
    (change,) = entries(vault, [note], clock())
    assert change.value is not None
    vault.put(change.table, change.row, change.value)
    try:
        write()
    except BaseException:
        with contextlib.suppress(VaultError):
            if vault.is_changed:
                vault.delete(change.table, change.row)
        raise
