"""A registration on a device as fields: which device, under which name, when, and the proof."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from strongroom.model.device import Device
from strongroom.vault.registrations import RegistrationRecord
from strongroom.window.fonts import TypeSize
from strongroom.window.look import Look
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.field import Choice, TextField
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.text import Text
from strongroom.words.device_words import device_title

_WORD = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_LARGE = 1.5
"""Text so large that two fields beside each other have no room in the smallest window."""


class RegistrationForm(QWidget):
    """``taken`` has the registration as somebody wants it kept, ``left`` when nothing is to be."""

    taken = Signal(object)
    left = Signal()

    def __init__(
        self, look: Look, begun: RegistrationRecord, who: str, *, is_new: bool = True
    ) -> None:
        """``begun`` is what stands in the fields at first, ``who`` names the cosigner for those who
        hear them; what is not new stays one of the same device."""
        super().__init__()
        self.look, self.begun, self.is_new, self._who = look, begun, is_new, who
        self.is_sent = False
        titles = [device_title(device) for device in Device]
        self.device = Choice(look, f"{who}: {self.tr('Device')}", titles)
        self.device.setCurrentIndex(list(Device).index(begun.device))
        self.device.setEnabled(is_new)
        self.name = self._field(self.tr("The wallet's name on it"), begun.name)
        self.day = self._field(self.tr("When"), begun.day, "2026-03-01")
        self.firmware = self._field(self.tr("Its firmware then"), begun.firmware)
        self.proof = self._field(self.tr("Proof, where it gave one (Ledger: HMAC)"), begun.proof)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self._grid = QGridLayout()
        column.addLayout(self._grid)
        column.addLayout(self._buttons())
        self._place()
        look.changed.connect(self.renew)
        self.renew()

    def said(self) -> RegistrationRecord:
        """What stands in the fields."""
        return replace(
            self.begun,
            device=list(Device)[self.device.currentIndex()],
            name=self.name.text().strip() or self.begun.name,
            day=self.day.text().strip(),
            firmware=self.firmware.text().strip(),
            proof=self.proof.text().strip(),
        )

    def _field(self, word: str, value: str, hint: str = "") -> TextField:
        field = TextField(self.look, f"{self._who}: {word}", hint)
        field.setText(value)
        field.textEdited.connect(self._edit)
        field.returnPressed.connect(self._take)
        return field

    def _buttons(self) -> Flow:
        buttons = Flow(self.look)
        keep = Button(self.look, self.tr("Keep"), size=ButtonSize.SMALL)
        keep.set_words(
            self.tr("Keep"), self.tr("Keep the registration of {name}").format(name=self._who)
        )
        keep.clicked.connect(self._take)
        leave = Button(self.look, self.tr("Cancel"), ButtonKind.BARE, size=ButtonSize.SMALL)
        leave.clicked.connect(self.left)
        buttons.addWidget(keep)
        buttons.addWidget(leave)
        return buttons

    def _edit(self) -> None:
        self.is_sent = False

    def _take(self) -> None:
        self.is_sent = True
        self.taken.emit(self.said())

    def _place(self) -> None:
        cells = (
            (self.tr("Device"), self.device),
            (self.tr("The wallet's name on it"), self.name),
            (self.tr("When"), self.day),
            (self.tr("Its firmware then"), self.firmware),
        )
        columns = 1 if self.look.measures.scale > _LARGE else 2
        for number, (word, field) in enumerate(cells):
            self._grid.addLayout(self._cell(word, field), number // columns, number % columns)
        proof = self._cell(self.tr("Proof, where it gave one (Ledger: HMAC)"), self.proof)
        self._grid.addLayout(proof, len(cells) // columns, 0, 1, columns)

    def _cell(self, word: str, field: QWidget) -> QVBoxLayout:
        cell = QVBoxLayout()
        cell.setSpacing(2)
        cell.addWidget(Text(self.look, word, _WORD))
        cell.addWidget(field)
        return cell

    def renew(self) -> None:
        self._grid.setHorizontalSpacing(self.look.px(12))
        self._grid.setVerticalSpacing(self.look.px(8))
