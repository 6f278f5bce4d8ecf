"""Changes to rows that are made together and saved, or not made at all."""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from strongroom.vault.errors import VaultError
from strongroom.vault.record import R
from strongroom.vault.rows import Value
from strongroom.vault.tables import Shelf, Table


@dataclass(frozen=True, slots=True)
class Change:
    """What a row is to hold; ``value`` is None where it is to go.

    ``instead_of`` is what an undoing takes away; where something else is there by now, it is not
    undone.
    """

    table: str
    row: str
    value: Value | None
    instead_of: Value | None = None


def put(table: Table[R], row: str, record: R) -> Change:
    """Set a record; raises ``VaultError`` with ``record-malformed``."""
    return Change(table.name, row, record.to_json())


def delete(table: Table[R], row: str) -> Change:
    """Remove a record, if there is one."""
    return Change(table.name, row, None)


def make(shelf: Shelf, changes: Iterable[Change], save: Callable[[], None]) -> tuple[Change, ...]:
    """Make all changes and save them; where that fails, everything is again as it was.

    What is returned undoes them, made in its order. Raises what the shelf and ``save`` raise.
    """
    before: list[Change] = []
    try:
        for change in changes:
            held = shelf.get(change.table, change.row)
            before.append(Change(change.table, change.row, held, change.value))
            _set(shelf, change)
        save()
    except BaseException:
        # Where the shelf has been locked meanwhile, there is nothing left to put back.
        with contextlib.suppress(VaultError):
            for change in reversed(before):
                _set(shelf, change)
        raise
    return tuple(reversed(before))


def can_undo(shelf: Shelf, undoing: Iterable[Change]) -> bool:
    """Whether all is still as it was when what is to be undone was done."""
    return all(shelf.get(each.table, each.row) == each.instead_of for each in undoing)


def _set(shelf: Shelf, change: Change) -> None:
    if change.value is None:
        shelf.delete(change.table, change.row)
    else:
        shelf.put(change.table, change.row, change.value)
