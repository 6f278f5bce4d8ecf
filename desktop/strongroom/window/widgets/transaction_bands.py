"""The bands and bars of a transaction picture, once it is known where they lie."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath

from strongroom.window.colour import Colour
from strongroom.window.look import Look, qt_colour
from strongroom.window.painting import fill
from strongroom.window.theme import Role
from strongroom.window.widgets.transaction_layout import Arrangement, Band
from strongroom.window.widgets.transaction_state import EndKind

END_BAR = 6
WALLET_BAR = 8


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide the labels on either side are, their distance, and how long a band is; in px."""

    left: int
    right: int
    gap: int
    band: int


class Bands:
    """Draws one arrangement: bands to the wallet's bar, and away from it."""

    def __init__(
        self, painter: QPainter, look: Look, columns: Columns, arrangement: Arrangement
    ) -> None:
        self._painter, self._look, self._arrangement = painter, look, arrangement
        self._bar, self._wallet_bar = look.px(END_BAR), look.px(WALLET_BAR)
        self._left = columns.left + columns.gap
        self.wallet = self._left + self._bar + columns.band
        self._right = self.wallet + self._wallet_bar + columns.band

    def draw(self, inputs: Sequence[EndKind], outputs: Sequence[EndKind]) -> None:
        *payments, fee = self._arrangement.right
        for kind, band in zip(inputs, self._arrangement.left, strict=True):
            self._draw_in(band, kind)
        for kind, band in zip(outputs, payments, strict=True):
            self._draw_out(band, self._band_colour(kind), self._look.colour(bar_role(kind)))
        soft = self._look.colour(Role.INK_SOFT)
        self._draw_out(fee, soft, soft)
        top, height = self._arrangement.wallet_top, self._arrangement.wallet_height
        bar = QRectF(self.wallet, top, self._wallet_bar, height)
        fill(self._painter, bar, self._look.colour(Role.ACCENT), self._look.real(1.5))

    def _band_colour(self, kind: EndKind) -> Colour:
        theme = self._look.theme
        match kind:
            case EndKind.OWN:
                return theme.own_band()
            case EndKind.OTHER:
                return theme.payment_band()
            case EndKind.BLOCKED:
                return theme.blocked_band()

    def _draw_in(self, band: Band, kind: EndKind) -> None:
        start = QPointF(self._left + self._bar, band.outer)
        self._draw_band(start, QPointF(self.wallet, band.inner), band, self._band_colour(kind))
        end = QRectF(self._left, band.outer, self._bar, band.thickness)
        fill(self._painter, end, self._look.colour(bar_role(kind)))

    def _draw_out(self, band: Band, colour: Colour, bar: Colour) -> None:
        start = QPointF(self.wallet + self._wallet_bar, band.inner)
        self._draw_band(start, QPointF(self._right, band.outer), band, colour)
        end = QRectF(self._right, band.outer, self._bar, band.thickness)
        fill(self._painter, end, bar)

    def _draw_band(self, start: QPointF, end: QPointF, band: Band, colour: Colour) -> None:
        down = QPointF(0, band.thickness)
        upper, lower = _curve(start, end), _curve(end + down, start + down)
        path = QPainterPath(upper)
        path.connectPath(lower)
        path.closeSubpath()
        self._painter.fillPath(path, qt_colour(colour))
        if self._look.theme.is_high_contrast:
            self._painter.strokePath(upper, self._look.ink(Role.LINE))
            self._painter.strokePath(lower, self._look.ink(Role.LINE))


def _curve(start: QPointF, end: QPointF) -> QPainterPath:
    middle = (start.x() + end.x()) / 2
    path = QPainterPath(start)
    path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
    return path


def bar_role(kind: EndKind) -> Role:
    match kind:
        case EndKind.OWN:
            return Role.ACCENT
        case EndKind.OTHER:
            return Role.INK
        case EndKind.BLOCKED:
            return Role.BLOCK
