"""The picture of a screen, over that screen, on which somebody draws a frame around a code."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from strongroom.window.look import Look
from strongroom.window.scanning.screen_part import ScreenPart
from strongroom.window.theme import Role
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.painted import renamed
from strongroom.window.widgets.text import Text

_STEP = 0.01
"""Of the screen, for one press of an arrow key."""

_LEAST = 0.02
"""Of the screen; what is smaller was a click."""

_VEIL = 0.65
_LINE = 2
_PLATE = 460
_ABOVE = 28
"""Px at 100 %: the frame's line, and the plate with the words and what is above it."""

_ARROWS = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -_STEP),
    Qt.Key.Key_Down: (0.0, _STEP),
}


class PartChooser(QWidget):
    """Ends in one of its signals; what was chosen is a ``ScreenPart``.

    ``part`` is framed at first; without drawing anything Enter takes it.
    """

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, look: Look, picture: QImage, part: ScreenPart) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self.look, self._picture, self._screen = look, picture, part.screen
        self._framed = QRectF(part.left, part.top, part.width, part.height)
        self._pressed: QPointF | None = None
        self._is_taken = False
        self._plate = Card(look, parent=self)
        self._plate.body.addWidget(Text(look, self._words()))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setWindowTitle(self.tr("Frame the code"))
        self._frame(self._framed)

    def _words(self) -> str:
        return self.tr(
            "Draw a frame around the code. Or move the frame by the arrow keys, size it with Shift "
            "held, and press Enter. Esc goes back."
        )

    @property
    def part(self) -> ScreenPart:
        """What is framed now."""
        framed = self._framed
        left, top = max(framed.left(), 0.0), max(framed.top(), 0.0)
        across, down = min(framed.width(), 1 - left), min(framed.height(), 1 - top)
        return ScreenPart(self._screen, left, top, across, down)

    # By pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._on_screen(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            self._frame(QRectF(self._pressed, self._on_screen(event.position())).normalized())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was drawn is taken at once; a mere click is not."""
        if self._pressed is None:
            return
        drawn = QRectF(self._pressed, self._on_screen(event.position())).normalized()
        self._pressed = None
        if min(drawn.width(), drawn.height()) >= _LEAST:
            self._frame(drawn)
            self._take()

    # By keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif key is Qt.Key.Key_Escape:
            self.close()
        elif key in _ARROWS:
            is_sizing = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._nudge(*_ARROWS[key], is_sizing)
        else:
            super().keyPressEvent(event)

    def _nudge(self, across: float, down: float, is_sizing: bool) -> None:
        framed = self._framed
        if is_sizing:
            width = min(max(framed.width() + across, _LEAST), 1 - framed.left())
            height = min(max(framed.height() + down, _LEAST), 1 - framed.top())
            self._frame(QRectF(framed.topLeft(), QSizeF(width, height)))
        else:
            left = min(max(framed.left() + across, 0.0), 1 - framed.width())
            top = min(max(framed.top() + down, 0.0), 1 - framed.height())
            self._frame(QRectF(QPointF(left, top), framed.size()))

    def _take(self) -> None:
        self._is_taken = True
        self.close()
        self.chosen.emit(self.part)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._is_taken:
            self.cancelled.emit()

    # What is seen

    def _frame(self, framed: QRectF) -> None:
        self._framed = framed
        sides = (framed.left(), framed.top(), framed.right(), framed.bottom())
        said = self.tr("Framed: from {left}, {top} to {right}, {bottom} per cent of the screen")
        names = ("left", "top", "right", "bottom")
        where = {name: round(100 * side) for name, side in zip(names, sides, strict=True)}
        renamed(self, self._words(), said.format(**where))
        self._place_plate()
        self.update()

    def _place_plate(self) -> None:
        """Where the frame is not: above, or below."""
        px = self.look.px
        width = min(px(_PLATE), self.width() - 2 * px(_ABOVE))
        height = max(self._plate.heightForWidth(width), self._plate.sizeHint().height())
        is_below = self._framed.center().y() < 0.5
        top = self.height() - height - px(_ABOVE) if is_below else px(_ABOVE)
        self._plate.setGeometry((self.width() - width) // 2, top, width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_plate()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.ink(Role.PAPER))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = self._shown()
        painter.drawImage(shown, self._picture)
        framed = self._in_window(self._framed)
        around = QPainterPath()
        around.addRect(QRectF(self.rect()))
        around.addRect(framed)
        veil = self.look.ink(Role.PAPER)
        veil.setAlphaF(_VEIL)
        painter.fillPath(around, veil)
        painter.setPen(QPen(self.look.ink(Role.ACCENT), self.look.real(_LINE)))
        painter.drawRect(framed)

    def _shown(self) -> QRectF:
        """Where the picture is: whole, in the middle."""
        size = QSizeF(self._picture.size()).scaled(
            QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio
        )
        shown = QRectF(QPointF(), size)
        shown.moveCenter(QRectF(self.rect()).center())
        return shown

    def _on_screen(self, at: QPointF) -> QPointF:
        shown = self._shown()
        across = (at.x() - shown.left()) / shown.width()
        down = (at.y() - shown.top()) / shown.height()
        return QPointF(min(max(across, 0.0), 1.0), min(max(down, 0.0), 1.0))

    def _in_window(self, framed: QRectF) -> QRectF:
        shown = self._shown()
        return QRectF(
            shown.left() + framed.left() * shown.width(),
            shown.top() + framed.top() * shown.height(),
            framed.width() * shown.width(),
            framed.height() * shown.height(),
        )
