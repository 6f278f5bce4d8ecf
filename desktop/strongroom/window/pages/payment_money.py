"""Where the money goes: every address whole, with its amount and what is known of it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.review.result import ReviewedOutput
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.measures import CARD_ACROSS, CARD_DOWN
from strongroom.window.pages.payment_words import PaymentWords, is_false, is_own
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.turns import Turns
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.amount import Amount
from strongroom.window.widgets.buttons import Button, ButtonSize
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.label_edit import LabelEdit
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.text import Text
from strongroom.workflows.payment_labels import PaymentLabels

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_AT_ONCE = 3
"""Rows that are there with the card; others come one after the other."""
_MOST_ROWS = 10
"""More are shown when they are asked for."""


class OutputsCard(Card):
    """A row for each output: what leaves the wallet first, then what comes back.

    ``named`` has an output's address and what somebody calls it.
    """

    named = Signal(str, str)

    def __init__(
        self,
        look: Look,
        words: PaymentWords,
        outputs: tuple[ReviewedOutput, ...],
        labels: PaymentLabels,
        *,
        can_name: bool = False,
    ) -> None:
        super().__init__(look, CardKind.LIST)
        self._words, self._labels, self._can_name = words, labels, can_name
        self._outputs = sorted(outputs, key=lambda one: (is_own(one), not is_false(one)))
        self._turns, self._at = Turns(self), 0
        self._add_rows(0, _AT_ONCE)
        hidden = len(self._outputs) - _MOST_ROWS
        if hidden > 0:
            self._more = Button(
                look, self.tr("Show %n more outputs", "", hidden), size=ButtonSize.SMALL
            )
            self._more.clicked.connect(self.show_all)
            self.body.addWidget(self._more)
        self._come(_AT_ONCE, _MOST_ROWS)

    def show_all(self) -> None:
        """Shows the outputs that were left off."""
        self._more.hide()
        self._come(_MOST_ROWS, len(self._outputs))

    def _come(self, start: int, end: int) -> None:
        """Adds rows one after the other, in the turns to come."""
        outputs = range(start, min(end, len(self._outputs)))
        self._turns.add([partial(self._add_rows, number, number + 1) for number in outputs])

    def _add_rows(self, start: int, end: int) -> None:
        for number, output in enumerate(self._outputs[start:end], start):
            parts = [Hairline(self.look)] if number else []
            for part in (*parts, self._row(output)):
                self.body.insertWidget(self._at, part)
                self._at += 1

    def _row(self, output: ReviewedOutput) -> QWidget:
        px, look = self.look.px, self.look
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(px(CARD_ACROSS), px(CARD_DOWN), px(CARD_ACROSS), px(CARD_DOWN))
        column.setSpacing(px(4))
        label = self._labels.outputs[output.index]
        given = self._labels.given.get(output.index)
        title = self._words.output(output, label)
        role = Role.BLOCK if is_false(output) else Role.INK
        head = Ends(look, least=160, row_gap=0)
        head.addWidget(Text(look, title, Voice(weight=Weight.STRONG, role=role)))
        head.addWidget(Amount(look, output.amount, _STRONG))
        column.addLayout(head)
        column.addWidget(self._address(output, title))
        note = self._words.output_note(output, given)
        foot = Ends(look, least=200, row_gap=2, centred=True)
        foot.addWidget(Text(look, note, _SOFT))
        if self._can_name and output.address and not is_own(output) and given is None:
            foot.addWidget(self._edit(output.address, label))
        column.addLayout(foot)
        return held

    def _edit(self, address: str, label: str) -> LabelEdit:
        words = self.tr("Rename…") if label else self.tr("Name the payee…")
        spoken = self.tr("Name of the payee of {address}").format(address=address)
        edit = LabelEdit(self.look, words, label, spoken)
        edit.named.connect(lambda text: self.named.emit(address, text))
        return edit

    def _address(self, output: ReviewedOutput, title: str) -> QWidget:
        if output.address is not None:
            return Address(self.look, AddressState(output.address, title, is_false(output)))
        script = self.tr("A script without an address: {script}")
        text = script.format(script=output.script_pubkey.hex())
        return Text(self.look, text, Voice(TypeSize.FIXED_SMALL))
