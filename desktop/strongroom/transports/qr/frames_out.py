"""A file as the QR codes of an encoding, said to be what its content is."""

from base64 import b64encode
from dataclasses import dataclass
from enum import StrEnum

from strongroom.formats.cbor import write_cbor
from strongroom.formats.json_text import parse_json
from strongroom.formats.reading import recognise
from strongroom.formats.recognised import RecognitionError, Value
from strongroom.formats.text import decode_text
from strongroom.formats.ur_text import Ur, read_ur, ur_type
from strongroom.formats.ur_types import BYTES
from strongroom.model.errors import ReadError
from strongroom.model.psbt import Psbt
from strongroom.model.transaction import Transaction
from strongroom.transports.qr import base43
from strongroom.transports.qr.bbqr import BbqrFrames, FileType
from strongroom.transports.qr.capacity import alphanumeric_capacity, byte_capacity
from strongroom.transports.qr.contract import Encoding, Frames, QrError
from strongroom.transports.qr.fountain import MIN_FRAGMENT
from strongroom.transports.qr.plain import PlainFrames
from strongroom.transports.qr.specter import SpecterFrames
from strongroom.transports.qr.ur import UrFrames


class UrTypes(StrEnum):
    """Which generation of UR types is written: devices read the first."""

    V1 = "v1"
    V2 = "v2"


DEFAULT_VERSION = {
    Encoding.UR: 10,
    Encoding.BBQR: 27,
    Encoding.SPECTER: 10,
    Encoding.BASE43: 40,
    Encoding.PLAIN: 40,
}
"""The largest version where none is asked for: what the readers of each encoding take well."""

_UR_HEADING = 26
"""Bytes of a part beside its fragment: CBOR's heads, the four numbers and a checksum."""

_PSBT_TYPES = {UrTypes.V1: "crypto-psbt", UrTypes.V2: "psbt"}


@dataclass(frozen=True, slots=True)
class _Content:
    """What is to be shown, without its wrapping of base64 or hex, and what it is as BBQr."""

    data: bytes
    type: FileType

    @property
    def text(self) -> str:
        """As what carries no bytes takes it."""
        if self.type is FileType.PSBT:
            return b64encode(self.data).decode()
        if self.type is FileType.TRANSACTION:
            return self.data.hex()
        try:
            return decode_text(self.data)
        except ReadError as error:
            raise QrError("qr-type", "bytes are no text", reason="no-text") from error


def frames_of(
    data: bytes, encoding: Encoding, max_version: int | None = None, types: UrTypes = UrTypes.V1
) -> Frames:
    """``data`` in codes that are no larger than ``max_version``.

    What is not recognised goes as text or bytes, unless it is empty. Raises ``RecognitionError``
    for what holds a secret or is refused as what it is, and ``QrError``: ``qr-limit``, ``qr-type``.
    """
    content = _content(data)
    version = max_version or DEFAULT_VERSION[encoding]
    match encoding:
        case Encoding.UR:
            return _ur(content, version, types)
        case Encoding.BBQR:
            return BbqrFrames(content.data, content.type, max_version=version)
        case Encoding.SPECTER:
            return _specter(content.text, version)
        case Encoding.BASE43:
            return PlainFrames(_number(content), encoding, version)
        case Encoding.PLAIN:
            return PlainFrames(content.text, encoding, version)


def _content(data: bytes) -> _Content:
    match _value(data):
        case Psbt() as psbt:
            return _Content(psbt.original, FileType.PSBT)
        case Transaction() as transaction:
            return _Content(transaction.serialize(), FileType.TRANSACTION)
        case _:
            return _Content(data, _text_type(data))


def _value(data: bytes) -> Value | None:
    try:
        return recognise(data).value
    except RecognitionError as error:
        if error.code != "not-recognised" or not data:
            raise
        return None


def _text_type(data: bytes) -> FileType:
    try:
        text = decode_text(data)
    except ReadError:
        return FileType.BINARY
    return FileType.JSON if _is_json(text) else FileType.TEXT


def _is_json(text: str) -> bool:
    """Whether it is an object or a list; a number alone is as well a text."""
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        parse_json(text)
    except ReadError:
        return False
    return True


def _ur(content: _Content, version: int, types: UrTypes) -> Frames:
    ur = _as_ur(content, types)
    heading = len(f"ur:{ur.type}/4294967295-1000/")
    room = (alphanumeric_capacity(version) - heading) // 2 - _UR_HEADING
    if room < MIN_FRAGMENT:
        raise QrError("qr-limit", "no part of a UR fits in such a code", reason="version")
    return UrFrames(ur.type, ur.cbor, room)


def _as_ur(content: _Content, types: UrTypes) -> Ur:
    """A UR stays what it is."""
    if content.type is FileType.TEXT and ur_type(text := content.text):
        return read_ur(text)
    name = _PSBT_TYPES[types] if content.type is FileType.PSBT else BYTES
    return Ur(name, write_cbor(content.data))


def _number(content: _Content) -> str:
    """Readers take a number for what a signer signs or a network sends, and for nothing else."""
    if content.type not in (FileType.PSBT, FileType.TRANSACTION):
        raise QrError("qr-type", "only a PSBT or a transaction is a number", reason="base43")
    return base43.encode(content.data)


def _specter(text: str, version: int) -> Frames:
    """Most characters take a byte; where they take more, the parts are made shorter."""
    widest = max((len(character.encode()) for character in set(text)), default=1)
    return SpecterFrames(text, byte_capacity(version) // widest)
