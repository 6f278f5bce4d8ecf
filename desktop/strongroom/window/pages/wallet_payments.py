"""The payments of a wallet, under way and finished, each to be opened again."""

from collections import deque

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.window.icons import Icon
from strongroom.window.page import Parts
from strongroom.window.pages.no_payment import NoPaymentCard
from strongroom.window.pages.payment_title import payment_title
from strongroom.window.pages.wallet_part import SOFT, STRONG, WalletPart
from strongroom.window.places import ContactsPlace, PaymentPlace, WalletPlace, WalletTab
from strongroom.window.standing import signed_slots
from strongroom.window.turns import Turns
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import date_in_words, quorum
from strongroom.workflows.keeping import KeptPayment, KeptWallet

AT_ONCE = 20
"""Payments that are shown in one go."""


class PaymentsPart(WalletPart):
    """The latest is the first; those that do not fit at once are asked for."""

    def __init__(self, parts: Parts, kept: KeptWallet) -> None:
        super().__init__(parts, kept)
        self._to_come = deque(
            one for one in reversed(self.session.payments) if one.wallet_row == kept.row
        )
        self._turns = Turns(self)
        self._turns.ended.connect(self._offer_more)
        if self._to_come:
            self._card = Card(self.look, CardKind.LIST)
            self._more = Button(self.look, self.tr("Show earlier payments"), icon=Icon.DOWN)
            self._more.clicked.connect(self._show_more)
            self.column.addWidget(self._card)
            self.column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
            self._more.setVisible(len(self._to_come) > AT_ONCE)
            self._show_more()
        else:
            self.column.addWidget(self._none())
        self.column.addWidget(self._contacts(), 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def _contacts(self) -> Button:
        button = Button(self.look, self.tr("Contacts"), ButtonKind.BARE, Icon.PERSON)
        here = WalletPlace(self.kept.row, tab=WalletTab.PAYMENTS)
        button.clicked.connect(lambda: self.wanted.emit(ContactsPlace(here)))
        return button

    def _show_more(self) -> None:
        """The next few, in turns between which the window answers."""
        count = min(AT_ONCE, len(self._to_come))
        self._turns.begin([self._add_row] * count)

    def _add_row(self) -> None:
        if self._card.body.count():
            self._card.body.addWidget(Hairline(self.look))
        self._card.body.addWidget(self._row(self._to_come.popleft()))

    def _offer_more(self) -> None:
        self._more.setVisible(bool(self._to_come))

    def _open(self, payment: KeptPayment, title: str, state: str) -> Button:
        spoken = self.tr("Open {payment}: {state}").format(payment=title, state=state)
        button = Button(self.look, self.tr("Open"), spoken=spoken)
        button.clicked.connect(lambda: self.wanted.emit(PaymentPlace(payment.row)))
        return button

    def _copy(self, payment: KeptPayment) -> Button:
        """Of one whose PSBTs are gone there is the transaction, and no review to open."""
        transaction = payment.record.transaction or ""
        return CopyButton(self.look, transaction, self.tr("Copy the finished transaction"))

    def _row(self, payment: KeptPayment) -> QWidget:
        row = QWidget()
        px = self.look.px
        frame = QVBoxLayout(row)
        frame.setContentsMargins(px(16), px(10), px(16), px(10))
        title = payment_title(self.session, payment, self.kept.wallet.network)
        state = self._state(payment)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(Text(self.look, title, STRONG))
        words.addWidget(Text(self.look, state, SOFT))
        button = self._copy(payment) if payment.is_reduced else self._open(payment, title, state)
        ends = Ends(self.look, least=240, centred=True)
        ends.addLayout(words)
        ends.addWidget(button)
        frame.addLayout(ends)
        return row

    def _state(self, payment: KeptPayment) -> str:
        """How it stands and since when, and the beginning and the end of its id."""
        record = payment.record
        if record.finished is not None:
            said, since = self.tr("Finished on {when}"), record.finished
        else:
            said, since = self.tr("{signed} signed, begun on {when}"), record.created
        slots = signed_slots(self.kept, payment)
        said = said.format(
            signed=quorum(slots.signed, slots.needed),
            when=date_in_words(int(since.timestamp())),
        )
        return f"{said} · {payment.row[:8]}…{payment.row[-8:]}"

    def _none(self) -> Card:
        card = NoPaymentCard(self.look, self.tr("No payment yet"))
        card.asked.connect(lambda: self.parts.opening.ask(self))
        return card
