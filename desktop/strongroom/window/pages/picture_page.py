"""A page of one square picture, as large as there is room, and a column of cards beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.window.measures import CARD_GAP, CONTENT, QR_COLUMN
from strongroom.window.page import Page
from strongroom.window.widgets.layouts import Ends

_GAP = 28
_SMALLEST = 280
_BELOW = 24
"""Px at 100 %: between the two, of the smallest picture, and what stays free below it."""


class PicturePage(Page):
    """What does not fit beside the picture goes below it; the picture is never squeezed."""

    aside: QWidget | None = None

    def place_beside(self, picture: QWidget, cards: Sequence[QWidget]) -> None:
        """Fills the page; called once."""
        self.aside = QWidget()
        column = QVBoxLayout(self.aside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.px(CARD_GAP))
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        row = Ends(self.look, gap=_GAP, least=CONTENT, row_gap=CARD_GAP)
        row.addWidget(picture)
        row.addWidget(self.aside)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self.look.changed.connect(self.fit)

    @property
    def is_alone(self) -> bool:
        """Whether the picture takes the whole width."""
        return False

    def set_side(self, side: int) -> None:
        """Gives the picture its size in px."""
        raise NotImplementedError

    def fit(self) -> None:
        """Shares out the room there is now."""
        if self.aside is None:
            return
        px, room = self.look.px, self.area.viewport().size()
        across = room.width() - 2 * px(self.margin)
        self.aside.setFixedWidth(max(min(px(QR_COLUMN), across), 1))
        beside = across - px(QR_COLUMN + _GAP)
        wide = beside if beside >= px(_SMALLEST) and not self.is_alone else across
        least = min(px(_SMALLEST), max(across, 1))
        self.set_side(max(min(wide, room.height() - px(_BELOW)), least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return super().event(event)
