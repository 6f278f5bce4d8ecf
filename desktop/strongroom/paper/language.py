"""Sentences on paper in the reader's language."""

from PySide6.QtCore import QCoreApplication


def translate(context: str, text: str) -> str:
    """``text`` in the language the window speaks; English on a command line."""
    return QCoreApplication.translate(context, text)
