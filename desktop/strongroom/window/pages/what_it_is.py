"""What was opened and belongs to nothing here: what it is, what it holds and what to do now."""

from collections import Counter
from functools import partial

from PySide6.QtWidgets import QWidget

from strongroom.formats.bip329 import LabelFile
from strongroom.model.addresses import ParsedAddress, write_address
from strongroom.model.network import Network
from strongroom.model.transaction import Transaction
from strongroom.vault.past_records import CoinRecord
from strongroom.window.fonts import TypeSize
from strongroom.window.icons import Icon
from strongroom.window.page import Page, Parts
from strongroom.window.pages.wallet_words import WalletWords
from strongroom.window.paragraph import Voice
from strongroom.window.places import Home, WalletPlace, WalletTab, WhatItIsPlace
from strongroom.window.tasks import Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.finding import FindingCard, FindingState
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import bitcoin
from strongroom.workflows.keeping import KeptWallet
from strongroom.workflows.open_anything import OpenedAddress
from strongroom.workflows.received_coins import received_coins

_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_FIXED = Voice(TypeSize.FIXED)


class WhatItIsPage(Page):
    """Nothing of it is kept, unless somebody wants a transaction's coins kept with their wallet."""

    def __init__(self, parts: Parts, place: WhatItIsPlace) -> None:
        super().__init__(parts, way_back=Home())
        other = Button(self.look, self.tr("Open something else…"), icon=Icon.OPEN)
        other.clicked.connect(lambda: self.parts.opening.ask(self))
        self.header_buttons.addWidget(other)
        self._card = Card(self.look)
        self.column.addWidget(self._card)
        self.column.addStretch(1)
        match place.thing:
            case OpenedAddress(address=address):
                self._show_address(address)
            case Transaction() as transaction:
                self._show_transaction(transaction)
            case LabelFile() as labels:
                self._show_labels(labels)

    def _show_address(self, address: ParsedAddress) -> None:
        self.set_title(self.tr("An address"), self.tr("It is of none of the wallets here."))
        network = address.networks[0]
        if address.networks == (Network.REGTEST,):
            self.set_network(network)
        text = write_address(address.script_pubkey, network) or ""
        self._card.body.addWidget(Address(self.look, AddressState(text, self.title)))
        words = WalletWords(self)
        names = ", ".join(words.network(each) for each in address.networks)
        self._say_fact(self.tr("Network: {names}").format(names=names))
        self._say_next(
            self.tr(
                "If it should be yours, open its wallet first, then the address again. To pay it,"
                " make the payment in the program that has the coins, and open that payment here."
            )
        )

    def _show_transaction(self, transaction: Transaction) -> None:
        said = self.tr("It belongs to no payment that is under way here.")
        self.set_title(self.tr("A finished transaction"), said)
        self._card.body.addWidget(Text(self.look, transaction.txid, _FIXED))
        buttons = Flow(self.look)
        buttons.addWidget(
            CopyButton(
                self.look, transaction.txid, self.tr("Copy the transaction number"), says_what=True
            )
        )
        self._card.body.addLayout(buttons)
        total = bitcoin(sum(output.amount for output in transaction.outputs))
        self._say_fact(self.tr("Coins spent: %n", "", len(transaction.inputs)))
        outputs = self.tr("Outputs: %n, with {total} in all", "", len(transaction.outputs))
        self._say_fact(outputs.format(total=total))
        self._say_fact(self.tr("Size: {size} vB").format(size=transaction.vsize))
        self._look_for_coins(transaction)
        self._say_next(
            self.tr(
                "A transaction alone says not whose coins it spends. To review it, open the payment"
                " (PSBT) it was made from; to send it, hand it to a node or program of yours."
            )
        )

    def _look_for_coins(self, transaction: Transaction) -> None:
        """Of wallets with recovery paths, as it matters when their coins came in."""
        wallets = [kept for kept in self.session.wallets if kept.wallet.policy.has_other_paths]
        for kept in wallets:
            task = Task(self)
            task.succeeded.connect(partial(self._offer_coins, kept))
            task.failed.connect(self.say_error)
            work = without_progress(partial(received_coins, kept.wallet, transaction))
            task.run(self.parts.lanes.engines, work)

    def _offer_coins(self, kept: KeptWallet, coins: tuple[CoinRecord, ...]) -> None:
        if not coins:
            return
        total = bitcoin(sum(coin.amount for coin in coins))
        said = self.tr("It pays {total} to {wallet}").format(total=total, wallet=kept.wallet.name)
        hint = self.tr(
            "Strongroom can keep these coins with the wallet, and say which of them approach a "
            "recovery path. Whether it was mined, nobody here knows."
        )
        card = FindingCard(self.look, FindingState(SignKind.TO_KNOW, said, hint))
        spoken = self.tr("Keep its coins with {wallet}").format(wallet=kept.wallet.name)
        keep = Button(self.look, self.tr("Keep its coins"), spoken=spoken)
        keep.clicked.connect(lambda: self._keep_coins(kept.row, coins))
        answer = QWidget()
        Flow(self.look, parent=answer).addWidget(keep)
        card.add_answer(answer)
        self.column.insertWidget(self.column.count() - 1, card)

    def _keep_coins(self, row: str, coins: tuple[CoinRecord, ...]) -> None:
        task = self.session.change(lambda keeper: keeper.keep_coins(row, coins))
        task.succeeded.connect(lambda _: self.go.emit(WalletPlace(row, tab=WalletTab.COINS)))
        task.failed.connect(self.say_error)

    def _show_labels(self, file: LabelFile) -> None:
        self.set_title(self.tr("Labels"), self.tr("They are of none of the wallets here."))
        for kind, count in Counter(label.type.value for label in file.labels).items():
            self._say_fact(self.tr("Of type {kind}: {count}").format(kind=kind, count=count))
        if file.skipped:
            self._say_fact(self.tr("Lines left out: %n", "", len(file.skipped)))
        self._say_next(self.tr("Open their wallet first, then this file again."))

    def _say_fact(self, text: str) -> None:
        self._card.body.addWidget(Text(self.look, text, _SOFT))

    def _say_next(self, text: str) -> None:
        self._card.body.addWidget(Text(self.look, text))
