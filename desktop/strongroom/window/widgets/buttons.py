"""Buttons: one filled on a page, the others quiet or bare."""

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from strongroom.window.colour import Colour
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon, draw_icon
from strongroom.window.look import Look
from strongroom.window.measures import (
    BUTTON,
    BUTTON_ICON,
    BUTTON_PADDING,
    CAPTION_ICON,
    RADIUS,
    SMALL_BUTTON,
    SMALL_BUTTON_PADDING,
)
from strongroom.window.painting import focus_ring, outline, plate, smooth
from strongroom.window.paragraph import Paragraph, Voice, paragraph
from strongroom.window.theme import Role
from strongroom.window.widgets.painted import PaintedButton, set_tip

_ICON_GAP = 8


class ButtonKind(Enum):
    """How loudly a button offers itself."""

    FILLED = "filled"
    """The one next step of a page."""
    QUIET = "quiet"
    BARE = "bare"
    """No more than its words."""
    ERASE = "erase"
    """Quiet, and says in ``block`` that something will be gone."""


class ButtonSize(Enum):
    """Height, padding and icon, in px at 100 %; size of the words."""

    NORMAL = (BUTTON, BUTTON_PADDING, BUTTON_ICON)
    SMALL = (SMALL_BUTTON, SMALL_BUTTON_PADDING, CAPTION_ICON)

    def __init__(self, height: int, padding: int, icon: int) -> None:
        self.height = height
        self.padding = padding
        self.icon = icon


class Condition(Enum):
    """What happens to a button at the moment."""

    REST = "rest"
    HOVER = "hover"
    PRESSED = "pressed"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class ButtonFace:
    """All that is seen of a button."""

    words: str
    kind: ButtonKind
    size: ButtonSize = ButtonSize.NORMAL
    icon: Icon | None = None
    condition: Condition = Condition.REST
    has_focus: bool = False
    is_on_tint: bool = False


