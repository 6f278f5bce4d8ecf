"""The addresses of a wallet in rows, with their labels, and a search through them."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.engines.own_scripts import Place
from strongroom.model.wallet import Address as WalletAddress
from strongroom.model.wallet import Branch
from strongroom.window.fonts import TypeSize
from strongroom.window.icons import Icon
from strongroom.window.page import Parts, emptied
from strongroom.window.pages.wallet_part import SOFT, STRONG, WalletPart
from strongroom.window.pages.wallet_receive import LabelField
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.field import Choice, TextField
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.text import Text
from strongroom.workflows.find_addresses import search, stretch
from strongroom.workflows.keeping import Keeper, KeptWallet

AT_ONCE = 10
"""Addresses that are derived and shown in one go."""
_PAUSE = 250
"""Milliseconds without a key before a search begins."""
_LABEL = 220


class AddressesPart(WalletPart):
    """Locked as the receiving address is; ``shown`` is where the address lies to begin with."""

    def __init__(self, parts: Parts, kept: KeptWallet, shown: Place | None = None) -> None:
        super().__init__(parts, kept)
        if not kept.may_receive:
            self.column.addWidget(self.lock_card())
            self.column.addStretch(1)
            return
        self._asked = 0
        self._count = 0
        self._place_search(shown)
        self._card = Card(self.look, CardKind.LIST)
        self._said = Text(self.look, voice=SOFT)
        self._more = Button(self.look, self.tr("Show more"), icon=Icon.DOWN)
        self._more.clicked.connect(self._show_more)
        self._more.hide()
        self._card.hide()
        for widget in (self._card, self._said, self._more):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.search()

    @property
    def branch(self) -> Branch:
        return self.kept.wallet.branches[max(self._branch.currentIndex(), 0)]

    def _place_search(self, shown: Place | None) -> None:
        branches = self.kept.wallet.branches
        receiving, change = self.tr("Receiving addresses"), self.tr("Change addresses")
        names = [receiving if each is Branch.RECEIVE else change for each in branches]
        self._branch = Choice(self.look, self.tr("Branch"), names)
        self._text = TextField(
            self.look, self.tr("Search addresses"), self.tr("Search: address, number or label")
        )
        if shown is not None:
            self._branch.setCurrentIndex(branches.index(shown.branch))
            self._text.setText(str(shown.index))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.search)
        self._text.textChanged.connect(lambda _: self._pause.start())
        self._branch.currentIndexChanged.connect(lambda _: self.search())
        row = Ends(self.look, least=200)
        row.addWidget(self._text)
        row.addWidget(self._branch)
        self.column.addLayout(row)

    def search(self) -> None:
        """Shows what answers to the search, or the first addresses."""
        self._asked += 1
        text, wallet = self._text.text().strip(), self.kept.wallet
        if text:
            work = partial(_search, self.session.keeper, self.kept, self.branch, text)
        else:
            work = partial(stretch, wallet, self.branch, 0, AT_ONCE)
        self._say(self.tr("Deriving in both engines…"))
        self.derive(work, partial(self._show, self._asked, bool(text)))

    def _show_more(self) -> None:
        work = partial(stretch, self.kept.wallet, self.branch, self._count, AT_ONCE)
        self.derive(work, partial(self._add, self._asked))

    def _show(self, asked: int, is_search: bool, found: tuple[WalletAddress, ...]) -> None:
        if asked != self._asked:
            return
        emptied(self._card.body)
        self._count = 0
        # What is left of an answer before is of no use now.
        self._turns.begin([])
        self._add(asked, found)
        self._more.setVisible(not is_search)
        self._card.setVisible(bool(found))
        self._say("" if found else self.tr("No address of this wallet answers to that."))

    def _add(self, asked: int, found: tuple[WalletAddress, ...]) -> None:
        if asked != self._asked:
            return
        self._turns.add([partial(self._add_row, address) for address in found])
        self._count += len(found)

    def _add_row(self, address: WalletAddress) -> None:
        if self._card.body.count():
            self._card.body.addWidget(Hairline(self.look))
        self._card.body.addWidget(self._row(address))

    def _say(self, text: str) -> None:
        self._said.set_text(text)
        self._said.setVisible(bool(text))

    def _row(self, address: WalletAddress) -> QWidget:
        row = QWidget()
        px = self.look.px
        frame = QVBoxLayout(row)
        frame.setContentsMargins(px(16), px(12), px(16), px(12))
        frame.setSpacing(px(8))
        title = f"{self.words.branch(address.branch)} {address.index}"
        head = Ends(self.look, least=120, centred=True)
        head.addWidget(Text(self.look, title, STRONG))
        label = LabelField(self, address.text)
        label.setFixedWidth(px(_LABEL))
        head.addWidget(label)
        frame.addLayout(head)
        frame.addWidget(Address(self.look, AddressState(address.text, title), TypeSize.FIXED))
        return row


def _search(
    keeper: Keeper, kept: KeptWallet, branch: Branch, text: str
) -> tuple[WalletAddress, ...]:
    """In a lane: the labels may be many."""
    return search(kept.wallet, branch, text, keeper.labels(kept.row))
