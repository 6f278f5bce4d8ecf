"""The rows of the rail: places to go to, and wallets with their quorum and health."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon, draw_icon
from strongroom.window.look import Look
from strongroom.window.measures import (
    ICON,
    RADIUS,
    RAIL,
    RAIL_EDGE,
    RAIL_INSET,
    RAIL_ROW,
    RAIL_WALLET,
)
from strongroom.window.painting import focus_ring, outline, plate, smooth
from strongroom.window.paragraph import Paragraph, Run, Side, Voice, paragraph
from strongroom.window.theme import Role
from strongroom.window.widgets.painted import PaintedButton, grows_down, set_tip
from strongroom.window.widgets.quorum import QuorumState, SlotSize, draw_quorum, quorum_size
from strongroom.window.widgets.sign import SignKind, draw_sign
from strongroom.words.amounts import quorum

_PADDING = 12
_WORDS = 42
"""Where the words of a place begin, beside its icon."""
_GAP = 8
_SIGN = 14
_SIGN_GAP = 5
_NAME_TOP = 9
_SLOTS_TOP = 34
_ABOVE_SLOTS = 2
"""How far the words beside the slots begin above them."""
_THIRD_LINE = 24
_FOLDED = 22
_SAVED = 3
_SMALL = Voice(TypeSize.SMALL, role=Role.INK_SOFT)


@dataclass(frozen=True, slots=True)
class PlaceState:
    """A place to go to; ``aside`` is a number or a key on the right, ``spoken`` says it whole."""

    icon: Icon
    name: str
    aside: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class WalletState:
    """A wallet as the rail shows it; ``word`` says its health beside the sign."""

    name: str
    quorum: QuorumState
    health: SignKind
    word: str
    is_practice: bool = False


class _RailRow(PaintedButton):
    """A row that is selected while its page is shown."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._is_selected = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        grows_down(self)

    @property
    def is_selected(self) -> bool:
        """A click is a wish; the frame selects the row when its page is there."""
        return self._is_selected

    def set_selected(self, selected: bool) -> None:
        if selected is self._is_selected:
            return
        self._is_selected = selected
        self._say_where_we_are()
        self.renew()

    def _say_where_we_are(self) -> None:
        here = self.tr("shown now") if self._is_selected else ""
        parts = (self._description(), here)
        self.setAccessibleDescription(", ".join(part for part in parts if part))

    def _description(self) -> str:
        return ""

    def sizeHint(self) -> QSize:
        width = self.look.px(RAIL - 2 * RAIL_INSET)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(2 * _WORDS), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        area = QRectF(self.rect())
        self._draw_ground(painter, area)
        self._draw(painter, area)
        if self.hasFocus():
            focus_ring(painter, self.look, area)

    def _draw_ground(self, painter: QPainter, area: QRectF) -> None:
        look, radius = self.look, self.look.real(RADIUS)
        if self._is_selected:
            plate(painter, area, look.colour(Role.SURFACE), radius)
            self._draw_edge(painter, area, radius)
            if look.theme.is_high_contrast:
                width = look.px(look.theme.mixing.outline)
                outline(painter, area, look.colour(Role.EDGE), width, radius)
        elif self.is_hovered:
            rail = look.colour(Role.RAIL)
            plate(painter, area, rail.mixed(look.colour(Role.INK), 0.05), radius)

    def _draw_edge(self, painter: QPainter, area: QRectF, radius: float) -> None:
        whole, edge = QPainterPath(), QPainterPath()
        whole.addRoundedRect(area, radius, radius)
        edge.addRect(QRectF(0, 0, self.look.px(RAIL_EDGE), area.height()))
        painter.fillPath(whole.intersected(edge), self.look.ink(Role.ACCENT))

    def _draw(self, painter: QPainter, area: QRectF) -> None:
        raise NotImplementedError