class Button(PaintedButton):
    """A button with words, an icon or both; Enter presses the one that has the focus.

    An icon without words needs ``spoken``, its accessible name and tip.
    """

    def __init__(
        self,
        look: Look,
        words: str,
        kind: ButtonKind = ButtonKind.QUIET,
        icon: Icon | None = None,
        size: ButtonSize = ButtonSize.NORMAL,
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        if not (words or spoken):
            raise ValueError("a button without words needs a name to speak")
        self._face = ButtonFace(words, kind, size, icon)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_words(words, spoken)

    def set_words(self, words: str, spoken: str = "") -> None:
        """What stands on the button; it is plain text, an ampersand too."""
        self._face = replace(self._face, words=words)
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(spoken or words)
        set_tip(self, "" if words else spoken)
        self.renew()

    def set_icon(self, icon: Icon | None) -> None:
        self._face = replace(self._face, icon=icon)
        self.renew()

    def lie_on_tint(self) -> None:
        """On a tint the outline of a control is darker."""
        self._face = replace(self._face, is_on_tint=True)
        self.update()

    def switch(self, reason: str = "") -> None:
        """Off, with the ``reason``; on again where there is none."""
        self.setEnabled(not reason)
        set_tip(self, reason)
        self.setAccessibleDescription(reason)

    @property
    def face(self) -> ButtonFace:
        """What is seen at the moment."""
        return replace(self._face, condition=self._condition(), has_focus=self.hasFocus())

    def _condition(self) -> Condition:
        if not self.isEnabled():
            return Condition.OFF
        if self.isDown():
            return Condition.PRESSED
        return Condition.HOVER if self.is_hovered else Condition.REST

    def sizeHint(self) -> QSize:
        return button_size(self.look, self._face)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        draw_button(painter, self.look, QRectF(self.rect()), self.face)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button_size(look: Look, face: ButtonFace) -> QSize:
    """The room a button takes."""
    height = look.px(face.size.height)
    if not face.words:
        return QSize(height, height)
    return QSize(_inner_width(look, face) + 2 * _padding(look, face), height)


def draw_button(painter: QPainter, look: Look, area: QRectF, face: ButtonFace) -> None:
    _draw_ground(painter, look, area, face)
    role = _word_role(face)
    left = area.left() + (area.width() - _inner_width(look, face)) / 2
    if face.icon is not None:
        side = look.px(face.size.icon)
        top = area.center().y() - side / 2
        draw_icon(
            painter, QRectF(round(left), round(top), side, side), face.icon, look.colour(role)
        )
        left += side + look.px(_ICON_GAP)
    if face.words:
        words = _words(look, face, role)
        top = area.top() + (area.height() - words.height(words.natural_width + 1)) / 2
        words.draw(painter, QPointF(round(left), round(top)), words.natural_width + 1)
    if face.has_focus:
        is_filled = face.kind is ButtonKind.FILLED
        focus_ring(painter, look, area, Role.ON_ACCENT if is_filled else Role.INK)


def _draw_ground(painter: QPainter, look: Look, area: QRectF, face: ButtonFace) -> None:
    ground, edge = _ground(look, face), _edge(look, face)
    radius = look.real(RADIUS)
    if ground is not None:
        plate(painter, area, ground, radius)
    if edge is not None:
        outline(
            painter, area, edge, look.px(look.theme.mixing.outline), radius, _dashes(look, face)
        )


def _dashes(look: Look, face: ButtonFace) -> Qt.PenStyle:
    """In high contrast nothing is pale, so what is off has a dashed outline."""
    is_off = face.condition is Condition.OFF and look.theme.is_high_contrast
    return Qt.PenStyle.DashLine if is_off else Qt.PenStyle.SolidLine


def _ground(look: Look, face: ButtonFace) -> Colour | None:
    theme, is_filled = look.theme, face.kind is ButtonKind.FILLED
    match face.condition:
        case Condition.OFF if face.kind is ButtonKind.BARE:
            return None
        case Condition.OFF:
            return theme.colour(Role.RAIL if is_filled else Role.PAPER)
        case Condition.PRESSED:
            return theme.filled_pressed() if is_filled else theme.quiet_pressed()
        case Condition.HOVER:
            return theme.filled_hover() if is_filled else theme.quiet_hover()
        case Condition.REST if face.kind is ButtonKind.BARE:
            return None
        case Condition.REST:
            return theme.colour(Role.ACCENT if is_filled else Role.SURFACE)


def _edge(look: Look, face: ButtonFace) -> Colour | None:
    if face.kind is ButtonKind.BARE:
        return None
    if face.condition is Condition.OFF:
        return look.colour(Role.LINE)
    if face.kind is ButtonKind.FILLED:
        return None
    return look.colour(Role.INK_SOFT if face.is_on_tint else Role.EDGE)


def _word_role(face: ButtonFace) -> Role:
    if face.condition is Condition.OFF:
        return Role.INK_SOFT
    match face.kind:
        case ButtonKind.FILLED:
            return Role.ON_ACCENT
        case ButtonKind.QUIET:
            return Role.INK
        case ButtonKind.BARE:
            return Role.ACCENT if face.words else Role.INK_SOFT
        case ButtonKind.ERASE:
            return Role.BLOCK


def _words(look: Look, face: ButtonFace, role: Role) -> Paragraph:
    return paragraph(look, face.words, Voice(TypeSize.BODY, Weight.STRONG, role))


def _padding(look: Look, face: ButtonFace) -> int:
    return look.px(8 if face.kind is ButtonKind.BARE else face.size.padding)


def _inner_width(look: Look, face: ButtonFace) -> int:
    icon = look.px(face.size.icon) if face.icon is not None else 0
    gap = look.px(_ICON_GAP) if icon and face.words else 0
    words = _words(look, face, Role.INK).natural_width if face.words else 0
    return icon + gap + words
