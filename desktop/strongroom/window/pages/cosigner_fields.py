"""What people say of a cosigner: its name, the device, who holds it, and where it is."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QVBoxLayout, QWidget

from strongroom.vault.records import CosignerRecord
from strongroom.window.fonts import TypeSize
from strongroom.window.look import Look
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.field import TextField
from strongroom.window.widgets.text import Text

_WORD = Voice(TypeSize.SMALL, role=Role.INK_SOFT)


@dataclass(frozen=True, slots=True)
class Known:
    """Names that are offered while one is written."""

    holders: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class CosignerFields(QWidget):
    """Four fields; ``edited`` while somebody writes, ``finished`` when a field is left."""

    edited = Signal()
    finished = Signal()

    def __init__(
        self, look: Look, said: CosignerRecord, who: str, parent: QWidget | None = None
    ) -> None:
        """``who`` names the cosigner for those who hear the fields."""
        super().__init__(parent)
        self.look, self._before = look, said
        self.name, self.device, self.holder, self.place = self._fields = tuple(
            TextField(look, f"{who}: {word}", hint) for word, hint in self._words()
        )
        values = (said.name, said.device, said.holder, said.place)
        for field, value in zip(self._fields, values, strict=True):
            field.setText(value)
            field.textEdited.connect(lambda _: self.edited.emit())
            field.editingFinished.connect(self.finished)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._place()
        look.changed.connect(self.renew)
        self.renew()

    def offer(self, known: Known) -> None:
        """Completes what is written in a field to a name that is known."""
        for field, names in ((self.holder, known.holders), (self.place, known.places)):
            completer = QCompleter(names, field)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            field.setCompleter(completer)

    def said(self) -> CosignerRecord:
        """What stands in the fields."""
        name, device, holder, place = (field.text().strip() for field in self._fields)
        return replace(self._before, name=name, device=device, holder=holder, place=place)

    def _words(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Name"), self.tr("Alice")),
            (self.tr("Device"), self.tr("Coldcard Q")),
            (self.tr("Who holds it"), self.tr("Alice Berg")),
            (self.tr("Where it is"), self.tr("At home, in the safe")),
        )

    def _place(self) -> None:
        for number, (field, (word, _)) in enumerate(zip(self._fields, self._words(), strict=True)):
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(Text(self.look, word, _WORD))
            cell.addWidget(field)
            self._grid.addLayout(cell, number // 2, number % 2)

    def renew(self) -> None:
        self._grid.setHorizontalSpacing(self.look.px(12))
        self._grid.setVerticalSpacing(self.look.px(8))
