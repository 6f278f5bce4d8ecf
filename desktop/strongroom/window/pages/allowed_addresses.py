"""The addresses that a wallet's owner lets be paid: who added each, and from when on it counts."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from strongroom.model.owner_rules import AllowedAddress
from strongroom.model.signed_text import SignedText
from strongroom.vault.contacts import GivenAddress
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.pages.allow_proof import AllowProofForm
from strongroom.window.paragraph import Voice
from strongroom.window.tasks import Lanes
from strongroom.window.theme import Role
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.field import Choice, TextField
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import date_in_words, grouped_address
from strongroom.words.contact_words import given_line
from strongroom.words.text import visible
from strongroom.workflows.contacts import Contact
from strongroom.workflows.kept import KeptWallet

_NAME = 160
"""The width of a field, in px at 100 %."""
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_STRONG = Voice(weight=Weight.STRONG)
_WAITS = Voice(TypeSize.SMALL, Weight.STRONG, Role.WARN)


class AllowedCard(Card):
    """``added`` has an address, whose it is, who adds it and what a signer answered to prove that,
    if it was asked; ``removed`` an address, and what to call it. ``failed`` with an error, ``told``
    a sentence."""

    added = Signal(str, str, str, str)
    removed = Signal(str, str)
    failed = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        look: Look,
        lanes: Lanes,
        kept: KeptWallet,
        offers: Sequence[tuple[Contact, GivenAddress]] = (),
    ) -> None:
        """``offers`` are addresses of contacts that are not listed yet."""
        super().__init__(look, CardKind.LIST)
        self._lanes, self._kept, self._offers = lanes, kept, tuple(offers)
        self.proof: AllowProofForm | None = None
        self.address = TextField(look, self.tr("Address"), self.tr("The whole address"))
        self.name = TextField(look, self.tr("Whose it is"), self.tr("Whose it is"))
        self.by = TextField(look, self.tr("Who adds it"), self.tr("Your name"))
        self.add_button = Button(look, self.tr("Add it to the list"), icon=Icon.PLUS)
        self.add_button.clicked.connect(self.submit)
        self.prove_button = Button(look, self.tr("Have it signed…"), icon=Icon.KEY)
        self.prove_button.clicked.connect(self.ask_proof)

    def submit(self) -> None:
        """Wishes for what stands in the fields; without an address or who adds it, goes there."""
        address, name, by = (field.text().strip() for field in (self.address, self.name, self.by))
        missing = self.address if not address else self.by if not by else None
        if missing is None:
            self.added.emit(address, name, by, self.proof.answer if self.proof else "")
        else:
            missing.setFocus()

    def ask_proof(self) -> None:
        """Opens what a signer is asked with, once it is known for which address."""
        address = self.address.text().strip()
        if not address:
            self.address.setFocus()
        elif self.proof is None:
            self.proof = AllowProofForm(self.look, self._lanes, self._kept)
            self.proof.failed.connect(self.failed)
            self.proof.told.connect(self.told)
            self.proof.set_address(address)
            self.address.textChanged.connect(self.proof.set_address)
            self._form.insertWidget(1, self.proof)
            self.prove_button.hide()

    def add_form(self) -> None:
        """The fields for another address."""
        held, beside = QWidget(), QWidget()
        column = self._form = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        if self._offers:
            column.addWidget(self._contacts())
        column.addWidget(self.address)
        column.addWidget(beside)
        flow = Flow(self.look, parent=beside)
        for field in (self.name, self.by):
            field.setFixedWidth(self.look.px(_NAME))
            flow.addWidget(field)
        flow.addWidget(self.add_button)
        flow.addWidget(self.prove_button)
        self._add(held)

    def _contacts(self) -> QWidget:
        """Fills the fields from a contact."""
        first = self.tr("From your contacts…")
        names = [visible(contact.record.name) for contact, _ in self._offers]
        lines = [given_line(*one.said, QCoreApplication.translate) for _, one in self._offers]
        offers = [f"{name} · {line}" for name, line in zip(names, lines, strict=True)]
        self.contacts = Choice(self.look, self.tr("From your contacts"), [first, *offers])
        self.contacts.activated.connect(self._fill)
        held = QWidget()
        Flow(self.look, parent=held).addWidget(self.contacts)
        return held

    def _fill(self, number: int) -> None:
        if number:
            contact, given = self._offers[number - 1]
            self.address.setText(given.address)
            self.name.setText(contact.record.name)

    def add_entry(self, entry: AllowedAddress, now: int) -> None:
        """A row for an address that is listed."""
        words = QVBoxLayout()
        words.setSpacing(self.look.px(2))
        name = visible(entry.name) or self.tr("No name")
        words.addWidget(Text(self.look, name, _STRONG))
        words.addWidget(Address(self.look, AddressState(entry.address, name)))
        counts = entry.counts_from <= now
        words.addWidget(Text(self.look, self._added(entry), _SOFT))
        if entry.proof is not None:
            words.addWidget(Text(self.look, self._signed(entry.proof), _SOFT))
        if not counts:
            said = self.tr("Does not count before {moment}.")
            moment = date_in_words(entry.counts_from)
            words.addWidget(Text(self.look, said.format(moment=moment), _WAITS))
        remove = Button(
            self.look,
            self.tr("Remove"),
            ButtonKind.BARE,
            Icon.CLOSE,
            ButtonSize.SMALL,
            spoken=self.tr("Remove {name} from the list").format(name=name),
        )
        title = visible(entry.name) or grouped_address(entry.address)
        remove.clicked.connect(partial(self.removed.emit, entry.address, title))
        held = QWidget()
        ends = Ends(self.look, least=280, parent=held)
        ends.addLayout(words)
        ends.addWidget(remove)
        self._add(held)

    def _added(self, entry: AllowedAddress) -> str:
        said = self.tr("Added by {who} on {moment}.")
        moment = date_in_words(entry.added)
        return said.format(who=visible(entry.added_by), moment=moment)

    def _signed(self, proof: SignedText) -> str:
        said = self.tr("Proved: {signer} signed “{text}”.")
        return said.format(signer=visible(proof.signer), text=visible(proof.message))

    def _add(self, part: QWidget) -> None:
        if self.body.count():
            self.body.addWidget(Hairline(self.look))
        row, px = QWidget(), self.look.px
        frame = QHBoxLayout(row)
        frame.setContentsMargins(px(18), px(12), px(18), px(12))
        frame.addWidget(part, 1)
        self.body.addWidget(row)
