"""A page with steps: where one is on the left, the way on and back at the foot."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.measures import CONTENT, HEADER_ABOVE, SECTION_GAP, STEPS
from strongroom.window.page import Page
from strongroom.window.painting import fill
from strongroom.window.paragraph import Side, Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.notice import NoticeState
from strongroom.window.widgets.step_list import Progress, Step, StepList
from strongroom.window.widgets.text import Text

_LEAST_COLUMN = 560
"""Where the content would get less, in px at 100 %, the list of steps gives way."""
_ABOVE_STEPS = 20
_SMALL = Voice(TypeSize.SMALL, Weight.STRONG, Role.INK_SOFT)
_NAME = Voice(TypeSize.LEAD, Weight.STRONG)


class WizardPage(Page):
    """``steps``, ``back``, ``later`` and ``onward`` are there to be connected."""

    can_leave = True
    """Whether there is anything to go on with later."""
    is_busy = False
    """Whether something is being made of the answers, which stay as they are until then."""

    def set_steps(self, what: str, name: str, steps: Sequence[Step]) -> None:
        """What is under way, the name of what is made, and how far it is; at the end of the way,
        and while something is made, nothing leads back."""
        self._what.set_text(what)
        self._named.set_text(name)
        number = [step.progress for step in steps].index(Progress.NOW)
        said = self.tr("Step {number} of {count}").format(number=number + 1, count=len(steps))
        self._where.set_text(said)
        self.steps.set_steps(steps, may_return=self.can_leave and not self.is_busy)

    def set_onward(self, words: str, reason: str = "", aside: str = "") -> None:
        """The next step's button, and why it is off; ``aside`` stands beside it."""
        self.onward.set_words(words)
        self.onward.switch(reason)
        self._aside.set_text(aside or reason)

    def hush(self) -> None:
        """Takes away what stood at the foot."""
        self.notices.set_state(NoticeState())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        frame = QHBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.setSpacing(0)
        self._panel = _Panel(self.look)
        self._what = Text(self.look, voice=_SMALL)
        self._named = Text(self.look, voice=_NAME)
        self.steps = StepList(self.look, ())
        for widget in (self._what, self._named):
            self._panel.column.addWidget(widget)
        self._panel.column.addSpacing(self.look.px(_ABOVE_STEPS))
        self._panel.column.addWidget(self.steps)
        self._panel.column.addStretch(1)
        self._where = Text(self.look, voice=_SMALL)
        frame.addWidget(self._panel)
        frame.addLayout(self._placed_right(), 1)

    def _placed_right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(self._placed_header())
        self.later = Button(self.look, self.tr("Close and go on later"), ButtonKind.BARE)
        self.header_buttons.addWidget(self._where)
        self.header_buttons.addWidget(self.later)
        right.addWidget(self._placed_column(), 1)
        right.addWidget(self.notices)
        right.addWidget(self._placed_foot())
        return right

    def _placed_foot(self) -> QWidget:
        look = self.look
        self.back = Button(look, self.tr("Back"), icon=Icon.BACK)
        self.onward = Button(look, self.tr("Continue"), ButtonKind.FILLED)
        self._aside = Text(look, voice=Voice(TypeSize.SMALL, role=Role.INK_SOFT), side=Side.RIGHT)
        self._foot = _Foot(look)
        self._foot.row.addWidget(self.back)
        self._foot.row.addWidget(self._aside, 1)
        self._foot.row.addWidget(self.onward)
        self.set_primary(self.onward)
        return self._foot

    def _set_margins(self) -> None:
        px, side = self.look.px, self.look.px(self.margin)
        has_room = self.width() >= px(STEPS) + px(_LEAST_COLUMN)
        self._panel.setVisible(has_room)
        self._where.setVisible(not has_room)
        panel = px(STEPS) if has_room else 0
        self.later.setVisible(self.can_leave)
        self._set_sides(side, max(self.width() - panel - 2 * side - px(CONTENT), 0))

    def _set_sides(self, side: int, spare: int) -> None:
        super()._set_sides(side, spare)
        px, right = self.look.px, side + spare
        self._foot.row.setContentsMargins(side, px(12), right, px(12))
        self._foot.row.setSpacing(px(12))


class _Panel(QWidget):
    """The ground of the steps, with a line at its right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.column = QVBoxLayout(self)
        look.changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        px = self.look.px
        self.setFixedWidth(px(STEPS))
        self.column.setContentsMargins(px(28), px(HEADER_ABOVE), px(20), px(SECTION_GAP))
        self.column.setSpacing(px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = QRectF(self.width() - 1, 0, 1, self.height())
        fill(QPainter(self), edge, self.look.colour(Role.LINE))


class _Foot(QWidget):
    """The foot of the page, with a line above."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.row = QHBoxLayout(self)
        self.row.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        fill(QPainter(self), QRectF(0, 0, self.width(), 1), self.look.colour(Role.LINE))
