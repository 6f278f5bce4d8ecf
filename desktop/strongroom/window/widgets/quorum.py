"""The quorum as a picture: a key slot for every cosigner, and the bolt that so many must throw."""

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from math import acos, degrees

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from strongroom.window.look import Look
from strongroom.window.painting import fill, smooth, stroke
from strongroom.window.theme import Role
from strongroom.window.widgets.painted import Painted, renamed

_MANY = 8
"""From so many keys on the slots are narrow."""
_RADIUS = 0.23
"""Of a slot's corner, as a share of its width."""


class SlotState(Enum):
    """What became of a cosigner's key: not yet, with the signer now, signed and checked, …"""

    HOLLOW = "hollow"
    HALF = "half"
    FULL = "full"
    REFUSED = "refused"
    CROSSED = "crossed"


class SlotSize(Enum):
    """Width, height, gap, stroke; then the bolt's distance and thickness. In px at 100 %."""

    SMALL = (10, 15, 3, 1.4, 3, 2)
    MEDIUM = (14, 21, 5, 1.5, 4, 2.5)
    LARGE = (28, 42, 10, 1.8, 6, 3)
    NARROW = (7, 15, 2, 1.4, 3, 2)
    """For eight keys and more."""

    def __init__(
        self, width: int, height: int, gap: int, stroke: float, below: int, bolt: float
    ) -> None:
        self.width = width
        self.height = height
        self.gap = gap
        self.stroke = stroke
        self.below = below
        self.bolt = bolt


@dataclass(frozen=True, slots=True)
class QuorumState:
    """A slot for each cosigner, of which ``needed`` must become full."""

    slots: tuple[SlotState, ...]
    needed: int

    def __post_init__(self) -> None:
        if not 0 <= self.needed <= len(self.slots):
            raise ValueError(f"{self.needed} of {len(self.slots)} slots is not a quorum")

    @property
    def signed(self) -> int:
        return self.slots.count(SlotState.FULL)


