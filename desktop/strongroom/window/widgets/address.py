"""An address, whole and in groups of four; a click copies it plain."""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from strongroom.window.clipboard import copy_private
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon, draw_icon
from strongroom.window.look import Look, qt_colour
from strongroom.window.measures import CAPTION_ICON, FOCUS_RING, SMALL_RADIUS
from strongroom.window.painting import fill, outline, smooth
from strongroom.window.paragraph import Paragraph, Voice, paragraph
from strongroom.window.theme import Role
from strongroom.window.widgets.copy_button import SAID_FOR
from strongroom.window.widgets.painted import PaintedButton, announce, grows_down, set_tip
from strongroom.words.amounts import grouped_address

_GROUP = 4
_WORD_GAP = 4
_STRONG_GROUPS = 2
"""So many at either end, as the first of them is the same for most addresses."""
_OFFERED = Voice(TypeSize.SMALL, Weight.STRONG, Role.ACCENT)
_SAID = Voice(TypeSize.SMALL, Weight.STRONG, Role.GOOD)


@dataclass(frozen=True, slots=True)
class AddressState:
    """``name`` is what it is to the page (*Pays to Nordwind*), for those who hear it."""

    text: str
    name: str = ""
    is_false: bool = False
    """Whether it stands where another should: then it is drawn in ``block``."""


class Address(PaintedButton):
    """The groups of an address in as many lines as it takes; ``copied`` has it plain."""

    copied = Signal(str)

    def __init__(
        self,
        look: Look,
        state: AddressState,
        size: TypeSize = TypeSize.FIXED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        grows_down(self)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._size = size
        self._said_copied = QTimer(self, singleShot=True, interval=SAID_FOR)
        self._said_copied.timeout.connect(self.update)
        self.clicked.connect(self.copy)
        self.set_state(state)

    def set_state(self, state: AddressState) -> None:
        self.state = state
        self._groups = grouped_address(state.text).split(" ")
        grouped = " ".join(self._groups)
        self.setAccessibleName(f"{state.name}: {grouped}" if state.name else grouped)
        self.setAccessibleDescription(self.tr("Copies the address"))
        set_tip(self, self.tr("Click to copy"))
        self._said_copied.stop()
        self.renew()

    def copy(self) -> None:
        copy_private(self.state.text)
        self._said_copied.start()
        announce(self, self.tr("Copied"))
        self.copied.emit(self.state.text)
        self.update()

    @property
    def says_copied(self) -> bool:
        return self._said_copied.isActive()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enters or event.matches(QKeySequence.StandardKey.Copy):
            self.click()
        else:
            super().keyPressEvent(event)

    def _advance(self) -> float:
        return QFontMetricsF(self.look.font(self._size)).horizontalAdvance("0")

    def _groups_across(self, width: int) -> int:
        return max(int((width / self._advance() + 1) // (_GROUP + 1)), 1)

    def sizeHint(self) -> QSize:
        word = paragraph(self.look, self.tr("Copied"), _SAID).natural_width
        groups = ceil(len(self._groups) * (_GROUP + 1) * self._advance())
        width = groups + self._line() + self.look.px(_WORD_GAP) + word
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(ceil(2 * (_GROUP + 1) * self._advance()), self._line())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return ceil(self._sign_corner(width).y()) + self._line()

    def _line(self) -> int:
        return self.look.px(self._size.line)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        for number, group in enumerate(self._groups):
            painter.setFont(self._font(number))
            painter.setPen(self._colour(number))
            painter.drawText(self._baseline(number), group)
        self._draw_aside(painter)

    def _corner(self, number: int, width: int) -> QPointF:
        """The top left of a group."""
        line, column = divmod(number, self._groups_across(width))
        return QPointF(column * (_GROUP + 1) * self._advance(), line * self._line())

    def _sign_corner(self, width: int) -> QPointF:
        """Where the sign of copying stands: behind the last group, or below it."""
        corner = self._corner(len(self._groups) - 1, width)
        behind = corner.x() + (len(self._groups[-1]) + 0.5) * self._advance()
        if behind + self._line() <= width:
            return QPointF(round(behind), corner.y())
        return QPointF(0, corner.y() + self._line())

    def _baseline(self, number: int) -> QPointF:
        metrics = QFontMetricsF(self.look.font(self._size))
        free = self._line() - metrics.ascent() - metrics.descent()
        return self._corner(number, self.width()) + QPointF(0, round(free / 2 + metrics.ascent()))

    def _is_strong(self, number: int) -> bool:
        last = len(self._groups) - _STRONG_GROUPS
        return number < _STRONG_GROUPS or number >= last

    def _font(self, number: int) -> QFont:
        strong = self._is_strong(number)
        return self.look.font(self._size, Weight.STRONG if strong else Weight.PLAIN)

    def _colour(self, number: int) -> QColor:
        role = Role.BLOCK if self.state.is_false else Role.INK
        if self._is_strong(number):
            return self.look.ink(role)
        return qt_colour(self.look.theme.address_middle(role))

    def _draw_aside(self, painter: QPainter) -> None:
        """The sign of copying, which has the keyboard's ring, and its word; or that it was done."""
        look, side, line = self.look, self.look.px(CAPTION_ICON), self._line()
        cell = QRectF(self._sign_corner(self.width()), QSizeF(line, line))
        if self.says_copied:
            cell = self._draw_word(painter, cell, paragraph(look, self.tr("Copied"), _SAID))
        else:
            self._draw_offer(painter, cell)
        icon = QRectF(0, 0, side, side)
        icon.moveCenter(cell.center())
        colour = look.colour(Role.GOOD if self.says_copied else Role.ACCENT)
        draw_icon(painter, icon, Icon.CHECK if self.says_copied else Icon.COPY, colour)
        if self.hasFocus():
            radius = look.real(SMALL_RADIUS)
            outline(painter, cell, look.colour(Role.INK), look.px(FOCUS_RING), radius)

    def _draw_offer(self, painter: QPainter, cell: QRectF) -> None:
        """The word behind its sign; where there is no room, the sign alone."""
        word = paragraph(self.look, self.tr("Copy"), _OFFERED)
        if cell.right() + self.look.px(_WORD_GAP) + word.natural_width < self.width():
            self._draw_word(painter, cell, word)

    def _draw_word(self, painter: QPainter, cell: QRectF, word: Paragraph) -> QRectF:
        """Draws the word behind its sign; where there is no room, for a while over the groups."""
        taken = cell.width() + self.look.px(_WORD_GAP) + word.natural_width + 1
        over = cell.left() + taken - self.width()
        if over > 0:
            cell = cell.translated(-min(over, cell.left()), 0)
            plate = QRectF(cell.topLeft(), QSizeF(taken, cell.height()))
            fill(painter, plate, self.look.colour(Role.SURFACE))
        free = (cell.height() - self.look.px(TypeSize.SMALL.line)) // 2
        corner = QPointF(cell.right() + self.look.px(_WORD_GAP), cell.top() + free)
        word.draw(painter, corner, word.natural_width + 1)
        return cell
