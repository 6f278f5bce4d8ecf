"""A value between two ends, by pointer and arrow keys."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSlider, QWidget

from strongroom.window.look import Look, qt_colour
from strongroom.window.painting import fill, focus_ring, smooth
from strongroom.window.theme import Role

_HEIGHT = 28
_WIDTH = 120
_GROOVE = 4
_HANDLE = 16


class Slider(QSlider):
    """Whole numbers from ``least`` to ``most``; ``name`` is what is spoken."""

    def __init__(
        self, look: Look, name: str, least: int, most: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.look = look
        self.setRange(least, most)
        self.setPageStep(max((most - least) // 6, 1))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.renew)

    def renew(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(_WIDTH), self.look.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        look, middle = self.look, self.height() / 2
        groove, handle = look.real(_GROOVE), look.real(_HANDLE)
        left, room = handle / 2, self.width() - handle
        share = (self.value() - self.minimum()) / max(self.maximum() - self.minimum(), 1)
        at = left + room * share
        track = QRectF(left, middle - groove / 2, room, groove)
        fill(painter, track, look.colour(Role.EDGE), groove / 2)
        track.setRight(max(at, left + 1))
        fill(painter, track, look.colour(Role.ACCENT), groove / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qt_colour(look.colour(Role.ACCENT)))
        painter.drawEllipse(QPointF(at, middle), handle / 2, handle / 2)
        if self.hasFocus():
            focus_ring(painter, look, QRectF(self.rect()))
