"""Asking a signer to sign a text: a code for its camera, or a file for its card."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from strongroom.formats.message_request import (
    COLDCARD,
    COLDCARD_TEXT,
    QR_DEVICES,
    write_message_request,
)
from strongroom.model.derivation import DerivationPath
from strongroom.model.errors import ReadError
from strongroom.transports.files import write_file
from strongroom.transports.qr.still import qr_modules
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.paragraph import Voice
from strongroom.window.tasks import Lanes, Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.field import Choice, TextField
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.qr_plate import QUIET_ZONE, QrPlate
from strongroom.window.widgets.text import Text

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_MODULE = 5
"""The side of a module of the code, in px at 100 %."""

_NAMES = {
    "jade": "Jade",
    "keystone": "Keystone",
    "krux": "Krux",
    "seedsigner": "SeedSigner",
    "specter-diy": "Specter-DIY",
    COLDCARD: "Coldcard",
    COLDCARD_TEXT: "Coldcard (text)",
}
_ENDINGS = {COLDCARD: "json", COLDCARD_TEXT: "txt"}


@dataclass(frozen=True, slots=True)
class Request:
    """What a signer is given, and its code where it reads one."""

    content: str
    modules: tuple[tuple[bool, ...], ...] = ()


class RequestCard(Card):
    """``failed`` with an error, ``told`` with a sentence; what was asked for last stays shown."""

    failed = Signal(object)
    told = Signal(str)

    def __init__(self, look: Look, lanes: Lanes) -> None:
        super().__init__(look)
        self._lanes = lanes
        self.device = Choice(look, self.tr("Signer"), list(_NAMES.values()))
        self.path = TextField(
            look, self.tr("Derivation path of the key"), "m/84h/0h/0h/0/0", TypeSize.FIXED
        )
        self.message = TextField(look, self.tr("Text to be signed"))
        self.content = ""
        """What the signer is given, once it was made."""
        self._code: QrPlate | None = None
        self.body.addWidget(Text(look, self.tr("Ask a signer to sign a text"), _LEAD))
        for field in (self.device, self.path, self.message):
            self.body.addWidget(Text(look, field.accessibleName(), _SOFT))
            self.body.addWidget(field)
        ask = Button(look, self.tr("Make the request"), icon=Icon.FORWARD, size=ButtonSize.SMALL)
        ask.clicked.connect(self.make)
        self._save = Button(look, self.tr("Save it…"), icon=Icon.FILE, size=ButtonSize.SMALL)
        self._save.clicked.connect(self.ask_where)
        self._copy = CopyButton(look, "", self.tr("Copy the request"))
        self._buttons = Flow(look)
        for button in (ask, self._save, self._copy):
            self._buttons.addWidget(button)
        self.body.addLayout(self._buttons)
        self._set_content("")
        self.device.activated.connect(self._forget)
        for written in (self.path, self.message):
            written.textChanged.connect(self._forget)

    @property
    def word(self) -> str:
        """The signer, as the formats name it."""
        return tuple(_NAMES)[self.device.currentIndex()]

    def make(self) -> None:
        """Shows what the signer is given, or says why it cannot sign that."""
        self._forget()
        path, message, device = self.path.text().strip(), self.message.text(), self.word
        task = Task(self)
        task.succeeded.connect(self._show_request)
        task.failed.connect(self.failed)
        task.run(self._lanes.codes, without_progress(lambda: made_request(path, message, device)))

    def _show_request(self, made: Request) -> None:
        self._set_content(made.content)
        if made.modules:
            self._code = QrPlate(self.look, made.modules, self.tr("The request as a QR code"))
            side = self.look.px(_MODULE) * (len(made.modules) + 2 * QUIET_ZONE)
            self._code.setFixedSize(side, side)
            self.body.addWidget(self._code, 0, Qt.AlignmentFlag.AlignLeft)

    def _forget(self) -> None:
        """What was made was for other words."""
        self._set_content("")
        if self._code is not None:
            self._code.deleteLater()
            self._code = None

    def _set_content(self, content: str) -> None:
        self.content = content
        self._save.setVisible(bool(content))
        self._copy.setVisible(bool(content))
        self._copy.set_copied_text(content)

    def ask_where(self) -> None:
        name = f"sign-message.{_ENDINGS.get(self.word, 'txt')}"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the request"), name)
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        content = self.content
        task = Task(self)
        task.succeeded.connect(lambda _: self._tell_saved(path))
        task.failed.connect(self.failed)
        task.run(self._lanes.files, without_progress(lambda: write_file(path, content.encode())))

    def _tell_saved(self, path: Path) -> None:
        self.told.emit(self.tr("Saved as {name}.").format(name=path.name))


def made_request(path: str, message: str, device: str) -> Request:
    """What is asked of a signer.

    Raises ``ReadError``: ``path-malformed``, ``secret-found``; ``WriteError``: ``device-cannot``.
    """
    content = write_message_request(_path(path), message, device)
    return Request(content, qr_modules(content) if device in QR_DEVICES else ())


def _path(text: str) -> DerivationPath:
    try:
        path = DerivationPath.parse(text)
    except ReadError as error:
        raise ReadError("path-malformed", str(error)) from error
    if not path.steps:
        raise ReadError("path-malformed", "it has no steps")
    return path
