"""The two bundled type families: five sizes, two weights."""

from enum import Enum, IntEnum
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from strongroom.assets import resource

INTERFACE = "Inter"
FIXED_WIDTH = "JetBrains Mono"
_FILES = (
    "Inter-Regular.ttf",
    "Inter-SemiBold.ttf",
    "JetBrainsMono-Regular.ttf",
    "JetBrainsMono-SemiBold.ttf",
)
_TIGHTER_FROM = 22
_TIGHTER = 100 - 1.2
"""Letter spacing in per cent, from this size up."""


class FontError(OSError):
    """A bundled font could not be read."""


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
def load_fonts() -> None:
    """Makes the bundled families known to Qt; raises ``FontError``."""
    for file in _FILES:
        number = QFontDatabase.addApplicationFont(str(resource(f"fonts/{file}")))
        if not {INTERFACE, FIXED_WIDTH} & set(QFontDatabase.applicationFontFamilies(number)):
            raise FontError(f"the font {file} could not be read")


@cache
def font(size: TypeSize, weight: Weight, scale: float) -> QFont:
    """Tabular numbers, no ligatures in the fixed-width family, no hinting."""
    made = QFont(size.family)
    made.setPixelSize(round(size.size * scale))
    made.setWeight(QFont.Weight(weight.value))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature, value in _features(size.family):
        made.setFeature(QFont.Tag(feature), value)
    if size.size >= _TIGHTER_FROM:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, _TIGHTER)
    return made


def _features(family: str) -> tuple[tuple[str, int], ...]:
    return (("tnum", 1),) if family == INTERFACE else (("calt", 0), ("liga", 0))
