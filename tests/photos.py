"""What a camera makes of a code on a screen: at an angle, rescaled, blurred, with noise."""

import math
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageFilter

from strongroom.transports.qr.frames_in import Frame

_WALL = 110
"""The gray of what is around a screen."""

Matrix = tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Conditions:
    """``yaw`` and ``roll`` are degrees, out of the picture's plane and in it; ``scale`` is pixels
    of the photo for one of the screen; ``blur`` is a radius in pixels of the photo; ``noise`` the
    most that a pixel is off, of 255."""

    yaw: float = 0.0
    roll: float = 0.0
    scale: float = 1.0
    blur: float = 0.0
    noise: float = 0.0


def photo(
    screen: Image.Image, conditions: Conditions, random: Random, size: tuple[int, int] = (1280, 720)
) -> Image.Image:
    """A gray photo of ``size``, with the middle of the screen in its middle."""
    sharp = screen.convert("L")
    if conditions.scale < 1:  # a lens takes in all that falls on one of its pixels
        sharp = sharp.filter(ImageFilter.GaussianBlur(0.4 / conditions.scale))
    seen = sharp.transform(
        size,
        Image.Transform.PERSPECTIVE,
        _coefficients(sharp.size, size, conditions),
        Image.Resampling.BICUBIC,
        fillcolor=_WALL,
    ).filter(ImageFilter.GaussianBlur(conditions.blur))
    # No screen is black, and no photo of one white.
    dull = seen.point([40 + value * 170 // 255 for value in range(256)])
    return ImageChops.add(dull, _noise(size, conditions.noise, random), offset=-128)


def frame(picture: Image.Image) -> Frame:
    return Frame(picture.width, picture.height, picture.tobytes())


def _noise(size: tuple[int, int], most: float, random: Random) -> Image.Image:
    grains = Image.frombytes("L", size, random.randbytes(size[0] * size[1]))
    return grains.point([round(128 + (value - 127.5) / 127.5 * most) for value in range(256)])


def _coefficients(
    source: tuple[int, int], target: tuple[int, int], conditions: Conditions
) -> tuple[float, ...]:
    """From a pixel of the photo to the point of the screen it shows, as Pillow takes them."""
    yaw, roll = math.radians(conditions.yaw), math.radians(conditions.roll)
    distance = 1.5 * max(source)
    turned_away: Matrix = (
        (1 / math.cos(yaw), 0, 0),
        (0, 1, 0),
        (-math.tan(yaw) / distance, 0, 1),
    )
    rolled: Matrix = (
        (math.cos(roll), -math.sin(roll), 0),
        (math.sin(roll), math.cos(roll), 0),
        (0, 0, 1),
    )
    nearer: Matrix = ((1 / conditions.scale, 0, 0), (0, 1 / conditions.scale, 0), (0, 0, 1))
    whole = _moved(source[0] / 2, source[1] / 2)
    for step in (rolled, turned_away, nearer, _moved(-target[0] / 2, -target[1] / 2)):
        whole = _product(whole, step)
    flat = [value / whole[2][2] for row in whole for value in row]
    return tuple(flat[:8])


def _moved(across: float, down: float) -> Matrix:
    return ((1, 0, across), (0, 1, down), (0, 0, 1))


def _product(left: Matrix, right: Matrix) -> Matrix:
    columns = tuple(zip(*right, strict=True))
    return tuple(
        tuple(sum(a * b for a, b in zip(row, column, strict=True)) for column in columns)
        for row in left
    )
