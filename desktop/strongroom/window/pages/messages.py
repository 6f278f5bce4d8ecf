"""Signed messages: verifying one from its three parts, and asking a signer to sign one."""

from PySide6.QtWidgets import QWidget

from strongroom.formats.signed_message import SignedMessage
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.page import Page, Parts
from strongroom.window.pages.message_request import RequestCard
from strongroom.window.paragraph import Voice
from strongroom.window.places import MessagesPlace, SettingsPlace, SignedMessagePlace
from strongroom.window.tasks import Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.field import TextArea, TextField
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.workflows.check_message import CheckedMessage, check_message

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_LINES = 5


class MessagesPage(Page):
    """Nothing that is written here is kept."""

    def __init__(self, parts: Parts, place: MessagesPlace) -> None:
        super().__init__(parts, way_back=SettingsPlace())
        self.set_title(
            self.tr("Signed messages"),
            self.tr("Verify who signed a text, or ask a signer to sign one."),
        )
        self.address = TextField(self.look, self.tr("Address"), size=TypeSize.FIXED)
        self.message = TextArea(self.look, self.tr("Text"))
        self.message.setFixedHeight(self.look.px(_LINES * TypeSize.FIXED.line))
        self.signature = TextField(self.look, self.tr("Signature"), size=TypeSize.FIXED)
        self.signature.setText(place.signature)
        self._verify = Button(self.look, self.tr("Verify"), ButtonKind.FILLED, Icon.CHECK)
        self._verify.clicked.connect(self.verify)
        self.set_primary(self._verify)
        self.column.addWidget(self._verify_card())
        self.request = RequestCard(self.look, parts.lanes)
        self.request.failed.connect(self.say_error)
        self.request.told.connect(lambda said: self.say(said, SignKind.SEEN))
        self.column.addWidget(self.request)
        self.column.addStretch(1)
        for changed in (
            self.address.textChanged,
            self.message.textChanged,
            self.signature.textChanged,
        ):
            changed.connect(self._switch)
        self._switch()
        if place.signature:
            said = self.tr("This is a signature alone: add the address and the text it is of.")
            self.say(said, SignKind.TO_KNOW)

    def _verify_card(self) -> Card:
        card = Card(self.look)
        card.body.addWidget(Text(self.look, self.tr("Verify a signed text"), _LEAD))
        said = self.tr("A whole signed message can be pasted or opened anywhere in this window.")
        card.body.addWidget(Text(self.look, said, _SOFT))
        fields: tuple[QWidget, ...] = (self.address, self.message, self.signature)
        for field in fields:
            card.body.addWidget(Text(self.look, field.accessibleName(), _SOFT))
            card.body.addWidget(field)
        buttons = Flow(self.look)
        buttons.addWidget(self._verify)
        card.body.addLayout(buttons)
        return card

    def _signed(self) -> SignedMessage:
        address, signature = self.address.text().strip(), self.signature.text().strip()
        return SignedMessage(self.message.toPlainText(), address, signature)

    def _switch(self) -> None:
        signed = self._signed()
        is_whole = signed.address and signed.message and signed.signature
        self._verify.switch(
            "" if is_whole else self.tr("It takes the address, text and signature.")
        )

    def verify(self) -> None:
        """Leads to what the check came to."""
        signed = self._signed()

        def show(checked: CheckedMessage) -> None:
            self.go.emit(SignedMessagePlace(checked))

        task = Task(self)
        task.succeeded.connect(show)
        task.failed.connect(self.say_error)
        task.run(self.parts.lanes.engines, without_progress(lambda: check_message(signed)))
