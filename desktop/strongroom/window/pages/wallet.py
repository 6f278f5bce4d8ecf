"""A wallet: who can spend and with what, where to receive, its addresses, payments and files."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt

from strongroom.model.finding import Severity
from strongroom.window.icons import Icon
from strongroom.window.keyboard import let_go, place_of_focus, put_focus
from strongroom.window.laid_out import when_laid_out
from strongroom.window.page import Page, Parts
from strongroom.window.pages.wallet_addresses import AddressesPart
from strongroom.window.pages.wallet_coins import CoinsPart
from strongroom.window.pages.wallet_cosigners import CosignersPart
from strongroom.window.pages.wallet_exports import ExportsPart
from strongroom.window.pages.wallet_part import WalletPart
from strongroom.window.pages.wallet_payments import PaymentsPart
from strongroom.window.pages.wallet_receive import ReceivePart
from strongroom.window.pages.wallet_rules import RulesPart
from strongroom.window.pages.wallet_words import WalletWords
from strongroom.window.places import DrillsPlace, Home, LogPlace, VaultPlace, WalletPlace, WalletTab
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.finding import FindingCard, FindingState
from strongroom.window.widgets.label_edit import LabelEdit
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.tabs import Tabs
from strongroom.workflows.advisories import wallet_advisories
from strongroom.workflows.keeping import Keeper, KeptWallet


class WalletPage(Page):
    """Six or seven parts, one of them shown; each is made when somebody goes there."""

    def __init__(self, parts: Parts, place: WalletPlace) -> None:
        super().__init__(parts, way_back=Home())
        self._row, self._shown = place.row, place.shown
        self._to_vault: Button | None = None
        self._part: WalletPart | FindingCard | None = None
        self._remove = Button(
            self.look, self.tr("Remove"), ButtonKind.BARE, Icon.CLOSE, ButtonSize.SMALL
        )
        self._remove.clicked.connect(self.remove)
        self._log = Button(self.look, self.tr("Log"), ButtonKind.BARE, Icon.CLOCK, ButtonSize.SMALL)
        self._log.clicked.connect(self._open_log)
        self._rename = LabelEdit(self.look, self.tr("Rename"), "", self.tr("Name of the wallet"))
        self._rename.named.connect(self.rename)
        self._drills = Button(
            self.look, self.tr("Drills"), ButtonKind.BARE, Icon.CHECK, ButtonSize.SMALL
        )
        self._drills.clicked.connect(self._open_drills)
        self.header_buttons.addWidget(self._drills)
        self.header_buttons.addWidget(self._rename)
        self.header_buttons.addWidget(self._log)
        self.header_buttons.addWidget(self._remove)
        self._number: int = WalletTab.OVERVIEW
        self.tabs = Tabs(self.look, self._names())
        self.add_to_header(self.tabs)
        self.session.wallets_changed.connect(self.renew)
        self.session.payments_changed.connect(self._renew_payments)
        self.tabs.choose(WalletTab.ADDRESSES if place.shown is not None else place.tab)
        self.tabs.chosen.connect(lambda _: self.renew())
        self.renew()

    @property
    def part(self) -> WalletPart | FindingCard | None:
        """What is shown below the tabs."""
        return self._part

    def renew(self) -> None:
        """Shows the wallet as it is kept now."""
        kept = self.session.wallet(self._row)
        if kept is None:
            self.set_title(self.tr("Wallet"))
            self.tabs.hide()
            self._remove.hide()
            self._rename.hide()
            self._drills.hide()
            self._log.hide()
            self._offer_vault()
            self._show(self._gone())
            return
        words = WalletWords(self)
        self.set_title(kept.wallet.name, words.state_line(kept.wallet))
        self._rename.set_text(kept.wallet.name)
        self.set_network(kept.wallet.network)
        self._say_standing(kept)
        if not self._takes(kept):
            self._show(self._made(kept))

    def _takes(self, kept: KeptWallet) -> bool:
        """Whether what is shown shows the wallet as it is now."""
        part = self._part
        is_same = self._number == self.tabs.current
        return isinstance(part, WalletPart) and is_same and part.take(kept)

    def _renew_payments(self) -> None:
        if self.tabs.current == WalletTab.PAYMENTS:
            self.renew()
        if isinstance(self._part, CoinsPart):
            self._part.load()

    def _names(self) -> list[str]:
        kept = self.session.wallet(self._row)
        has_paths = kept is not None and kept.wallet.policy.has_other_paths
        return [
            self.tr("Keys"),
            self.tr("Receive"),
            self.tr("Addresses"),
            self.tr("Payments"),
            self.tr("Files for devices"),
            self.tr("Rules"),
            *([self.tr("Coins and recovery")] if has_paths else []),
        ]

    def _made(self, kept: KeptWallet) -> WalletPart:
        part: WalletPart
        self._number = self.tabs.current
        match self.tabs.current:
            case WalletTab.OVERVIEW:
                part = CosignersPart(self.parts, kept)
            case WalletTab.RECEIVE:
                part = ReceivePart(self.parts, kept)
            case WalletTab.ADDRESSES:
                part = AddressesPart(self.parts, kept, self._shown)
            case WalletTab.PAYMENTS:
                part = PaymentsPart(self.parts, kept)
            case WalletTab.RULES:
                part = RulesPart(self.parts, kept)
            case WalletTab.COINS:
                part = CoinsPart(self.parts, kept)
            case _:
                part = ExportsPart(self.parts, kept, WalletPlace(kept.row, tab=WalletTab.FILES))
        part.failed.connect(self.say_error)
        part.wanted.connect(self.go)
        part.told.connect(partial(self.say, sign=SignKind.SEEN))
        part.risk_accepted.connect(self._accept_risk)
        part.to_cosigners.connect(lambda: self.tabs.choose(WalletTab.OVERVIEW))
        return part

    def _show(self, part: WalletPart | FindingCard) -> None:
        before, self._part = self._part, part
        place = place_of_focus(before) if before is not None else None
        scrolled = self.area.verticalScrollBar().value()
        self.column.addWidget(part, 1)
        if isinstance(part, FindingCard):
            self.column.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        if before is None:
            return
        part.show()
        if type(before) is type(part):
            put_focus(part, place)
            # The bar knows its range when the part has been laid out.
            bar = self.area.verticalScrollBar()
            when_laid_out(part, lambda: bar.setValue(scrolled))
        self.column.removeWidget(before)
        let_go(before, self)

    def _gone(self) -> FindingCard:
        state = FindingState(
            SignKind.TO_KNOW,
            self.tr("This wallet is not here any more"),
            self.tr("It was removed, or belongs to another vault."),
        )
        return FindingCard(self.look, state)

    def _offer_vault(self) -> None:
        """Where a wallet that is gone may be."""
        if self._to_vault is not None:
            return
        is_open = self.session.vault is not None
        words = self.tr("Look among the removed ones") if is_open else self.tr("Open a vault…")
        self._to_vault = Button(self.look, words)
        self._to_vault.clicked.connect(lambda: self.go.emit(VaultPlace()))
        self.header_buttons.addWidget(self._to_vault)

    def _say_standing(self, kept: KeptWallet) -> None:
        if not kept.is_compared:
            missing = sum(said.compared is None for said in kept.record.cosigners)
            self.say(self.tr("Keys still to be compared: %n.", "", missing), SignKind.LOOK)
        elif any(found.severity >= Severity.WARN for found in wallet_advisories(kept.record)):
            said = self.tr("A published warning is about a signer of this wallet: see its key.")
            self.say(said, SignKind.LOOK)
        else:
            self.say(self.tr("Every key was compared on its device."), SignKind.SAID)

    def rename(self, name: str) -> None:
        """Gives the wallet another name; the foot offers to undo it."""
        kept = self.session.wallet(self._row)
        if kept is not None:
            self._rename.set_text(kept.wallet.name)
            task = self.session.rename_wallet(self._row, name, kept.wallet.name)
            task.failed.connect(self.say_error)

    def remove(self) -> None:
        """Removes the wallet from what is kept; Home offers to undo it."""
        kept = self.session.wallet(self._row)
        if kept is not None:
            task = self.session.remove_wallet(self._row, kept.wallet.name, datetime.now(UTC))
            task.succeeded.connect(self.go_back)
            task.failed.connect(self.say_error)

    def offer_undo(self) -> None:
        super().offer_undo()
        if self.session.removed is None:
            # A part that shows the label has not heard of it.
            said = self.notices.state
            self.renew()
            self.notices.set_state(said)

    def _open_drills(self) -> None:
        here = WalletPlace(self._row, tab=WalletTab(self.tabs.current))
        self.go.emit(DrillsPlace(self._row, here))

    def _open_log(self) -> None:
        here = WalletPlace(self._row, tab=WalletTab(self.tabs.current))
        self.go.emit(LogPlace(here, self._row))

    def _accept_risk(self) -> None:
        change = partial(Keeper.accept_risk, row=self._row, when=datetime.now(UTC))
        self.session.change(change).failed.connect(self.say_error)
