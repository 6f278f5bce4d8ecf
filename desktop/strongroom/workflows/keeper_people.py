"""The part of a keeper that keeps people and places; cosigners name them by their names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from strongroom.vault.people import PersonRecord, PlaceRecord
from strongroom.vault.records import CosignerRecord, WalletRecord
from strongroom.vault.tables import PEOPLE, PLACES, WALLETS, Table, new_row
from strongroom.workflows import log_notes
from strongroom.workflows.free_text import clean
from strongroom.workflows.keeper_base import KeeperBase, KeepingError, unknown_row
from strongroom.workflows.kept_changes import Change, delete, put
from strongroom.workflows.log import Note

N = TypeVar("N", PersonRecord, PlaceRecord)


@dataclass(frozen=True, slots=True)
class Named(Generic[N]):
    """A person or a place; ``row`` is by what it is kept."""

    row: str
    record: N


Person = Named[PersonRecord]
KeptPlace = Named[PlaceRecord]


class PeopleKeeper(KeeperBase):
    """What ``Keeper`` says of changes holds here too."""

    def people(self) -> tuple[Person, ...]:
        """By name."""
        return self._named(PEOPLE)

    def places(self) -> tuple[KeptPlace, ...]:
        """By name."""
        return self._named(PLACES)

    def keep_person(self, record: PersonRecord, row: str = "") -> Person:
        """Keep a person, in place of the one in that row; keys that named that one follow.

        Raises ``KeepingError``: ``person-nameless``, and ``name-taken`` where another has the name.
        """
        cleaned = replace(record, name=clean(record.name), reach=clean(record.reach))
        return self._keep(PEOPLE, cleaned, row)

    def keep_place(self, record: PlaceRecord, row: str = "") -> KeptPlace:
        """The same for a place."""
        cleaned = replace(record, name=clean(record.name), notes=clean(record.notes))
        return self._keep(PLACES, cleaned, row)

    def remove_person(self, row: str) -> tuple[Change, ...]:
        """Remove what is kept of a person; keys go on naming them.

        ``put_back`` takes what is returned.
        """
        return self._make(delete(PEOPLE, row))

    def remove_place(self, row: str) -> tuple[Change, ...]:
        """The same for a place."""
        return self._make(delete(PLACES, row))

    def _named(self, table: Table[N]) -> tuple[Named[N], ...]:
        records = table.all(self._shelf).records
        found = (Named(row, record) for row, record in records.items())
        return tuple(sorted(found, key=lambda one: (one.record.name.casefold(), one.row)))

    def _keep(self, table: Table[N], record: N, row: str) -> Named[N]:
        name, before = record.name, table.get(self._shelf, row) if row else None
        if row and before is None:
            raise unknown_row(row)
        if not name:
            raise KeepingError("person-nameless", "a person or a place needs a name")
        self._check_name(table, record, row)
        chosen = row or new_row()
        changes, notes = [put(table, chosen, record)], list[Note]()
        if before is not None and before.name != name:
            for wallet, was, now in self._renamed(before, name):
                changes.append(put(WALLETS, wallet, now))
                notes += log_notes.changed_wallet(wallet, was, now)
        self._make(*changes, notes=notes)
        return Named(chosen, record)

    def _check_name(self, table: Table[N], record: N, row: str) -> None:
        """Raise ``KeepingError`` with ``name-taken`` where another row has its name."""
        name = record.name.casefold()
        others = (one for one in self._named(table) if one.row != row)
        if any(one.record.name.casefold() == name for one in others):
            raise KeepingError("name-taken", "another has this name", name=record.name)

    def _renamed(
        self, before: PersonRecord | PlaceRecord, name: str
    ) -> Iterator[tuple[str, WalletRecord, WalletRecord]]:
        """Wallets whose cosigners name somebody, or a place, otherwise from now on."""
        for row, record in WALLETS.all(self._shelf).records.items():
            cosigners = tuple(_renamed(said, before, name) for said in record.cosigners)
            if cosigners != record.cosigners:
                yield row, record, replace(record, cosigners=cosigners)


def _renamed(said: CosignerRecord, before: PersonRecord | PlaceRecord, name: str) -> CosignerRecord:
    match before:
        case PersonRecord() if said.holder == before.name:
            return replace(said, holder=name)
        case PlaceRecord() if said.place == before.name:
            return replace(said, place=name)
    return said
