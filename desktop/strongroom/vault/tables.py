"""Which records lie in which table of a vault, and how they are got and put."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Final, Generic, Protocol

from strongroom.vault.coins_records import CoinsRecord
from strongroom.vault.contacts import ContactRecord
from strongroom.vault.errors import VaultError
from strongroom.vault.past_records import PastRecord
from strongroom.vault.people import PersonRecord, PlaceRecord
from strongroom.vault.record import R
from strongroom.vault.records import (
    DraftRecord,
    LabelRecord,
    LogRecord,
    PaymentRecord,
    PsbtRecord,
    RemovedRecord,
    SettingsRecord,
    WalletRecord,
)
from strongroom.vault.rows import Row, Value
from strongroom.vault.rules_records import RulesRecord


class Shelf(Protocol):
    """Where rows lie: a ``Vault``, or ``Rows`` that are in memory alone."""

    @property
    def vault_id(self) -> bytes: ...

    def get(self, table: str, identity: str, /) -> Value | None: ...

    def table(self, table: str, begins: str = "", /) -> Iterator[tuple[str, Row]]: ...

    def last(self, table: str, /) -> tuple[str, Value] | None: ...

    def put(self, table: str, identity: str, value: Value, /) -> object: ...

    def delete(self, table: str, identity: str, /) -> object: ...


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """A table's records by id, and the ids of rows that this program does not understand."""

    records: Mapping[str, R]
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table(Generic[R]):
    """The records of one kind. Nothing is on the disk before the vault is saved."""

    name: str
    kind: type[R]

    def get(self, shelf: Shelf, identity: str) -> R | None:
        """The record there, or None where there is none.

        Raises ``VaultError`` with ``record-malformed`` and ``record-newer``.
        """
        value = shelf.get(self.name, identity)
        return None if value is None else self.kind.from_json(value)

    def all(self, shelf: Shelf, begins: str = "") -> Listing[R]:
        """Every record whose id begins so, by id."""
        records: dict[str, R] = {}
        unreadable: list[str] = []
        for identity, value in shelf.table(self.name, begins):
            try:
                records[identity] = self.kind.from_json(value.decoded())
            except VaultError:
                unreadable.append(identity)
        return Listing(records, tuple(unreadable))

    def put(self, shelf: Shelf, identity: str, record: R) -> None:
        """Set a record; raises what ``Vault.put`` does, and ``record-malformed``."""
        shelf.put(self.name, identity, record.to_json())

    def delete(self, shelf: Shelf, identity: str) -> None:
        """Remove a record, if there is one."""
        shelf.delete(self.name, identity)


WALLETS: Final = Table("wallets", WalletRecord)
LABELS: Final = Table("labels", LabelRecord)
PAYMENTS: Final = Table("payments", PaymentRecord)
PSBTS: Final = Table("psbts", PsbtRecord)
PAST: Final = Table("past", PastRecord)
COINS: Final = Table("coins", CoinsRecord)
RULES: Final = Table("rules", RulesRecord)
DRAFTS: Final = Table("drafts", DraftRecord)
SETTINGS: Final = Table("settings", SettingsRecord)
REMOVED: Final = Table("removed", RemovedRecord)
LOG: Final = Table("log", LogRecord)
PEOPLE: Final = Table("people", PersonRecord)
PLACES: Final = Table("places", PlaceRecord)
CONTACTS: Final = Table("contacts", ContactRecord)


def new_row() -> str:
    """A new id for what has none of its own."""
    return token_hex(8)
