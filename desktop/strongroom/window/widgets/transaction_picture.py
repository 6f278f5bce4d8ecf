"""A transaction as a picture: what goes in, this wallet, what comes out, and the fee."""

from math import ceil

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from strongroom.window.look import Look
from strongroom.window.painting import smooth
from strongroom.window.paragraph import Side
from strongroom.window.theme import Role
from strongroom.window.widgets.painted import Painted, grows_down, renamed
from strongroom.window.widgets.transaction_bands import (
    END_BAR,
    WALLET_BAR,
    Bands,
    Columns,
    bar_role,
)
from strongroom.window.widgets.transaction_labels import (
    fee_label,
    input_label,
    output_label,
    wallet_label,
)
from strongroom.window.widgets.transaction_layout import (
    Arrangement,
    EndRoom,
    arrange,
    clear_above,
    fit,
)
from strongroom.window.widgets.transaction_rows import BarRow, TransactionRows
from strongroom.window.widgets.transaction_state import TransactionState, folded
from strongroom.words.amounts import THIN_SPACE

_COINS = 138
"""The height of all coins together, where there is room; px at 100 %."""
_LABEL_GAP = 14
_LEFT_SHARE, _RIGHT_SHARE = 0.28, 0.38
"""The most of the width that labels take on either side."""
_LEFT_LEAST = 0.16
"""The least the left labels get, so that the wallet is not at the edge."""
_SHORTEST_BAND = 72
"""Where bands would be shorter, the ends are listed below each other."""
_CAPTION_GAP = 4
_WIDE, _LEAST_SIDE = 640, 120


class TransactionPicture(Painted):
    """Heights are to scale; labels are never cut, and never nearer than they can be read."""

    def __init__(self, look: Look, state: TransactionState, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        grows_down(self)
        self.set_state(state)

    @property
    def state(self) -> TransactionState:
        return self._state

    def set_state(self, state: TransactionState) -> None:
        self._state = state
        self.renew()

    def renew(self) -> None:
        look, state = self.look, self._state
        self._inputs, self._outputs = folded(state.inputs), folded(state.outputs)
        self._left = [input_label(look, end) for end in self._inputs]
        self._right = [output_label(look, end) for end in self._outputs]
        self._right.append(fee_label(look, state.fee, state.fee_note))
        self._caption = wallet_label(look, state.wallet)
        self._list = TransactionRows(look, self._bar_rows())
        renamed(self, self._spoken())
        super().renew()

    def _spoken(self) -> str:
        """Everything the picture shows, in the order it is read."""
        inputs = "; ".join(label.text for label in self._left)
        outputs = "; ".join(label.text for label in self._right)
        said = self.tr("{wallet} spends {inputs}. It pays {outputs}.")
        whole = said.format(wallet=self._state.wallet, inputs=inputs, outputs=outputs)
        return whole.replace(THIN_SPACE, "")

    def _bar_rows(self) -> list[BarRow]:
        labels = [*self._left, *self._right]
        ends = [*self._inputs, *self._outputs]
        rows = [
            BarRow(label, end.amount, self.look.colour(bar_role(end.kind)))
            for label, end in zip(labels, ends, strict=False)
        ]
        rows.insert(len(self._inputs), BarRow(self._caption, None))
        fee = BarRow(self._right[-1], self._state.fee, self.look.colour(Role.INK_SOFT))
        return [*rows, fee]

    def _columns(self, width: int) -> Columns:
        px = self.look.px
        widest = max((label.natural_width for label in self._left), default=0)
        left = max(min(widest, int(width * _LEFT_SHARE)), int(width * _LEFT_LEAST))
        right = max(label.natural_width for label in self._right)
        right = min(right, int(width * _RIGHT_SHARE))
        gap = px(_LABEL_GAP)
        taken = left + right + 2 * gap + 2 * px(END_BAR) + px(WALLET_BAR)
        return Columns(left, right, gap, (width - taken) // 2)

    def _is_listed(self, width: int) -> bool:
        return self._columns(width).band < self.look.px(_SHORTEST_BAND)

    def _arranged(self, width: int, height: int | None = None) -> Arrangement:
        columns = self._columns(width)
        amounts = [end.amount or 0 for end in self._inputs]
        left = [
            EndRoom(amount, label.height(columns.left))
            for amount, label in zip(amounts, self._left, strict=True)
        ]
        amounts = [*(end.amount or 0 for end in self._outputs), self._state.fee or 0]
        right = [
            EndRoom(amount, label.height(columns.right))
            for amount, label in zip(amounts, self._right, strict=True)
        ]
        whole, unit = self.look.real(_COINS), self.look.real(1)
        if height is None:
            return arrange(left, right, whole, unit)
        return fit(left, right, whole, height, unit)

    def sizeHint(self) -> QSize:
        width = self.look.px(_WIDE)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(_LEAST_SIDE), self.look.px(_LEAST_SIDE))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._is_listed(width):
            return self._list.height(width)
        return ceil(self._arranged(width).height) + self._caption_height()

    def _caption_height(self) -> int:
        return self._caption.height(self.look.px(_WIDE)) + self.look.px(_CAPTION_GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        if self._is_listed(self.width()):
            self._list.draw(painter, self.width())
            return
        columns = self._columns(self.width())
        arrangement = self._arranged(self.width(), self.height() - self._caption_height())
        caption_top = self._caption_top(columns, arrangement)
        above = (self.height() - arrangement.height) / 2
        painter.translate(0, round(max(above, -caption_top)))
        bands = Bands(painter, self.look, columns, arrangement)
        bands.draw([end.kind for end in self._inputs], [end.kind for end in self._outputs])
        self._draw_labels(painter, arrangement)
        self._draw_caption(painter, bands.wallet, caption_top)

    def _caption_top(self, columns: Columns, arrangement: Arrangement) -> float:
        """Over the wallet's bar, and over the bands that rise beside it."""
        beside = max(self._caption.natural_width - self.look.px(WALLET_BAR), 0) / 2
        share = min(beside / max(columns.band, 1), 1.0)
        return clear_above(arrangement, share) - self._caption_height()

    def _draw_labels(self, painter: QPainter, arrangement: Arrangement) -> None:
        columns, width = self._columns(self.width()), self.width()
        for label, band in zip(self._left, arrangement.left, strict=True):
            top = round(band.middle - label.height(columns.left) / 2)
            label.draw(painter, QPointF(0, top), columns.left, Side.RIGHT)
        for label, band in zip(self._right, arrangement.right, strict=True):
            top = round(band.middle - label.height(columns.right) / 2)
            corner = QPointF(width - columns.right, top)
            label.draw(painter, corner, columns.right, Side.LEFT)

    def _draw_caption(self, painter: QPainter, wallet: float, top: float) -> None:
        width = self._caption.natural_width
        left = wallet + (self.look.px(WALLET_BAR) - width) / 2
        self._caption.draw(painter, QPointF(round(left), round(top)), width + 1, Side.CENTRE)
