"""On which devices a cosigner's wallet is registered, to read, to add to and to remove."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.model.device import Device, device_named
from strongroom.vault.records import CosignerRecord, WalletRecord
from strongroom.vault.registrations import RegistrationRecord
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.keyboard import focus_first
from strongroom.window.look import Look
from strongroom.window.pages.registration_form import RegistrationForm
from strongroom.window.pages.wallet_words import short_key
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.text import Text
from strongroom.words.device_words import device_title
from strongroom.words.findings import words_for
from strongroom.words.registration_words import ADVICE, registration_line
from strongroom.workflows.registrations import registration_findings, registration_now

_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_LOOK = Voice(TypeSize.SMALL, Weight.STRONG, Role.WARN)
_FIXED = Voice(TypeSize.FIXED_SMALL)
_SHORT = 20
"""Characters of a proof that is shown whole."""


def registration_lines(said: CosignerRecord) -> list[str]:
    """Each registration of a cosigner as a line."""
    translate = QCoreApplication.translate
    return [
        registration_line(one.device, one.name, one.day, one.firmware, translate)
        for one in said.registrations
    ]


class Registrations(QWidget):
    """``kept`` has a registration as somebody wants it, ``removed`` the device of one that is to
    go."""

    kept = Signal(object)
    removed = Signal(object)

    def __init__(self, look: Look, wallet: WalletRecord, said: CosignerRecord, who: str) -> None:
        """``who`` names the cosigner for those who hear it."""
        super().__init__()
        self.look, self._wallet, self._said, self._who = look, wallet, said, who
        self.form: RegistrationForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(4))
        for one, line in zip(said.registrations, registration_lines(said), strict=True):
            self._add(one, line)
        words = self.tr("Note a registration")
        spoken = f"{words}: {who}"
        self._new = Button(look, words, ButtonKind.BARE, Icon.DEVICE, ButtonSize.SMALL, spoken)
        self._new.clicked.connect(self.begin_new)
        self._column.addWidget(self._new, 0, Qt.AlignmentFlag.AlignLeft)

    def begin_new(self) -> None:
        """Opens the fields of one that nothing was said of."""
        known = [one.device for one in self._said.registrations]
        likely = (device_named(self._said.device) or Device.LEDGER, *Device)
        self._begin_now(next((one for one in likely if one not in known), likely[0]))

    def begin(self, begun: RegistrationRecord, *, is_new: bool) -> None:
        """Opens the fields, with what was begun in them."""
        self._close()
        self.form = RegistrationForm(self.look, begun, self._who, is_new=is_new)
        self.form.taken.connect(self._keep)
        self.form.left.connect(self._leave)
        self._advice = Text(self.look, QCoreApplication.translate("Registrations", ADVICE), _SOFT)
        for part in (self._advice, self.form):
            self._column.addWidget(part)
            part.show()
        self._new.hide()

    def go_on(self, before: "Registrations") -> None:
        """Opens the fields as they were, unless what stood in them was sent to be kept."""
        if before.form is not None and not before.form.is_sent:
            self.begin(before.form.said(), is_new=before.form.is_new)

    def _begin_now(self, device: Device, *, is_new: bool = True) -> None:
        today = date.today().isoformat()
        self.begin(registration_now(self._wallet, device, day=today), is_new=is_new)
        focus_first(self.form or self)

    def _renew(self, one: RegistrationRecord) -> None:
        self._begin_now(one.device, is_new=False)

    def _remove(self, one: RegistrationRecord) -> None:
        self.removed.emit(one.device)

    def _change(self, one: RegistrationRecord) -> None:
        self.begin(one, is_new=False)
        focus_first(self.form or self)

    def _keep(self, one: RegistrationRecord) -> None:
        """Asked for only where it is another than before."""
        if one in self._said.registrations:
            self._leave()
        else:
            self.kept.emit(one)

    def _leave(self) -> None:
        self._close()
        self._new.setFocus()

    def _close(self) -> None:
        if self.form is None:
            return
        for gone in (self._advice, self.form):
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
        self.form = None
        self._new.show()

    def _add(self, one: RegistrationRecord, line: str) -> None:
        self._column.addWidget(Text(self.look, line, _SOFT))
        misfits = registration_findings(one, self._wallet)
        for found in misfits:
            words = words_for(found.code, found.facts, QCoreApplication.translate)
            if words is not None:
                self._column.addWidget(Text(self.look, f"{words.message} {words.hint}", _LOOK))
        self._column.addLayout(self._buttons(one, is_fit=not misfits))
        self._column.addSpacing(self.look.px(4))

    def _buttons(self, one: RegistrationRecord, *, is_fit: bool) -> Flow:
        buttons = Flow(self.look)
        if one.proof:
            shown = one.proof if len(one.proof) <= _SHORT else short_key(one.proof)
            proof = Text(self.look, shown, _FIXED)
            proof.setAccessibleName(one.proof)
            buttons.addWidget(proof)
            spoken = f"{self.tr('Copy the proof')}: {self._who}, {device_title(one.device)}"
            buttons.addWidget(CopyButton(self.look, one.proof, spoken))
        if not is_fit:
            buttons.addWidget(self._wish(self.tr("Registered again"), one, self._renew))
        buttons.addWidget(self._wish(self.tr("Change"), one, self._change))
        buttons.addWidget(self._wish(self.tr("Remove"), one, self._remove))
        return buttons

    def _wish(
        self, words: str, one: RegistrationRecord, wish: Callable[[RegistrationRecord], None]
    ) -> Button:
        spoken = f"{words}: {self._who}, {device_title(one.device)}"
        button = Button(self.look, words, ButtonKind.BARE, None, ButtonSize.SMALL, spoken)
        button.clicked.connect(lambda: wish(one))
        return button
