"""A card: a plate on the page that holds what belongs together."""

from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from strongroom.window.look import Look
from strongroom.window.measures import CARD_ACROSS, CARD_DOWN, RADIUS
from strongroom.window.painting import fill, outline, plate, smooth
from strongroom.window.theme import Role
from strongroom.window.widgets.painted import Painted


class CardKind(Enum):
    """What lies in a card: something; rows from edge to edge; nothing yet; or what is itself a
    part of another card, and has no plate."""

    PLAIN = "plain"
    LIST = "list"
    TO_COME = "to come"
    PART = "part"


class Card(QFrame):
    """``body`` is its column; a ``tint`` colours it by a state."""

    def __init__(
        self,
        look: Look,
        kind: CardKind = CardKind.PLAIN,
        tint: Role | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._kind = kind
        self._tint = tint
        self.body = QVBoxLayout(self)
        look.changed.connect(self.renew)
        Card.renew(self)

    def set_tint(self, tint: Role | None) -> None:
        self._tint = tint
        self.update()

    def renew(self) -> None:
        look, is_list = self.look, self._kind is CardKind.LIST
        usual = (look.px(CARD_ACROSS), look.px(CARD_DOWN))
        across, down = {CardKind.LIST: (1, 1), CardKind.PART: (0, 0)}.get(self._kind, usual)
        self.body.setContentsMargins(across, down, across, down)
        self.body.setSpacing(0 if is_list else look.px(8))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._kind is CardKind.PART:
            return
        look, theme = self.look, self.look.theme
        painter = QPainter(self)
        smooth(painter)
        area, radius = QRectF(self.rect()), look.real(RADIUS)
        width = look.px(theme.hairline)
        if self._kind is CardKind.TO_COME:
            dashes = Qt.PenStyle.DashLine
            outline(painter, area, look.colour(Role.EDGE), width, radius, dashes)
        elif self._tint is None:
            plate(painter, area, look.colour(Role.SURFACE), radius)
            outline(painter, area, look.colour(Role.LINE), width, radius)
        else:
            plate(painter, area, theme.tint(self._tint), radius)
            outline(painter, area, theme.tint_outline(self._tint), width, radius)


def card_row(look: Look) -> tuple[QWidget, QVBoxLayout]:
    """A row of a card that is a list, and the column in it."""
    px, held = look.px, QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(px(CARD_ACROSS), px(CARD_DOWN), px(CARD_ACROSS), px(CARD_DOWN))
    column.setSpacing(px(4))
    return held, column


class Hairline(Painted):
    """A line between rows; decoration only, so nothing is spoken."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        fill(QPainter(self), QRectF(self.rect()), self.look.colour(Role.LINE))
