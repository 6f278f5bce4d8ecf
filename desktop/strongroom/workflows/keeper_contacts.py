"""The part of a keeper that keeps contacts: whom people pay, and the addresses that each gave."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from strongroom.model.addresses import read_address, write_address
from strongroom.model.comparison import Comparison
from strongroom.model.network import Network
from strongroom.vault.contacts import ContactRecord, GivenAddress
from strongroom.vault.tables import CONTACTS, WALLETS, new_row
from strongroom.workflows import contact_notes
from strongroom.workflows.contacts import Contact, contact_of
from strongroom.workflows.free_text import clean
from strongroom.workflows.keeper_base import KeeperBase, KeepingError, unknown_row
from strongroom.workflows.kept_changes import Change, delete, put

MOST_ADDRESSES: Final = 100
"""Of one contact."""


class ContactKeeper(KeeperBase):
    """What ``Keeper`` says of changes holds here too."""

    def contacts(self) -> tuple[Contact, ...]:
        """By name."""
        records = CONTACTS.all(self._shelf).records
        found = (Contact(row, record) for row, record in records.items())
        return tuple(sorted(found, key=lambda one: (one.record.name.casefold(), one.row)))

    def contact_of(self, address: str, network: Network) -> Contact | None:
        """Whose address it is."""
        return contact_of(self._shelf, address, network)

    def keep_contact(self, record: ContactRecord, row: str = "") -> Contact:
        """Keep a contact, in place of the one in that row.

        Addresses are kept as they are usually written. Raises ``KeepingError``: ``row-unknown``,
        ``person-nameless``, ``name-taken``, ``address-anothers``, ``contact-full``; and
        ``ReadError``: ``address-malformed``, ``secret-found``.
        """
        before = CONTACTS.get(self._shelf, row) if row else None
        if row and before is None:
            raise unknown_row(row)
        cleaned = _cleaned(record)
        self._check_contact(cleaned, row)
        chosen = row or new_row()
        notes = contact_notes.changed(before, cleaned)
        self._make(put(CONTACTS, chosen, cleaned), notes=notes)
        return Contact(chosen, cleaned)

    def describe_contact(
        self, row: str, name: str, note: str, given: GivenAddress | None = None
    ) -> Contact:
        """Keep a contact's name and note, of a new one where ``row`` is empty, and another address;
        one that is there already is entered anew. Raises what ``keep_contact`` does."""
        before = self._contact(row) if row else ContactRecord(name)
        addresses = before.addresses
        if given is not None:
            new = _usual(given)
            addresses = (*(one for one in addresses if not _is_same(one, new)), new)
        return self.keep_contact(replace(before, name=name, note=note, addresses=addresses), row)

    def remove_address(self, row: str, address: str) -> tuple[Change, ...]:
        """Remove one of a contact's addresses; ``put_back`` takes what is returned."""
        before = self._contact(row)
        left = tuple(one for one in before.addresses if one.address != address)
        after = replace(before, addresses=left)
        return self._make(put(CONTACTS, row, after), notes=contact_notes.changed(before, after))

    def remove_contact(self, row: str) -> tuple[Change, ...]:
        """Remove a contact with all addresses; ``put_back`` takes what is returned."""
        notes = [contact_notes.removed(self._contact(row))]
        return self._make(delete(CONTACTS, row), notes=notes)

    def given(
        self, address: str, compared: Comparison, entered_by: str, when: datetime
    ) -> GivenAddress:
        """An address that somebody enters: of the networks it may be of, on one that has a wallet
        here, or the first. Raises ``ReadError`` with ``address-malformed``."""
        possible = read_address(address.strip()).networks
        here = {record.network for record in WALLETS.all(self._shelf).records.values()}
        network = next((one for one in possible if one in here), possible[0])
        return GivenAddress(address, network, when, entered_by, compared)

    def _contact(self, row: str) -> ContactRecord:
        record = CONTACTS.get(self._shelf, row)
        if record is None:
            raise unknown_row(row)
        return record

    def _check_contact(self, record: ContactRecord, row: str) -> None:
        """Raise what ``keep_contact`` does of a record whose texts are cleaned."""
        if not record.name:
            raise KeepingError("person-nameless", "a contact needs a name")
        if len(record.addresses) > MOST_ADDRESSES:
            raise KeepingError("contact-full", "too many addresses", most=MOST_ADDRESSES)
        for other in self.contacts():
            if other.row == row:
                continue
            if other.record.name.casefold() == record.name.casefold():
                raise KeepingError("name-taken", "another has this name", name=record.name)
            theirs = {(one.address, one.network) for one in other.record.addresses}
            if any((one.address, one.network) in theirs for one in record.addresses):
                name = other.record.name
                raise KeepingError("address-anothers", "another gave this address", name=name)


def _cleaned(record: ContactRecord) -> ContactRecord:
    return replace(
        record,
        name=clean(record.name),
        note=clean(record.note),
        addresses=tuple(map(_usual, record.addresses)),
    )


def _usual(given: GivenAddress) -> GivenAddress:
    """As it is usually written; raises what ``read_address`` does."""
    parsed = read_address(given.address.strip())
    if given.network not in parsed.networks:
        raise KeepingError("wrong-network", "of another network", network=given.network.value)
    address = write_address(parsed.script_pubkey, given.network) or given.address.strip()
    return replace(given, address=address, entered_by=clean(given.entered_by))


def _is_same(one: GivenAddress, other: GivenAddress) -> bool:
    return (one.address, one.network) == (other.address, other.network)
