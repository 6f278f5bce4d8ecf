"""Finds QR codes in frames and pictures; imported in a worker process only."""

import io
from collections.abc import Iterator

import zxingcpp
from PIL import Image

from strongroom.model.errors import ReadError
from strongroom.worker import Handler, Plain

MEMORY_LIMIT = 384 * 1024 * 1024
"""Bytes of address space; the libraries take 32 MiB, the largest picture with colours 200."""

MAX_PIXELS = 25_000_000
"""Of a picture as it is decoded; screens have fewer, and larger photos are read at half size."""

_MAX_SIDE = 4096
"""Pixels; a larger picture is made smaller before codes are looked for."""

_PHOTO_SIDE = 2048
"""Pixels that a photo keeps at least, however much smaller it is read than it is."""

_MAX_MOVING = 4 * MAX_PIXELS
"""Pixels of all frames of a moving picture after its first; that many take a few seconds."""

_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")

Found = list[tuple[bytes, str | None]]
"""For each code its bytes, and the text they are, None where they are none."""

# The size is looked at here before any pixel is; what Pillow would warn of is refused.
Image.MAX_IMAGE_PIXELS = None


def codes_in_frame(width: int, height: int, pixels: bytes) -> Plain:
    """The codes in a grayscale frame, a byte a pixel, row by row."""
    if width < 1 or height < 1 or width * height != len(pixels):
        raise ReadError("file-malformed", "a frame has not as many pixels as it says")
    return _codes(memoryview(pixels).cast("B", (height, width)))


def codes_in_picture(data: bytes) -> Plain:
    """The codes in a picture file, in each of its frames if it moves, without repeats.

    Raises ``ReadError`` with ``file-malformed`` and ``file-too-big``.
    """
    found: dict[tuple[bytes, str | None], None] = {}
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            image.draft("L", (_PHOTO_SIDE, _PHOTO_SIDE))
            for frame in _frames(image):
                found.update(dict.fromkeys(_codes(_gray(frame))))
    except ReadError:
        raise
    except MemoryError:
        raise _too_big() from None
    except Exception as error:  # Pillow's readers raise whatever their parsing came upon
        raise ReadError("file-malformed", "the picture is damaged") from error
    return list(found)


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    frames: int = getattr(image, "n_frames", 1)
    pixels = image.width * image.height
    if pixels > MAX_PIXELS or pixels * (frames - 1) > _MAX_MOVING:
        raise _too_big()
    for number in range(frames):
        image.seek(number)
        yield image


def _gray(image: Image.Image) -> Image.Image:
    """Where it is transparent, as it looks on paper."""
    if image.has_transparency_data:
        coloured = image if image.mode == "RGBA" else image.convert("RGBA")
        gray = Image.new("L", image.size, "white")
        gray.paste(coloured.convert("L"), mask=coloured.getchannel("A"))
    else:
        gray = image.convert("L")
    gray.thumbnail((_MAX_SIDE, _MAX_SIDE), Image.Resampling.BILINEAR)
    return gray


def _codes(image: object) -> Found:
    codes = zxingcpp.read_barcodes(image, formats=_QR, text_mode=zxingcpp.TextMode.Plain)
    return [(code.bytes, _text(code)) for code in codes]


def _text(code: zxingcpp.Barcode) -> str | None:
    try:
        text = code.bytes.decode()
    except UnicodeDecodeError:
        return code.text if code.content_type is zxingcpp.ContentType.Text else None
    return None if "\0" in text else text


def _too_big() -> ReadError:
    return ReadError("file-too-big", "the picture is too large", limit=MAX_PIXELS)


HANDLERS: dict[str, Handler] = {
    "codes_in_frame": codes_in_frame,
    "codes_in_picture": codes_in_picture,
}
