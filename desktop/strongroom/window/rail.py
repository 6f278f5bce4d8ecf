"""The rail: the wallets, and the few places that are always one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from strongroom.model.network import Network
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon, draw_mark
from strongroom.window.measures import RAIL, RAIL_INSET, RAIL_MARK
from strongroom.window.page import Parts, emptied
from strongroom.window.painting import fill, smooth
from strongroom.window.paragraph import Voice
from strongroom.window.places import (
    Home,
    Place,
    PractisePlace,
    SettingsPlace,
    SetUpPlace,
    VaultPlace,
    WalletPlace,
)
from strongroom.window.standing import needs, payment_quorum, wallet_standing
from strongroom.window.theme import Role
from strongroom.window.turns import Turns
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Hairline
from strongroom.window.widgets.painted import Painted
from strongroom.window.widgets.rail_row import PlaceRow, PlaceState, WalletRow, WalletState
from strongroom.window.widgets.scroll_area import ScrollArea
from strongroom.window.widgets.text import Line

if TYPE_CHECKING:
    from strongroom.workflows.keeping import KeptWallet

_LARGEST_SHARE = 3
"""The rail takes at most one part in so many of the window."""
_LOW = 480
"""A window that is lower than so many px at 100 % has few rows to give away."""
_ABOVE, _TEXT = 16, 12


class Rail(QWidget):
    """Wishes only: the window shows the page and then says where one is."""

    go = Signal(object)
    open_anything = Signal()
    lock = Signal()

    def __init__(self, parts: Parts, can_show: frozenset[type]) -> None:
        super().__init__()
        self.look, self._session = parts.look, parts.session
        self._can_show = can_show
        self._here: Place = Home()
        self._wallets: dict[str, WalletRow] = {}
        self._is_folded, self._turns = False, Turns(self)
        self._home = self._row(Icon.HOME, self.tr("Home"), Home())
        self._practise = self._row(Icon.PRACTISE, self.tr("Practise"), PractisePlace())
        self._settings = self._row(Icon.SETTINGS, self.tr("Settings"), SettingsPlace())
        self._open = PlaceRow(self.look, PlaceState(Icon.OPEN, self.tr("Open anything…")))
        self._open.clicked.connect(self.open_anything)
        self._vault = self._row(Icon.LOCK, self.tr("Vault"), VaultPlace())
        self._place()
        for signal in (
            self._session.wallets_changed,
            self._session.payments_changed,
            self._session.drafts_changed,
            self._session.vault_changed,
        ):
            signal.connect(self._renew_if_other)
        self._session.vault_moved.connect(self.renew)
        self.look.changed.connect(self._fit)
        self.renew()

    def show_place(self, here: Place) -> None:
        """Marks where one is."""
        self._here = here
        self._home.set_selected(isinstance(here, Home))
        self._practise.set_selected(isinstance(here, PractisePlace))
        self._settings.set_selected(isinstance(here, SettingsPlace))
        self._vault.set_selected(isinstance(here, VaultPlace))
        row = here.row if isinstance(here, WalletPlace) else ""
        for key, widget in self._wallets.items():
            widget.set_selected(key == row)

    def _renew_if_other(self) -> None:
        """What is kept changes as a whole; each part of it says so."""
        if any(now is not then for now, then in zip(self._kept(), self._shown, strict=True)):
            self.renew()

    def _kept(self) -> tuple[object, ...]:
        session = self._session
        return session.wallets, session.payments, session.drafts, session.vault

    def renew(self) -> None:
        """The wallets, what needs one, and the vault, as they are now."""
        self._shown = self._kept()
        emptied(self._list)
        self._wallets = {kept.row: self._wallet_row(kept) for kept in self._session.wallets}
        for row in self._wallets.values():
            self._list.addWidget(row)
        self._list.addStretch(1)
        self._fit()
        self.show_place(self._here)

    def fit(self, window: QSize) -> None:
        """Takes its width for a window of that size; in a low one, wallets come before words."""
        self._window = window
        self._fit()

    @property
    def _is_low(self) -> bool:
        return self._window.height() < self.look.px(_LOW)

    def _fit(self) -> None:
        px = self.look.px
        width = min(px(RAIL), self._window.width() // _LARGEST_SHARE)
        self.setFixedWidth(width)
        is_roomy = width == px(RAIL)
        keys = self.tr("Ctrl O")
        self._open.set_state(
            PlaceState(Icon.OPEN, self.tr("Open anything…"), keys if is_roomy else "", keys)
        )
        self._say_vault(is_roomy)
        number = len(needs(self._session))
        spoken = self.tr("%n waiting for you", "", number) if number else ""
        count = str(number) if number else ""
        self._home.set_state(PlaceState(Icon.HOME, self.tr("Home"), count, spoken))
        inset = px(RAIL_INSET)
        above = inset if self._is_folded else px(_ABOVE)
        self._whole.setContentsMargins(inset, above, inset, inset)
        self._whole.setSpacing(0)
        self._list.setSpacing(px(2))
        self._head.setContentsMargins(px(_TEXT), 0, 0, px(16 if is_roomy else 8))
        self._head.setSpacing(px(10))
        self._caption_row.setContentsMargins(px(_TEXT), px(8), 0, px(2))
        self._caption.setVisible(bool(self._wallets) and not self._is_folded)
        self._ways.setStretchFactor(self._vault_row, 2 if self._session.vault is not None else 1)
        if self._is_low is not self._is_folded:
            # Another size of the text alone takes long enough for one turn.
            self._turns.begin([self._fold])

    def _fold(self) -> None:
        """In a low window, what is always there is a row of icons, and what only names goes."""
        folds, down = self._is_low, QBoxLayout.Direction.TopToBottom
        self._is_folded = folds
        self._held_head.setVisible(not folds)
        self._ways.setDirection(QBoxLayout.Direction.LeftToRight if folds else down)
        for row in (self._open, self._practise, self._settings, self._vault):
            row.set_folded(folds)
        for wallet in self._wallets.values():
            wallet.save_room(folds)
        self._fit()

    def _say_vault(self, is_roomy: bool) -> None:
        """Its name beside the way to its page, and how it is locked, while one is open."""
        vault = self._session.vault
        name = "" if vault is None else vault.path.stem
        icon = Icon.LOCK if vault is None else Icon.UNLOCK
        aside = name if is_roomy else ""
        self._vault.set_state(PlaceState(icon, self.tr("Vault"), aside, name))
        self._lock.setVisible(vault is not None)

    def _place(self) -> None:
        px = self.look.px
        self._window = QSize(px(RAIL) * _LARGEST_SHARE, px(_LOW))
        self._whole = QVBoxLayout(self)
        self._held_head = QWidget()
        self._head = QHBoxLayout(self._held_head)
        self._head.addWidget(_Mark(self.look))
        self._head.addWidget(Line(self.look, "Strongroom", Voice(TypeSize.LEAD)), 1)
        self._whole.addWidget(self._held_head)
        self._whole.addWidget(self._home)
        self._whole.addWidget(self._placed_caption())
        self._whole.addWidget(self._placed_list(), 1)
        self._whole.addWidget(Hairline(self.look))
        self._ways = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._ways.setSpacing(0)
        for row in (self._open, self._practise, self._settings):
            self._ways.addWidget(row, 1)
        self._ways.addLayout(self._placed_vault())
        self._whole.addLayout(self._ways)

    def _placed_vault(self) -> QHBoxLayout:
        row = self._vault_row = QHBoxLayout()
        row.setSpacing(0)
        self._lock = Button(
            self.look,
            "",
            ButtonKind.BARE,
            Icon.LOCK,
            ButtonSize.SMALL,
            self.tr("Lock"),
        )
        self._lock.clicked.connect(lambda: self.lock.emit())
        row.addWidget(self._vault, 1)
        row.addWidget(self._lock)
        return row

    def _placed_caption(self) -> QWidget:
        self._caption = QWidget()
        self._caption_row = QHBoxLayout(self._caption)
        voice = Voice(TypeSize.SMALL, Weight.STRONG, Role.INK_SOFT)
        self._caption_row.addWidget(Line(self.look, self.tr("Wallets"), voice), 1)
        add = Button(
            self.look,
            "",
            ButtonKind.BARE,
            Icon.PLUS,
            ButtonSize.SMALL,
            self.tr("New wallet"),
        )
        add.clicked.connect(lambda: self.go.emit(SetUpPlace()))
        add.setVisible(SetUpPlace in self._can_show)
        self._caption_row.addWidget(add)
        return self._caption

    def _placed_list(self) -> ScrollArea:
        held = QWidget()
        self._list = QVBoxLayout(held)
        self._list.setContentsMargins(0, 0, 0, 0)
        return ScrollArea(self.look, held)

    def _row(self, icon: Icon, name: str, to: Place) -> PlaceRow:
        row = PlaceRow(self.look, PlaceState(icon, name))
        row.clicked.connect(lambda: self.go.emit(to))
        return row

    def _wallet_row(self, kept: KeptWallet) -> WalletRow:
        standing = wallet_standing(kept)
        quorum = payment_quorum(kept, self._session.under_way)
        state = WalletState(
            kept.wallet.name,
            quorum,
            standing.sign,
            self.tr(standing.word),
            kept.wallet.network is Network.REGTEST,
        )
        row = WalletRow(self.look, state)
        row.save_room(self._is_folded)
        row.clicked.connect(lambda: self.go.emit(WalletPlace(kept.row)))
        return row

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = QPainter(self), QRectF(self.rect())
        fill(painter, area, self.look.colour(Role.RAIL))
        edge = QRectF(area.right() - 1, 0, 1, area.height())
        fill(painter, edge, self.look.colour(Role.LINE))


class _Mark(Painted):
    """The program's sign; its name stands beside it."""

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(RAIL_MARK), self.look.px(RAIL_MARK))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        side = self.look.px(RAIL_MARK)
        area = QRectF(0, (self.height() - side) // 2, side, side)
        draw_mark(painter, area, self.look.colour(Role.ACCENT))
