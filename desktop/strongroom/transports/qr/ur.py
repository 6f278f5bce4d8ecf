"""Uniform Resources as QR codes: of one part, or of many by the fountain code (BCR-2024-001)."""

import re
from dataclasses import dataclass, replace
from functools import reduce
from operator import xor
from zlib import crc32

from strongroom.formats.cbor import read_cbor, write_cbor
from strongroom.formats.ur_text import MAX_CHARACTERS, MAX_TYPE, TYPE, Ur, write_ur
from strongroom.formats.ur_types import BYTES, PSBT_NAMES, SEED_TAGS, TAG_OF_TYPE
from strongroom.model.bytewords import read_minimal, write_minimal
from strongroom.model.errors import ReadError
from strongroom.transports.qr import ur1
from strongroom.transports.qr.contract import MAX_JOINED, MAX_PARTS, Encoding, Progress, QrError
from strongroom.transports.qr.fountain import (
    Known,
    fragment_length,
    mixed_in,
    places_in,
)

AS_BYTES = (BYTES, *PSBT_NAMES)
"""Types whose content is the bytes themselves."""

_MAX_NUMBER = 2**32 - 1
"""The last part of a fountain, after which it begins again."""

_PART = re.compile(rf"ur:({TYPE})/(?:([0-9]{{1,10}})-([0-9]{{1,10}})/)?([a-z0-9]+)")


