"""A column of what stands on paper, in rows that are never torn apart."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextLayout, QTextLine, QTextOption

from strongroom.paper.fonts import NO_LIGATURES, bundled_font
from strongroom.paper.measures import BODY, HEADING, MILLIMETRE, POINT, SMALL, Voice

INK: Final = QColor("#000000")
SOFT: Final = QColor("#4C5B64")
LINE: Final = QColor("#75848B")

_LABEL: Final = 30 * MILLIMETRE
"""Wide: what stands before a value."""

_STEP: Final = 6 * MILLIMETRE
"""Wide: what stands before a step."""

_BETWEEN: Final = 5 * MILLIMETRE
"""Two fields beside each other."""

_HAND: Final = 9 * MILLIMETRE
"""High: a line on which somebody writes by hand."""

Draw = Callable[[QPainter, QPointF], None]
"""Draws with its upper left corner there."""


@dataclass(frozen=True, slots=True)
class Row:
    """What stays in one piece; ``holds_next`` where the row after it belongs to the same page."""

    height: float
    draw: Draw
    holds_next: bool = False


class Column:
    """Collects rows from the top down. Texts from outside must have been made fit to be shown."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._rows: list[Row] = []

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def add(self, height: float, draw: Draw) -> None:
        """What draws itself."""
        self._rows.append(Row(height, draw))

    def gap(self, points: float) -> None:
        self.add(points * POINT, lambda painter, at: None)

    def text(self, text: str, voice: Voice = BODY) -> None:
        """Over as many lines as it needs, each of them a row."""
        self._rows += lines(text, voice, self.width)

    def heading(self, text: str) -> None:
        """With room above it, on the page of what follows."""
        with self.together(also_next=True):
            self.gap(12)
            self.text(text, HEADING)
            self.gap(3)

    def pair(self, label: str, value: str, voice: Voice = BODY) -> None:
        """A label, and the value beside it."""
        with self.together():
            named = lines(label, SMALL, _LABEL - 2 * POINT)
            shown = lines(value, voice, self.width - _LABEL)
            lower = (voice.size - SMALL.size) * POINT
            for left, right in zip_longest(named, shown):
                height = max(row.height for row in (left, right) if row is not None)
                self.add(height, _beside(left, right, _LABEL, lower))

    def step(self, number: int, text: str) -> None:
        """One of several things to do, with its number before it."""
        with self.together():
            for place, line in enumerate(lines(text, BODY, self.width - _STEP)):
                named = lines(f"{number}.", BODY, _STEP)[0] if place == 0 else None
                self.add(line.height, _beside(named, line, _STEP))

    def by_hand(self, *labels: str) -> None:
        """Fields beside each other in which somebody writes."""
        each = (self.width + _BETWEEN) / len(labels)
        said = [lines(label, SMALL, each - _BETWEEN) for label in labels]

        def draw(painter: QPainter, at: QPointF) -> None:
            for number, label in enumerate(said):
                place = at + QPointF(each * number, _HAND)
                _line(painter, place, each - _BETWEEN)
                for line in label:
                    line.draw(painter, place + QPointF(0, POINT))
                    place += QPointF(0, line.height)

        most = max(sum(line.height for line in label) for label in said)
        self.add(_HAND + most + 2 * POINT, draw)

    @contextmanager
    def together(self, *, also_next: bool = False) -> Iterator[None]:
        """What is added stays on one page, as far as it fits on one."""
        start = len(self._rows)
        yield
        end = len(self._rows) if also_next else len(self._rows) - 1
        for number in range(start, end):
            self._rows[number] = replace(self._rows[number], holds_next=True)


def lines(text: str, voice: Voice, width: float) -> list[Row]:
    """A text as lines of that width, from left to right; a word that is too long is broken."""
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    # Every glyph is the plain one of its character: others could not be copied out of a PDF.
    size = round(voice.size * POINT)
    layout = QTextLayout(text, bundled_font(voice.family, size, voice.weight, NO_LIGATURES))
    layout.setTextOption(option)
    layout.beginLayout()
    made = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        made.append(Row(voice.line * POINT, _drawn(layout, line, voice)))
    layout.endLayout()
    return made


def _drawn(layout: QTextLayout, line: QTextLine, voice: Voice) -> Draw:
    def draw(painter: QPainter, at: QPointF) -> None:
        assert layout is not None  # a line lives only as long as its layout
        painter.setPen(SOFT if voice.is_soft else INK)
        middle = (voice.line * POINT - line.height()) / 2
        line.draw(painter, at + QPointF(0, middle) - line.position())

    return draw


def _beside(left: Row | None, right: Row | None, room: float, lower: float = 0) -> Draw:
    """Two rows beside each other, the left one ``lower`` so that both stand on one line."""

    def draw(painter: QPainter, at: QPointF) -> None:
        if left is not None:
            left.draw(painter, at + QPointF(0, lower))
        if right is not None:
            right.draw(painter, at + QPointF(room, 0))

    return draw


def _line(painter: QPainter, at: QPointF, width: float) -> None:
    painter.setPen(QPen(LINE, 0.6 * POINT))
    painter.drawLine(at, at + QPointF(width, 0))


def modules(painter: QPainter, area: QRectF, code: tuple[tuple[bool, ...], ...]) -> None:
    """A QR code that fills an area, each run of dark modules as one rectangle."""
    size = area.width() / len(code)
    for top, row in enumerate(code):
        start = None
        for left, is_dark in enumerate((*row, False)):
            if is_dark and start is None:
                start = left
            elif not is_dark and start is not None:
                x, y = area.left() + start * size, area.top() + top * size
                painter.fillRect(QRectF(x, y, (left - start) * size, size), INK)
                start = None
