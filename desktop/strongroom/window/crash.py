"""When the program itself has a fault: one dialog, with a report that holds no keys."""

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSize, Qt, Signal, qVersion
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from strongroom import __version__
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.paragraph import Side, Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.field import TextArea
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.text import Text

_LONGEST_CHAIN = 8
_logger = logging.getLogger(__name__)


def report(error: BaseException) -> str:
    """The kinds and places of a failure and what came before it; no message and no value."""
    machine = f"{platform.system()} {platform.machine()}"
    versions = f"Python {platform.python_version()}, Qt {qVersion()}, {machine}"
    return "\n".join([f"Strongroom {__version__}", versions, *_chain(error)])


class CrashReporter(QObject):
    """Hears of every failure nobody caught, in whatever thread, and shows the first."""

    _heard = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.dialog: CrashDialog | None = None
        self._is_showing = False
        self._heard.connect(self._show)

    def listen(self) -> None:
        """From now on, for as long as the program runs."""
        sys.excepthook = self._hear
        threading.excepthook = lambda told: self._hear(
            told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
        )

    def _hear(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        said = report(error)
        _logger.error("unexpected failure\n%s", said)
        self._heard.emit(said)

    def _show(self, said: str) -> None:
        if self._is_showing or (self.dialog is not None and self.dialog.isVisible()):
            return
        # A fault in the dialog itself would be heard here again, for ever.
        self._is_showing = True
        self.dialog = CrashDialog(self._look, said, QApplication.activeWindow())
        self.dialog.open()
        self._is_showing = False


class CrashDialog(QDialog):
    """Says that it is not the person's fault, what is safe, and offers the report."""

    def __init__(self, look: Look, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A fault in Strongroom"))
        self.setModal(True)
        title = Text(look, self.windowTitle(), Voice(TypeSize.LEAD, Weight.STRONG))
        words = Text(
            look,
            self.tr(
                "Something went wrong in the program itself. What was saved before is safe. The"
                " report below says where it happened; it holds no keys, names or amounts."
            ),
            Voice(role=Role.INK_SOFT),
        )
        area = TextArea(look, self.tr("Report"), size=TypeSize.FIXED_SMALL)
        area.setReadOnly(True)
        by_hand = Qt.TextInteractionFlag.TextSelectableByMouse
        area.setTextInteractionFlags(by_hand | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        area.setPlainText(said)
        close = Button(look, self.tr("Go on"), ButtonKind.FILLED)
        close.clicked.connect(self.accept)
        buttons = Flow(look, side=Side.RIGHT)
        copy = CopyButton(look, said, self.tr("Copy the report"), ButtonSize.NORMAL)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        margin = look.px(20)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(look.px(12))
        column.addWidget(title)
        column.addWidget(words)
        column.addWidget(area, 1)
        column.addLayout(buttons)
        wanted = QSize(look.px(620), look.px(420))
        self.resize(wanted.boundedTo(self.screen().availableSize()))
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self).activated.connect(self.accept)
        close.setFocus()


def _chain(error: BaseException) -> Iterator[str]:
    """From what was raised last to what caused it."""
    seen: BaseException | None = error
    for _ in range(_LONGEST_CHAIN):
        if seen is None:
            return
        yield ""
        yield type(seen).__qualname__
        for frame in traceback.extract_tb(seen.__traceback__):
            yield f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
