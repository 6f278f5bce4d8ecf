"""Fields to write in and to choose from, with the ring that says where the keyboard is."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from strongroom.window.fonts import TypeSize
from strongroom.window.icons import Icon, draw_icon
from strongroom.window.look import Look
from strongroom.window.measures import BUTTON, CAPTION_ICON, FOCUS_RING, RADIUS
from strongroom.window.painting import focus_ring, outline, plate, smooth
from strongroom.window.paragraph import Voice, elided, paragraph
from strongroom.window.style_sheet import Sheet
from strongroom.window.theme import Role

_PADDING = 12
_NARROWEST = 120


class TextField(QLineEdit):
    """One line of text; ``name`` is what is spoken, ``hint`` stands in it while it is empty."""

    def __init__(
        self,
        look: Look,
        name: str,
        hint: str = "",
        size: TypeSize = TypeSize.BODY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self._size = look, size
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        # What is dropped is for the page, which opens it: a field would take the name of a file.
        self.setAcceptDrops(False)
        look.changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        self.setStyleSheet(self.look.sheet(Sheet.FIELD))
        self.setFont(self.look.font(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            smooth(painter)
            focus_ring(painter, self.look, QRectF(self.rect()))


class TextArea(QPlainTextEdit):
    """Several lines of plain text, as for a descriptor; Tab goes on to the next control."""

    def __init__(
        self,
        look: Look,
        name: str,
        hint: str = "",
        size: TypeSize = TypeSize.FIXED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self._size = look, size
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        look.changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        self.setStyleSheet(self.look.sheet(Sheet.AREA) + self.look.sheet(Sheet.BAR))
        self.setFont(self.look.font(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            smooth(painter)
            area = QRectF(self.viewport().rect())
            outline(painter, area, self.look.colour(Role.INK), self.look.px(FOCUS_RING), 2)


class Choice(QComboBox):
    """One of a few; ``name`` is what is spoken."""

    def __init__(
        self, look: Look, name: str, choices: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.setAccessibleName(name)
        self.addItems(list(choices))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        self.view().setStyleSheet(self.look.sheet(Sheet.LIST) + self.look.sheet(Sheet.BAR))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        texts = (self.itemText(number) for number in range(self.count()))
        widths = [paragraph(self.look, text).natural_width for text in texts]
        px = self.look.px
        return QSize(
            max(widths, default=0) + 2 * px(_PADDING) + px(CAPTION_ICON) + px(8), px(BUTTON)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.look.px(_NARROWEST)), self.look.px(BUTTON))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, px, area = self.look, self.look.px, QRectF(self.rect())
        painter = QPainter(self)
        smooth(painter)
        radius, is_on = look.real(RADIUS), self.isEnabled()
        plate(painter, area, look.colour(Role.SURFACE if is_on else Role.PAPER), radius)
        edge = look.colour(Role.EDGE if is_on else Role.LINE)
        outline(painter, area, edge, px(look.theme.mixing.outline), radius)
        voice = Voice(role=Role.INK if is_on else Role.INK_SOFT)
        side = px(CAPTION_ICON)
        room = self.width() - 2 * px(_PADDING) - side - px(8)
        words = paragraph(look, elided(look, self.currentText(), voice, room), voice)
        top = (self.height() - px(TypeSize.BODY.line)) // 2
        words.draw(painter, QPointF(px(_PADDING), top), room + 1)
        arrow = QRectF(self.width() - px(_PADDING) - side, (self.height() - side) // 2, side, side)
        draw_icon(painter, arrow, Icon.DOWN, look.colour(Role.INK_SOFT))
        if self.hasFocus():
            focus_ring(painter, look, area)
