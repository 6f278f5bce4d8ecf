"""The coins a payment spends, shown when they are asked for, each with its name."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.review.result import ReviewedInput
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.measures import CARD_ACROSS, CARD_DOWN
from strongroom.window.pages.payment_words import PaymentWords
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.turns import Turns
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.amount import Amount
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.label_edit import LabelEdit
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.text import Text

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_AT_ONCE = 3
"""Rows that are there at once; others come one after the other."""
_MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class Coin:
    """An input with its label."""

    entry: ReviewedInput
    label: str


class CoinsCard(Card):
    """``named`` has a coin's outpoint and what somebody calls it."""

    named = Signal(str, str)

    def __init__(
        self, look: Look, words: PaymentWords, coins: tuple[Coin, ...], *, is_open: bool = False
    ) -> None:
        super().__init__(look, CardKind.LIST)
        self._words, self._coins = words, coins
        self._rows = QWidget()
        self._turns = Turns(self)
        self._button = Button(look, self.tr("Show them"), ButtonKind.BARE, size=ButtonSize.SMALL)
        self._button.clicked.connect(lambda: self.open(is_open=self._rows.isHidden()))
        self.body.addWidget(self._head())
        self.body.addWidget(self._rows)
        self.open(is_open=is_open)

    @property
    def is_open(self) -> bool:
        return not self._rows.isHidden()

    def open(self, *, is_open: bool) -> None:
        """Shows the coins, or puts them away."""
        if is_open and self._rows.layout() is None:
            self._fill()
        self._rows.setVisible(is_open)
        words = self.tr("Hide them") if is_open else self.tr("Show them")
        spoken = self.tr("Hide the coins") if is_open else self.tr("Show the coins")
        self._button.set_words(words, spoken)

    def _head(self) -> QWidget:
        held, column = self._held()
        head = Ends(self.look, least=160, row_gap=2, centred=True)
        head.addWidget(Text(self.look, self._words.spends(len(self._coins)), _STRONG))
        head.addWidget(self._button)
        column.addLayout(head)
        return held

    def _fill(self) -> None:
        rows = QVBoxLayout(self._rows)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        pieces = [partial(self._add_row, rows, coin) for coin in self._coins[:_MOST_ROWS]]
        hidden = len(self._coins) - _MOST_ROWS
        if hidden > 0:
            pieces.append(partial(self._add_hidden, rows, hidden))
        for piece in pieces[:_AT_ONCE]:
            piece()
        self._turns.begin(pieces[_AT_ONCE:])

    def _add_row(self, rows: QVBoxLayout, coin: Coin) -> None:
        rows.addWidget(Hairline(self.look))
        rows.addWidget(self._row(coin))

    def _add_hidden(self, rows: QVBoxLayout, hidden: int) -> None:
        held, column = self._held()
        column.addWidget(Text(self.look, self.tr("and %n more", "", hidden), _SOFT))
        rows.addWidget(Hairline(self.look))
        rows.addWidget(held)

    def _held(self) -> tuple[QWidget, QVBoxLayout]:
        """A row of the card, and the column in it."""
        px, held = self.look.px, QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(px(CARD_ACROSS), px(CARD_DOWN), px(CARD_ACROSS), px(CARD_DOWN))
        column.setSpacing(px(4))
        return held, column

    def _row(self, coin: Coin) -> QWidget:
        held, column = self._held()
        title = self._words.coin(coin.entry, coin.label)
        head = Ends(self.look, least=160, row_gap=0)
        head.addWidget(Text(self.look, title, _STRONG))
        if coin.entry.amount is not None:
            head.addWidget(Amount(self.look, coin.entry.amount, _STRONG))
        column.addLayout(head)
        if coin.entry.address:
            column.addWidget(Address(self.look, AddressState(coin.entry.address, title)))
        if coin.entry.mine:
            column.addWidget(self._edit(coin, title))
        return held

    def _edit(self, coin: Coin, title: str) -> LabelEdit:
        words = self.tr("Rename…") if coin.label else self.tr("Name this coin…")
        spoken = self.tr("Name of the coin: {coin}").format(coin=title)
        edit = LabelEdit(self.look, words, coin.label, spoken)
        edit.named.connect(lambda text: self.named.emit(str(coin.entry.outpoint), text))
        return edit
