"""The next address to receive at, whole and as a QR code."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from strongroom.model.wallet import Address as WalletAddress
from strongroom.model.wallet import Branch
from strongroom.transports.qr.still import qr_modules
from strongroom.vault.records import LabelKind
from strongroom.window.fonts import TypeSize
from strongroom.window.icons import Icon
from strongroom.window.measures import QR_COLUMN
from strongroom.window.page import Parts
from strongroom.window.pages.wallet_part import SOFT, STRONG, WalletPart
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.buttons import Button, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.field import TextField
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.qr_plate import QUIET_ZONE, QrPlate
from strongroom.window.widgets.text import Text
from strongroom.workflows.find_addresses import next_unlabelled, stretch
from strongroom.workflows.keeping import Keeper, KeptWallet

_MODULE = 6
"""The side of a module of the QR code, in px at 100 %."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An address and its code, as the engines' lane made them."""

    address: WalletAddress
    modules: tuple[tuple[bool, ...], ...]


class ReceivePart(WalletPart):
    """Locked until the keys are compared or the risk was accepted."""

    def __init__(self, parts: Parts, kept: KeptWallet) -> None:
        super().__init__(parts, kept)
        self._card: Card | None = None
        self._index: int | None = None
        if not kept.may_receive:
            self.column.addWidget(self.lock_card())
            self.column.addStretch(1)
            return
        self._waiting = Text(self.look, self.tr("Deriving the address in both engines…"), SOFT)
        self.column.addWidget(self._waiting)
        self.column.addStretch(1)
        self.show_index(None)

    def show_index(self, index: int | None) -> None:
        """Shows the address of an index, or the first behind all that have a label."""
        self.derive(partial(_find, self.session.keeper, self.kept, index), self._show)

    def _show(self, found: _Found) -> None:
        self._waiting.hide()
        if self._card is not None:
            self.column.removeWidget(self._card)
            self._card.deleteLater()
        self._index = found.address.index
        self._card = self._made_card(found)
        self.column.insertWidget(0, self._card)

    def _made_card(self, found: _Found) -> Card:
        card = Card(self.look)
        code = QrPlate(self.look, found.modules, self.tr("The address as a QR code"))
        side = self.look.px(_MODULE) * (len(found.modules) + 2 * QUIET_ZONE)
        code.setFixedSize(side, side)
        row = QHBoxLayout()
        row.setSpacing(self.look.px(24))
        row.addLayout(self._said(found.address), 1)
        is_narrow = self.width() < self.look.px(QR_COLUMN) + side
        if is_narrow:
            card.body.addLayout(row)
            card.body.addWidget(code, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            row.addWidget(code, 0, Qt.AlignmentFlag.AlignTop)
            card.body.addLayout(row)
        return card

    def _said(self, address: WalletAddress) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self.look.px(8))
        title = self.tr("Receiving address {index}").format(index=address.index)
        column.addWidget(Text(self.look, title, STRONG))
        column.addWidget(Address(self.look, AddressState(address.text, title), TypeSize.FIXED))
        said = self.tr(
            "Both engines derived it, and agree. Before you give it away, show it on a device too."
        )
        column.addWidget(Text(self.look, said, SOFT))
        if not self.kept.is_compared:
            risk = self.tr("Not every key was compared: somebody accepted that risk.")
            column.addWidget(Text(self.look, risk, SOFT))
        column.addLayout(self._label(address))
        column.addLayout(self._buttons(address))
        column.addStretch(1)
        return column

    def _label(self, address: WalletAddress) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Text(self.look, self.tr("Label: who pays, and for what"), SOFT))
        field = LabelField(self, address.text)
        column.addWidget(field)
        return column

    def _buttons(self, address: WalletAddress) -> Flow:
        buttons = Flow(self.look)
        buttons.addWidget(CopyButton(self.look, address.text, self.tr("Copy the address")))
        if address.index:
            before = self._small(self.tr("The one before"), Icon.BACK)
            before.clicked.connect(lambda: self.show_index(address.index - 1))
            buttons.addWidget(before)
        following = self._small(self.tr("Another address"), Icon.FORWARD)
        following.clicked.connect(lambda: self.show_index(address.index + 1))
        buttons.addWidget(following)
        return buttons

    def _small(self, words: str, icon: Icon) -> Button:
        return Button(self.look, words, icon=icon, size=ButtonSize.SMALL)


class LabelField(TextField):
    """The label of one address; it is kept when the field is left."""

    def __init__(self, part: WalletPart, target: str) -> None:
        super().__init__(part.look, part.tr("Label of {address}").format(address=target))
        self._part, self._target = part, target
        self._kept = part.session.keeper.label_of(part.kept.row, LabelKind.ADDRESS, target)
        self.setText(self._kept)
        self.setPlaceholderText(self.tr("No label"))
        self.editingFinished.connect(self._keep)

    def _keep(self) -> None:
        text = self.text().strip()
        if text == self._kept:
            return
        before, self._kept = self._kept, text
        part = self._part
        task = part.session.label(part.kept.row, LabelKind.ADDRESS, self._target, text)
        task.failed.connect(lambda _: self._take_back(before))
        task.failed.connect(part.failed)
        if text:
            said = self.tr("The label is kept.")
            task.succeeded.connect(lambda _: part.told.emit(said))

    def _take_back(self, before: str) -> None:
        """It was not kept: the next time the field is left, it is tried again."""
        self._kept = before


def _find(keeper: Keeper, kept: KeptWallet, index: int | None) -> _Found:
    wanted = next_unlabelled(kept.wallet, keeper.labels(kept.row)) if index is None else index
    address = stretch(kept.wallet, Branch.RECEIVE, wanted, 1)[0]
    return _Found(address, qr_modules(address.text))
