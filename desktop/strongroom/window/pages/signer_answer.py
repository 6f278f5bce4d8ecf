"""Having a signer of a wallet sign a text: what is to be signed, and what came back."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from strongroom.transports.files import read_file
from strongroom.window.fonts import TypeSize
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.pages.message_request import RequestCard
from strongroom.window.paragraph import Voice
from strongroom.window.tasks import Lanes, Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonSize
from strongroom.window.widgets.field import Choice, TextArea
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.text import Text
from strongroom.words.text import visible
from strongroom.workflows.kept import KeptWallet
from strongroom.workflows.reading_apart import borne_apart
from strongroom.workflows.signed_text import read_answer, signing_path

_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_LINES = 4


class SignerAnswer(QWidget):
    """``failed`` with an error, ``told`` with a sentence; ``answer`` is what the signer gave."""

    failed = Signal(object)
    told = Signal(str)

    def __init__(self, look: Look, lanes: Lanes, kept: KeptWallet, why: str) -> None:
        """``why`` says what it is good for."""
        super().__init__()
        self._look, self._lanes, self._kept = look, lanes, kept
        names = [visible(name) for name in kept.names(QCoreApplication.translate)]
        self.signer = Choice(look, self.tr("Whose key signs"), names)
        self.request = RequestCard(look, lanes)
        self.request.failed.connect(self.failed)
        self.request.told.connect(self.told)
        self._answer = TextArea(look, self.tr("What the signer answered"))
        self._answer.setFixedHeight(look.px(_LINES * TypeSize.FIXED.line))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Text(look, why, _SOFT))
        for field in (self.signer, self._answer):
            column.addWidget(Text(look, field.accessibleName(), _SOFT))
            column.addWidget(field)
        column.insertWidget(column.indexOf(self.signer) + 1, self.request)
        buttons = Flow(look)
        opening = Button(look, self.tr("Open a file…"), icon=Icon.FILE, size=ButtonSize.SMALL)
        opening.clicked.connect(self.ask_file)
        buttons.addWidget(opening)
        column.addLayout(buttons)
        self.signer.activated.connect(self._write_path)
        self._write_path()

    @property
    def answer(self) -> str:
        """A signed message or a signature alone; empty where there is none yet."""
        return self._answer.toPlainText().strip()

    def set_answer(self, text: str) -> None:
        self._answer.setPlainText(text)

    def set_text(self, text: str) -> None:
        """Writes what is to be signed."""
        self.request.message.setText(text)
        self.request.message.setCursorPosition(0)

    def _write_path(self) -> None:
        path = signing_path(self._kept.wallet.policy.cosigners[self.signer.currentIndex()])
        self.request.path.setText(f"m/{path}" if path else "")

    def ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("What the signer answered"))
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """What is in a file that a signer wrote."""
        task = Task(self)
        task.succeeded.connect(self.set_answer)
        task.failed.connect(self.failed)
        reading = without_progress(lambda: read_answer(borne_apart(read_file(str(path)))))
        task.run(self._lanes.files, reading)
