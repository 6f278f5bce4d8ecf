"""When the recovery paths open for the coins a payment spends, by heights that somebody types."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.review.ages import PathOpens
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.pages.payment_coins import Coin
from strongroom.window.pages.payment_words import PaymentWords
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.turns import Turns
from strongroom.window.widgets.buttons import Button, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.field import TextField
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.painted import announce
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import day_of, quorum
from strongroom.words.findings import words_for
from strongroom.words.paths import delay_span
from strongroom.workflows.told_heights import HeightError, read_heights

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_NEAR = Voice(TypeSize.SMALL, Weight.STRONG, Role.WARN)
_WRONG = Voice(TypeSize.SMALL, role=Role.BLOCK)
_FIELD = 112
"""The width of a field, in px at 100 %: nine digits."""
_AT_ONCE = 2
"""Rows that are there at once; others come one after the other."""
_MOST_ROWS = 50
_NEWEST = ""
"""In place of a transaction's id."""


class AgesCard(Card):
    """``told`` has the heights as ``ToldHeights``; the review that knows them comes as another
    card."""

    told = Signal(object)

    def __init__(
        self, look: Look, words: PaymentWords, coins: tuple[Coin, ...], newest: int | None
    ) -> None:
        super().__init__(look)
        self._words, self._coins = words, coins
        self.fields: dict[str, TextField] = {}
        self._problems: dict[str, Text] = {}
        self._rows = QVBoxLayout()
        self.body.addWidget(Text(look, self.tr("When the later ways open"), _STRONG))
        self.body.addWidget(Text(look, self._explanation(), _SOFT))
        self.body.addLayout(self._rows)
        self._add_row(_NEWEST, self.tr("The newest block"), newest)
        pieces = list(self._pieces())
        for piece in pieces[:_AT_ONCE]:
            piece()
        self._turns = Turns(self)
        self._turns.begin(pieces[_AT_ONCE:])
        self.button = Button(look, self.tr("Say when they open"), size=ButtonSize.SMALL)
        self.button.clicked.connect(self.submit)
        foot = Ends(look, least=1)
        foot.addWidget(QWidget())
        foot.addWidget(self.button)
        self.body.addLayout(foot)

    def submit(self) -> None:
        """Tells the heights, or says beside its field what is wrong with one."""
        for problem in self._problems.values():
            problem.hide()
        texts = {txid: field.text() for txid, field in self.fields.items() if txid}
        try:
            heights = read_heights(self.fields[_NEWEST].text(), texts)
        except HeightError as error:
            self._say_wrong(error)
            return
        self.told.emit(heights)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field is this card's, not the page's button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)

    def _say_wrong(self, error: HeightError) -> None:
        txid = str(error.facts.get("txid", _NEWEST))
        words = words_for(error.code, error.facts, QCoreApplication.translate)
        problem = self._problems[txid]
        problem.set_text(f"{words.message} {words.hint}" if words else str(error))
        problem.show()
        self.fields[txid].setFocus()
        announce(problem, problem.text())

    def _explanation(self) -> str:
        return self.tr(
            "Nobody here asks a chain. Write the height of the newest block and of the one each "
            "coin came in, as your own node or a block explorer shows them. What you write is "
            "taken at your word, and forgotten when the payment is closed."
        )

    def _pieces(self) -> Iterator[partial[None]]:
        """What makes the row of each transaction that paid coins of the wallet."""
        by_transaction: dict[str, list[Coin]] = {}
        for coin in self._coins:
            if coin.entry.mine:
                txid = str(coin.entry.outpoint).partition(":")[0]
                by_transaction.setdefault(txid, []).append(coin)
        for txid, coins in list(by_transaction.items())[:_MOST_ROWS]:
            title = ", ".join(self._words.coin(each.entry, each.label) for each in coins)
            first = coins[0].entry
            yield partial(self._add_row, txid, title, first.confirmed, first.opens)
        hidden = len(by_transaction) - _MOST_ROWS
        if hidden > 0:
            yield partial(self._add_hidden, hidden)

    def _add_row(
        self, key: str, title: str, height: int | None, opens: tuple[PathOpens, ...] = ()
    ) -> None:
        spoken = self.tr("Height of the block: {coin}").format(coin=title)
        field = TextField(self.look, spoken if key else title, self.tr("height"))
        field.setText("" if height is None else str(height))
        field.setFixedWidth(self.look.px(_FIELD))
        row = Ends(self.look, least=120, row_gap=4, centred=True)
        row.addWidget(Text(self.look, title))
        row.addWidget(field)
        self._rows.addLayout(row)
        for each in opens:
            self._rows.addWidget(Text(self.look, self._way(each), _NEAR if each.is_near else _SOFT))
        problem = Text(self.look, voice=_WRONG)
        problem.hide()
        self._rows.addWidget(problem)
        self.fields[key], self._problems[key] = field, problem

    def _add_hidden(self, hidden: int) -> None:
        self._rows.addWidget(Text(self.look, self.tr("and %n more", "", hidden), _SOFT))

    def _way(self, opens: PathOpens) -> str:
        who = quorum(opens.threshold, opens.count)
        if not opens.left:
            said = self.tr("Open: {who} can spend it, from block {height} on.")
            return said.format(who=who, height=opens.height)
        said = self.tr("{who} can spend it from block {height} on, in {span} ({day}).")
        if opens.is_near:
            said = self.tr("Soon: {who} can spend it from block {height} on, in {span} ({day}).")
        day = "" if opens.at is None else day_of(opens.at)
        return said.format(who=who, height=opens.height, span=delay_span(opens.left), day=day)
