"""Lengths on paper: everything is laid out in twentieths of a point, 1/1440 inch."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from strongroom.paper.fonts import FIXED_WIDTH, INTERFACE

RESOLUTION: Final = 1440
"""Of these units in an inch."""

POINT: Final = RESOLUTION // 72
MILLIMETRE: Final = RESOLUTION / 25.4
MARGIN: Final = 18 * MILLIMETRE
"""On every side; what printers can reach is less."""

_PLAIN, _STRONG = 400, 600


class PaperSize(Enum):
    """Width and height in mm."""

    A4 = (210.0, 297.0)
    LETTER = (215.9, 279.4)


@dataclass(frozen=True, slots=True)
class Voice:
    """A family, a size and a line height in points, a weight, and whether it is grey."""

    family: str
    size: float
    line: float
    weight: int = _PLAIN
    is_soft: bool = False


TITLE: Final = Voice(INTERFACE, 20, 25, _STRONG)
HEADING: Final = Voice(INTERFACE, 12, 16, _STRONG)
BODY: Final = Voice(INTERFACE, 10, 14)
STRONG: Final = Voice(INTERFACE, 10, 14, _STRONG)
SMALL: Final = Voice(INTERFACE, 8, 11, is_soft=True)
FIXED: Final = Voice(FIXED_WIDTH, 8.5, 13)
"""An address in groups of four stands on one line in it."""

LARGE_FIXED: Final = Voice(FIXED_WIDTH, 13, 19, _STRONG)
