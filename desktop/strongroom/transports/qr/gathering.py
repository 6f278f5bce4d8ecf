"""QR codes out of files: pictures of them, and texts with one part on each line."""

import re
from collections.abc import Iterable, Iterator, Sequence

from strongroom.formats.reading import Kind, RecognitionError
from strongroom.formats.text import decode_text
from strongroom.model.errors import ReadError
from strongroom.transports.qr import base43
from strongroom.transports.qr.contract import Code, QrError
from strongroom.transports.qr.frames_in import FrameSource, PictureSource, is_picture
from strongroom.transports.qr.joining import Joining, Taken, is_part
from strongroom.transports.qr.plain import unwrap
from strongroom.transports.qr.reader import CodeReader

MAX_CODES = 20_000
"""Of one text; a fountain may go round its parts many times before it was written down."""

_BEGINNING = 256
_NEXT_PART = re.compile(r"\n(?=p[0-9]+of[0-9]+ |B\$|[uU][rR]:)")
_LINE_END = re.compile(r"\n")


def holds_codes(data: bytes) -> bool:
    """Whether a file is a picture, or a text that is, or begins with, what only QR codes hold."""
    if is_picture(data):
        return True
    beginning = data[:_BEGINNING].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    return is_part(beginning) or _is_number(data)


def codes_of(data: bytes, reader: CodeReader) -> Iterable[Code]:
    """The codes in such a file, in their order.

    Raises ``RecognitionError`` with ``not-recognised`` for a file without any, ``ReadError`` and
    ``WorkerError`` as ``CodeReader.codes``, and ``QrError``.
    """
    if is_picture(data):
        codes = tuple(_seen(PictureSource([data]), reader))
        if not codes:
            raise _not_recognised("no-code", "the picture holds no QR code")
        return codes
    if not holds_codes(data):
        raise _not_recognised("no-part", "the file is no part of a QR series")
    try:
        return map(Code.of_text, _parts(decode_text(data)))
    except ReadError as error:
        raise QrError("qr-malformed", "these parts are no text") from error


def whole(data: bytes, reader: CodeReader) -> bytes:
    """A file as it is, or what the codes in it make together; raises what ``joined`` raises."""
    return joined([data], reader) if holds_codes(data) else data


def joined(files: Sequence[bytes], reader: CodeReader) -> bytes:
    """What the codes in all these files make together.

    Raises what ``codes_of`` and ``take_all`` raise, and ``QrError`` with ``qr-incomplete``.
    """
    joining = Joining()
    for data in files:
        take_all(joining, codes_of(data, reader))
    if joining.payload is None:
        progress = joining.progress
        raise QrError(
            "qr-incomplete",
            "parts of the QR series are missing",
            missing=len(progress.missing),
            total=progress.total,
        )
    return joining.payload


def take_all(joining: Joining, codes: Iterable[Code]) -> None:
    """Add codes that belong together.

    Raises ``RecognitionError`` with ``secret-found``, and ``QrError``, also where they are of two
    series.
    """
    for count, code in enumerate(codes):
        if count == MAX_CODES:
            raise QrError("qr-limit", "too many codes", limit=MAX_CODES)
        if joining.take(code) is Taken.STARTED_OVER:
            raise QrError("qr-conflict", "these codes are not of one series")


def _is_number(data: bytes) -> bool:
    """Whether a text is a PSBT or a transaction in base 43 or 58."""
    if len(data) > 2 * base43.MAX_CHARACTERS or not data.isascii():
        return False
    text = data.decode().strip()
    return unwrap(text)[1] != text.encode()


def _seen(source: FrameSource, reader: CodeReader) -> Iterator[Code]:
    """The codes in all frames of a source that need not be waited for."""
    while not source.ended:
        frame = source.newest()
        yield from reader.codes(frame) if frame else ()


def _parts(text: str) -> Iterator[str]:
    """One part on each line; a ``p1of5`` part may go on over lines, up to the next."""
    normal = text.replace("\r\n", "\n").replace("\r", "\n").lstrip()
    if normal.startswith("p"):
        return _split(normal.removesuffix("\n"), _NEXT_PART)
    return filter(None, (line.strip() for line in _split(normal, _LINE_END)))


def _split(text: str, separator: re.Pattern[str]) -> Iterator[str]:
    """As ``re.split``, a piece at a time: most of a hostile file is never looked at."""
    start = 0
    for match in separator.finditer(text):
        yield text[start : match.start()]
        start = match.end()
    yield text[start:]


def _not_recognised(reason: str, message: str) -> RecognitionError:
    return RecognitionError(Kind.UNKNOWN, "", "not-recognised", message, reason=reason)
