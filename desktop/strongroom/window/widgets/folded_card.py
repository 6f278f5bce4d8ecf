"""A card with a list that is shown when somebody asks for it, so many rows at a time."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.window.fonts import Weight
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.measures import CARD_ACROSS, CARD_DOWN
from strongroom.window.paragraph import Voice
from strongroom.window.turns import Turns
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.text import Text

_STRONG = Voice(weight=Weight.STRONG)
_AT_ONCE = 3
"""Rows that are there at once; others come one after the other."""
MOST_ROWS = 50
"""Rows that come before somebody asks for more."""


class FoldedCard(Card):
    """Who makes one says how many rows there are, and makes each when it is its turn."""

    def __init__(self, look: Look, title: str, count: int) -> None:
        super().__init__(look, CardKind.LIST)
        self._count, self._made = count, 0
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._turns = Turns(self)
        self._more: QWidget | None = None
        self._button = Button(look, self.tr("Show them"), ButtonKind.BARE, size=ButtonSize.SMALL)
        self._button.clicked.connect(lambda: self.open(is_open=not self.is_open))
        self.body.addWidget(self._head(title))
        self.body.addWidget(self._rows)
        self._set_open(is_open=False)

    @property
    def is_open(self) -> bool:
        return not self._rows.isHidden()

    def open(self, *, is_open: bool) -> None:
        """Shows the rows, or puts them away."""
        if is_open and not self._made:
            self._add_rows()
        self._set_open(is_open=is_open)

    def _row(self, number: int) -> QWidget:
        """The row at that place, from 0."""
        raise NotImplementedError

    def _spoken(self) -> tuple[str, str]:
        """What the button is called aloud while the rows are away, and while they are there."""
        raise NotImplementedError

    def _held(self) -> tuple[QWidget, QVBoxLayout]:
        """A row of the card, and the column in it."""
        px, held = self.look.px, QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(px(CARD_ACROSS), px(CARD_DOWN), px(CARD_ACROSS), px(CARD_DOWN))
        column.setSpacing(px(4))
        return held, column

    def _set_open(self, *, is_open: bool) -> None:
        self._rows.setVisible(is_open)
        show, hide = self._spoken()
        words = self.tr("Hide them") if is_open else self.tr("Show them")
        self._button.set_words(words, hide if is_open else show)

    def _head(self, title: str) -> QWidget:
        held, column = self._held()
        head = Ends(self.look, least=160, row_gap=2, centred=True)
        head.addWidget(Text(self.look, title, _STRONG))
        head.addWidget(self._button)
        column.addLayout(head)
        return held

    def _add_rows(self) -> None:
        """The next few, and below them a way to more."""
        start = self._made
        self._made = min(start + MOST_ROWS, self._count)
        pieces: list[Callable[[], None]]
        pieces = [partial(self._add_row, number) for number in range(start, self._made)]
        if self._made < self._count:
            pieces.append(self._add_more)
        for piece in pieces[:_AT_ONCE]:
            piece()
        self._turns.begin(pieces[_AT_ONCE:])

    def _add_row(self, number: int) -> None:
        self._column.addWidget(Hairline(self.look))
        self._column.addWidget(self._row(number))

    def _add_more(self) -> None:
        held, column = self._held()
        left = self._count - self._made
        words = self.tr("Show more: %n to come", "", left)
        button = Button(self.look, words, ButtonKind.BARE, Icon.DOWN, ButtonSize.SMALL)
        button.clicked.connect(self._show_more)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._more = held
        self._column.addWidget(held)

    def _show_more(self) -> None:
        if self._more is not None:
            self._column.removeWidget(self._more)
            self._more.hide()
            self._more.deleteLater()
            self._more = None
        self._add_rows()
