"""What is looked at before a wallet is kept: policy, addresses, findings, a tick for each key."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.model.finding import Finding
from strongroom.model.policy import CosignerKey
from strongroom.model.wallet import Address as WalletAddress
from strongroom.model.wallet import Branch, Wallet
from strongroom.vault.records import CosignerRecord
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.measures import CARD_GAP
from strongroom.window.pages.cosigner_card import CosignerCard
from strongroom.window.pages.finding_cards import finding_cards
from strongroom.window.pages.policy_card import PolicyCard
from strongroom.window.pages.wallet_words import WalletWords
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.turns import Turns
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.text import Text
from strongroom.words.cosigner_names import told_apart
from strongroom.workflows.find_addresses import stretch

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)
_SOFT = Voice(role=Role.INK_SOFT)
_SMALL = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_SHOWN = 2
"""Addresses of each branch that are shown."""
_AT_ONCE = 3
"""Keys that are shown with the rest; more come one after the other."""
_SHOWN_BELOW = ("wallet-unverified", "policy-unusual")
"""What the ticks below are about: keys still to be compared, ways to spend to be wanted."""


def first_addresses(wallet: Wallet) -> tuple[WalletAddress, ...]:
    """The first of each branch, by every engine; raises as ``derive_address``."""
    return tuple(
        address for branch in wallet.branches for address in stretch(wallet, branch, 0, _SHOWN)
    )


class CheckedWallet(QWidget):
    """``ticked`` has a cosigner's position and whether its key was compared; ``paths_accepted``
    whether somebody wants the ways to spend that are shown."""

    ticked = Signal(int, bool)
    paths_accepted = Signal(bool)
    described = Signal(int, object)

    def __init__(
        self,
        look: Look,
        wallet: Wallet,
        addresses: Sequence[WalletAddress],
        findings: Sequence[Finding],
        cosigners: Sequence[CosignerRecord],
        parent: QWidget | None = None,
        *,
        asks_paths: bool = True,
    ) -> None:
        super().__init__(parent)
        self.look, self._words = look, WalletWords(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.px(CARD_GAP))
        for card in finding_cards(look, [f for f in findings if f.code not in _SHOWN_BELOW]):
            self.column.addWidget(card)
        self.column.addWidget(PolicyCard(look, wallet))
        if asks_paths and wallet.policy.has_other_paths:
            self.column.addWidget(self._paths_box())
        self.column.addWidget(self._address_card(addresses))
        self._add_keys(wallet, cosigners)

    def _paths_box(self) -> CheckBox:
        """Whoever made the file may have written a way to spend for themselves."""
        said = self.tr("I have read every way to spend from this wallet, and want each of them.")
        box = CheckBox(self.look, said)
        box.toggled.connect(self.paths_accepted)
        return box

    def _address_card(self, addresses: Sequence[WalletAddress]) -> Card:
        card = Card(self.look)
        card.body.addWidget(Text(self.look, self.tr("First addresses"), _LEAD))
        said = self.tr("Derived by two engines of different authors, which agree.")
        card.body.addWidget(Text(self.look, said, _SOFT))
        for address in addresses:
            branch = self._words.branch(Branch(address.branch))
            title = f"{branch} {address.index}"
            named = QVBoxLayout()
            named.setSpacing(0)
            named.addWidget(Text(self.look, title, _SMALL))
            named.addWidget(Address(self.look, AddressState(address.text, title)))
            card.body.addLayout(named)
        return card

    def _add_keys(self, wallet: Wallet, cosigners: Sequence[CosignerRecord]) -> None:
        self.column.addWidget(Text(self.look, self.tr("Compare each key"), _LEAD))
        said = self.tr(
            "Let each device show its own key, and compare it with the one here, sign by sign. "
            "Until all are ticked, receiving addresses stay locked."
        )
        self.column.addWidget(Text(self.look, said, _SOFT))
        keys = wallet.policy.cosigners
        names = told_apart(
            [one.name for one in cosigners],
            [key.fingerprint for key in keys],
            QCoreApplication.translate,
        )
        pieces = [
            partial(self._add_key, position, key, record, name)
            for position, (key, record, name) in enumerate(zip(keys, cosigners, names, strict=True))
        ]
        self._turns = Turns(self)
        self._turns.begin(pieces, _AT_ONCE)

    def _add_key(self, position: int, key: CosignerKey, record: CosignerRecord, name: str) -> None:
        card = CosignerCard(self.look, position, key, record, name, whole=True)
        card.ticked.connect(partial(self.ticked.emit, position))
        card.described.connect(partial(self.described.emit, position))
        self.column.addWidget(card)
