"""The two bundled type families, made known to Qt once, for the window and for paper."""

from collections.abc import Mapping
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


NO_LIGATURES = {"calt": 0, "liga": 0}


class FontError(OSError):
    """A bundled font could not be read."""


@cache
def load_fonts() -> None:
    """Makes the bundled families known to Qt; raises ``FontError``."""
    for file in _FILES:
        number = QFontDatabase.addApplicationFont(str(resource(f"fonts/{file}")))
        if not {INTERFACE, FIXED_WIDTH} & set(QFontDatabase.applicationFontFamilies(number)):
            raise FontError(f"the font {file} could not be read")


def bundled_font(family: str, pixels: int, weight: int, features: Mapping[str, int]) -> QFont:
    """A font without hinting; ``features`` are OpenType's, switched on (1) or off (0)."""
    made = QFont(family)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature, value in features.items():
        made.setFeature(QFont.Tag(feature), value)
    return made
