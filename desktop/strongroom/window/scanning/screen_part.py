"""The part of a screen in which codes are read, as it is chosen and remembered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScreenPart:
    """Lengths are parts of the screen's own, from 0 to 1; ``screen`` is its name on the desktop."""

    screen: str
    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0

    def __post_init__(self) -> None:
        reach = ((self.left, self.width), (self.top, self.height))
        if not all(start >= 0 and length > 0 and start + length <= 1 for start, length in reach):
            raise ValueError(f"{self} is not on the screen")
