"""The payments of a wallet, under way and finished, each to be opened again."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.window.page import Parts
from strongroom.window.pages.no_payment import NoPaymentCard
from strongroom.window.pages.payment_title import payment_title
from strongroom.window.pages.wallet_part import SOFT, STRONG, WalletPart
from strongroom.window.places import PaymentPlace
from strongroom.window.standing import signed_slots
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import date_in_words, quorum
from strongroom.workflows.keeping import KeptPayment, KeptWallet


class PaymentsPart(WalletPart):
    """The latest is the first."""

    def __init__(self, parts: Parts, kept: KeptWallet) -> None:
        super().__init__(parts, kept)
        own = [one for one in reversed(self.session.payments) if one.wallet_row == kept.row]
        self.column.addWidget(self._list(own) if own else self._none())
        self.column.addStretch(1)

    def _list(self, payments: list[KeptPayment]) -> Card:
        card = Card(self.look, CardKind.LIST)
        for number, payment in enumerate(payments):
            if number:
                card.body.addWidget(Hairline(self.look))
            card.body.addWidget(self._row(payment))
        return card

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
        spoken = self.tr("Open {payment}: {state}").format(payment=title, state=state)
        button = Button(self.look, self.tr("Open"), spoken=spoken)
        button.clicked.connect(lambda: self.wanted.emit(PaymentPlace(payment.row)))
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
            when=date_in_words(int(since.timestamp()), None),
        )
        return f"{said} · {payment.row[:8]}…{payment.row[-8:]}"

    def _none(self) -> Card:
        card = NoPaymentCard(self.look, self.tr("No payment yet"))
        card.asked.connect(lambda: self.parts.opening.ask(self))
        return card
