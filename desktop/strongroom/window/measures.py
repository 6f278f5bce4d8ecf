"""The measures of the window in px at 100 %, and how they grow with the text."""

from dataclasses import dataclass
from typing import Final

SMALLEST_SCALE: Final = 1.0
LARGEST_SCALE: Final = 2.5

SMALLEST_WINDOW: Final = (1024, 700)
"""What pages are made for, with text of up to 250 %."""
LEAST_WINDOW: Final = (860, 560)
"""What a window may have while its text is no larger than ``LEAST_UP_TO``: on a screen of the size
above there are bars, too."""
LEAST_UP_TO: Final = 1.25
NARROW_WINDOW: Final = 1180
"""Below this width the margins of a page become ``NARROW_MARGIN``."""

RAIL: Final = 232
RAIL_MARK: Final = 32
RAIL_ROW: Final = 36
RAIL_WALLET: Final = 58
RAIL_INSET: Final = 8
RAIL_EDGE: Final = 3

CONTENT: Final = 960
MARGIN: Final = 44
NARROW_MARGIN: Final = 24
HEADER_ABOVE: Final = 24
HEADER_ABOVE_WITH_BACK: Final = 18
HEADER_BELOW: Final = 18
TABS: Final = 38
FOOT: Final = 40

REVIEW_COLUMN: Final = 312
QR_COLUMN: Final = 332
STEPS: Final = 216
STEP: Final = 60
STEP_BAR: Final = 64

BUTTON: Final = 36
BUTTON_PADDING: Final = 16
SMALL_BUTTON: Final = 28
SMALL_BUTTON_PADDING: Final = 12
BUTTON_GAP: Final = 8

LIST_ROW: Final = 66
TABLE_ROW: Final = 44
TABLE_HEAD: Final = 30
CHECK_BOX: Final = 16

CARD_ACROSS: Final = 18
CARD_DOWN: Final = 14
CARD_GAP: Final = 12
SECTION_GAP: Final = 24
CAPTION_GAP: Final = 8

RADIUS: Final = 6
SMALL_RADIUS: Final = 4
DASH: Final = 4
FOCUS_RING: Final = 2
FOCUS_INSET: Final = 3

ICON: Final = 20
BUTTON_ICON: Final = 18
CAPTION_ICON: Final = 16

PRACTICE_BAND: Final = 28
PRACTICE_STRIPE: Final = 14


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths for text of ``scale`` times 14 px; 1.0 to 2.5."""

    scale: float = 1.0

    def __post_init__(self) -> None:
        if not SMALLEST_SCALE <= self.scale <= LARGEST_SCALE:
            raise ValueError(f"text of {self.scale:.0%} is not offered")

    def px(self, length: float) -> int:
        """A length of the layout in whole px; what is there stays at least one."""
        grown = round(length * self.scale)
        return max(grown, 1) if length > 0 else grown

    def real(self, length: float) -> float:
        """A length that is drawn."""
        return length * self.scale
