"""The ways to spend as a picture: who can today, and who later, from left to right.

The stations are as far apart as their words need, not as their delays are: a month beside a year
would leave no room to say what it is.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from strongroom.model.spending_path import SpendingPath
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.painting import fill, smooth
from strongroom.window.paragraph import Paragraph, Voice, paragraph
from strongroom.window.theme import Role
from strongroom.window.widgets.painted import Painted, grows_down, renamed
from strongroom.words.amounts import quorum
from strongroom.words.paths import delay_span, path_words

_DOT = 12
_LINE = 2
_GAP = 6
_BETWEEN = 16
"""Px between the words of two stations."""
_NARROWEST = 88

_STRONG = Voice(weight=Weight.STRONG)
_SMALL = Voice(TypeSize.SMALL, role=Role.INK_SOFT)


@dataclass(frozen=True, slots=True)
class Station:
    """Who can spend, and from when on."""

    who: str
    when: str


class Timeline(Painted):
    """A dot for each way to spend, filled where it is open today."""

    def __init__(
        self, look: Look, paths: tuple[SpendingPath, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self.stations = tuple(self._station(path) for path in paths)
        said = [path_words(path.threshold, len(path.keys), path.delay) for path in paths]
        renamed(self, "; ".join(said))
        grows_down(self)

    def _station(self, path: SpendingPath) -> Station:
        who = quorum(path.threshold, len(path.keys))
        if not path.delay:
            return Station(who, self.tr("at any time"))
        return Station(who, self.tr("after {span}").format(span=delay_span(path.delay)))

    def sizeHint(self) -> QSize:
        widest = max(max(one.natural_width for one in self._words(s)) for s in self.stations)
        column = max(widest, self.look.px(_NARROWEST)) + self.look.px(_BETWEEN)
        width = column * len(self.stations)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        least = self.look.px(_NARROWEST) * min(len(self.stations), 2)
        return QSize(least, self.heightForWidth(least))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = self._rows(width)
        return sum(self._row_height(row, width) for row in rows)

    def _rows(self, width: int) -> list[tuple[Station, ...]]:
        """The stations that stand beside each other; more rows where the page is narrow."""
        column = self.look.px(_NARROWEST) + self.look.px(_BETWEEN)
        most = min(max(width // column, 1), len(self.stations))
        return [self.stations[at : at + most] for at in range(0, len(self.stations), most)]

    def _row_height(self, row: tuple[Station, ...], width: int) -> int:
        room = self._room(row, width)
        words = max(sum(one.height(room) for one in self._words(each)) for each in row)
        return self.look.px(_DOT) + words + 2 * self.look.px(_GAP)

    def _room(self, row: tuple[Station, ...], width: int) -> int:
        return width // len(row) - self.look.px(_BETWEEN)

    def _words(self, station: Station) -> tuple[Paragraph, Paragraph]:
        return (
            paragraph(self.look, station.who, _STRONG),
            paragraph(self.look, station.when, _SMALL),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        top = 0
        for row in self._rows(self.width()):
            self._draw_row(painter, row, top)
            top += self._row_height(row, self.width())

    def _draw_row(self, painter: QPainter, row: tuple[Station, ...], top: int) -> None:
        dot, column = self.look.px(_DOT), self.width() / len(row)
        line = QRectF(0, top + (dot - self.look.px(_LINE)) / 2, self.width(), self.look.px(_LINE))
        fill(painter, line, self.look.colour(Role.LINE))
        for at, station in enumerate(row):
            left = at * column
            self._draw_dot(painter, QRectF(left, top, dot, dot), station is self.stations[0])
            y = top + dot + self.look.px(_GAP)
            for words in self._words(station):
                room = self._room(row, self.width())
                words.draw(painter, QPointF(left, y), room)
                y += words.height(room)

    def _draw_dot(self, painter: QPainter, area: QRectF, is_open: bool) -> None:
        stroke = self.look.real(_LINE)
        inner = area.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setColor(self.look.ink(Role.ACCENT))
        pen.setWidthF(stroke)
        painter.setPen(pen)
        painter.setBrush(self.look.ink(Role.ACCENT if is_open else Role.SURFACE))
        painter.drawEllipse(inner)
