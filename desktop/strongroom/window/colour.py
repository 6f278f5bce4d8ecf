"""A colour as numbers: read, mixed, and compared by the contrast of WCAG 2."""

import re
from dataclasses import dataclass
from typing import Self

_WRITTEN = re.compile(r"#[0-9A-Fa-f]{6}")


class ColourError(ValueError):
    """Text that is no colour, or a part outside 0 to 255."""


@dataclass(frozen=True, slots=True)
class Colour:
    """An opaque sRGB colour; its parts are from 0 to 255."""

    red: int
    green: int
    blue: int

    def __post_init__(self) -> None:
        if not all(0 <= part <= 255 for part in self.parts):
            raise ColourError(f"{self.parts} is not a colour")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The colour written as ``#RRGGBB``; raises ``ColourError``."""
        if not _WRITTEN.fullmatch(text):
            raise ColourError(f"{text!r} is not a colour as #RRGGBB")
        return cls(*bytes.fromhex(text[1:]))

    def __str__(self) -> str:
        return f"#{bytes(self.parts).hex().upper()}"

    @property
    def parts(self) -> tuple[int, int, int]:
        return self.red, self.green, self.blue

    @property
    def luminance(self) -> float:
        """Relative luminance by WCAG 2, from 0 (black) to 1 (white)."""
        red, green, blue = (_linear(part / 255) for part in self.parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def mixed(self, other: "Colour", share: float) -> "Colour":
        """``share`` (0 to 1) of ``other``, the rest of this colour."""
        pairs = zip(self.parts, other.parts, strict=True)
        red, green, blue = (round(mine + (theirs - mine) * share) for mine, theirs in pairs)
        return Colour(red, green, blue)

    def contrast(self, other: "Colour") -> float:
        """Contrast ratio by WCAG 2, from 1 to 21."""
        dark, light = sorted((self.luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
