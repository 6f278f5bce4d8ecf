"""People, or places, as rows that are added, changed and removed where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.keyboard import focus_first
from strongroom.window.look import Look
from strongroom.window.page import emptied
from strongroom.window.pages.vault_fields import labelled
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
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
    """``add`` is the button's, ``kinds`` are what can be chosen, ``text`` is the free field's."""

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
        self._entries: tuple[Entry, ...] = ()
        self._open: Entry | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(8))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Shows these; the one that is being written in is closed."""
        focus = self.focusWidget()
        has_focus = focus is not None and self.isAncestorOf(focus)
        self._entries, self._open = tuple(entries), None
        self._fill()
        if has_focus:
            focus_first(self)

    def begin_new(self) -> None:
        """Opens the fields of a new one."""
        self._begin(Entry(Said()))

    def _begin(self, entry: Entry) -> None:
        self._open = entry
        self._fill()
        focus_first(self.findChildren(NamedForm)[0])

    def _end(self) -> None:
        self._open = None
        self._fill()
        focus_first(self)

    def _fill(self) -> None:
        emptied(self._column)
        self._column.addWidget(Text(self.look, self.words.title, _LEAD))
        if self._entries:
            self._column.addWidget(self._list())
        elif self._open is None:
            self._column.addWidget(self._empty())
        if self._open is not None and self._open not in self._entries:
            self._column.addWidget(self._form(self._open))
        elif self._open is None:
            self._column.addWidget(self._add_row())

    def _list(self) -> Card:
        card = Card(self.look, CardKind.LIST)
        for number, entry in enumerate(self._entries):
            if number:
                card.body.addWidget(Hairline(self.look))
            is_open = self._open is not None and entry == self._open
            card.body.addWidget(self._form_row(entry) if is_open else self._row(entry))
        return card

    def _form_row(self, entry: Entry) -> QWidget:
        row = QWidget()
        px = self.look.px
        frame = QVBoxLayout(row)
        frame.setContentsMargins(px(16), px(10), px(16), px(14))
        form = self._form(entry, CardKind.PART)
        # Keys name it so; where it is kept, another name is taken there too.
        form.name.setEnabled(bool(entry.row))
        frame.addWidget(form)
        return row

    def _row(self, entry: Entry) -> QWidget:
        row = QWidget()
        px = self.look.px
        frame = QVBoxLayout(row)
        frame.setContentsMargins(px(16), px(10), px(16), px(10))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(Text(self.look, entry.said.name, _STRONG))
        kind = self.words.kinds[entry.said.kind] if entry.row else ""
        line = " · ".join(part for part in (kind, entry.said.text, entry.used) if part)
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

    def _form(self, entry: Entry, kind: CardKind = CardKind.PLAIN) -> "NamedForm":
        form = NamedForm(self.look, self.words, entry.said, kind)
        form.taken.connect(lambda said: self.kept.emit(entry.row, said))
        form.left.connect(self._end)
        return form

    def _empty(self) -> Card:
        card = Card(self.look, CardKind.TO_COME)
        card.body.addWidget(Text(self.look, self.words.empty, _SOFT))
        return card

    def _add_row(self) -> QWidget:
        held = QWidget()
        row = Flow(self.look)
        add = Button(self.look, self.words.add, icon=Icon.PLUS)
        add.clicked.connect(self.begin_new)
        row.addWidget(add)
        held.setLayout(row)
        return held


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
        for word, field in (
            (self.tr("Name"), self.name),
            (words.kind, self.kind),
            (words.text, self.text),
        ):
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

    def _take(self) -> None:
        name, text = self.name.text().strip(), self.text.text().strip()
        self.taken.emit(Said(name, self.kind.currentIndex(), text))
