"""Contacts as rows with the addresses they gave, and the form for one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.model.comparison import Comparison
from strongroom.vault.contacts import GivenAddress
from strongroom.window.fonts import TypeSize
from strongroom.window.look import Look
from strongroom.window.pages.named_section import Entry, NamedForm, NamedSection, Said, SectionWords
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.card import CardKind
from strongroom.window.widgets.field import Choice, TextField
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import grouped_address
from strongroom.words.contact_words import given_line

_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_NOT_COMPARED = Voice(TypeSize.SMALL, role=Role.WARN)
_COMPARISONS = tuple(Comparison)


@dataclass(frozen=True, slots=True)
class ContactSaid(Said):
    """What is said of a contact, and another address, if one was entered."""

    address: str = ""
    compared: Comparison = Comparison.NOT
    entered_by: str = ""


@dataclass(frozen=True, slots=True)
class ContactEntry(Entry):
    """A row, with what stands below it."""

    addresses: tuple[GivenAddress, ...] = ()


class ContactSection(NamedSection):
    """``kept`` has a ``ContactSaid``, ``address_removed`` the row and the address."""

    address_removed = Signal(str, str)

    def __init__(self, look: Look, words: SectionWords, compared: Sequence[str]) -> None:
        """``compared`` are the words for each ``Comparison``."""
        super().__init__(look, words)
        self._compared = tuple(compared)

    def _row(self, entry: Entry) -> QWidget:
        row = super()._row(entry)
        frame = row.layout()
        if isinstance(entry, ContactEntry) and frame is not None:
            for given in entry.addresses:
                frame.addWidget(self._address(entry, given))
        return row

    def _address(self, entry: Entry, given: GivenAddress) -> QWidget:
        held, name = QWidget(), entry.said.name
        words = QVBoxLayout()
        words.setSpacing(self.look.px(2))
        words.addWidget(Address(self.look, AddressState(given.address, name)))
        voice = _NOT_COMPARED if given.compared is Comparison.NOT else _SOFT
        words.addWidget(Text(self.look, given_line(*given.said, QCoreApplication.translate), voice))
        spoken = self.tr("Remove the address {address} of {name}")
        shown = grouped_address(given.address)
        remove = self._small(self.tr("Remove"), spoken.format(address=shown, name=name))
        remove.clicked.connect(partial(self.address_removed.emit, entry.row, given.address))
        ends = Ends(self.look, least=280, parent=held)
        ends.addLayout(words)
        ends.addWidget(remove)
        return held

    def _made_form(self, said: Said, kind: CardKind) -> NamedForm:
        return ContactForm(self.look, self.words, said, kind, self._compared)


class ContactForm(NamedForm):
    """Name and notes of one, and fields for another address; ``taken`` has a ``ContactSaid``."""

    def __init__(
        self, look: Look, words: SectionWords, said: Said, kind: CardKind, compared: Sequence[str]
    ) -> None:
        self._compared = compared
        super().__init__(look, words, said, kind)
        for field in (self.address, self.by):
            field.returnPressed.connect(self._take)

    def _fields(self, words: SectionWords) -> list[tuple[str, QWidget]]:
        look, how = self.look, self.tr("How it was compared with them")
        self.address = TextField(look, self.tr("Address"), self.tr("The whole address"))
        self.compared = Choice(look, how, self._compared)
        self.by = TextField(look, self.tr("Who enters it"), self.tr("Your name"))
        return [
            *super()._fields(words),
            (self.tr("An address they gave; another is added later"), self.address),
            (how, self.compared),
            (self.by.accessibleName(), self.by),
        ]

    def _take(self) -> None:
        name, text = self.name.text().strip(), self.text.text().strip()
        address, by = self.address.text().strip(), self.by.text().strip()
        compared = _COMPARISONS[self.compared.currentIndex()]
        self.taken.emit(ContactSaid(name, 0, text, address, compared, by))
