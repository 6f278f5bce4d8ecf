"""What is looked at where a frame gave no code: it made sharper, or softer, as a person squints.

Of dense codes photographed badly this reads most that the first look does not; the figures are
printed by ``tests/window/test_optical.py``.
"""

from collections.abc import Sequence

from PIL import Image, ImageFilter

Corner = tuple[int, int]

_SHARPER = ImageFilter.UnsharpMask(radius=2, percent=200, threshold=0)
"""For codes that are blurred, or so far away that their modules run together."""

_MARGIN = 12
"""This part of its side is left around a code."""


def sharpened(frame: Image.Image, code: Sequence[Corner]) -> Image.Image:
    """The part of a frame where a code was found that could not be read, at twice its size."""
    part = frame.crop(_around(frame, code)).filter(_SHARPER)
    return part.resize((2 * part.width, 2 * part.height), Image.Resampling.BICUBIC)


def softened(frame: Image.Image) -> Image.Image:
    """A whole frame without its noise, which hides the corners of a code in the dark."""
    size = (frame.width * 3 // 2, frame.height * 3 // 2)
    return frame.filter(ImageFilter.SMOOTH).resize(size, Image.Resampling.BILINEAR)


def largest(codes: Sequence[Sequence[Corner]]) -> Sequence[Corner]:
    """Of several places where a code may be the one that takes most of the frame; some are only a
    part of another."""
    return max(codes, key=_extent)


def _extent(code: Sequence[Corner]) -> int:
    left, top, right, bottom = _bounds(code)
    return (right - left) * (bottom - top)


def _around(frame: Image.Image, code: Sequence[Corner]) -> tuple[int, int, int, int]:
    left, top, right, bottom = _bounds(code)
    margin = max(right - left, bottom - top) // _MARGIN
    ends = (min(frame.width, right + margin), min(frame.height, bottom + margin))
    return max(0, left - margin), max(0, top - margin), *ends


def _bounds(code: Sequence[Corner]) -> tuple[int, int, int, int]:
    across, down = [corner[0] for corner in code], [corner[1] for corner in code]
    return min(across), min(down), max(across), max(down)
