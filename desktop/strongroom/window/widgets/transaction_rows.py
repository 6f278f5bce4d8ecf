"""A transaction where there is no width for bands: its ends below each other, bars to scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from strongroom.window.colour import Colour
from strongroom.window.look import Look
from strongroom.window.painting import fill
from strongroom.window.paragraph import Side
from strongroom.window.widgets.transaction_labels import Label

_BAR = 6
_LEAST = 2
_ABOVE_BAR = 4
_BETWEEN = 14


@dataclass(frozen=True, slots=True)
class BarRow:
    """A label and, below it, a bar of ``amount`` satoshi; None has no bar."""

    label: Label
    amount: int | None
    colour: Colour | None = None


class TransactionRows:
    """Draws rows downward; the longest bar is as wide as there is room."""

    def __init__(self, look: Look, rows: Sequence[BarRow]) -> None:
        self._look = look
        self._rows = rows
        self._most = max((row.amount or 0 for row in rows), default=0)

    def height(self, width: float) -> int:
        heights = [self._row_height(row, width) for row in self._rows]
        return sum(heights) + self._look.px(_BETWEEN) * max(len(heights) - 1, 0)

    def _row_height(self, row: BarRow, width: float) -> int:
        bar = self._look.px(_ABOVE_BAR) + self._look.px(_BAR) if row.colour else 0
        return row.label.height(width) + bar

    def draw(self, painter: QPainter, width: float) -> None:
        top = 0
        for row in self._rows:
            row.label.draw(painter, QPointF(0, top), width, Side.LEFT)
            if row.colour is not None:
                below = top + row.label.height(width) + self._look.px(_ABOVE_BAR)
                share = (row.amount or 0) / self._most if self._most else 0.0
                length = max(width * share, self._look.px(_LEAST))
                fill(painter, QRectF(0, below, length, self._look.px(_BAR)), row.colour)
            top += self._row_height(row, width) + self._look.px(_BETWEEN)
