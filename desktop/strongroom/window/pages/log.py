"""The log: what was done, by day, whether it holds, and the whole of it as a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout, QWidget

from strongroom.formats.log_chain import CheckedLog
from strongroom.transports.files import write_file
from strongroom.vault.records import LogRecord
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.measures import CAPTION_GAP
from strongroom.window.page import Page, Parts, emptied
from strongroom.window.paragraph import Voice
from strongroom.window.places import LogPlace
from strongroom.window.tasks import Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.turns import Turns
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.field import Choice
from strongroom.window.widgets.finding import FindingCard, FindingState
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import date_in_words
from strongroom.words.findings import words_for
from strongroom.words.log_words import log_sentence
from strongroom.workflows.keeping import Keeper

_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_FIXED = Voice(TypeSize.FIXED_SMALL, role=Role.INK_SOFT)
_STRONG = Voice(weight=Weight.STRONG)
_AT_ONCE = 100
"""Entries that are shown; earlier ones on demand."""


@dataclass(frozen=True, slots=True)
class ReadLog:
    """The entries, the latest first, and whether they hold."""

    entries: tuple[LogRecord, ...]
    checked: CheckedLog

    @classmethod
    def of(cls, keeper: Keeper) -> "ReadLog":
        entries = tuple(keeper.log().records.values())
        return cls(entries[::-1], keeper.check_log())


class LogPage(Page):
    """What stood in the log when somebody came here."""

    def __init__(self, parts: Parts, place: LogPlace) -> None:
        super().__init__(parts, way_back=place.back)
        self._row, self._payment, self._shown = place.row, place.payment, _AT_ONCE
        self._came_for = place.payment
        self._read: ReadLog | None = None
        self._turns = Turns(self)
        self.set_title(self.tr("Log"), self.tr("Every line is being checked…"))
        self.export = Button(self.look, self.tr("Save the log…"), icon=Icon.EXPORT)
        self.export.clicked.connect(self.save)
        self.export.switch(self.tr("It is being read."))
        self.header_buttons.addWidget(self.export)
        self._begin_reading()

    def _begin_reading(self) -> None:
        task = Task(self)
        task.succeeded.connect(self._take)
        task.failed.connect(self.say_error)
        work = partial(ReadLog.of, self.session.keeper)
        task.run(self.parts.lanes.files, without_progress(work))

    def _take(self, read: ReadLog) -> None:
        self._read = read
        count = read.checked.count
        self.set_title(self.tr("Log"), self._state_line(read.checked))
        self.export.switch("" if count else self.tr("There is nothing in it yet."))
        self._show(read)

    def _state_line(self, checked: CheckedLog) -> str:
        entries = self.tr("Entries: %n", "", checked.count)
        if not checked.is_intact:
            return self.tr("{entries} · it does not hold").format(entries=entries)
        return self.tr("{entries} · every line holds").format(entries=entries)

    def _show(self, read: ReadLog) -> None:
        emptied(self.column)
        self.column.addWidget(self._standing(read.checked))
        if read.entries:
            self.column.addWidget(self._filter(read))
        shown = [one for one in read.entries if self._is_asked_for(one)]
        self.column.addStretch(1)
        if not shown:
            self._add(self._empty())
        pieces = self._pieces(shown[: self._shown])
        if len(shown) > self._shown:
            pieces.append(partial(self._add_more, len(shown) - self._shown))
        self._turns.begin(pieces)

    def _is_asked_for(self, entry: LogRecord) -> bool:
        if self._payment:
            return entry.facts.get("payment") == self._payment
        return self._row in ("", entry.wallet)

    def _pieces(self, entries: Sequence[LogRecord]) -> list[Callable[[], None]]:
        """What each turn adds: a day, or an entry of the last day that was added."""
        pieces: list[Callable[[], None]] = []
        for day, of_day in groupby(entries, key=lambda one: self._day(one.at)):
            pieces.append(partial(self._add_day, day))
            pieces += [partial(self._add_entry, one) for one in of_day]
        return pieces

    # Whether it holds

    def _standing(self, checked: CheckedLog) -> QWidget:
        if checked.is_intact:
            state = FindingState(SignKind.SEEN, self.tr("Every line holds"), self._why())
        else:
            first = checked.breaks[0]
            facts = {"line": first.line, "reason": first.reason.value}
            words = words_for("log-broken", facts, QCoreApplication.translate)
            assert words is not None
            state = FindingState(SignKind.STOPS, words.message, words.hint, "log-broken")
        card = FindingCard(self.look, state)
        card.add_answer(self._head_row(checked))
        return card

    def _why(self) -> str:
        said = self.tr(
            "Each entry names the one before it by its SHA-256, so none can be changed, taken out"
            " or moved unseen. The last ones are safe once their head is noted elsewhere."
        )
        if self.session.vault is None:
            said += " " + self.tr("No vault is open: it is forgotten when you close the window.")
        return said

    def _head_row(self, checked: CheckedLog) -> QWidget:
        held = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(self.look, self.tr("Head"), _SOFT))
        words.addWidget(Text(self.look, _grouped(checked.head), _FIXED))
        ends = Ends(self.look, least=240, centred=True)
        ends.addLayout(words)
        ends.addWidget(CopyButton(self.look, checked.head, self.tr("Copy the head of the log")))
        held.setLayout(ends)
        return held

    # What was done

    def _filter(self, read: ReadLog) -> QWidget:
        """All, or one of the wallets that stand in it, by the latest name of each; first of all the
        payment that one came from."""
        own = {self._came_for: self.tr("This payment")} if self._came_for else {}
        names = {**own, "": self.tr("Everything")}
        for one in read.entries:
            if one.wallet and one.wallet not in names:
                names[one.wallet] = str(one.facts.get("wallet") or one.wallet)
        rows = list(names)
        choice = Choice(self.look, self.tr("Of which wallet"), list(names.values()))
        chosen = self._payment or self._row
        choice.setCurrentIndex(rows.index(chosen) if chosen in rows else 0)
        choice.activated.connect(lambda number: self.choose(rows[number]))
        choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        held = QWidget()
        row = Flow(self.look)
        row.addWidget(choice)
        held.setLayout(row)
        return held

    def choose(self, row: str) -> None:
        """Shows what was done with one wallet, the payment one came from, or (empty) all."""
        self._payment = row if row == self._came_for else ""
        self._row, self._shown = row, _AT_ONCE
        if self._read is not None:
            self._show(self._read)
            self.findChildren(Choice)[0].setFocus()

    def _add_day(self, day: str) -> None:
        section = QWidget()
        column = QVBoxLayout(section)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.px(CAPTION_GAP))
        column.addWidget(Text(self.look, day, _STRONG))
        self._card = Card(self.look, CardKind.LIST)
        column.addWidget(self._card)
        self._add(section)

    def _add_entry(self, entry: LogRecord) -> None:
        if self._card.body.count():
            self._card.body.addWidget(Hairline(self.look))
        self._card.body.addWidget(self._entry(entry))

    def _entry(self, entry: LogRecord) -> QWidget:
        row = QWidget()
        px = self.look.px
        words = QVBoxLayout(row)
        words.setContentsMargins(px(16), px(10), px(16), px(10))
        words.setSpacing(px(2))
        said = log_sentence(entry.kind, entry.facts, QCoreApplication.translate)
        words.addWidget(Text(self.look, said))
        words.addWidget(Text(self.look, self._beside(entry), _SOFT))
        return row

    def _beside(self, entry: LogRecord) -> str:
        """When it was, where the sentence does not say it the wallet, and the entry's number."""
        _, _, time = self._moment(entry.at).rpartition(", ")
        wallet = str(entry.facts.get("wallet") or "") if entry.wallet else ""
        number = self.tr("entry {number}").format(number=entry.number)
        return " · ".join(part for part in (time, wallet, number) if part)

    def _day(self, moment: datetime) -> str:
        return self._moment(moment).rpartition(", ")[0]

    def _moment(self, moment: datetime) -> str:
        return date_in_words(int(moment.timestamp()))

    def _add_more(self, left: int) -> None:
        button = Button(self.look, self.tr("Show earlier ones (%n)", "", left))
        button.clicked.connect(self._show_more)
        held = QWidget()
        row = Flow(self.look)
        row.addWidget(button)
        held.setLayout(row)
        self._add(held)

    def _show_more(self) -> None:
        self._shown += _AT_ONCE
        if self._read is not None:
            self._show(self._read)

    def _empty(self) -> Card:
        card = Card(self.look, CardKind.TO_COME)
        card.body.addWidget(Text(self.look, self.tr("Nothing was noted yet"), _STRONG))
        said = self.tr(
            "Wallets that are set up, keys that are compared, payments that are reviewed and"
            " signed, and changes of what opens the vault will stand here, each with its moment."
        )
        card.body.addWidget(Text(self.look, said, _SOFT))
        return card

    def _add(self, part: QWidget) -> None:
        """Above the stretch at the end."""
        self.column.insertWidget(self.column.count() - 1, part)

    # The whole of it as a file

    def save(self) -> None:
        """Has a file named, and saves the log there."""
        title, kinds = self.tr("Save the log"), self.tr("Logs (*.jsonl)")
        name, _ = QFileDialog.getSaveFileName(self, title, "strongroom-log.jsonl", kinds)
        if not name:
            return
        path, keeper = Path(name), self.session.keeper
        task = Task(self)
        said = self.tr("The log is saved as {file}.").format(file=path.name)
        task.succeeded.connect(lambda _: self.say(said, SignKind.SEEN))
        task.failed.connect(self.say_error)
        work = without_progress(lambda: write_file(path, keeper.log_file()))
        task.run(self.parts.lanes.files, work)


def _grouped(head: str) -> str:
    return " ".join(head[start : start + 8] for start in range(0, len(head), 8))
