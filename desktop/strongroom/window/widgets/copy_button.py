"""Copies a text with one click, and says so."""

from dataclasses import replace

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QWidget

from strongroom.window.clipboard import copy_private
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize, button_size
from strongroom.window.widgets.painted import announce

SAID_FOR = 2_000
"""How long it is said that a text was copied, in ms."""


class CopyButton(Button):
    """``copied`` is the plain text that was taken."""

    copied = Signal(str)

    def __init__(
        self,
        look: Look,
        text: str,
        what: str,
        size: ButtonSize = ButtonSize.SMALL,
        parent: QWidget | None = None,
        *,
        says_what: bool = False,
    ) -> None:
        """``what`` names the text, as in *Copy the address*: for those who hear it, and where
        several can be copied (``says_what``) for everybody."""
        super().__init__(look, "", ButtonKind.QUIET, Icon.COPY, size, what, parent)
        self._text, self._what = text, what
        self._words = what if says_what else self.tr("Copy")
        self._silence = QTimer(self, singleShot=True, interval=SAID_FOR)
        self._silence.timeout.connect(self.end_saying)
        self.clicked.connect(self._copy)
        self.end_saying()

    def set_copied_text(self, text: str) -> None:
        """What is copied from now on."""
        self._text = text
        self.end_saying()

    def end_saying(self) -> None:
        """Offers to copy, as before."""
        self.set_icon(Icon.COPY)
        self.set_words(self._words, self._what)

    def _copy(self) -> None:
        copy_private(self._text)
        said = self.tr("Copied")
        self.set_icon(Icon.CHECK)
        self.set_words(said)
        announce(self, said)
        self._silence.start()
        self.copied.emit(self._text)

    def sizeHint(self) -> QSize:
        """The same before and after, so that nothing beside it moves."""
        faces = (replace(self.face, words=words) for words in (self._words, self.tr("Copied")))
        widths = [button_size(self.look, face).width() for face in faces]
        return QSize(max(widths), super().sizeHint().height())
