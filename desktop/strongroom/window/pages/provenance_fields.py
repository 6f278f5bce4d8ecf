"""Where a cosigner's key comes from: its device and how its seed was made, to read and to write."""

from dataclasses import replace
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from strongroom.vault.provenance import PassphraseUse, ProvenanceRecord, SeedOrigin
from strongroom.window.fonts import TypeSize
from strongroom.window.look import Look
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.field import Choice, TextField
from strongroom.window.widgets.text import Text
from strongroom.workflows.provenance import is_date

_WORD = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_WRONG = Voice(TypeSize.SMALL, role=Role.BLOCK)
_LARGE = 1.5
"""Text so large that two fields beside each other have no room in the smallest window."""
_E = TypeVar("_E", bound=Enum)


class ProvenanceWords(QObject):
    """The words for each part of it."""

    def seeds(self) -> dict[SeedOrigin, str]:
        return {
            SeedOrigin.UNKNOWN: self.tr("not known"),
            SeedOrigin.DICE: self.tr("with dice or coins"),
            SeedOrigin.DEVICE: self.tr("by the device"),
            SeedOrigin.BOTH: self.tr("by the device, with dice added"),
            SeedOrigin.OTHER: self.tr("in another way"),
        }

    def passphrases(self) -> dict[PassphraseUse, str]:
        return {
            PassphraseUse.UNKNOWN: self.tr("not known"),
            PassphraseUse.YES: self.tr("yes"),
            PassphraseUse.NO: self.tr("no"),
        }

    def line(self, said: ProvenanceRecord) -> str:
        """All that is known of it; empty where nothing is."""
        parts = [
            self.tr("serial {text}").format(text=said.serial) if said.serial else "",
            self._seed(said),
            self.tr("firmware then {text}").format(text=said.firmware_then)
            if said.firmware_then
            else "",
            self.tr("firmware now {text}").format(text=said.firmware_now)
            if said.firmware_now
            else "",
            self._passphrase(said),
            said.notes,
        ]
        return " · ".join(part for part in parts if part)

    def _seed(self, said: ProvenanceRecord) -> str:
        way = self.seeds()[said.seed] if said.seed is not SeedOrigin.UNKNOWN else ""
        if not way and not said.made:
            return ""
        made = " ".join(part for part in (way, said.made) if part)
        return self.tr("seed made {made}").format(made=made)

    def _passphrase(self, said: ProvenanceRecord) -> str:
        match said.passphrase:
            case PassphraseUse.YES:
                return self.tr("with a passphrase")
            case PassphraseUse.NO:
                return self.tr("without a passphrase")
        return ""


class ProvenanceFields(QWidget):
    """``finished`` when a field is left or another way is chosen."""

    finished = Signal()

    def __init__(
        self, look: Look, said: ProvenanceRecord, who: str, parent: QWidget | None = None
    ) -> None:
        """``who`` names the cosigner for those who hear the fields."""
        super().__init__(parent)
        self.look, self._before, self._who = look, said, who
        words = ProvenanceWords(self)
        self.serial = self._field(self.tr("Serial number"), said.serial)
        self.made = self._field(self.tr("When the seed was made"), said.made, "2026-03-01")
        self.then = self._field(self.tr("Firmware that made it"), said.firmware_then)
        self.now = self._field(self.tr("Firmware now"), said.firmware_now)
        self.seed = self._choice(self.tr("How the seed was made"), words.seeds(), said.seed)
        self.passphrase = self._choice(
            self.tr("Passphrase used"), words.passphrases(), said.passphrase
        )
        self.notes = self._field(self.tr("Notes"), said.notes)
        self._wrong = Text(look, self.tr("Write it as 2026-03-01, 2026-03 or 2026."), _WRONG)
        self._wrong.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._place()
        look.changed.connect(self.renew)
        self.renew()

    @property
    def is_whole(self) -> bool:
        """Whether what stands in the fields can be kept."""
        return is_date(self.made.text().strip())

    def said(self) -> ProvenanceRecord:
        """What stands in the fields."""
        return replace(
            self._before,
            serial=self.serial.text().strip(),
            made=self.made.text().strip(),
            firmware_then=self.then.text().strip(),
            firmware_now=self.now.text().strip(),
            seed=list(SeedOrigin)[self.seed.currentIndex()],
            passphrase=list(PassphraseUse)[self.passphrase.currentIndex()],
            notes=self.notes.text().strip(),
        )

    def _field(self, word: str, value: str, hint: str = "") -> TextField:
        field = TextField(self.look, f"{self._who}: {word}", hint)
        field.setText(value)
        field.editingFinished.connect(self._end)
        return field

    def _choice(self, word: str, words: dict[_E, str], value: _E) -> Choice:
        choice = Choice(self.look, f"{self._who}: {word}", list(words.values()))
        choice.setCurrentIndex(list(words).index(value))
        choice.activated.connect(lambda _: self._end())
        return choice

    def _end(self) -> None:
        self._wrong.setVisible(not self.is_whole)
        if self.is_whole:
            self.finished.emit()

    def _place(self) -> None:
        cells = (
            (self.tr("Serial number"), self.serial),
            (self.tr("When the seed was made"), self.made),
            (self.tr("Firmware that made it"), self.then),
            (self.tr("Firmware now"), self.now),
            (self.tr("How the seed was made"), self.seed),
            (self.tr("Passphrase used"), self.passphrase),
        )
        columns = 1 if self.look.measures.scale > _LARGE else 2
        for number, (word, field) in enumerate(cells):
            cell = self._cell(word, field)
            if field is self.made:
                cell.addWidget(self._wrong)
            self._grid.addLayout(cell, number // columns, number % columns)
        notes = self._cell(self.tr("Notes"), self.notes)
        self._grid.addLayout(notes, len(cells) // columns, 0, 1, columns)

    def _cell(self, word: str, field: QWidget) -> QVBoxLayout:
        cell = QVBoxLayout()
        cell.setSpacing(2)
        cell.addWidget(Text(self.look, word, _WORD))
        cell.addWidget(field)
        cell.addStretch(1)
        return cell

    def renew(self) -> None:
        self._grid.setHorizontalSpacing(self.look.px(12))
        self._grid.setVerticalSpacing(self.look.px(8))
