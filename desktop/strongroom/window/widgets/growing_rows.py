"""Rows of which the first come at once, others one after the other, and many when asked for."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.turns import Turns
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize

_AT_ONCE = 3
"""Rows that are there at once."""
MOST_ROWS = 50
"""Rows that come before somebody asks for more."""


class GrowingRows(QWidget):
    """``make`` makes the row at a place, from 0, when it is its turn."""

    def __init__(self, look: Look, count: int, make: Callable[[int], QWidget]) -> None:
        super().__init__()
        self._look, self._count, self._make = look, count, make
        self._asked = 0
        self._turns = Turns(self)
        self._more = QWidget()
        words = self.tr("Show more")
        self._button = Button(look, words, ButtonKind.BARE, Icon.DOWN, ButtonSize.SMALL)
        self._button.clicked.connect(self.grow)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        frame = QHBoxLayout(self._more)
        frame.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._rows)
        column.addWidget(self._more)
        self._more.hide()

    @property
    def is_empty(self) -> bool:
        """Whether nobody asked for any yet."""
        return not self._asked

    def grow(self) -> None:
        """Makes the next rows, and offers those behind them."""
        start, self._asked = self._asked, min(self._asked + MOST_ROWS, self._count)
        self._more.hide()
        pieces: list[Callable[[], None]]
        pieces = [partial(self._add, number) for number in range(start, self._asked)]
        pieces.append(self._offer_more)
        self._turns.add(pieces, _AT_ONCE)

    def _add(self, number: int) -> None:
        self._rows.addWidget(self._make(number))

    def _offer_more(self) -> None:
        left = self._count - self._asked
        if left:
            self._button.set_words(self.tr("Show more: %n to come", "", left))
            self._more.show()
