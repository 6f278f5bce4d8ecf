"""BBQr: a file of a named type in equal parts, as hex or Base32, compressed where that helps."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from strongroom.transports.qr.capacity import VERSIONS, alphanumeric_capacity
from strongroom.transports.qr.contract import (
    MAX_JOINED,
    MAX_PARTS,
    Encoding,
    Progress,
    QrError,
)

BEGINNING = "B$"


class FileType(StrEnum):
    """What a series says it holds."""

    PSBT = "P"
    TRANSACTION = "T"
    JSON = "J"
    CBOR = "C"
    TEXT = "U"
    BINARY = "B"


class Packing(StrEnum):
    """How the bytes are written as alphanumeric characters."""

    HEX = "H"
    BASE32 = "2"
    ZLIB = "Z"


_REFUSED = {
    "X": ("executable", "a program"),
    "R": ("private", "the start of a key teleport"),
    "S": ("private", "a secret of a key teleport"),
    "E": ("private", "a PSBT of a key teleport"),
}
"""The types that are never taken in, with their reason and name."""

_HEADER = re.compile(r"B\$([0-9A-Z])([0-9A-Z])([0-9A-Z]{2})([0-9A-Z]{2})([0-9A-Z]+)")
_HEADER_LENGTH = 8
_WINDOW = -10
"""Raw deflate, with a window of 1 KiB: what the smallest readers have memory for."""

_UNIT = {Packing.HEX: 2, Packing.BASE32: 8, Packing.ZLIB: 8}
"""Characters that are whole bytes: no part but the last ends between them."""

_BITS = {Packing.HEX: 4, Packing.BASE32: 5, Packing.ZLIB: 5}


class BbqrAssembler:
    """Joins the parts of a series, which agree on packing, type, number and length."""

    encoding = Encoding.BBQR

    def __init__(self) -> None:
        self._series: _Series | None = None
        self._parts: dict[int, bytes] = {}
        self._payload: bytes | None = None

    @property
    def progress(self) -> Progress:
        return Progress(self._series.total if self._series else 0, frozenset(self._parts))

    @property
    def payload(self) -> bytes | None:
        return self._payload

    def take(self, part: str) -> None:
        """Add a part.

        Raises ``QrError``: ``qr-malformed``, ``qr-conflict``, ``qr-limit``, and ``qr-type`` for a
        type that holds secrets or programs.
        """
        series, number, body = _read_header(part)
        if self._series not in (None, series):
            raise QrError("qr-conflict", "the parts are of two series")
        if len(body) * _BITS[series.packing] // 8 > MAX_JOINED:
            raise _too_large()
        parts = {**self._parts, number: _unpack(body, series.packing)}
        if parts[number] != self._parts.get(number, parts[number]):
            raise QrError("qr-conflict", "one part comes with two contents", part=number + 1)
        series.check_lengths(parts)
        if len(parts) == series.total and self._payload is None:
            self._payload = series.join(parts)
        self._series, self._parts = series, parts


@dataclass(frozen=True, slots=True)
class _Series:
    """What all parts have in common."""

    packing: Packing
    file_type: FileType
    total: int

    def check_lengths(self, parts: dict[int, bytes]) -> None:
        """All parts have one length but the last, which is not longer."""
        last = self.total - 1
        lengths = {len(part) for number, part in parts.items() if number != last}
        if len(lengths) > 1 or (lengths and len(parts.get(last, b"")) > max(lengths)):
            raise QrError("qr-conflict", "the parts differ in length")
        if sum(map(len, parts.values())) > MAX_JOINED:
            raise _too_large()

    def join(self, parts: dict[int, bytes]) -> bytes:
        joined = b"".join(parts[number] for number in range(self.total))
        return _inflate(joined) if self.packing is Packing.ZLIB else joined


class BbqrFrames:
    """A file in the fewest codes that ``max_version`` allows, then of the smallest version."""

    encoding = Encoding.BBQR

    def __init__(
        self,
        data: bytes,
        file_type: FileType,
        packing: Packing = Packing.ZLIB,
        *,
        min_version: int = 5,
        max_version: int = VERSIONS[-1],
    ) -> None:
        """``Packing.ZLIB`` is Base32 alone where compressing makes nothing smaller.

        Raises ``QrError`` with ``qr-limit`` for what needs more than ``MAX_PARTS`` codes.
        """
        packing, body = _pack(data, packing)
        versions = range(min(min_version, max_version), max_version + 1)
        splits = list(_splits(len(body), _UNIT[packing], versions))
        if len(data) > MAX_JOINED or not splits:
            raise QrError("qr-limit", "too much for a series of QR codes", limit=MAX_PARTS)
        self.count, self.version = min(splits)
        each = _equal(len(body), self.count, _UNIT[packing])
        self._parts = [
            f"{BEGINNING}{packing}{file_type}{_base36(self.count)}{_base36(number)}"
            f"{body[number * each : (number + 1) * each]}"
            for number in range(self.count)
        ]

    def text(self, number: int) -> str:
        return self._parts[number % self.count]


def _read_header(part: str) -> tuple[_Series, int, str]:
    """The series, the number of the part from 0, and its characters."""
    match = _HEADER.fullmatch(part)
    if match is None:
        raise QrError("qr-malformed", "this is no BBQr part")
    packing, file_type, total, number = match[1], match[2], int(match[3], 36), int(match[4], 36)
    if file_type in _REFUSED:
        reason, name = _REFUSED[file_type]
        raise QrError("qr-type", f"this holds {name}", reason=reason, type=file_type)
    if file_type not in set(FileType):
        raise QrError("qr-type", f"the type {file_type} is not known", type=file_type)
    if packing not in set(Packing) or not number < total:
        raise QrError("qr-malformed", "the beginning of this part makes no sense")
    if total > MAX_PARTS:
        raise QrError("qr-limit", "too many parts", limit=MAX_PARTS)
    return _Series(Packing(packing), FileType(file_type), total), number, match[5]


def _unpack(body: str, packing: Packing) -> bytes:
    try:
        if packing is Packing.HEX:
            return binascii.unhexlify(body)
        return base64.b32decode(body + "=" * (-len(body) % 8))
    except ValueError as error:
        raise QrError("qr-malformed", "a part is no whole number of bytes") from error


def _inflate(data: bytes) -> bytes:
    reader = zlib.decompressobj(_WINDOW)
    try:
        inflated = reader.decompress(data, MAX_JOINED + 1)
    except zlib.error as error:
        raise QrError("qr-malformed", "the compressed bytes are damaged") from error
    if len(inflated) > MAX_JOINED:
        raise _too_large()
    if not reader.eof or reader.unused_data:
        raise QrError("qr-malformed", "the compressed bytes do not end where they should")
    return inflated


def _pack(data: bytes, packing: Packing) -> tuple[Packing, str]:
    if packing is Packing.HEX:
        return packing, data.hex().upper()
    if packing is Packing.ZLIB:
        writer = zlib.compressobj(wbits=_WINDOW)
        compressed = writer.compress(data) + writer.flush()
        if len(compressed) < len(data):
            return packing, base64.b32encode(compressed).decode().rstrip("=")
    return Packing.BASE32, base64.b32encode(data).decode().rstrip("=")


def _splits(length: int, unit: int, versions: range) -> Iterator[tuple[int, int]]:
    """How many codes of each version would be needed: the number, then the version."""
    for version in versions:
        room = alphanumeric_capacity(version) - _HEADER_LENGTH
        count = max(1, ceil(length / (room - room % unit)))
        if count <= MAX_PARTS:
            yield count, version


def _equal(length: int, count: int, unit: int) -> int:
    """Characters of each part but the last, so that no small rest is left over."""
    return ceil(length / count / unit) * unit


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return digits[number // 36] + digits[number % 36]


def _too_large() -> QrError:
    return QrError("qr-limit", "the parts together are too large", limit=MAX_JOINED)
