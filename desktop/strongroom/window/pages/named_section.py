"""People, or places, as rows that are added, changed and removed where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.keyboard import focus_first
from strongroom.window.look import Look
from strongroom.window.page import emptied
from strongroom.window.pages.vault_fields import labelled
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.turns import Turns
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.field import Choice, TextField
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.text import Text

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)
_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one: its name, its kind by place in a list, and a text."""

    name: str = ""
    kind: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row; ``row`` is empty for one that keys name and nothing is kept of. ``used`` says by
    which keys it is named."""

    said: Said
    row: str = ""
    used: str = ""


@dataclass(frozen=True, slots=True)
class SectionWords:
    """``add`` is the button's, ``kinds`` are what can be chosen, if anything can, ``text`` is the
    free field's; ``title`` may be empty where the page's says it."""

    title: str
    add: str
    empty: str
    kind: str
    kinds: tuple[str, ...]
    text: str


class NamedSection(QWidget):
    """``kept`` has the row (empty for a new one) and a ``Said``, ``removed`` the row and a name."""

    kept = Signal(str, object)
    removed = Signal(str, str)

    def __init__(self, look: Look, words: SectionWords) -> None:
        super().__init__()
        self.look, self.words = look, words
        self._turns = Turns(self)
        self._rows: dict[str, QWidget] = {}
        """By the name that stands in each."""
        self._open: tuple[QWidget, QWidget | None] | None = None
        """The fields that are open, and the row in whose place they are."""
        self._add = Button(look, words.add, icon=Icon.PLUS)
        self._add.clicked.connect(self.begin_new)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(8))
        if words.title:
            self._column.addWidget(Text(look, words.title, _LEAD))
        self._list = QVBoxLayout()
        self._column.addLayout(self._list)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Shows these; fields that are open are closed."""
        self._close()
        focus = self.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self._add.setFocus()
        emptied(self._list)
        self._rows.clear()
        if not entries:
            self._list.addWidget(self._empty())
            return
        self._card = Card(self.look, CardKind.LIST)
        self._list.addWidget(self._card)
        self._turns.begin([partial(self._add_row, entry) for entry in entries])

    def begin_new(self) -> None:
        """Opens the fields of a new one."""
        self._close()
        form = self._form(Entry(Said()), CardKind.PLAIN)
        self._column.insertWidget(self._column.count() - 1, form)
        self._show_open(form, form, None)

    def _begin(self, entry: Entry) -> None:
        """Opens the fields in the place of a row."""
        self._close()
        row, held = self._rows[entry.said.name], QWidget()
        px = self.look.px
        frame = QVBoxLayout(held)
        frame.setContentsMargins(px(16), px(10), px(16), px(14))
        form = self._form(entry, CardKind.PART)
        # Keys name it so; where it is kept, another name is taken there too.
        form.name.setEnabled(bool(entry.row))
        frame.addWidget(form)
        self._card.body.replaceWidget(row, held)
        row.hide()
        self._show_open(form, held, row)

    def _show_open(self, form: "NamedForm", held: QWidget, row: QWidget | None) -> None:
        held.show()
        self._open = held, row
        self._add.hide()
        focus_first(form)

    def _close(self) -> None:
        """Shows the row again in whose place fields were open."""
        if self._open is None:
            return
        (held, row), self._open = self._open, None
        if row is not None:
            self._card.body.replaceWidget(held, row)
            row.show()
        held.hide()
        held.setParent(None)
        held.deleteLater()
        self._add.show()

    def _leave(self) -> None:
        row = self._open[1] if self._open is not None else None
        self._close()
        if row is None:
            self._add.setFocus()
        else:
            focus_first(row)

    def _add_row(self, entry: Entry) -> None:
        if self._card.body.count():
            self._card.body.addWidget(Hairline(self.look))
        row = self._rows[entry.said.name] = self._row(entry)
        self._card.body.addWidget(row)

    def _row(self, entry: Entry) -> QWidget:
        row = QWidget()
        px = self.look.px
        frame = QVBoxLayout(row)
        frame.setContentsMargins(px(16), px(10), px(16), px(10))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(Text(self.look, entry.said.name, _STRONG))
        kind = self.words.kinds[entry.said.kind] if entry.row and self.words.kinds else ""
        line = " · ".join(part for part in (kind, entry.said.text, entry.used) if part)
        if line:
            words.addWidget(Text(self.look, line, _SOFT))
        ends = Ends(self.look, least=240, centred=True)
        ends.addLayout(words)
        ends.addLayout(self._buttons(entry))
        frame.addLayout(ends)
        return row

    def _buttons(self, entry: Entry) -> Flow:
        buttons = Flow(self.look)
        words = self.tr("Change") if entry.row else self.tr("Say more")
        change = self._small(words, f"{words}: {entry.said.name}")
        change.clicked.connect(lambda: self._begin(entry))
        buttons.addWidget(change)
        if entry.row:
            spoken = self.tr("Remove {name}").format(name=entry.said.name)
            remove = self._small(self.tr("Remove"), spoken)
            remove.clicked.connect(lambda: self.removed.emit(entry.row, entry.said.name))
            buttons.addWidget(remove)
        return buttons

    def _small(self, words: str, spoken: str) -> Button:
        return Button(self.look, words, ButtonKind.BARE, size=ButtonSize.SMALL, spoken=spoken)

    def _form(self, entry: Entry, kind: CardKind) -> "NamedForm":
        form = self._made_form(entry.said, kind)
        form.taken.connect(lambda said: self.kept.emit(entry.row, said))
        form.left.connect(self._leave)
        return form

    def _made_form(self, said: Said, kind: CardKind) -> "NamedForm":
        return NamedForm(self.look, self.words, said, kind)

    def _empty(self) -> Card:
        card = Card(self.look, CardKind.TO_COME)
        card.body.addWidget(Text(self.look, self.words.empty, _SOFT))
        return card


class NamedForm(Card):
    """Name, kind and text of one; ``taken`` has a ``Said``."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, look: Look, words: SectionWords, said: Said, kind: CardKind) -> None:
        super().__init__(look, kind)
        self.name = TextField(look, self.tr("Name"))
        self.kind = Choice(look, words.kind, words.kinds)
        self.text = TextField(look, words.text)
        self.name.setText(said.name)
        self.kind.setCurrentIndex(said.kind)
        self.text.setText(said.text)
        for word, field in self._fields(words):
            self.body.addWidget(labelled(look, word, field))
        self.keep = Button(look, self.tr("Keep"))
        self.keep.clicked.connect(self._take)
        leave = Button(look, self.tr("Leave as it was"), ButtonKind.BARE)
        leave.clicked.connect(self.left)
        for field in (self.name, self.text):
            field.returnPressed.connect(self._take)
        buttons = Flow(look)
        buttons.addWidget(self.keep)
        buttons.addWidget(leave)
        self.body.addLayout(buttons)

    def _fields(self, words: SectionWords) -> list[tuple[str, QWidget]]:
        """What can be said, with the words above."""
        kinds = [(words.kind, self.kind)] if words.kinds else []
        return [(self.tr("Name"), self.name), *kinds, (words.text, self.text)]

    def _take(self) -> None:
        name, text = self.name.text().strip(), self.text.text().strip()
        self.taken.emit(Said(name, self.kind.currentIndex(), text))
