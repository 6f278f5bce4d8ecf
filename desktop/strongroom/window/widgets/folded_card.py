"""A card with a list that is shown when somebody asks for it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.window.fonts import Weight
from strongroom.window.look import Look
from strongroom.window.paragraph import Voice
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card, CardKind, Hairline, card_row
from strongroom.window.widgets.growing_rows import GrowingRows
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.text import Text

_STRONG = Voice(weight=Weight.STRONG)


class FoldedCard(Card):
    """Who makes one says how many rows there are, and makes each when it is its turn."""

    def __init__(self, look: Look, title: str, count: int) -> None:
        super().__init__(look, CardKind.LIST)
        self._rows = GrowingRows(look, count, self._lined)
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
        if is_open and self._rows.is_empty:
            self._rows.grow()
        self._set_open(is_open=is_open)

    def _row(self, number: int) -> QWidget:
        """The row at that place, from 0."""
        raise NotImplementedError

    def _spoken(self) -> tuple[str, str]:
        """What the button is called aloud while the rows are away, and while they are there."""
        raise NotImplementedError

    def _lined(self, number: int) -> QWidget:
        """The row at that place below a line."""
        lined = QWidget()
        column = QVBoxLayout(lined)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline(self.look))
        column.addWidget(self._row(number))
        return lined

    def _set_open(self, *, is_open: bool) -> None:
        self._rows.setVisible(is_open)
        show, hide = self._spoken()
        words = self.tr("Hide them") if is_open else self.tr("Show them")
        self._button.set_words(words, hide if is_open else show)

    def _head(self, title: str) -> QWidget:
        held, column = card_row(self.look)
        head = Ends(self.look, least=160, row_gap=2, centred=True)
        head.addWidget(Text(self.look, title, _STRONG))
        head.addWidget(self._button)
        column.addLayout(head)
        return held
