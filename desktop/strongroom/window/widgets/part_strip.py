"""The parts of a series in a row: which have been shown or have arrived, and which is now."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from strongroom.window.look import Look
from strongroom.window.painting import fill, outline, smooth
from strongroom.window.theme import Role
from strongroom.window.widgets.painted import Painted, renamed

_HEIGHT = 10
_GAP = 3
_LEAST = 5
"""Px of the narrowest part; more parts than fit are drawn as one bar."""


@dataclass(frozen=True, slots=True)
class PartState:
    """``now`` of ``count`` parts, from 0; None where none is."""

    count: int
    now: int | None = None


class PartStrip(Painted):
    """As wide as it is let."""

    def __init__(self, look: Look, state: PartState, name: str, parent: QWidget | None = None):
        super().__init__(look, parent)
        self.set_state(state, name)

    def set_state(self, state: PartState, name: str) -> None:
        self.state = state
        renamed(self, name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(120), self.look.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(40), self.look.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        look, count, now = self.look, self.state.count, self.state.now
        gap, height = look.real(_GAP), self.height()
        width = (self.width() - gap * (count - 1)) / count
        radius = look.real(2)
        if width < look.real(_LEAST):
            self._draw_idle(painter, QRectF(self.rect()), radius)
            width, gap = self.width() / count, 0.0
        else:
            for number in range(count):
                area = QRectF(number * (width + gap), 0, width, height)
                self._draw_idle(painter, area, radius)
        if now is not None:
            shown = max(width, look.real(_LEAST))
            left = min(now * (width + gap), self.width() - shown)
            area = QRectF(left, 0, shown, height)
            fill(painter, area, look.colour(Role.ACCENT), radius)

    def _draw_idle(self, painter: QPainter, area: QRectF, radius: float) -> None:
        """In high contrast, where lines are black, a part that is not now is hollow."""
        colour, hairline = self.look.colour(Role.LINE), self.look.theme.hairline
        if hairline > 1:
            outline(painter, area, colour, self.look.px(hairline), radius)
        else:
            fill(painter, area, colour, radius)
