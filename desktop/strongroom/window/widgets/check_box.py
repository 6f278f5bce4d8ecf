"""A box to tick, beside its words; and a choice of one among several."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from strongroom.window.colour import Colour
from strongroom.window.fonts import TypeSize
from strongroom.window.look import Look
from strongroom.window.measures import CHECK_BOX, FOCUS_RING, RADIUS, SMALL_RADIUS
from strongroom.window.painting import outline, plate, smooth, stroke
from strongroom.window.paragraph import Paragraph, Voice, paragraph
from strongroom.window.theme import Role
from strongroom.window.widgets.painted import PaintedButton, grows_down

_GAP = 10
_AROUND = 4
"""Around the words; the keyboard's ring goes there."""
_ASIDE = 7
"""Between the words and the sides of the ring."""
_LEAST_WORDS = 96


class BoxKind(Enum):
    """Whether several may be chosen, or one."""

    SQUARE = "square"
    ROUND = "round"


class CheckBox(PaintedButton):
    """Its words wrap; a click on them ticks it too."""

    kind = BoxKind.SQUARE

    def __init__(self, look: Look, words: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        grows_down(self)
        self._is_on_tint = False
        self.set_words(words)

    def set_words(self, words: str) -> None:
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.renew()

    def lie_on_tint(self) -> None:
        """On a tint the outline of a control is darker."""
        self._is_on_tint = True
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Enter is for the page's next step.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _paragraph(self) -> Paragraph:
        role = Role.INK if self.isEnabled() else Role.INK_SOFT
        return paragraph(self.look, self._words, Voice(role=role))

    def _indent(self) -> int:
        return self.look.px(CHECK_BOX) + self.look.px(_GAP)

    def sizeHint(self) -> QSize:
        width = self._indent() + self._paragraph().natural_width + self.look.px(_ASIDE) + 1
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        least = self._indent() + self.look.px(_LEAST_WORDS)
        return QSize(min(least, self.sizeHint().width()), self._one_line())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._paragraph().height(self._room(width)) + 2 * self.look.px(_AROUND)

    def _one_line(self) -> int:
        return self.look.px(TypeSize.BODY.line) + 2 * self.look.px(_AROUND)

    def _room(self, width: int) -> int:
        return width - self._indent() - self.look.px(_ASIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        words, around = self._paragraph(), self.look.px(_AROUND)
        side = self.look.px(CHECK_BOX)
        self._draw_box(painter, QRectF(0, (self._one_line() - side) // 2, side, side))
        words.draw(painter, QPointF(self._indent(), around), self._room(self.width()))
        if self.hasFocus():
            ring = self.look.colour(Role.INK)
            aside = self.look.px(_ASIDE)
            area = QRectF(self.rect()).adjusted(self._indent() - aside, 0, 0, 0)
            area.setWidth(min(area.width(), words.natural_width + 2 * aside))
            outline(painter, area, ring, self.look.px(FOCUS_RING), self.look.real(RADIUS))

    def _draw_box(self, painter: QPainter, box: QRectF) -> None:
        look, is_round = self.look, self.kind is BoxKind.ROUND
        radius = box.width() / 2 if is_round else look.real(SMALL_RADIUS)
        if self.isChecked() and not is_round:
            ground = look.colour(Role.ACCENT if self.isEnabled() else Role.EDGE)
            plate(painter, box, ground, radius)
            _draw_check(painter, look, box)
            return
        plate(painter, box, self._ground(), radius)
        outline(painter, box, self._edge(), look.px(look.theme.mixing.outline), radius)
        if self.isChecked():
            painter.setBrush(look.ink(Role.ACCENT))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(box.center(), box.width() * 0.26, box.width() * 0.26)

    def _ground(self) -> Colour:
        if not self.isEnabled():
            return self.look.colour(Role.PAPER)
        theme = self.look.theme
        return theme.quiet_hover() if self.is_hovered else theme.colour(Role.SURFACE)

    def _edge(self) -> Colour:
        if self.isChecked():
            return self.look.colour(Role.ACCENT)
        return self.look.colour(Role.INK_SOFT if self._is_on_tint else Role.EDGE)


class RoundBox(CheckBox):
    """One of several; those with the same parent let go of each other."""

    kind = BoxKind.ROUND

    def __init__(self, look: Look, words: str, parent: QWidget | None = None) -> None:
        super().__init__(look, words, parent)
        self.setAutoExclusive(True)


def _draw_check(painter: QPainter, look: Look, box: QRectF) -> None:
    shape = ((0.24, 0.53), (0.43, 0.72), (0.77, 0.31))
    width, height = box.width(), box.height()
    points = [box.topLeft() + QPointF(x * width, y * height) for x, y in shape]
    stroke(painter, points, look.colour(Role.ON_ACCENT), look.real(1.8))
