"""The wallets as a table: a row is a button, and columns go where there is no room for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from strongroom.model.network import Network
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.measures import CARD_ACROSS, TABLE_HEAD, TABLE_ROW
from strongroom.window.pages.wallet_words import WalletWords
from strongroom.window.painting import fill, focus_ring, smooth
from strongroom.window.paragraph import Voice, elided, paragraph
from strongroom.window.standing import payment_quorum, wallet_standing
from strongroom.window.theme import Role
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.painted import Painted, PaintedButton, set_tip
from strongroom.window.widgets.quorum import QuorumState, SlotSize, draw_quorum, quorum_size
from strongroom.window.widgets.sign import SignKind, draw_sign
from strongroom.words.amounts import quorum

if TYPE_CHECKING:
    from strongroom.workflows.keeping import KeptPayment, KeptWallet

_NAME = 170
_SIGN = 16
_GAP = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a column, with a picture before the words where there is one."""

    text: str
    picture: SignKind | QuorumState | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` in px at 100 %; of two that have no room the one with the lower ``rank`` stays."""

    title: str
    width: int
    rank: int


class WalletTable(Card):
    """``chosen`` is the row of the wallet somebody wants to see."""

    chosen = Signal(str)

    def __init__(
        self, look: Look, wallets: Sequence[KeptWallet], under_way: Sequence[KeptPayment]
    ) -> None:
        super().__init__(look, CardKind.LIST)
        columns = (
            Column(self.tr("Quorum"), 150, 2),
            Column(self.tr("Keys compared"), 140, 1),
            Column(self.tr("Payments under way"), 160, 4),
            Column(self.tr("Network"), 110, 3),
        )
        self.body.addWidget(_Head(look, self.tr("Wallet"), columns))
        for kept in wallets:
            self.body.addWidget(Hairline(look))
            cells = self._cells(kept, under_way)
            row = _Row(look, kept.wallet.name, columns, cells)
            row.clicked.connect(lambda _=False, key=kept.row: self.chosen.emit(key))
            self.body.addWidget(row)

    def _cells(self, kept: KeptWallet, under_way: Sequence[KeptPayment]) -> tuple[Cell, ...]:
        policy = kept.wallet.policy
        count = len(policy.keys)
        compared = sum(one.compared is not None for one in kept.record.cosigners)
        own = [one for one in under_way if one.wallet_row == kept.row]
        state = payment_quorum(kept, under_way)
        return (
            Cell(quorum(policy.threshold, count), state),
            Cell(quorum(compared, len(policy.cosigners)), wallet_standing(kept).sign),
            Cell(str(len(own)) if own else self.tr("None")),
            Cell(self._network(kept.wallet.network)),
        )

    def _network(self, network: Network) -> str:
        words = WalletWords(self)
        return self.tr("Practice") if network is Network.REGTEST else words.network_name(network)


def _shown(look: Look, columns: Sequence[Column], width: int) -> list[tuple[int, int]]:
    """Which columns there is room for, each with its left edge."""
    room = width - look.px(2 * CARD_ACROSS + _NAME)
    kept: list[int] = []
    for number in sorted(range(len(columns)), key=lambda one: columns[one].rank):
        if sum(look.px(columns[one].width) for one in (*kept, number)) <= room:
            kept.append(number)
    left = width - look.px(CARD_ACROSS) - sum(look.px(columns[one].width) for one in kept)
    places = []
    for number in sorted(kept):
        places.append((number, left))
        left += look.px(columns[number].width)
    return places


class _Head(Painted):
    """The titles of the columns; each row speaks its own."""

    def __init__(self, look: Look, first: str, columns: Sequence[Column]) -> None:
        super().__init__(look)
        self._first, self._columns = first, columns
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(_NAME), self.look.px(TABLE_HEAD + 4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, voice = QPainter(self), Voice(TypeSize.SMALL, role=Role.INK_SOFT)
        smooth(painter)
        top = (self.height() - self.look.px(TypeSize.SMALL.line)) // 2
        places = [(self._first, self.look.px(CARD_ACROSS))]
        places += [
            (self._columns[number].title, left)
            for number, left in _shown(self.look, self._columns, self.width())
        ]
        for title, left in places:
            line = paragraph(self.look, title, voice)
            line.draw(painter, QPointF(left, top), line.natural_width + 1)


class _Row(PaintedButton):
    """A wallet; a click shows it."""

    def __init__(
        self, look: Look, name: str, columns: Sequence[Column], cells: Sequence[Cell]
    ) -> None:
        super().__init__(look)
        self._name, self._columns, self._cells = name, columns, cells
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_tip(self, name)
        self.setAccessibleName(name)
        spoken = (f"{one.title}: {cell.text}" for one, cell in zip(columns, cells, strict=True))
        self.setAccessibleDescription(", ".join(spoken))

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(_NAME), self.look.px(TABLE_ROW))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), self.look
        smooth(painter)
        area = QRectF(self.rect())
        if self.is_hovered:
            fill(painter, area, look.theme.quiet_hover())
        places = _shown(look, self._columns, self.width())
        first = places[0][1] if places else self.width() - look.px(CARD_ACROSS)
        room = first - look.px(CARD_ACROSS + _GAP)
        voice = Voice(weight=Weight.STRONG)
        name = paragraph(look, elided(look, self._name, voice, room), voice)
        top = (self.height() - look.px(TypeSize.BODY.line)) // 2
        name.draw(painter, QPointF(look.px(CARD_ACROSS), top), room)
        for number, left in places:
            self._draw_cell(painter, self._cells[number], left, top)
        if self.hasFocus():
            focus_ring(painter, look, area)

    def _draw_cell(self, painter: QPainter, cell: Cell, left: int, top: int) -> None:
        look = self.look
        if isinstance(cell.picture, SignKind):
            side = look.px(_SIGN)
            draw_sign(
                painter, look, QRectF(left, (self.height() - side) // 2, side, side), cell.picture
            )
            left += side + look.px(_GAP)
        elif isinstance(cell.picture, QuorumState):
            size = quorum_size(look, cell.picture, SlotSize.SMALL)
            corner = QPointF(left, (self.height() - size.height()) // 2)
            draw_quorum(painter, look, corner, cell.picture, SlotSize.SMALL)
            left += size.width() + look.px(_GAP)
        words = paragraph(look, cell.text)
        words.draw(painter, QPointF(left, top), words.natural_width + 1)
