"""The steps of a wizard: those behind, the one at hand, those to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.measures import FOCUS_RING, RADIUS, STEP, STEPS
from strongroom.window.painting import outline, plate, smooth, stroke
from strongroom.window.paragraph import Paragraph, Voice, paragraph
from strongroom.window.theme import Role
from strongroom.window.widgets.painted import PaintedButton, grows_down
from strongroom.window.widgets.sign import SignKind, draw_sign

_SIGN = 20
_TEXT_LEFT = 32
_TEXT_TOP = 5
_ROOM = STEPS - 2 * 28


class Progress(Enum):
    """Where a step stands; the value is its sign and the role and weight of its title."""

    DONE = (SignKind.DONE, Role.INK, Weight.PLAIN)
    NOW = (SignKind.NOW, Role.INK, Weight.STRONG)
    TO_COME = (SignKind.TO_COME, Role.INK_SOFT, Weight.PLAIN)

    def __init__(self, sign: SignKind, role: Role, weight: Weight) -> None:
        self.sign = sign
        self.role = role
        self.weight = weight


@dataclass(frozen=True, slots=True)
class Step:
    """``note`` says in a few words what was chosen, or how far it got."""

    title: str
    progress: Progress
    note: str = ""


class StepList(QWidget):
    """Steps below each other; one that is done can be gone back to (``chosen`` has its number)."""

    chosen = Signal(int)

    def __init__(self, look: Look, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._rows: list[_StepRow] = []
        self.setAccessibleName(self.tr("Steps"))
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step], *, may_return: bool = True) -> None:
        while len(self._rows) > len(steps):
            gone = self._rows.pop()
            self._column.removeWidget(gone)
            gone.deleteLater()
        while len(self._rows) < len(steps):
            self._add_row(len(self._rows))
        for number, (row, step) in enumerate(zip(self._rows, steps, strict=True)):
            row.set_step(step, number, len(steps), may_return)

    def _add_row(self, number: int) -> None:
        row = _StepRow(self.look, self)
        row.clicked.connect(lambda: self.chosen.emit(number))
        self._rows.append(row)
        self._column.addWidget(row)


class _StepRow(PaintedButton):
    """One step, and the line to the next."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        grows_down(self)
        self._step = Step("", Progress.TO_COME)
        self._is_last = False

    def set_step(self, step: Step, number: int, count: int, may_return: bool) -> None:
        self._step = step
        self._is_last = number + 1 == count
        leads = may_return and step.progress is Progress.DONE
        self.setEnabled(leads)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if leads else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        place = self.tr("Step {number} of {count}").format(number=number + 1, count=count)
        self.setAccessibleName(f"{place}: {step.title}, {self._word(step.progress)}")
        self.setAccessibleDescription(step.note)
        self.renew()

    def _word(self, progress: Progress) -> str:
        match progress:
            case Progress.DONE:
                return self.tr("done")
            case Progress.NOW:
                return self.tr("now")
            case Progress.TO_COME:
                return self.tr("to come")

    def sizeHint(self) -> QSize:
        width = self.look.px(_ROOM)
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width - self.look.px(_TEXT_LEFT)
        words = sum(part.height(room) for part in self._paragraphs())
        if self._is_last:
            return words + 2 * self.look.px(_TEXT_TOP)
        return max(self.look.px(STEP), words + 2 * self.look.px(_TEXT_TOP))

    def _paragraphs(self) -> list[Paragraph]:
        step = self._step
        title = Voice(weight=step.progress.weight, role=step.progress.role)
        parts = [paragraph(self.look, step.title, title)]
        if step.note:
            note = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
            parts.append(paragraph(self.look, step.note, note))
        return parts

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        self._draw_pointer(painter)
        sign = QRectF(0, self.look.px(_TEXT_TOP), self.look.px(_SIGN), self.look.px(_SIGN))
        draw_sign(painter, self.look, sign, self._step.progress.sign)
        if not self._is_last:
            self._draw_way(painter, sign)
        corner = QPointF(self.look.px(_TEXT_LEFT), self.look.px(_TEXT_TOP))
        for part in self._paragraphs():
            room = self.width() - corner.x()
            part.draw(painter, corner, room)
            corner += QPointF(0, part.height(room))

    def _draw_pointer(self, painter: QPainter) -> None:
        """The keyboard's ring, or the ground under the pointer."""
        left = self.look.px(_TEXT_LEFT - 8)
        height = self.heightForWidth(self.width()) if self._is_last else self.look.px(STEP - 8)
        area = QRectF(left, self.look.px(2), self.width() - left, height)
        radius = self.look.real(RADIUS)
        if self.is_hovered and self.isEnabled():
            paper = self.look.colour(Role.PAPER)
            plate(painter, area, paper.mixed(self.look.colour(Role.INK), 0.05), radius)
        if self.hasFocus():
            outline(painter, area, self.look.colour(Role.INK), self.look.px(FOCUS_RING), radius)

    def _draw_way(self, painter: QPainter, sign: QRectF) -> None:
        is_done = self._step.progress is Progress.DONE
        colour = self.look.colour(Role.ACCENT if is_done else Role.LINE)
        x, away = sign.center().x(), self.look.px(_TEXT_TOP)
        ends = [QPointF(x, sign.bottom() + away), QPointF(x, self.height())]
        stroke(painter, ends, colour, self.look.real(2))
