"""What stands on every page: the foot that counts them, and the band of practice."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from strongroom import __version__
from strongroom.paper.column import lines
from strongroom.paper.language import translate
from strongroom.paper.measures import MARGIN, MILLIMETRE, SMALL, STRONG

FOOT: Final = 9 * MILLIMETRE
"""High, with the room above it."""

BAND: Final = 9 * MILLIMETRE
"""High, from the edge of the sheet."""

_STRIPE: Final = 4 * MILLIMETRE
_STRIPES: Final = QColor("#BBA2F5")
_PLATE: Final = 72 * MILLIMETRE
"""Wide: what is left free of stripes for the words."""


def draw_foot(
    painter: QPainter, at: QPointF, width: float, title: str, number: int, count: int
) -> None:
    """On one line, cut off where the title is too long for it."""
    page = translate("Paper", "page {number} of {count}").format(number=number, count=count)
    text = f"{page} · Strongroom {__version__} · {title}"
    lines(text, SMALL, width)[0].draw(painter, at)


def draw_band(painter: QPainter, width: float) -> None:
    """Stripes, and in words that nothing here has value."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_STRIPES)
    left = -BAND
    while left < width:
        painter.drawPolygon(_stripe(left))
        left += 2 * _STRIPE
    said = lines(translate("Paper", "Practice. These coins have no value."), STRONG, width)[0]
    painter.fillRect(QRectF(MARGIN - 2 * MILLIMETRE, 0, _PLATE, BAND), QColor("#FFFFFF"))
    said.draw(painter, QPointF(MARGIN, (BAND - said.height) / 2))


def _stripe(left: float) -> QPolygonF:
    """It leans by as much as the band is high."""
    corners = ((left + BAND, 0), (left + BAND + _STRIPE, 0), (left + _STRIPE, BAND), (left, BAND))
    return QPolygonF([QPointF(*corner) for corner in corners])
