"""Contacts: whom one pays, and the addresses they gave, each with how it was compared."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QCoreApplication

from strongroom.window.page import Page, Parts
from strongroom.window.pages.contact_section import ContactEntry, ContactSaid, ContactSection
from strongroom.window.pages.named_section import Said, SectionWords
from strongroom.window.places import ContactsPlace
from strongroom.window.widgets.sign import SignKind
from strongroom.words.contact_words import COMPARED, compared_words
from strongroom.words.text import visible
from strongroom.workflows.contacts import Contact
from strongroom.workflows.keeping import Keeper


class ContactsPage(Page):
    """A payment to one of the addresses is called by the contact's name."""

    def __init__(self, parts: Parts, place: ContactsPlace) -> None:
        super().__init__(parts, way_back=place.back)
        self.set_title(
            self.tr("Contacts"),
            self.tr("Whom you pay. A payment to an address they gave is called by their name."),
        )
        compared = [compared_words(one, QCoreApplication.translate) for one in COMPARED]
        self.section = ContactSection(self.look, self._words(), compared)
        self.section.kept.connect(self._keep)
        self.section.removed.connect(self._remove)
        self.section.address_removed.connect(self._remove_address)
        self.column.addWidget(self.section)
        self.column.addStretch(1)
        self.session.people_changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        """Shows who is kept now."""
        self.section.show_entries([self._entry(one) for one in self.session.contacts])

    def _entry(self, contact: Contact) -> ContactEntry:
        said, addresses = (
            Said(contact.record.name, 0, contact.record.note),
            contact.record.addresses,
        )
        used = "" if addresses else self.tr("no address yet")
        return ContactEntry(said, contact.row, used, addresses)

    def _keep(self, row: str, said: ContactSaid) -> None:
        now = datetime.now(UTC)

        def change(keeper: Keeper) -> None:
            given = None
            if said.address:
                given = keeper.given(said.address, said.compared, said.entered_by, now)
            keeper.describe_contact(row, said.name, said.text, given)

        task = self.session.change(change)
        task.succeeded.connect(lambda _: self._say_kept())
        task.failed.connect(self.say_error)

    def _say_kept(self) -> None:
        self.renew()
        self.say(self.tr("It is kept."), SignKind.SEEN)
        self.session.review_anew()

    def _remove(self, row: str, name: str) -> None:
        task = self.session.remove(lambda keeper: keeper.remove_contact(row), name)
        task.succeeded.connect(lambda _: self.session.review_anew())
        task.failed.connect(self.say_error)

    def _remove_address(self, row: str, address: str) -> None:
        (name,) = (one.record.name for one in self.session.contacts if one.row == row)
        title = self.tr("an address of {name}").format(name=visible(name))
        remove = partial(Keeper.remove_address, row=row, address=address)
        task = self.session.remove(remove, title)
        task.succeeded.connect(lambda _: self.session.review_anew())
        task.failed.connect(self.say_error)

    def _words(self) -> SectionWords:
        return SectionWords(
            "",
            self.tr("Add a contact"),
            self.tr("Nobody yet: suppliers, employees, an exchange, your own other wallets."),
            "",
            (),
            self.tr("Notes"),
        )