@dataclass(frozen=True, slots=True)
class _Series:
    """What all parts of one UR agree on: the whole in bytes, its CRC-32, bytes of a fragment."""

    type: str
    total: int
    length: int
    checksum: int
    fragment: int

    def __post_init__(self) -> None:
        if self.total > MAX_PARTS:
            raise QrError("qr-limit", "there are too many parts", limit=MAX_PARTS)
        if self.length > MAX_JOINED:
            raise QrError("qr-limit", "the whole is too large", limit=MAX_JOINED)
        room = self.total * self.fragment
        if self.length < 1 or not room - self.fragment < self.length <= room:
            raise _malformed("the fragments do not make the whole")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part and its number, from 1."""

    series: _Series
    number: int
    data: bytes


@dataclass(frozen=True, slots=True)
class _Fountain:
    """The parts of one UR that have arrived."""

    series: _Series
    known: Known

    @property
    def type(self) -> str:
        return self.series.type

    @property
    def progress(self) -> Progress:
        seen = frozenset(self.known.fragments)
        return Progress(self.series.total, seen, len(self.known.mixtures))

    def with_part(self, part: _Part) -> "_Fountain":
        if part.series != self.series:
            raise QrError("qr-conflict", "a part is of another sequence")
        mixed = mixed_in(part.number, self.series.total, self.series.checksum)
        known = self.known.with_part(mixed, int.from_bytes(part.data, "big"))
        return replace(self, known=known)

    def cbor(self) -> bytes | None:
        """The whole, once it is there; raises ``QrError`` where it has another checksum."""
        if not self.known.is_complete:
            return None
        size, fragments = self.series.fragment, self.known.fragments
        padded = b"".join(fragments[place].to_bytes(size, "big") for place in sorted(fragments))
        whole = padded[: self.series.length]
        if crc32(whole) != self.series.checksum:
            raise QrError("qr-conflict", "the parts make another whole than was announced")
        return whole


class UrAssembler:
    """Joins the parts of one UR, of its present or of its first form."""

    encoding = Encoding.UR

    def __init__(self) -> None:
        self._message: _Fountain | ur1.FirstForm | None = None
        self._payload: bytes | None = None

    @property
    def progress(self) -> Progress:
        return self._message.progress if self._message else Progress(0, frozenset())

    @property
    def payload(self) -> bytes | None:
        """The content of ``AS_BYTES``; of another type the text of the UR in one part."""
        return self._payload

    def take(self, part: str) -> None:
        """Add a part. Raises ``QrError``, and is then as it was before."""
        message = self._with(part)
        if self._payload is None:
            cbor = message.cbor()
            self._payload = None if cbor is None else _payload(message.type, cbor)
        self._message = message

    def _with(self, text: str) -> _Fountain | ur1.FirstForm:
        if len(text) > MAX_CHARACTERS:
            raise QrError("qr-limit", "the part is too large", limit=MAX_CHARACTERS)
        part = _read_part(text.strip().lower())
        match self._message, part:
            case None, ur1.FirstFormPart():
                return ur1.begin(part)
            case None, _Part():
                return _Fountain(part.series, Known(part.series.total)).with_part(part)
            case (ur1.FirstForm() as message, ur1.FirstFormPart()):
                return message.with_part(part)
            case (_Fountain() as message, _Part()):
                return message.with_part(part)
            case _:
                raise QrError("qr-conflict", "a part is of another sequence")


class UrFrames:
    """CBOR of a type as the texts of QR codes, in the upper case that makes them small.

    ``max_fragment_bytes`` is how much of it one code takes, some 30 bytes of heading apart. Raises
    ``QrError`` with ``qr-limit`` where it would take more codes than can be read again.
    """

    encoding = Encoding.UR

    def __init__(self, ur_type: str, cbor: bytes, max_fragment_bytes: int) -> None:
        size = fragment_length(len(cbor), max_fragment_bytes)
        total = -(-len(cbor) // size)
        self._series = _Series(ur_type, total, len(cbor), crc32(cbor), size)
        padded = cbor.ljust(total * size, b"\0")
        starts = range(0, len(padded), size)
        self._fragments = [int.from_bytes(padded[at : at + size], "big") for at in starts]

    @property
    def count(self) -> int:
        """How many parts make the payload whole when none is lost."""
        return self._series.total

    def text(self, number: int) -> str:
        """The text of frame ``number``, from 0 and without end."""
        series, shown = self._series, number % _MAX_NUMBER + 1
        body = self._mixed(shown)
        if series.total == 1:
            return write_ur(Ur(series.type, body)).upper()
        cbor = write_cbor([shown, series.total, series.length, series.checksum, body])
        return f"ur:{series.type}/{shown}-{series.total}/{write_minimal(cbor)}".upper()

    def _mixed(self, number: int) -> bytes:
        mixed = mixed_in(number, self._series.total, self._series.checksum)
        chosen = (self._fragments[place] for place in places_in(mixed))
        return reduce(xor, chosen).to_bytes(self._series.fragment, "big")


def _read_part(text: str) -> _Part | ur1.FirstFormPart:
    first_form = ur1.read_part(text)
    if first_form is not None:
        return first_form
    match = _PART.fullmatch(text)
    if not match or len(match[1]) > MAX_TYPE:
        raise _malformed("this is no part of a UR")
    ur_type, number, total, body = match.groups()
    if TAG_OF_TYPE.get(ur_type) in SEED_TAGS:
        raise QrError("secret-found", "this is a part of a seed", kind="ur-seed")
    try:
        if number is None:
            return _read_single(ur_type, body)
        return _read_fragment(ur_type, int(number), int(total), read_minimal(body))
    except ReadError as error:
        raise _malformed(str(error)) from error


def _read_single(ur_type: str, body: str) -> _Part:
    try:
        cbor = read_minimal(body)
    except ReadError:
        if ur_type != "bytes":
            raise
        cbor = ur1.read_bc32(body)
    return _Part(_Series(ur_type, 1, len(cbor), crc32(cbor), len(cbor)), 1, cbor)


def _read_fragment(ur_type: str, number: int, total: int, cbor: bytes) -> _Part:
    match read_cbor(cbor):
        case [int(own_number), int(own_total), int(length), int(checksum), bytes(data)]:
            if (own_number, own_total) != (number, total):
                raise _malformed("the part says two numbers of itself")
            if not 1 <= number <= _MAX_NUMBER or not 0 <= checksum <= _MAX_NUMBER:
                raise _malformed("the part has a number it cannot have")
            return _Part(_Series(ur_type, total, length, checksum, len(data)), number, data)
        case _:
            raise _malformed("the part has not the five fields of one")


def _payload(ur_type: str, cbor: bytes) -> bytes:
    if ur_type not in AS_BYTES:
        return write_ur(Ur(ur_type, cbor)).encode()
    try:
        content = read_cbor(cbor)
    except ReadError as error:
        raise _malformed(str(error)) from error
    if not isinstance(content, bytes):
        raise _malformed("the UR holds something else than bytes")
    return content


def _malformed(message: str) -> QrError:
    return QrError("qr-malformed", message)
