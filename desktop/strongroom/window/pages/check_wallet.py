"""The check of a wallet from a file, before it is kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from strongroom.model.network import Network
from strongroom.model.wallet import Address, Wallet
from strongroom.vault.records import CosignerRecord
from strongroom.window.fonts import TypeSize
from strongroom.window.icons import Icon
from strongroom.window.keyboard import let_go
from strongroom.window.page import Page, Parts
from strongroom.window.pages.checked_wallet import CheckedWallet, first_addresses
from strongroom.window.pages.finding_cards import stops
from strongroom.window.pages.wallet_words import WalletWords
from strongroom.window.paragraph import Voice
from strongroom.window.places import Home, ImportPlace, WalletPlace
from strongroom.window.tasks import Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.field import Choice, TextField
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.workflows.keeping import Keeper, KeptWallet
from strongroom.workflows.open_wallet import OpenedWallet, on_network
from strongroom.workflows.registrations import cosigners_of_file

_SMALL = Voice(TypeSize.SMALL, role=Role.INK_SOFT)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What the engines found."""

    opened: OpenedWallet
    addresses: tuple[Address, ...]


class CheckWalletPage(Page):
    """Nothing is kept before somebody says so."""

    def __init__(self, parts: Parts, place: ImportPlace) -> None:
        super().__init__(parts, way_back=Home())
        self._opened, self._file = place.opened, place.name
        self._view: CheckedWallet | None = None
        wallet = place.opened.wallet
        self._wanted = wallet.network
        self._accepted = not wallet.policy.has_other_paths
        self.cosigners = cosigners_of_file(wallet, place.opened.proofs)
        self._say_title(wallet)
        self._name = TextField(self.look, self.tr("Name of the wallet"))
        self._name.setText(wallet.name)
        self._keep = Button(self.look, self.tr("Keep this wallet"), ButtonKind.FILLED, Icon.CHECK)
        self._keep.clicked.connect(self.keep)
        self._place_parts()
        self._run(partial(_checked, place.opened))

    def _say_title(self, wallet: Wallet) -> None:
        words = WalletWords(self).state_line(wallet)
        source = self.tr("From {name}").format(name=self._file) if self._file else ""
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
        if len(self._opened.networks) > 1:
            self.column.addLayout(self._network_choice())
        self._at = self.column.count()
        self._waiting = Text(self.look, self.tr("Deriving the first addresses in both engines…"))
        self.column.addWidget(self._waiting)
        self.column.addStretch(1)
        self._may_keep()

    def _may_keep(self) -> None:
        is_stopped = stops(self._opened.findings)
        why = self.tr("What stands below has to be put right first.") if is_stopped else ""
        if not self._accepted:
            why = why or self.tr("Say first that you want every way to spend.")
        self._keep.switch(why)

    def _network_choice(self) -> QVBoxLayout:
        """Most files tell real money from none, and not which of the test networks is meant."""
        networks, words = self._opened.networks, WalletWords(self)
        names = [words.network(network) for network in networks]
        self.network = Choice(self.look, self.tr("Network"), names)
        self.network.setCurrentIndex(networks.index(self._opened.wallet.network))
        self.network.activated.connect(lambda at: self._move(networks[at]))
        self.network.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Text(self.look, self.tr("Network"), _SMALL))
        column.addWidget(self.network)
        said = self.tr("The file does not say which of these it is for.")
        column.addWidget(Text(self.look, said, _SMALL))
        return column

    def _move(self, network: Network) -> None:
        self._wanted = network
        self._keep.switch(self.tr("The addresses of this network are derived first."))
        opened = self._opened
        self._run(lambda: _checked(on_network(opened, network)))

    def _run(self, work: Callable[[], _Checked]) -> None:
        task = Task(self)
        task.succeeded.connect(self._show)
        task.failed.connect(self._fail)
        task.run(self.parts.lanes.engines, without_progress(work))

    def _show(self, checked: _Checked) -> None:
        if checked.opened.wallet.network is not self._wanted:
            return  # another was chosen meanwhile
        self._waiting.hide()
        opened = self._opened = checked.opened
        self._accepted = not opened.wallet.policy.has_other_paths
        self._say_title(opened.wallet)
        self._may_keep()
        before = self._view
        self._view = CheckedWallet(
            self.look, opened.wallet, checked.addresses, opened.findings, self.cosigners
        )
        self._view.ticked.connect(self._tick)
        self._view.paths_accepted.connect(self._accept_paths)
        self._view.described.connect(self._describe)
        self.column.insertWidget(self._at, self._view)
        self._view.show()
        if before is not None:
            self.column.removeWidget(before)
            let_go(before, self)

    def _fail(self, error: object) -> None:
        self._waiting.hide()
        self._keep.switch(self.tr("The engines do not agree on this wallet."))
        self.say_error(error)

    def _accept_paths(self, is_accepted: bool) -> None:
        self._accepted = is_accepted
        self._may_keep()

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


def _checked(opened: OpenedWallet) -> _Checked:
    return _Checked(opened, first_addresses(opened.wallet))
