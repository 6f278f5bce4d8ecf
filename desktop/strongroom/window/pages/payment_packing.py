"""How a payment is packed for a signer: as its device takes it, or as somebody chooses."""

from __future__ import annotations

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
    packed; what can be chosen is made when somebody wants it."""

    chosen = Signal(int, object)

    def __init__(self, look: Look, payment: PaymentUnderWay, packings: Packings) -> None:
        super().__init__(look)
        self._payment, self._packings = payment, packings
        self._script_type = payment.wallet.policy.script_type
        self._choices = dict(packings.choices)
        self._position = next(iter(packings.signers))
        self.fields: PackingFields | None = None
        self._more = Button(look, self.tr("Change"), ButtonKind.BARE, size=ButtonSize.SMALL)
        self._more.clicked.connect(self.turn)
        self.line, self.doubts = Text(look, voice=_SOFT), Text(look, voice=_DOUBT)
        head = Ends(look, least=120, centred=True)
        head.addWidget(Text(look, self.tr("How it is packed"), _STRONG))
        head.addWidget(self._more)
        self.body.addLayout(head)
        self.body.addWidget(self.line)
        self.body.addWidget(self.doubts)
        self._show()

    @property
    def is_open(self) -> bool:
        """Whether what can be chosen is shown."""
        return self.fields is not None and not self.fields.isHidden()

    def turn(self) -> None:
        """Shows what can be chosen, or hides it."""
        if self.fields is None:
            self.fields = self._made_fields()
            self.body.insertWidget(2, self.fields)
            self.fields.show()
            self._show()
        else:
            self.fields.setVisible(self.fields.isHidden())
        self._more.set_words(self.tr("Less") if self.is_open else self.tr("Change"))

    def _made_fields(self) -> PackingFields:
        can_be = can_be_slim(self._payment.combined, self._script_type)
        fields = PackingFields(self.look, self._packings, can_be_slim=can_be)
        fields.signer.activated.connect(self._choose_signer)
        fields.device.activated.connect(self._choose_device)
        fields.parts_chosen.connect(self._choose_parts)
        return fields

    @property
    def choice(self) -> PackingChoice:
        """Of the signer that is shown."""
        return self._choices[self._position]

    @property
    def _packing(self) -> Packing:
        return self.choice.packing(self._packings.way)

    def _choose_signer(self, number: int) -> None:
        self._position = list(self._packings.signers)[number]
        self._show()

    def _choose_device(self, number: int) -> None:
        self._take(PackingChoice(devices_for(self._packings.way)[number]))

    def _choose_parts(self, version: int, is_slim: bool | None, has_xpubs: bool) -> None:
        slim = self._packing.is_slim if is_slim is None else is_slim
        packing = Packing(version, slim, has_xpubs)
        own = PackingChoice(self.choice.device)
        is_own = packing == own.packing(self._packings.way)
        self._take(own if is_own else replace(own, other=packing))

    def _take(self, choice: PackingChoice) -> None:
        self._choices[self._position] = choice
        self._show()
        announce(self.line, f"{self.line.text()} {self.doubts.text()}")
        self.chosen.emit(self._position, choice)

    def _show(self) -> None:
        packing, translate = self._packing, QCoreApplication.translate
        has_them = has_previous(self._payment.combined, packing, self._script_type)
        line = packing_line(
            packing.version, translate, has_previous=has_them, has_xpubs=packing.has_xpubs
        )
        who = self._packings.signers[self._position]
        self.line.set_text(self.tr("For {signer}: {how}").format(signer=who, how=line))
        self._say_doubts(packing)
        if self.fields is not None:
            self.fields.show_choice(self.choice.device, packing, has_previous=has_them)

    def _say_doubts(self, packing: Packing) -> None:
        device, translate = self.choice.device, QCoreApplication.translate
        title = device_title(device) if device is not None else ""
        found = misfits(device, packing, self._script_type)
        said = [misfit_sentence(each.value, title, translate) for each in found]
        self.doubts.set_text(" ".join(said))
        self.doubts.setVisible(bool(said))


class PackingFields(QWidget):
    """``parts_chosen`` has the version, whether it is slim (None where it cannot be), and whether
    the extended keys are in it."""

    parts_chosen = Signal(int, object, bool)

    def __init__(self, look: Look, packings: Packings, *, can_be_slim: bool) -> None:
        super().__init__()
        self._devices, self._can_be_slim = devices_for(packings.way), can_be_slim
        titles = [device_title(one) if one else self.tr("Any signer") for one in self._devices]
        self.signer = Choice(look, self.tr("Signer"), list(packings.signers.values()))
        self.device = Choice(look, self.tr("Packed for"), titles)
        self.previous = CheckBox(look, self.tr("With the previous transactions"))
        self.xpubs = CheckBox(look, self.tr("With the cosigners’ extended keys (xpubs)"))
        self.version_2 = CheckBox(look, self.tr("As PSBT version 2"))
        for box in (self.previous, self.xpubs, self.version_2):
            box.clicked.connect(self._tell_parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        if len(packings.signers) > 1:
            column.addWidget(Text(look, self.tr("Signer"), _SOFT))
            column.addWidget(self.signer)
        column.addWidget(Text(look, self.tr("Packed for"), _SOFT))
        column.addWidget(self.device)
        if can_be_slim:
            column.addWidget(self.previous)
        column.addWidget(self.xpubs)
        column.addWidget(self.version_2)

    def show_choice(self, device: Device | None, packing: Packing, *, has_previous: bool) -> None:
        known = device if device in self._devices else None
        self.device.setCurrentIndex(self._devices.index(known))
        self.previous.setChecked(has_previous)
        self.xpubs.setChecked(packing.has_xpubs)
        self.version_2.setChecked(packing.version == 2)

    def _tell_parts(self) -> None:
        is_slim = not self.previous.isChecked() if self._can_be_slim else None
        version = 2 if self.version_2.isChecked() else 0
        self.parts_chosen.emit(version, is_slim, self.xpubs.isChecked())


def devices_for(way: Way) -> tuple[Device | None, ...]:
    """Any signer, and those that can be told; codes are for devices that can read them."""
    told = (each for each in Device if way is Way.FILE or each not in WITHOUT_CAMERA)
    return (None, *told)
