"""What is copied here is private: after a minute the clipboard forgets it."""

from typing import Final

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_FOR: Final = 60_000
"""Milliseconds."""

_HINT = "x-kde-passwordManagerHint"
"""Programs that keep a history of the clipboard leave out what has this type."""

_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


def copy_private(text: str) -> None:
    """Copy a text, and take it away again where it is still there a minute later."""
    clipboard = QGuiApplication.clipboard()
    data = QMimeData()
    data.setText(text)
    data.setData(_HINT, b"secret")
    clipboard.setMimeData(data)
    QTimer.singleShot(KEPT_FOR, clipboard, lambda: forget(text))


def forget(text: str) -> None:
    """Empty the clipboard, unless something else was copied since."""
    clipboard = QGuiApplication.clipboard()
    for mode in _MODES:
        if clipboard.text(mode) == text:
            clipboard.clear(mode)
