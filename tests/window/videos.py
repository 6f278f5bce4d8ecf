"""Videos for tests: Motion JPEG in an AVI file, written frame by frame."""

import io
import struct
from collections.abc import Sequence

from PIL import Image

_FRAMES_A_SECOND = 10


def picture_of(modules: Sequence[Sequence[bool]], side: int = 480) -> Image.Image:
    """A QR code in the middle of a gray picture, on its white plate."""
    count = len(modules)
    code = Image.new("L", (count + 8, count + 8), 255)
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            code.putpixel((column + 4, row + 4), 0 if dark else 255)
    scale = (side - 40) // (count + 8)
    code = code.resize(((count + 8) * scale,) * 2, Image.Resampling.NEAREST)
    picture = Image.new("L", (side, side), 150)
    picture.paste(code, ((side - code.width) // 2,) * 2)
    return picture


def png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def video(pictures: Sequence[Image.Image]) -> bytes:
    """An AVI file of these pictures, all of one size."""
    width, height = pictures[0].size
    frames = [_jpeg(picture) for picture in pictures]
    rate, count, largest = _FRAMES_A_SECOND, len(frames), max(map(len, frames))
    main = struct.pack(
        "<14I",
        1_000_000 // rate,
        largest * rate,
        0,
        0x10,
        count,
        0,
        1,
        largest,
        width,
        height,
        0,
        0,
        0,
        0,
    )
    stream = b"vidsMJPG" + struct.pack(
        "<IHHIIIIIIiI4H", 0, 0, 0, 0, 1, rate, 0, count, largest, -1, 0, 0, 0, width, height
    )
    form = struct.pack("<IiiHH4sIiiII", 40, width, height, 1, 24, b"MJPG", largest, 0, 0, 0, 0)
    streams = _list(b"strl", _chunk(b"strh", stream) + _chunk(b"strf", form))
    movie = b"".join(_chunk(b"00dc", frame) for frame in frames)
    at, index = 4, b""
    for frame in frames:
        index += b"00dc" + struct.pack("<III", 0x10, at, len(frame))
        at += 8 + len(frame) + len(frame) % 2
    body = _list(b"hdrl", _chunk(b"avih", main) + streams) + _list(b"movi", movie)
    whole = b"AVI " + body + _chunk(b"idx1", index)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def _jpeg(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.convert("RGB").save(held, "JPEG", quality=90)
    return held.getvalue()


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def _list(name: bytes, data: bytes) -> bytes:
    return _chunk(b"LIST", name + data)
