"""Contacts as they lie in a vault: whose an address is, and what there is to choose from."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from strongroom.model.network import Network
from strongroom.vault.contacts import ContactRecord, GivenAddress
from strongroom.vault.errors import VaultError
from strongroom.vault.tables import CONTACTS, Shelf


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who is paid; ``row`` is by what they are kept."""

    row: str
    record: ContactRecord


def contact_of(shelf: Shelf, address: str, network: Network) -> Contact | None:
    """The contact on a shelf who gave an address; rows that do not name it are not decoded."""
    named = address.encode()
    for row, value in shelf.table(CONTACTS.name):
        if named not in value.line:
            continue
        try:
            record = ContactRecord.from_json(value.decoded())
        except VaultError:
            continue  # of a later program
        if any(one.address == address for one in record.on(network)):
            return Contact(row, record)
    return None


def given_addresses(shelf: Shelf, network: Network) -> Iterator[tuple[str, str]]:
    """Every address that contacts gave for a network, and whose it is."""
    for record in CONTACTS.all(shelf).records.values():
        yield from ((one.address, record.name) for one in record.on(network))


def unlisted(
    contacts: Collection[Contact], network: Network, listed: Collection[str]
) -> tuple[tuple[Contact, GivenAddress], ...]:
    """What contacts gave for a network and is not on a list yet."""
    return tuple(
        (contact, one)
        for contact in contacts
        for one in contact.record.on(network)
        if one.address not in listed
    )
