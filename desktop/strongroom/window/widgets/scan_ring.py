"""The camera's picture through a round door, and around it a bolt for every part."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from strongroom.window.look import Look, qt_colour
from strongroom.window.painting import smooth
from strongroom.window.theme import Role
from strongroom.window.widgets.painted import Painted, renamed

_OUTSIDE = 592
_THICK = 12
_GAP = 12
_SMALLEST = 240
_MOST_BOLTS = 60
"""More parts than this are one bolt that grows."""


@dataclass(frozen=True, slots=True)
class RingState:
    """``seen`` are the numbers of the parts that arrived, of ``total``; 0 while nobody knows."""

    total: int = 0
    seen: frozenset[int] = frozenset()
    is_done: bool = False


class ScanRing(Painted):
    """As large as there is room, up to 592 px at 100 %."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._picture: QImage | None = None
        self.state = RingState()
        self.set_state(self.state, name)

    def set_state(self, state: RingState, name: str) -> None:
        self.state = state
        renamed(self, name)
        self.update()

    def set_picture(self, picture: QImage | None) -> None:
        self._picture = picture
        self.update()

    def fit(self, room: QSize) -> None:
        """Takes the room there is."""
        px = self.look.px
        side = max(min(room.width(), room.height(), px(_OUTSIDE)), px(_SMALLEST))
        if self.width() != side:
            self.setFixedSize(side, side)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(_OUTSIDE), self.look.px(_OUTSIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        thick = self.look.real(_THICK)
        ring = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        inset = thick + self.look.real(_GAP)
        self._draw_picture(painter, QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))
        self._draw_bolts(painter, ring, thick)

    def _draw_picture(self, painter: QPainter, area: QRectF) -> None:
        painter.save()
        round_door = QPainterPath()
        round_door.addEllipse(area)
        painter.fillPath(round_door, qt_colour(self.look.colour(Role.RAIL)))
        picture = self._picture
        if picture is not None and not picture.isNull():
            painter.setClipPath(round_door)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, picture, _middle(picture))
        painter.restore()
        painter.setPen(QPen(qt_colour(self.look.colour(Role.EDGE)), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(area)

    def _draw_bolts(self, painter: QPainter, ring: QRectF, thick: float) -> None:
        state = self.state
        total = state.total if 0 < state.total <= _MOST_BOLTS else 1
        gap = 0.0 if total == 1 else min(3.0, 120 / total)
        each = 360 / total
        for number in range(total):
            is_in = state.is_done or (total > 1 and number in state.seen)
            self._arc(painter, ring, thick, (number * each + gap / 2, each - gap), is_in=is_in)
        if total == 1 and state.total > _MOST_BOLTS and not state.is_done:
            share = len(state.seen) / state.total
            self._arc(painter, ring, thick, (0, 360 * share), is_in=True)

    def _arc(
        self,
        painter: QPainter,
        ring: QRectF,
        thick: float,
        turn: tuple[float, float],
        *,
        is_in: bool,
    ) -> None:
        """``turn`` is where it begins and how long it is, in degrees clockwise from the top."""
        role = Role.ACCENT if is_in else Role.LINE
        if self.state.is_done:
            role = Role.GOOD
        hairline = self.look.theme.hairline
        if not is_in and hairline > 1:  # in high contrast lines are black, and only thinner
            thick = self.look.real(hairline)
        pen = QPen(qt_colour(self.look.colour(role)), thick)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        start, length = turn
        painter.drawArc(ring, round((90 - start) * 16), round(-length * 16))


def _middle(picture: QImage) -> QRectF:
    """The largest square in the middle of a picture."""
    side = min(picture.width(), picture.height())
    corner = QPointF((picture.width() - side) / 2, (picture.height() - side) / 2)
    return QRectF(corner.x(), corner.y(), side, side)
