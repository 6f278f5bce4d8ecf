"""The striped band above everything that is practice, with its sentence on a plate."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look, qt_colour
from strongroom.window.measures import MARGIN, PRACTICE_BAND, PRACTICE_STRIPE, RAIL
from strongroom.window.painting import fill, smooth
from strongroom.window.paragraph import Voice, elided, paragraph
from strongroom.window.theme import Role
from strongroom.window.widgets.painted import Painted

_PADDING = 12
_ROOT_2 = 2**0.5


class PracticeBand(Painted):
    """Says in words and stripes that nothing here has value."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._begins = look.px(RAIL + MARGIN)
        self.setText(self.tr("Practice. These coins have no value."))

    def begin_at(self, left: int) -> None:
        """Where the sentence begins: above the words of the page, in px of the screen."""
        self._begins = left
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(PRACTICE_BAND), self.look.px(PRACTICE_BAND))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        ground, stripe = self.look.theme.practice_stripes()
        fill(painter, QRectF(self.rect()), ground)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qt_colour(stripe))
        # Stripes are as wide as the ground between them, across and not along the band.
        across = self.look.real(PRACTICE_STRIPE) * _ROOT_2
        left = -float(self.height())
        while left < self.width():
            painter.drawPolygon(_stripe(left, across, self.height()))
            left += 2 * across
        self._draw_plate(painter)

    def _draw_plate(self, painter: QPainter) -> None:
        px = self.look.px
        voice = Voice(TypeSize.SMALL, Weight.STRONG, Role.ON_ACCENT)
        room = self.width() - 2 * px(_PADDING)
        words = paragraph(self.look, elided(self.look, self.text(), voice, room), voice)
        width = words.natural_width + 2 * px(_PADDING)
        left = max(min(self._begins - px(_PADDING), self.width() - width), 0)
        plate = QRectF(left, 0, width, self.height())
        fill(painter, plate, self.look.colour(Role.PRACTICE))
        top = (self.height() - px(TypeSize.SMALL.line)) // 2
        words.draw(painter, QPointF(left + px(_PADDING), top), words.natural_width + 1)


def _stripe(left: float, width: float, height: int) -> QPolygonF:
    lean = float(height)
    points = [(left + lean, 0.0), (left + lean + width, 0.0), (left + width, lean), (left, lean)]
    return QPolygonF([QPointF(*point) for point in points])
