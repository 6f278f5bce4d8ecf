"""Drawn QR codes as picture files."""

import io
from collections.abc import Sequence

from PIL import Image

from strongroom.transports.qr.drawing import QUIET_ZONE

_LIGHT, _DARK = 255, 0


def picture(modules: Sequence[Sequence[bool]], scale: int) -> Image.Image:
    """A grayscale picture of a code with its light border, ``scale`` pixels for a module."""
    side = len(modules)
    pixels = bytes(_DARK if is_dark else _LIGHT for row in modules for is_dark in row)
    across = side + 2 * QUIET_ZONE
    whole = Image.new("L", (across, across), _LIGHT)
    whole.paste(Image.frombytes("L", (side, side), pixels), (QUIET_ZONE, QUIET_ZONE))
    return whole.resize((across * scale, across * scale), Image.Resampling.NEAREST)


def png(modules: Sequence[Sequence[bool]], scale: int = 6) -> bytes:
    """``picture`` as a PNG file of two colours."""
    file = io.BytesIO()
    picture(modules, scale).convert("1").save(file, "PNG")
    return file.getvalue()
