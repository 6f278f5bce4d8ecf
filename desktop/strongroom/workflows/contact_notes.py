"""What the log says of contacts: their addresses decide where money goes."""

from collections.abc import Iterator

from strongroom.vault.contacts import ContactRecord
from strongroom.vault.log import LogKind
from strongroom.vault.tables import CONTACTS
from strongroom.workflows.kept_changes import Change
from strongroom.workflows.log import Note


def changed(before: ContactRecord | None, after: ContactRecord) -> Iterator[Note]:
    """Another name, addresses that were entered, or entered anew, and addresses that went."""
    was = before.addresses if before is not None else ()
    if before is not None and before.name != after.name:
        yield Note(LogKind.CONTACT_RENAMED, {"contact": after.name, "before": before.name})
    for one in after.addresses:
        if one not in was:
            facts = {"contact": after.name, "address": one.address, "network": one.network.value}
            said = {"compared": one.compared.value, "by": one.entered_by}
            yield Note(LogKind.CONTACT_ADDRESS_ENTERED, {**facts, **said})
    left = {one.address for one in after.addresses}
    for one in was:
        if one.address not in left:
            facts = {"contact": after.name, "address": one.address}
            yield Note(LogKind.CONTACT_ADDRESS_REMOVED, facts)


def removed(record: ContactRecord) -> Note:
    """That a contact went, with all addresses."""
    return Note(LogKind.CONTACT_REMOVED, {"contact": record.name})


def back(change: Change) -> Iterator[Note]:
    """That a contact, or one of its addresses, is there again."""
    if change.table != CONTACTS.name or change.value is None:
        return
    after = ContactRecord.from_json(change.value)
    if change.instead_of is None:
        yield Note(LogKind.CONTACT_BACK, {"contact": after.name})
    else:
        yield from changed(ContactRecord.from_json(change.instead_of), after)
