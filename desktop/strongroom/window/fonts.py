"""The window's type: five sizes of the two bundled families, in two weights."""

from enum import Enum, IntEnum
from functools import cache

from PySide6.QtGui import QFont

from strongroom.paper.fonts import FIXED_WIDTH, INTERFACE, NO_LIGATURES, bundled_font

_TIGHTER_FROM = 22
_TIGHTER = 100 - 1.2
"""Letter spacing in per cent, from this size up."""


class Weight(IntEnum):
    """``STRONG`` is for titles, names, buttons, states and the one number that matters."""

    PLAIN = QFont.Weight.Normal.value
    STRONG = QFont.Weight.DemiBold.value


class TypeSize(Enum):
    """Family, size and line height in px at 100 %."""

    DISPLAY = (INTERFACE, 26, 32)
    TITLE = (INTERFACE, 22, 28)
    LEAD = (INTERFACE, 16, 22)
    BODY = (INTERFACE, 14, 20)
    SMALL = (INTERFACE, 12, 17)
    FIXED = (FIXED_WIDTH, 13, 22)
    FIXED_SMALL = (FIXED_WIDTH, 12, 19)

    def __init__(self, family: str, size: int, line: int) -> None:
        self.family = family
        self.size = size
        self.line = line


@cache
def font(size: TypeSize, weight: Weight, scale: float) -> QFont:
    """Tabular numbers, and no ligatures in the fixed-width family."""
    features = {"tnum": 1} if size.family == INTERFACE else NO_LIGATURES
    made = bundled_font(size.family, round(size.size * scale), weight.value, features)
    if size.size >= _TIGHTER_FROM:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, _TIGHTER)
    return made