class PlaceRow(_RailRow):
    """Home, *Open anything*, *Practise*, *Settings* …"""

    def __init__(self, look: Look, state: PlaceState, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.state = state
        self._is_folded = False
        self._say_state()

    def set_folded(self, folded: bool) -> None:
        """Shows the icon alone, and the name where the pointer rests."""
        if folded is not self._is_folded:
            self._is_folded = folded
            set_tip(self, self.state.name if folded else "")
            self.renew()

    def sizeHint(self) -> QSize:
        return self._folded_size() if self._is_folded else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._folded_size() if self._is_folded else super().minimumSizeHint()

    def _folded_size(self) -> QSize:
        return QSize(self.look.px(_FOLDED), self.look.px(RAIL_ROW))

    def set_state(self, state: PlaceState) -> None:
        if state != self.state:
            self.state = state
            self._say_state()

    def _say_state(self) -> None:
        self.setAccessibleName(self.state.name)
        self._say_where_we_are()
        self.renew()

    def _description(self) -> str:
        return self.state.spoken or self.state.aside

    def heightForWidth(self, width: int) -> int:
        if self._is_folded:
            return self.look.px(RAIL_ROW)
        lines = self._name().height(self._name_room(width))
        return self.look.px(RAIL_ROW - TypeSize.BODY.line) + lines

    def _name(self) -> Paragraph:
        weight = Weight.STRONG if self.is_selected else Weight.PLAIN
        return paragraph(self.look, self.state.name, Voice(weight=weight))

    def _aside(self) -> Paragraph:
        return paragraph(self.look, self.state.aside, _SMALL)

    def _has_room_for_aside(self, width: int) -> bool:
        """The name comes first; the description has both."""
        px, aside = self.look.px, self._aside().natural_width
        left = width - px(_WORDS) - px(_PADDING) - px(_GAP) - aside
        return bool(aside) and self._name().natural_width < left

    def _name_room(self, width: int) -> int:
        aside = self._aside().natural_width if self._has_room_for_aside(width) else 0
        return width - self.look.px(_WORDS) - self.look.px(_PADDING) - aside

    def _draw(self, painter: QPainter, area: QRectF) -> None:
        look, side, padding = self.look, self.look.px(ICON), self.look.px(_PADDING)
        before = (self.width() - side) // 2 if self._is_folded else padding
        icon = QRectF(before, (area.height() - side) // 2, side, side)
        role = Role.INK if self.is_selected else Role.INK_SOFT
        draw_icon(painter, icon, self.state.icon, look.colour(role))
        if self._is_folded:
            return
        room = self._name_room(self.width())
        top = (area.height() - self._name().height(room)) // 2
        self._name().draw(painter, QPointF(look.px(_WORDS), top), room)
        if self._has_room_for_aside(self.width()):
            aside = self._aside()
            left = area.width() - padding - aside.natural_width
            top = (area.height() - look.px(TypeSize.SMALL.line)) // 2
            aside.draw(painter, QPointF(left, top), aside.natural_width, Side.RIGHT)


class WalletRow(_RailRow):
    """A wallet: its name, its key slots, and how it stands."""

    def __init__(self, look: Look, state: WalletState, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._saves_room = False
        self.set_state(state)

    def save_room(self, saves: bool) -> None:
        """Lets the slots alone say the quorum where words have no room beside them."""
        if saves is not self._saves_room:
            self._saves_room = saves
            self.renew()

    def set_state(self, state: WalletState) -> None:
        self.state = state
        self._said_quorum = quorum(state.quorum.needed, len(state.quorum.slots))
        practice = [self.tr("Practice")] if state.is_practice else []
        said = (state.name, *practice, self._said_quorum, state.word)
        self.setAccessibleName(", ".join(said))
        self.renew()

    def heightForWidth(self, width: int) -> int:
        below = _THIRD_LINE if self._needs_third_line(width) else 0
        more = self._name().height(self._room(width)) - self.look.px(TypeSize.BODY.line)
        return self.look.px(RAIL_WALLET + below - 2 * self._saved) + more

    @property
    def _saved(self) -> int:
        """Px at 100 % that are left out above the name and below the slots."""
        return _SAVED if self._saves_room else 0

    def _room(self, width: int) -> int:
        right = _GAP // 2 if self._saves_room else _PADDING
        return width - self.look.px(_PADDING) - self.look.px(right)

    def _needs_third_line(self, width: int) -> bool:
        """Whether the health has no room beside the slots."""
        return not self._has_room_beside(width, [self._health()] if self._saves_room else None)

    def _has_room_beside(self, width: int, words: Sequence[Paragraph] | None = None) -> bool:
        """Whether words, or else the quorum and the health, have room beside the slots."""
        look, said = self.look, words or (self._counted(), self._health())
        slots = quorum_size(look, self.state.quorum, SlotSize.SMALL).width()
        between = look.px(len(said) * _GAP) + look.px(_SIGN) + look.px(_SIGN_GAP)
        return slots + sum(one.natural_width for one in said) + between <= self._room(width)

    def _name(self) -> Paragraph:
        runs = [Run(self.state.name)]
        if self.state.is_practice:
            runs.append(Run("  " + self.tr("Practice"), Weight.STRONG, Role.PRACTICE))
        return paragraph(self.look, runs, Voice(weight=Weight.STRONG))

    def _counted(self) -> Paragraph:
        return paragraph(self.look, self._said_quorum, _SMALL)

    def _health(self) -> Paragraph:
        voice = Voice(TypeSize.SMALL, Weight.STRONG, self.state.health.role)
        return paragraph(self.look, self.state.word, voice)

    def _draw(self, painter: QPainter, area: QRectF) -> None:
        look, room = self.look, self._room(self.width())
        left, name = look.px(_PADDING), self._name()
        name.draw(painter, QPointF(left, look.px(_NAME_TOP - self._saved)), room)
        more = name.height(room) - look.px(TypeSize.BODY.line)
        corner = QPointF(left, look.px(_SLOTS_TOP - self._saved) + more)
        draw_quorum(painter, look, corner, self.state.quorum, SlotSize.SMALL)
        taken = quorum_size(look, self.state.quorum, SlotSize.SMALL).width() + look.px(_GAP)
        line = corner - QPointF(0, look.px(_ABOVE_SLOTS))
        if not self._saves_room or self._has_room_beside(self.width()):
            self._counted().draw(painter, line + QPointF(taken, 0), room)
        self._draw_health(painter, line, room)

    def _draw_health(self, painter: QPainter, corner: QPointF, room: int) -> None:
        look, health = self.look, self._health()
        sign = look.px(_SIGN)
        indent = sign + look.px(_SIGN_GAP)
        if self._needs_third_line(self.width()):
            corner += QPointF(0, look.px(_THIRD_LINE))
        else:
            corner += QPointF(room - indent - health.natural_width, 0)
        above = (look.px(TypeSize.SMALL.line) - sign) // 2
        place = QRectF(corner.x(), corner.y() + above, sign, sign)
        draw_sign(painter, look, place, self.state.health)
        health.draw(painter, corner + QPointF(indent, 0), room - indent)
