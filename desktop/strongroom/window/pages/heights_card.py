"""Fields in which somebody types the height of the newest block and of those coins came in."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.model.locks import BLOCK_SECONDS, Tip
from strongroom.review.ages import PathOpens
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.field import TextField
from strongroom.window.widgets.growing_rows import GrowingRows
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.painted import announce
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import day_of, quorum
from strongroom.words.findings import words_for
from strongroom.words.locks import span_in_days
from strongroom.workflows.told_heights import HeightError, read_heights

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_NEAR = Voice(TypeSize.SMALL, Weight.STRONG, Role.WARN)
_WRONG = Voice(TypeSize.SMALL, role=Role.BLOCK)
_FIELD = 112
"""The width of a field, in px at 100 %: nine digits."""
_NEWEST = ""
"""In place of a transaction's id."""


@dataclass(frozen=True, slots=True)
class HeightRow:
    """Coins of a transaction: what they are called, the ``height`` of its block where it is known,
    and when the later ways open. ``notes`` stand below the title. Of ``coin``, an outpoint, one can
    say that it is spent; it is empty where that is not asked for."""

    txid: str
    title: str
    height: int | None = None
    opens: tuple[PathOpens, ...] = ()
    notes: tuple[str, ...] = ()
    coin: str = ""


class HeightsCard(Card):
    """``told`` has the heights as ``ToldHeights``; what comes of them is another card."""

    told = Signal(object)
    spent = Signal(str, str)
    """An outpoint and what it is called, of which somebody says that it is spent elsewhere."""

    def __init__(
        self,
        look: Look,
        rows: Sequence[HeightRow],
        newest: int | None,
        before: Tip | None,
        explanation: str,
    ) -> None:
        """``newest`` is the newest block as somebody just said, ``before`` as they said once."""
        super().__init__(look)
        self._shown, self._since = rows, before if newest is None else None
        self.fields: dict[str, TextField] = {}
        self._problems: dict[str, Text] = {}
        self.body.addWidget(Text(look, self.tr("When the later ways open"), _STRONG))
        self.body.addWidget(Text(look, explanation, _SOFT))
        self.body.addWidget(self._newest(newest, before))
        self._rows = GrowingRows(look, len(rows), self._row)
        self.body.addWidget(self._rows)
        self._rows.grow()
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
            self.say_wrong(error)
            return
        self.told.emit(heights)

    def say_wrong(self, error: HeightError) -> None:
        """Says it beside the field it is about."""
        txid = str(error.facts.get("txid", _NEWEST))
        txid = txid if txid in self.fields else _NEWEST
        words = words_for(error.code, error.facts, QCoreApplication.translate)
        problem = self._problems[txid]
        problem.set_text(f"{words.message} {words.hint}" if words else str(error))
        problem.show()
        self.fields[txid].setFocus()
        announce(problem, problem.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field is this card's, not the page's button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)

    def _newest(self, newest: int | None, before: Tip | None) -> QWidget:
        notes: tuple[str, ...] = ()
        if newest is None and before is not None:
            said = self.tr("It was {height} on {day}. Write today’s.")
            notes = (said.format(height=before.height, day=day_of(before.at)),)
        title = self.tr("The newest block")
        return self._made(HeightRow(_NEWEST, title, newest, notes=notes), title)

    def _row(self, number: int) -> QWidget:
        row = self._shown[number]
        spoken = self.tr("Height of the block: {coin}").format(coin=row.title)
        return self._made(row, spoken)

    def _made(self, row: HeightRow, spoken: str) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, self.look.px(8))
        column.setSpacing(self.look.px(4))
        ends = Ends(self.look, least=120, row_gap=4, centred=True)
        ends.addWidget(Text(self.look, row.title))
        column.addLayout(ends)
        column.addLayout(self._about(row))
        if row.txid in self.fields:
            column.addWidget(Text(self.look, self.tr("It came in the same block."), _SOFT))
            return held
        field = TextField(self.look, spoken, self.tr("height"))
        field.setText("" if row.height is None else str(row.height))
        field.setFixedWidth(self.look.px(_FIELD))
        ends.addWidget(field)
        problem = Text(self.look, voice=_WRONG)
        problem.hide()
        column.addWidget(problem)
        self.fields[row.txid], self._problems[row.txid] = field, problem
        return held

    def _about(self, row: HeightRow) -> Ends:
        """What is known of a coin and, beside that, the button that says it is spent."""
        about = QVBoxLayout()
        about.setSpacing(self.look.px(4))
        for note in row.notes:
            about.addWidget(Text(self.look, note, _SOFT))
        for each in row.opens:
            about.addWidget(Text(self.look, self._way(each), _NEAR if each.is_near else _SOFT))
        ends = Ends(self.look, least=320, row_gap=4)
        ends.addLayout(about)
        if row.coin:
            ends.addWidget(self._spent(row.coin, row.title))
        return ends

    def _spent(self, outpoint: str, title: str) -> Button:
        words = self.tr("Spent elsewhere")
        spoken = self.tr("Spent elsewhere: {coin}").format(coin=title)
        button = Button(self.look, words, ButtonKind.BARE, size=ButtonSize.SMALL, spoken=spoken)
        button.clicked.connect(lambda: self.spent.emit(outpoint, title))
        return button

    def _way(self, opens: PathOpens) -> str:
        said = self.tr("{who} can spend it from block {height} on, {when}.")
        if not opens.left:
            said = self.tr("Open: {who} can spend it, from block {height} on.")
        elif opens.is_near:
            said = self.tr("Soon: {who} can spend it from block {height} on, {when}.")
        who = quorum(opens.threshold, opens.count)
        return said.format(who=who, height=opens.height, when=self._when(opens))

    def _when(self, opens: PathOpens) -> str:
        """By the height that was just told, or by one that was told once."""
        span = span_in_days(opens.left * BLOCK_SECONDS)
        day = "" if opens.at is None else day_of(opens.at)
        if self._since is None:
            return self.tr("in {span} ({day})").format(span=span, day=day)
        said = self.tr("{span} after block {height} ({day})")
        return said.format(span=span, height=self._since.height, day=day)
