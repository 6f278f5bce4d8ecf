"""The coins of a wallet with recovery paths: when these open, and which coins approach one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from PySide6.QtCore import Qt

from strongroom.review.recovery import SOON
from strongroom.window.icons import Icon
from strongroom.window.page import Parts, emptied
from strongroom.window.pages.heights_card import HeightRow, HeightsCard
from strongroom.window.pages.wallet_part import SOFT, STRONG, WalletPart
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card, CardKind
from strongroom.window.widgets.finding import FindingCard, FindingState
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import day_of, grouped_address
from strongroom.words.locks import span_of_blocks
from strongroom.workflows.keeping import Keeper, KeptWallet
from strongroom.workflows.known_coins import KnownCoin, KnownCoins, Nearness, known_coins
from strongroom.workflows.payment_labels import coin_label
from strongroom.workflows.told_heights import HeightError, ToldHeights


@dataclass(frozen=True, slots=True)
class _Named:
    """What is known, with what people call each coin, by its outpoint."""

    known: KnownCoins
    names: dict[str, str]


class CoinsPart(WalletPart):
    """It is made anew whenever a height was told."""

    def __init__(self, parts: Parts, kept: KeptWallet) -> None:
        super().__init__(parts, kept)
        self.heights: HeightsCard | None = None
        self.look.changed.connect(self.load)
        self.session.removed_changed.connect(self.load)
        self.load()

    def take(self, kept: KeptWallet) -> bool:
        is_same = kept.wallet == self.kept.wallet
        self.kept = kept
        return is_same

    def load(self) -> None:
        """Shows the coins as they are known now."""
        keeper, kept = self.session.keeper, self.kept
        self.derive(lambda: _named(keeper, kept), self._show)

    def _show(self, named: _Named) -> None:
        emptied(self.column)
        known = named.known
        if not known.coins:
            self.heights = None
            self.column.addWidget(self._none())
            self.column.addStretch(1)
            return
        for state in self._standing(known):
            self.column.addWidget(FindingCard(self.look, state))
        rows = tuple(self._rows(named))
        self.heights = HeightsCard(self.look, rows, None, known.tip, self._explanation())
        self.heights.told.connect(self._keep)
        self.heights.spent.connect(self._spend)
        self.column.addWidget(self.heights)
        add = Button(self.look, self._adding(), icon=Icon.FILE)
        add.clicked.connect(lambda: self.parts.opening.ask(self))
        self.column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def _adding(self) -> str:
        return self.tr("Open a transaction…")

    def _none(self) -> Card:
        card = Card(self.look, CardKind.TO_COME)
        card.body.addWidget(Text(self.look, self.tr("No coins are known yet"), STRONG))
        said = self.tr(
            "Nobody here asks a chain. A coin is known once you open the transaction that paid it, "
            "or keep a payment that spends it or brings it back as change. Then it says here when "
            "each recovery path opens for it."
        )
        card.body.addWidget(Text(self.look, said, SOFT))
        choose = Button(self.look, self._adding(), icon=Icon.FILE)
        choose.clicked.connect(lambda: self.parts.opening.ask(self))
        card.body.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _standing(self, known: KnownCoins) -> Iterator[FindingState]:
        """What needs somebody, or that nothing does as far as is known."""
        opened, near = len(known.near(Nearness.OPEN)), len(known.near(Nearness.APPROACHES))
        if opened:
            title = self.tr("%n coins can be spent by a recovery path now", "", opened)
            if opened == 1:
                title = self.tr("One coin can be spent by a recovery path now")
            yield FindingState(SignKind.LOOK, title, self._refresh())
        if near:
            title = self.tr("%n coins approach a recovery path", "", near)
            if near == 1:
                title = self.tr("One coin approaches a recovery path")
            within = self.tr("It opens within {span}.").format(span=span_of_blocks(SOON))
            yield FindingState(SignKind.DUE, title, f"{within} {self._refresh()}")
        if not (opened or near):
            yield self._calm(known)

    def _refresh(self) -> str:
        return self.tr(
            "Paid to a new address of this wallet, a coin stays with those who can spend at any "
            "time: its time begins anew once that is mined."
        )

    def _calm(self, known: KnownCoins) -> FindingState:
        untold = len(known.near(Nearness.NOT_KNOWN))
        if known.tip is None or untold == len(known.coins):
            title = self.tr("When the recovery paths open is not known")
            hint = self.tr("Write below in which block each coin came.")
            return FindingState(SignKind.TO_KNOW, title, hint)
        title = self.tr("No coin known here approaches a recovery path")
        hint = self.tr("As of block {height}, the newest on {day}.")
        hint = hint.format(height=known.tip.height, day=day_of(known.tip.at))
        if untold:
            hint += " " + self.tr("Of %n coins nobody told the block.", "", untold)
        return FindingState(SignKind.SAID, title, hint)

    def _explanation(self) -> str:
        return self.tr(
            "These are the coins of transactions that were opened here and of kept payments; there "
            "may be others, as nobody here asks a chain. Write the height of the newest block and "
            "of the one each coin came in, as your own node or a block explorer shows them. What "
            "you write is taken at your word, and kept with the wallet."
        )

    def _rows(self, named: _Named) -> Iterator[HeightRow]:
        """What one transaction paid stands together, as it came in one block."""
        paid: dict[str, list[KnownCoin]] = {}
        for coin in named.known.coins:
            paid.setdefault(coin.txid, []).append(coin)
        for coin in chain.from_iterable(paid.values()):
            title, notes = self._title(coin, named), tuple(self._notes(coin))
            yield HeightRow(coin.txid, title, coin.confirmed, coin.opens, notes, coin.outpoint)

    def _title(self, coin: KnownCoin, named: _Named) -> str:
        amount = self.look.unit.write(coin.amount)
        name = named.names.get(coin.outpoint, "")
        return f"{name}: {amount}" if name else amount

    def _notes(self, coin: KnownCoin) -> Iterator[str]:
        if coin.address:
            yield grouped_address(coin.address)
        if coin.spent_by:
            yield self.tr("A payment under way spends it.")

    def _keep(self, told: ToldHeights) -> None:
        row, now = self.kept.row, datetime.now(UTC)
        task = self.session.change(lambda keeper: keeper.keep_heights(row, told, now))
        task.succeeded.connect(self._kept)
        task.failed.connect(self._say_failed)

    def _spend(self, outpoint: str, title: str) -> None:
        row = self.kept.row
        task = self.session.remove(lambda keeper: keeper.spend_coin(row, outpoint), title)
        task.failed.connect(self.failed)

    def _kept(self, _: object) -> None:
        self.session.review_anew()
        self.load()
        self.told.emit(self.tr("The heights are kept with the wallet."))

    def _say_failed(self, error: BaseException) -> None:
        if isinstance(error, HeightError) and self.heights is not None:
            self.heights.say_wrong(error)
        else:
            self.failed.emit(error)


def _named(keeper: Keeper, kept: KeptWallet) -> _Named:
    now = int(datetime.now(UTC).timestamp())
    known = known_coins(kept.wallet, keeper.past(), now)
    names = {
        coin.outpoint: coin_label(keeper, kept.row, coin.outpoint, coin.address)
        for coin in known.coins
    }
    return _Named(known, names)
