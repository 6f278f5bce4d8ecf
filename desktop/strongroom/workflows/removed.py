"""Wallets that were removed, with all that was theirs; they can be brought back for a while."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from strongroom.vault.records import RemovedRecord, RemovedRow
from strongroom.vault.tables import REMOVED, Shelf
from strongroom.workflows.kept_changes import Change, delete, put

KEPT_FOR: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class RemovedWallet:
    """``row`` is the wallet's own."""

    row: str
    name: str
    removed: datetime

    def days_left(self, when: datetime) -> int:
        """For how many days more it can be brought back; 0 where it goes when the vault is opened
        next."""
        return max((self.removed + KEPT_FOR - when).days, 0)


def removed_wallets(shelf: Shelf) -> tuple[RemovedWallet, ...]:
    """All that can be brought back, the latest first."""
    records = REMOVED.all(shelf).records
    found = (RemovedWallet(row, record.name, record.removed) for row, record in records.items())
    return tuple(sorted(found, key=lambda one: one.removed, reverse=True))


def set_aside(
    shelf: Shelf, row: str, name: str, rows: Iterable[tuple[str, str]], when: datetime
) -> Iterator[Change]:
    """Changes that put rows (table and id) into one, from which they can be brought back."""
    held = [(table, own, shelf.get(table, own)) for table, own in rows]
    kept = tuple(RemovedRow(table, own, value) for table, own, value in held if value is not None)
    yield put(REMOVED, row, RemovedRecord(name, when, kept))
    for one in kept:
        yield Change(one.table, one.row, None)


def brought_back(row: str, record: RemovedRecord) -> Iterator[Change]:
    """Changes that undo ``set_aside``."""
    yield delete(REMOVED, row)
    for one in record.rows:
        yield Change(one.table, one.row, one.value)


def too_old(shelf: Shelf, when: datetime) -> tuple[RemovedWallet, ...]:
    """Those whose time is over."""
    return tuple(one for one in removed_wallets(shelf) if when - one.removed > KEPT_FOR)
