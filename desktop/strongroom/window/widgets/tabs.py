"""The parts of a page side by side, one of them shown."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from strongroom.window.fonts import Weight
from strongroom.window.look import Look
from strongroom.window.measures import FOCUS_RING, RADIUS, TABS
from strongroom.window.painting import fill, outline, smooth
from strongroom.window.paragraph import Paragraph, Voice, paragraph
from strongroom.window.theme import Role
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.painted import PaintedButton

_GAP = 12
_ASIDE = 8
"""Beside the words of a tab; the keyboard's ring goes there."""
_EDGE = 3


class Tabs(QWidget):
    """``chosen`` has the number of the tab a person asks for; the arrows go from one to the next.

    Where they have no room side by side they go on in a second row.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = Flow(look, _GAP, row_gap=0)
        frame = QHBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addLayout(self._row, 1)
        self._tabs = [_Tab(look, name, self) for name in names]
        for number, tab in enumerate(self._tabs):
            tab.clicked.connect(lambda _=False, number=number: self.choose(number))
            tab.stepped.connect(lambda step, number=number: self._step(number, step))
            self._row.addWidget(tab)
        self.current = 0
        self.choose(0)

    def choose(self, number: int) -> None:
        """Shows a tab as the one we are on, and says so when it is another."""
        is_new = number != self.current
        self.current = number
        for index, tab in enumerate(self._tabs):
            tab.set_selected(index == number)
        if is_new:
            self.chosen.emit(number)

    def _step(self, number: int, step: int) -> None:
        following = (number + step) % len(self._tabs)
        self.choose(following)
        self._tabs[following].setFocus(Qt.FocusReason.TabFocusReason)


class _Tab(PaintedButton):
    stepped = Signal(int)

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._name = name
        self.setText(name.replace("&", "&&"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._is_selected = False

    def set_selected(self, selected: bool) -> None:
        self._is_selected = selected
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(self.tr("shown now") if selected else "")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _words(self) -> Paragraph:
        weight = Weight.STRONG if self._is_selected else Weight.PLAIN
        role = Role.INK if self._is_selected or self.is_hovered else Role.INK_SOFT
        return paragraph(self.look, self._name, Voice(weight=weight, role=role))

    def sizeHint(self) -> QSize:
        """As wide as its strong words, so that nothing moves when it is chosen."""
        strong = paragraph(self.look, self._name, Voice(weight=Weight.STRONG))
        return QSize(strong.natural_width + 1 + 2 * self.look.px(_ASIDE), self.look.px(TABS))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        look, words = self.look, self._words()
        aside = look.px(_ASIDE)
        room = self.width() - 2 * aside
        height = words.height(room)
        top = (self.height() - height) // 2 - look.px(2)
        words.draw(painter, QPointF(aside, top), room)
        if self._is_selected:
            edge = look.px(_EDGE)
            line = QRectF(aside, self.height() - edge, room, edge)
            fill(painter, line, look.colour(Role.ACCENT))
        if self.hasFocus():
            area = QRectF(self.rect()).adjusted(0, 0, 0, -look.px(_EDGE + 2))
            ring = look.px(FOCUS_RING)
            outline(painter, area, look.colour(Role.INK), ring, look.real(RADIUS))
