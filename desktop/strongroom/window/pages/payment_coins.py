"""The coins a payment spends, shown when they are asked for, each with its name."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from strongroom.review.result import ReviewedInput
from strongroom.window.fonts import Weight
from strongroom.window.look import Look
from strongroom.window.pages.payment_words import PaymentWords
from strongroom.window.paragraph import Voice
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.amount import Amount
from strongroom.window.widgets.card import card_row
from strongroom.window.widgets.folded_card import FoldedCard
from strongroom.window.widgets.label_edit import LabelEdit
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.text import Text

_STRONG = Voice(weight=Weight.STRONG)


@dataclass(frozen=True, slots=True)
class Coin:
    """An input with its label."""

    entry: ReviewedInput
    label: str


class CoinsCard(FoldedCard):
    """``named`` has a coin's outpoint and what somebody calls it."""

    named = Signal(str, str)

    def __init__(self, look: Look, words: PaymentWords, coins: tuple[Coin, ...]) -> None:
        super().__init__(look, words.spends(len(coins)), len(coins))
        self._words, self._coins = words, coins

    def _spoken(self) -> tuple[str, str]:
        return self.tr("Show the coins"), self.tr("Hide the coins")

    def _row(self, number: int) -> QWidget:
        coin = self._coins[number]
        held, column = card_row(self.look)
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
