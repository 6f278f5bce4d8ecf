"""The check of a wallet from a file, before it is kept."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from strongroom.model.wallet import Address, Wallet
from strongroom.vault.records import CosignerRecord
from strongroom.window.fonts import TypeSize
from strongroom.window.icons import Icon
from strongroom.window.page import Page, Parts
from strongroom.window.pages.checked_wallet import CheckedWallet, first_addresses
from strongroom.window.pages.finding_cards import stops
from strongroom.window.pages.wallet_words import WalletWords
from strongroom.window.paragraph import Voice
from strongroom.window.places import Home, ImportPlace, WalletPlace
from strongroom.window.tasks import Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.field import TextField
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.workflows.keeping import Keeper, KeptWallet

_SMALL = Voice(TypeSize.SMALL, role=Role.INK_SOFT)


class CheckWalletPage(Page):
    """Nothing is kept before somebody says so."""

    def __init__(self, parts: Parts, place: ImportPlace) -> None:
        super().__init__(parts, way_back=Home())
        self._opened = place.opened
        wallet = place.opened.wallet
        self.cosigners = [CosignerRecord(key.name, key.device) for key in wallet.policy.cosigners]
        self._say_title(wallet, place.name)
        self._name = TextField(self.look, self.tr("Name of the wallet"))
        self._name.setText(wallet.name)
        self._keep = Button(self.look, self.tr("Keep this wallet"), ButtonKind.FILLED, Icon.CHECK)
        self._keep.clicked.connect(self.keep)
        self._place_parts()
        self._derive(wallet)

    def _say_title(self, wallet: Wallet, name: str) -> None:
        words = WalletWords(self).state_line(wallet)
        source = self.tr("From {name}").format(name=name) if name else ""
        title = self.tr("Check {name}").format(name=wallet.name)
        self.set_title(title, " · ".join(part for part in (words, source) if part))
        self.set_network(wallet.network)

    def _place_parts(self) -> None:
        self.header_buttons.addWidget(self._keep)
        self.set_primary(self._keep)
        named = QVBoxLayout()
        named.setSpacing(2)
        named.addWidget(Text(self.look, self.tr("Name of the wallet"), _SMALL))
        named.addWidget(self._name)
        self.column.addLayout(named)
        self._waiting = Text(self.look, self.tr("Deriving the first addresses in both engines…"))
        self.column.addWidget(self._waiting)
        self.column.addStretch(1)
        if stops(self._opened.findings):
            self._keep.switch(self.tr("What stands below has to be put right first."))

    def _derive(self, wallet: Wallet) -> None:
        task = Task(self)
        task.succeeded.connect(self._show)
        task.failed.connect(self._fail)
        work = partial(first_addresses, wallet)
        task.run(self.parts.lanes.engines, without_progress(work))

    def _show(self, addresses: tuple[Address, ...]) -> None:
        self._waiting.hide()
        opened = self._opened
        view = CheckedWallet(self.look, opened.wallet, addresses, opened.findings, self.cosigners)
        view.ticked.connect(self._tick)
        view.described.connect(self._describe)
        self.column.insertWidget(1, view)

    def _fail(self, error: object) -> None:
        self._waiting.hide()
        self._keep.switch(self.tr("The engines do not agree on this wallet."))
        self.say_error(error)

    def _tick(self, position: int, is_ticked: bool) -> None:
        when = datetime.now(UTC) if is_ticked else None
        self.cosigners[position] = replace(self.cosigners[position], compared=when)

    def _describe(self, position: int, said: CosignerRecord) -> None:
        compared = self.cosigners[position].compared
        self.cosigners[position] = replace(said, compared=compared)

    def keep(self) -> None:
        """Keeps the wallet with what was said of it, and goes to its page."""
        name = self._name.text().strip()
        if not name:
            self.say(self.tr("Give the wallet a name first."), SignKind.LOOK)
            self._name.setFocus()
            return
        wallet = replace(self._opened.wallet, name=name)
        change = partial(
            Keeper.keep_wallet,
            wallet=wallet,
            cosigners=tuple(self.cosigners),
            when=datetime.now(UTC),
        )
        task = self.session.change(change)
        task.succeeded.connect(self._leave)
        task.failed.connect(self.say_error)

    def _leave(self, kept: KeptWallet) -> None:
        self.go.emit(WalletPlace(kept.row))
