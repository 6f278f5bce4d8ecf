"""A signed message: whether the address signed it, the whole text, and the files it vouches for."""

import hashlib
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from strongroom.formats.signed_message import SignedFile, signed_files
from strongroom.transports.files import read_file
from strongroom.window.fonts import TypeSize
from strongroom.window.icons import Icon
from strongroom.window.page import Page, Parts
from strongroom.window.pages.finding_cards import finding_cards
from strongroom.window.paragraph import Voice
from strongroom.window.places import Home, MessagesPlace, SignedMessagePlace
from strongroom.window.tasks import Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.buttons import Button, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.words.text import visible_lines
from strongroom.workflows.check_message import CheckedMessage, MessageForm, MessageVerdict

_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_FIXED = Voice(TypeSize.FIXED)
_MOST_LINES = 60
"""Lines that are drawn; of a longer message the rest is only copied."""


class SignedMessagePage(Page):
    """What is not proven is said before anything else."""

    def __init__(self, parts: Parts, place: SignedMessagePlace) -> None:
        super().__init__(parts, way_back=Home())
        checked = self._checked = place.checked
        state, sign = self._verdict(checked.verdict)
        self.set_title(self.tr("A signed message"), state, sign)
        other = Button(self.look, self.tr("Verify another"), icon=Icon.SEARCH)
        other.clicked.connect(lambda: self.go.emit(MessagesPlace()))
        self.header_buttons.addWidget(other)
        for finding in finding_cards(self.look, checked.findings):
            self.column.addWidget(finding)
        self.column.addWidget(self._address_card(checked))
        self.column.addWidget(self._text_card(checked.signed.message))
        files = signed_files(checked.signed.message)
        if files and checked.is_valid:
            self.column.addWidget(self._files_card(files))
        self.column.addStretch(1)

    def _verdict(self, verdict: MessageVerdict) -> tuple[str, SignKind]:
        match verdict:
            case MessageVerdict.VALID:
                return self.tr("This address signed exactly this text."), SignKind.SEEN
            case MessageVerdict.INVALID:
                return self.tr("This address did not sign this text."), SignKind.STOPS
            case MessageVerdict.INCONCLUSIVE:
                return self.tr("Whether this address signed it is not known."), SignKind.LOOK

    def _form(self, form: MessageForm) -> str:
        return {
            MessageForm.BIP137: self.tr("A signature of one key (BIP-137)"),
            MessageForm.SIMPLE: self.tr("A proof by the address’s script (BIP-322, simple)"),
            MessageForm.FULL: self.tr("A proof by the address’s script (BIP-322, full)"),
            MessageForm.FUNDS: self.tr("A proof of funds (BIP-322)"),
        }[form]

    def _address_card(self, checked: CheckedMessage) -> Card:
        card = Card(self.look)
        name = self.tr("Address")
        card.body.addWidget(Text(self.look, name, _SOFT))
        text = checked.signed.address.strip()
        card.body.addWidget(Address(self.look, AddressState(text, name)))
        card.body.addWidget(Text(self.look, self._form(checked.form), _SOFT))
        return card

    def _text_card(self, message: str) -> Card:
        card = Card(self.look)
        card.body.addWidget(Text(self.look, self.tr("The text"), _SOFT))
        lines = list(islice(visible_lines(message), _MOST_LINES + 1))
        card.body.addWidget(Text(self.look, "\n".join(lines[:_MOST_LINES]), _FIXED))
        if len(lines) > _MOST_LINES:
            said = self.tr("It goes on: copy it to read the rest.")
            card.body.addWidget(Text(self.look, said, _SOFT))
        buttons = Flow(self.look)
        buttons.addWidget(CopyButton(self.look, message, self.tr("Copy the text")))
        card.body.addLayout(buttons)
        return card

    def _files_card(self, files: Sequence[SignedFile]) -> Card:
        card = Card(self.look)
        said = self.tr("It vouches for these files. Compare yours: a file that differs is another.")
        card.body.addWidget(Text(self.look, said))
        for file in files:
            card.body.addWidget(Text(self.look, "\n".join(visible_lines(file.name))))
        compare = Button(
            self.look, self.tr("Compare a file…"), icon=Icon.FILE, size=ButtonSize.SMALL
        )
        compare.clicked.connect(self.ask_file)
        buttons = Flow(self.look)
        buttons.addWidget(compare)
        card.body.addLayout(buttons)
        return card

    def ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("The file that was signed"))
        if name:
            self.compare(Path(name))

    def compare(self, path: Path) -> None:
        """Says whether a file is one that the message vouches for."""
        files = signed_files(self._checked.signed.message)

        def is_signed() -> bool:
            digest = hashlib.sha256(read_file(str(path))).hexdigest()
            return any(file.digest == digest for file in files)

        task = Task(self)
        task.succeeded.connect(lambda same: self._say_compared(path.name, is_same=same))
        task.failed.connect(self.say_error)
        task.run(self.parts.lanes.files, without_progress(is_signed))

    def _say_compared(self, name: str, *, is_same: bool) -> None:
        if is_same:
            said = self.tr("{name} is a file that was signed.")
        else:
            said = self.tr("{name} is none of the files that were signed. Do not use it.")
        self.say(said.format(name=name), SignKind.SEEN if is_same else SignKind.STOPS)
