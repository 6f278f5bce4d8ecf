"""How a payment is packed for a signer: as its device takes it, or as somebody chooses."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.model.device import Device
from strongroom.transports.qr.styles import WITHOUT_CAMERA
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.field import Choice
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.painted import announce
from strongroom.window.widgets.text import Text
from strongroom.words.device_words import device_title
from strongroom.words.packing_words import misfit_sentence, packing_line
from strongroom.workflows.device_packing import (
    PackingChoice,
    Way,
    can_be_slim,
    has_previous,
    misfits,
)
from strongroom.workflows.packing import Packing
from strongroom.workflows.payment import PaymentUnderWay

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_DOUBT = Voice(TypeSize.SMALL, role=Role.WARN)


@dataclass(frozen=True, slots=True)
class Packings:
    """For whom a payment can be packed here: what each signer is called, and what was chosen, by
    the position of its cosigner; at least one."""

    way: Way
    signers: Mapping[int, str]
    choices: Mapping[int, PackingChoice]


class PackingCard(Card):
    """``chosen`` has a cosigner's position and its ``PackingChoice``. One line says how it is
    packed; what can be chosen is shown when somebody wants it."""

    chosen = Signal(int, object)

    def __init__(self, look: Look, payment: PaymentUnderWay, packings: Packings) -> None:
        super().__init__(look)
        self._payment, self._packings = payment, packings
        self._script_type = payment.wallet.policy.script_type
        self._choices = dict(packings.choices)
        self._positions = tuple(packings.signers)
        self._position = self._positions[0]
        self._devices = (None, *(each for each in Device if self._offers(each)))
        self._more = Button(look, self.tr("Change"), ButtonKind.BARE, size=ButtonSize.SMALL)
        self._line, self._doubts = Text(look, voice=_SOFT), Text(look, voice=_DOUBT)
        self.signer = Choice(look, self.tr("Signer"), list(packings.signers.values()))
        self.device = Choice(look, self.tr("Packed for"), self._titles())
        self.previous = CheckBox(look, self.tr("With the previous transactions"))
        self.xpubs = CheckBox(look, self.tr("With the cosigners’ extended keys (xpubs)"))
        self.version_2 = CheckBox(look, self.tr("As PSBT version 2"))
        self._fields = self._place()
        self._connect()
        self._show()

    def _offers(self, device: Device) -> bool:
        """Codes are for devices that can read them."""
        return self._packings.way is Way.FILE or device not in WITHOUT_CAMERA

    def _titles(self) -> list[str]:
        return [
            self.tr("Any signer") if device is None else device_title(device)
            for device in self._devices
        ]

    def _place(self) -> QWidget:
        head = Ends(self.look, least=120, centred=True)
        head.addWidget(Text(self.look, self.tr("How it is packed"), _STRONG))
        head.addWidget(self._more)
        self.body.addLayout(head)
        self.body.addWidget(self._line)
        fields = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.px(6))
        if len(self._positions) > 1:
            column.addWidget(Text(self.look, self.tr("Signer"), _SOFT))
            column.addWidget(self.signer)
        column.addWidget(Text(self.look, self.tr("Packed for"), _SOFT))
        column.addWidget(self.device)
        if can_be_slim(self._payment.combined, self._script_type):
            column.addWidget(self.previous)
        column.addWidget(self.xpubs)
        column.addWidget(self.version_2)
        fields.hide()
        self.body.addWidget(fields)
        self.body.addWidget(self._doubts)
        return fields

    def _connect(self) -> None:
        self._more.clicked.connect(self.turn)
        self.signer.activated.connect(self._choose_signer)
        self.device.activated.connect(self._choose_device)
        for box in (self.previous, self.xpubs, self.version_2):
            box.clicked.connect(self._choose_parts)

    def turn(self) -> None:
        """Shows what can be chosen, or hides it."""
        is_open = not self._fields.isHidden()
        self._fields.setVisible(not is_open)
        self._more.set_words(self.tr("Change") if is_open else self.tr("Less"))

    @property
    def _packing(self) -> Packing:
        return self._choices[self._position].packing(self._packings.way)

    def _choose_signer(self, number: int) -> None:
        self._position = self._positions[number]
        self._show()

    def _choose_device(self, number: int) -> None:
        self._take(PackingChoice(self._devices[number]))

    def _choose_parts(self) -> None:
        version = 2 if self.version_2.isChecked() else 0
        is_slim = self._packing.is_slim
        if can_be_slim(self._payment.combined, self._script_type):
            is_slim = not self.previous.isChecked()
        packing = Packing(version, is_slim, self.xpubs.isChecked())
        own = PackingChoice(self._choices[self._position].device)
        is_own = packing == own.packing(self._packings.way)
        self._take(own if is_own else replace(own, other=packing))

    def _take(self, choice: PackingChoice) -> None:
        self._choices[self._position] = choice
        self._show()
        announce(self._line, f"{self._line.text()} {self._doubts.text()}")
        self.chosen.emit(self._position, choice)

    def _show(self) -> None:
        choice, packing = self._choices[self._position], self._packing
        psbt = self._payment.combined
        has_them = has_previous(psbt, packing, self._script_type)
        self.device.setCurrentIndex(self._devices.index(self._shown_device(choice)))
        self.previous.setChecked(has_them)
        self.xpubs.setChecked(packing.has_xpubs)
        self.version_2.setChecked(packing.version == 2)
        translate = QCoreApplication.translate
        line = packing_line(
            packing.version, translate, has_previous=has_them, has_xpubs=packing.has_xpubs
        )
        who = self._packings.signers[self._position]
        self._line.set_text(self.tr("For {signer}: {how}").format(signer=who, how=line))
        self._say_doubts(choice, packing)

    def _shown_device(self, choice: PackingChoice) -> Device | None:
        return choice.device if choice.device in self._devices else None

    def _say_doubts(self, choice: PackingChoice, packing: Packing) -> None:
        found = misfits(choice.device, packing, self._script_type)
        title = device_title(choice.device) if choice.device is not None else ""
        translate = QCoreApplication.translate
        said = [misfit_sentence(each.value, title, translate) for each in found]
        self._doubts.set_text(" ".join(said))
        self._doubts.setVisible(bool(said))
