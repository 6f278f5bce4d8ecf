"""What is copied here is private: after a minute the clipboard forgets it."""

from typing import Final

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_FOR: Final = 60_000
"""Milliseconds."""

_HINT = "x-kde-passwordManagerHint"
"""Programs that keep a history of the clipboard leave out what has this type."""

_OURS = "application/x-strongroom"
"""What was copied here has this type too."""

_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


def copy_private(text: str) -> None:
    """Copy a text, and take it away again where it is still there a minute later."""
    clipboard = QGuiApplication.clipboard()
    data = QMimeData()
    data.setText(text)
    data.setData(_HINT, b"secret")
    data.setData(_OURS, b"1")
    clipboard.setMimeData(data)
    QTimer.singleShot(KEPT_FOR, clipboard, lambda: forget(text))


def forget_all() -> None:
    """Empty the clipboard of what was copied here, as when the program ends before the minute.

    What Python put there must also be gone before Python is: Qt lets go of it last.
    """
    clipboard = QGuiApplication.clipboard()
    # An empty clipboard has no data at all, on some platforms.
    held: QMimeData | None = clipboard.mimeData()
    if held is not None and held.hasFormat(_OURS):
        clipboard.clear()


def forget(text: str) -> None:
    """Empty the clipboard, unless something else was copied since."""
    clipboard = QGuiApplication.clipboard()
    for mode in _MODES:
        if clipboard.text(mode) == text:
            clipboard.clear(mode)
