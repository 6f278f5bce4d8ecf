"""The form of a drill: what was tried, with which keys, by whom and when, and how it went."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from strongroom.model.drill import Tried
from strongroom.window.fonts import TypeSize
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.page import emptied
from strongroom.window.pages.signer_answer import SignerAnswer
from strongroom.window.pages.vault_fields import labelled
from strongroom.window.paragraph import Voice
from strongroom.window.tasks import Lanes
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.field import Choice, TextArea, TextField
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.text import Text
from strongroom.words.drill_words import how_words, tried_words
from strongroom.workflows.drills import Drill, DrillError, drill_text
from strongroom.workflows.keeping import KeptWallet

_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_LINES = 3


class DrillForm(Card):
    """``noted`` has a ``Drill`` at a person's word; ``answered``, ``file_wanted`` and
    ``recovery_key_typed`` ask for a check, and have who did it last."""

    noted = Signal(object)
    answered = Signal(str, str)
    file_wanted = Signal(str)
    recovery_key_typed = Signal(str, str)
    failed = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        look: Look,
        lanes: Lanes,
        kept: KeptWallet,
        offered: Sequence[Tried],
        people: Sequence[str],
        today: date,
    ) -> None:
        super().__init__(look)
        self._lanes, self._kept, self._offered = lanes, kept, tuple(offered)
        self._today = today
        say = QCoreApplication.translate
        titles = [tried_words(one, say) for one in offered]
        self.tried = Choice(look, self.tr("What was tried"), titles)
        self._how = Text(look, "", _SOFT)
        self.by = TextField(look, self.tr("Who did it"), self.tr("Your name"))
        self._complete(people)
        self.day = TextField(look, self.tr("Day"), "2026-03-01")
        self.went = Choice(look, self.tr("How it went"), [self.tr("Well"), self.tr("It failed")])
        self.note = TextField(look, self.tr("Notes"))
        self.boxes = [CheckBox(look, name) for name in self._kept.names(QCoreApplication.translate)]
        self._keys, self._check, self._said = QWidget(), QWidget(), QWidget()
        self.answer: SignerAnswer | None = None
        self.recovery_key: TextArea | None = None
        self._place()
        self.clear()
        self.tried.activated.connect(lambda _: self._show_tried())
        self._show_tried()

    @property
    def chosen(self) -> Tried:
        return self._offered[self.tried.currentIndex()]

    def choose(self, tried: Tried) -> None:
        """Shows what belongs to a kind of drill."""
        self.tried.setCurrentIndex(self._offered.index(tried))
        self._show_tried()

    def clear(self) -> None:
        """For the next drill; who does it stays."""
        self.day.setText(self._today.isoformat())
        self.went.setCurrentIndex(0)
        self.note.clear()
        for box in self.boxes:
            box.setChecked(False)
        if self.answer is not None:
            self.answer.set_answer("")
        if self.recovery_key is not None:
            self.recovery_key.clear()

    def drill(self) -> Drill:
        """What stands in the fields; raises ``DrillError`` with ``drill-to-come``."""
        keys = tuple(at for at, box in enumerate(self.boxes) if box.isChecked())
        own = keys if self.chosen.is_of_keys else ()
        return Drill(
            self.chosen,
            self.went.currentIndex() == 0,
            self.by.text().strip(),
            self._day(),
            own,
            self.note.text().strip(),
        )

    def _day(self) -> date:
        try:
            return date.fromisoformat(self.day.text().strip())
        except ValueError as error:
            raise DrillError("drill-to-come", "this is no day") from error

    def _complete(self, people: Sequence[str]) -> None:
        completer = QCompleter(list(people), self.by)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.by.setCompleter(completer)

    def _place(self) -> None:
        look = self.look
        self.body.addWidget(labelled(look, self.tried.accessibleName(), self.tried))
        self.body.addWidget(self._how)
        self.body.addWidget(labelled(look, self.by.accessibleName(), self.by))
        for held in (self._check, self._keys, self._said):
            column = QVBoxLayout(held)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(look.px(8))
            self.body.addWidget(held)
        self._word = Text(look, self.tr("Or note it without a check, at your word."), _SOFT)
        self.body.insertWidget(self.body.indexOf(self._keys), self._word)
        keys = self._keys.layout()
        assert keys is not None
        keys.addWidget(Text(look, self.tr("Keys"), _SOFT))
        for box in self.boxes:
            keys.addWidget(box)
        said = self._said.layout()
        assert said is not None
        for field in (self.day, self.went, self.note):
            said.addWidget(labelled(look, field.accessibleName(), field))
        said.addWidget(self._button_row(self.tr("Note it"), None, self._note))

    def _show_tried(self) -> None:
        tried, column = self.chosen, self._check.layout()
        assert column is not None
        self._how.set_text(how_words(tried, QCoreApplication.translate))
        self._keys.setVisible(tried.is_of_keys)
        emptied(column)
        self.answer, self.recovery_key = None, None
        match tried:
            case Tried.SIGNED:
                self._add_answer()
            case Tried.WALLET_FILE:
                words = self.tr("Check a file now…")
                column.addWidget(self._button_row(words, Icon.FILE, self._want_file))
            case Tried.RECOVERY_KEY:
                self._add_recovery_key()
        for part in (self._check, self._word):
            part.setVisible(column.count() > 0)

    def _add_answer(self) -> None:
        why = self.tr(
            "What it answers is checked here, and stays in the log with the text, so that anybody"
            " can verify it."
        )
        self.answer = SignerAnswer(self.look, self._lanes, self._kept, why)
        self.answer.failed.connect(self.failed)
        self.answer.told.connect(self.told)
        self.answer.set_text(drill_text(self._kept.wallet, self._today))
        self._add_check(self.answer, self._check_answer)

    def _add_recovery_key(self) -> None:
        self.recovery_key = area = TextArea(self.look, self.tr("Recovery key"))
        area.setFixedHeight(self.look.px(_LINES * TypeSize.FIXED.line))
        self._add_check(labelled(self.look, area.accessibleName(), area), self._check_recovery_key)

    def _add_check(self, part: QWidget, check: Callable[[], None]) -> None:
        column = self._check.layout()
        assert column is not None
        column.addWidget(part)
        column.addWidget(self._button_row(self.tr("Check it now"), Icon.CHECK, check))

    def _check_answer(self) -> None:
        answer = self.answer.answer if self.answer is not None else ""
        if self._is_said():
            self.answered.emit(answer, self.by.text().strip())

    def _check_recovery_key(self) -> None:
        typed = self.recovery_key.toPlainText() if self.recovery_key is not None else ""
        if self._is_said():
            self.recovery_key_typed.emit(typed, self.by.text().strip())

    def _want_file(self) -> None:
        if self._is_said():
            self.file_wanted.emit(self.by.text().strip())

    def _note(self) -> None:
        if self._is_said():
            try:
                self.noted.emit(self.drill())
            except DrillError as error:
                self.failed.emit(error)

    def _is_said(self) -> bool:
        """Whether it is said who did it; where it is not, the keyboard goes there."""
        if not self.by.text().strip():
            self.by.setFocus()
            self.failed.emit(DrillError("drill-nobodys", "nobody did this drill"))
        return bool(self.by.text().strip())

    def _button_row(self, words: str, icon: Icon | None, act: Callable[[], None]) -> QWidget:
        held, button = QWidget(), Button(self.look, words, icon=icon)
        button.clicked.connect(lambda: act())
        Flow(self.look, parent=held).addWidget(button)
        return held
