"""What is said of the last removal, with the way to have it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from strongroom.window.session import Removed


def undo_words(removed: Removed) -> str:
    """One line for the foot of a page and for Home."""
    if removed.renamed:
        said = QCoreApplication.translate("UndoWords", "{title} is called {renamed} now")
        return said.format(title=removed.title, renamed=removed.renamed)
    said = QCoreApplication.translate("UndoWords", "Removed: {title}")
    return said.format(title=removed.title)
