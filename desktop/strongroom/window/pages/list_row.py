"""A row of a card that is a list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from strongroom.window.look import Look
from strongroom.window.measures import LIST_ROW
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.sign import Sign
from strongroom.window.widgets.text import Text


def list_row(look: Look, inner: Ends | Text, sign: Sign | None = None) -> QWidget:
    """The row, with its sign at the left."""
    px = look.px
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(px(18), px(12), px(16), px(12))
    row.setSpacing(px(14))
    if sign is not None:
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    if isinstance(inner, Text):
        row.addWidget(inner, 1)
    else:
        row.addLayout(inner, 1)
    held.setMinimumHeight(px(LIST_ROW) if sign is not None else 0)
    return held
