"""Finds QR codes in frames and pictures; imported in a worker process only."""

import io
from collections.abc import Iterator
from itertools import count

import zxingcpp
from PIL import Image, ImageChops

from strongroom.model.errors import ReadError
from strongroom.transports.qr.second_look import Corner, largest, sharpened, softened
from strongroom.worker import Handler, Plain

MEMORY_LIMIT = 256 * 1024 * 1024
"""Bytes of address space; the program takes 60 MiB of it, the largest picture 100, its file 40."""

MAX_PIXELS = 15_000_000
"""Of a picture as it is decoded, transparent colours included: a screen of 5120 by 2880 has 14.7
million, a telephone's photo 12 million, and JPEG files are read at a half or less of their size."""

_MAX_PHOTO = 64_000_000
"""Of a JPEG file, before it is read smaller; telephones make at most 50 million of them."""

_MAX_PROGRESSIVE = 16_000_000
"""Of a progressive JPEG file, whose every pixel has to be held: messengers and web sites make
these, and none as large."""

_MAX_SIDE = 4096
"""Pixels; a larger picture is made smaller before codes are looked for."""

_PHOTO_SIDE = 2048
"""Pixels that a photo keeps at least, however much smaller it is read than it is."""

_MAX_WEBP = 6_000_000
"""Of a WebP file, which takes sixteen bytes a pixel; these are from web sites and messengers."""

_MAX_MOVING = 40_000_000
"""Pixels of all frames of a moving picture after its first; that many take about a second."""

_MAX_FRAMES = 1000
"""Of a moving picture; one frame for each part of the longest series."""

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
    found = _barcodes(memoryview(pixels).cast("B", (height, width)))
    codes = _read(found)
    return codes or _read(_barcodes(_again(Image.frombuffer("L", (width, height), pixels), found)))


def codes_in_picture(data: bytes) -> Plain:
    """The codes in a picture file, in each of its frames if it moves, without repeats.

    Raises ``ReadError`` with ``file-malformed`` and ``file-too-big``.
    """
    found: dict[tuple[bytes, str | None], None] = {}
    if _webp_pixels(data) > _MAX_WEBP:
        raise _too_big()
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            _refuse_large_photo(image)
            image.draft("L", (_PHOTO_SIDE, _PHOTO_SIDE))
            for frame in _frames(image):
                found.update(dict.fromkeys(_read(_barcodes(_gray(frame)))))
    except ReadError:
        raise
    except MemoryError:
        raise _too_big() from None
    except Exception as error:  # Pillow's readers raise whatever their parsing came upon
        raise ReadError("file-malformed", "the picture is damaged") from error
    return list(found)


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    """One after the other: to count those of a GIF file is to go through all of them."""
    pixels = image.width * image.height
    for number in count():
        try:
            image.seek(number)
        except EOFError:
            return
        if pixels > MAX_PIXELS or pixels * number > _MAX_MOVING or number >= _MAX_FRAMES:
            raise _too_big()
        yield image


def _refuse_large_photo(image: Image.Image) -> None:
    """Before ``draft``, after which only the size it is read at is known."""
    if image.format == "JPEG":
        is_progressive = "progressive" in image.info
        most = _MAX_PROGRESSIVE if is_progressive else _MAX_PHOTO
        if image.width * image.height > most:
            raise _too_big()


def _webp_pixels(data: bytes) -> int:
    """How many a WebP file says it has (RFC 9649), 0 for other files."""
    if data[8:12] != b"WEBP":
        return 0
    match data[12:16]:
        case b"VP8X":
            width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case _:
            width, height = (int.from_bytes(data[at : at + 2], "little") for at in (26, 28))
            width, height = width & 0x3FFF, height & 0x3FFF
    return width * height


def _gray(image: Image.Image) -> Image.Image:
    gray = _on_paper(image) if image.has_transparency_data else image.convert("L")
    gray.thumbnail((_MAX_SIDE, _MAX_SIDE), Image.Resampling.BILINEAR)
    return gray


def _on_paper(image: Image.Image) -> Image.Image:
    """What is transparent becomes white; in an order that keeps few copies."""
    coloured = image if image.mode == "RGBA" else image.convert("RGBA")
    clear = ImageChops.invert(coloured.getchannel("A"))
    gray = coloured.convert("L")
    gray.paste(255, mask=clear)
    return gray


def _again(frame: Image.Image, unread: list[zxingcpp.Barcode]) -> Image.Image:
    """What is looked at where nothing was read: where codes were seen, else everywhere."""
    places = [_corners(code.position) for code in unread]
    return sharpened(frame, largest(places)) if places else softened(frame)


def _corners(at: zxingcpp.Position) -> list[Corner]:
    points = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    return [(point.x, point.y) for point in points]


def _barcodes(image: object) -> list[zxingcpp.Barcode]:
    """The codes in an image, those that were seen and could not be read among them."""
    text_mode = zxingcpp.TextMode.Plain
    found = zxingcpp.read_barcodes(image, formats=_QR, text_mode=text_mode, return_errors=True)
    return list(found)


def _read(found: list[zxingcpp.Barcode]) -> Found:
    return [(code.bytes, _text(code)) for code in found if code.valid]


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