class Quorum(Painted):
    """The slots and, below them, the bolt; a single slot of no quorum stands without one."""

    def __init__(
        self,
        look: Look,
        state: QuorumState,
        size: SlotSize = SlotSize.SMALL,
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``spoken`` is said of slots that are not about signatures."""
        super().__init__(look, parent)
        self._said = spoken
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._size = size
        self.set_state(state)

    @property
    def state(self) -> QuorumState:
        return self._state

    def set_state(self, state: QuorumState) -> None:
        self._state = state
        renamed(self, self._said or self._spoken())
        self.renew()

    def _spoken(self) -> str:
        counted = Counter(self._state.slots)
        parts = [self._counted(slot, counted[slot]) for slot in SlotState if counted[slot]]
        needed, count = self._state.needed, len(self._state.slots)
        if needed == 0:
            return ", ".join(parts)
        whole = self.tr("{needed} of {count} keys needed").format(needed=needed, count=count)
        return f"{whole}: {', '.join(parts)}"

    def _counted(self, slot: SlotState, number: int) -> str:
        match slot:
            case SlotState.HOLLOW:
                return self.tr("%n not yet", "", number)
            case SlotState.HALF:
                return self.tr("%n with the signer", "", number)
            case SlotState.FULL:
                return self.tr("%n signed and checked", "", number)
            case SlotState.REFUSED:
                return self.tr("%n refused", "", number)
            case SlotState.CROSSED:
                return self.tr("%n lost", "", number)

    def sizeHint(self) -> QSize:
        return quorum_size(self.look, self._state, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        draw_quorum(painter, self.look, QPointF(0, 0), self._state, self._size)


def quorum_size(look: Look, state: QuorumState, size: SlotSize) -> QSize:
    """How much room the slots and their bolt take."""
    fitting = _fitting(state, size)
    count = max(len(state.slots), 1)
    width = count * look.px(fitting.width) + (count - 1) * look.px(fitting.gap)
    bolt = look.px(fitting.below) + look.px(fitting.bolt) if state.needed else 0
    return QSize(width, look.px(fitting.height) + bolt)


def draw_quorum(
    painter: QPainter, look: Look, corner: QPointF, state: QuorumState, size: SlotSize
) -> None:
    """Draws the slots and their bolt from the top left ``corner``."""
    size = _fitting(state, size)
    width, pitch = look.px(size.width), look.px(size.width) + look.px(size.gap)
    for number, slot in enumerate(state.slots):
        area = QRectF(0, 0, width, look.px(size.height)).translated(corner)
        _Slot(painter, look, area.translated(number * pitch, 0), size).draw(slot)
    if state.needed:
        length = state.needed * pitch - look.px(size.gap)
        top = corner.y() + look.px(size.height) + look.px(size.below)
        _draw_bolt(painter, look, QRectF(corner.x(), top, length, look.px(size.bolt)), state)


def _fitting(state: QuorumState, size: SlotSize) -> SlotSize:
    return SlotSize.NARROW if len(state.slots) >= _MANY else size


def _draw_bolt(painter: QPainter, look: Look, area: QRectF, state: QuorumState) -> None:
    thrown = min(state.signed / state.needed, 1.0)
    radius = area.height() / 2
    fill(painter, area, look.colour(Role.INK_SOFT), radius)
    if thrown:
        done = QRectF(area.topLeft(), area.size())
        done.setWidth(area.width() * thrown)
        fill(painter, done, look.colour(Role.ACCENT), radius)


class _Slot:
    """One slot: a lock plate with a keyhole."""

    def __init__(self, painter: QPainter, look: Look, area: QRectF, size: SlotSize) -> None:
        self._painter, self._look, self._area = painter, look, area
        self._stroke = look.real(size.stroke)
        self._radius = area.width() * _RADIUS + look.real(0.4)
        self._keyhole = _keyhole(area, look.real(1))

    def draw(self, state: SlotState) -> None:
        match state:
            case SlotState.HOLLOW:
                self._outline(Role.INK_SOFT)
                self._painter.fillPath(self._keyhole, self._look.ink(Role.INK_SOFT))
            case SlotState.HALF:
                self._draw_half()
            case SlotState.FULL:
                self._fill(Role.ACCENT)
            case SlotState.REFUSED:
                self._fill(Role.BLOCK)
            case SlotState.CROSSED:
                self._outline(Role.BLOCK)
                self._cross()

    def _outline(self, role: Role) -> None:
        """The outer edge is on whole pixels; the stroke is as thick as it should be."""
        path = self._plate()
        path.addPath(self._plate(self._stroke))
        self._painter.fillPath(path, self._look.ink(role))

    def _plate(self, inset: float = 0) -> QPainterPath:
        """What is added to it is a hole in it."""
        plate, radius = QPainterPath(), self._radius - inset
        plate.setFillRule(Qt.FillRule.OddEvenFill)
        area = self._area.adjusted(inset, inset, -inset, -inset)
        plate.addRoundedRect(area, radius, radius)
        return plate

    def _fill(self, role: Role) -> None:
        path = self._plate()
        path.addPath(self._keyhole)
        self._painter.fillPath(path, self._look.ink(role))

    def _draw_half(self) -> None:
        """The left half as if signed, the right as if not."""
        half = self._area.width() / 2
        self._painter.save()
        self._painter.setClipRect(self._area.adjusted(0, 0, -half, 0))
        self._fill(Role.ACCENT)
        self._painter.setClipRect(self._area.adjusted(half, 0, 0, 0))
        self._painter.fillPath(self._keyhole, self._look.ink(Role.ACCENT))
        self._outline(Role.ACCENT)
        self._painter.restore()

    def _cross(self) -> None:
        inset = self._area.width() * 0.28
        middle, reach = self._area.center(), self._area.width() / 2 - inset
        colour = self._look.colour(Role.BLOCK)
        for slope in (1.15, -1.15):
            away = QPointF(reach, reach * slope)
            stroke(self._painter, [middle - away, middle + away], colour, self._stroke)


def _keyhole(area: QRectF, unit: float) -> QPainterPath:
    """A disc on a stem that widens downward, in the middle of a slot."""
    radius = 0.12 * area.width() + 0.4 * unit
    middle = area.center()
    disc = QPointF(middle.x(), middle.y() - 1.15 * radius)
    neck, foot = 0.45, 0.9
    head = QRectF(-radius, -radius, 2 * radius, 2 * radius).translated(disc)
    path = QPainterPath()
    # Round from the right end of the neck over the top to its left end.
    below = degrees(acos(neck))
    path.arcMoveTo(head, -below)
    path.arcTo(head, -below, 180 + 2 * below)
    bottom = middle.y() + 2.1 * radius
    path.lineTo(middle.x() - foot * radius, bottom)
    path.lineTo(middle.x() + foot * radius, bottom)
    path.closeSubpath()
    return path
