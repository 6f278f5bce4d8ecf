"""Uniform Resources of one part, ``ur:type/bytewords``: a type and CBOR as text (BCR-2020-005)."""

import re
from dataclasses import dataclass

from strongroom.formats.cbor import CborValue, Tagged, read_cbor
from strongroom.formats.ur_types import BYTES, PSBT_NAMES, TAG_OF_TYPE
from strongroom.model.bytewords import read_minimal, write_minimal
from strongroom.model.errors import ReadError

TYPE = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""Pattern of a type's name, in lower case."""

MAX_TYPE = 40
"""Characters of a type's name; the longest registered one for bitcoin has 18."""

MAX_CHARACTERS = 2 * 2 * 1024 * 1024 + 256
"""Of one part: two for each byte of the two megabytes that QR codes hold together, and its type."""

_SINGLE = re.compile(rf"ur:({TYPE})/([a-z]+)")
_START = re.compile(rf"\s*(?i:ur:({TYPE}))/[A-Za-z]+(?:\s|$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Ur:
    """A type, without ``ur:``, and its CBOR as bytes that were not yet looked at."""

    type: str
    cbor: bytes

    def value(self) -> CborValue:
        """What the CBOR holds; errors as ``read_cbor``.

        Bitcoin Safe puts the CBOR of a wallet into a byte string once more; it is taken out.
        """
        value = read_cbor(self.cbor)
        if isinstance(value, bytes) and self.type not in (BYTES, *PSBT_NAMES):
            return read_cbor(value)
        return value

    def tagged(self) -> CborValue:
        """The value with the tag that a key or seed has inside others; errors as ``read_cbor``."""
        value, tag = self.value(), TAG_OF_TYPE.get(self.type)
        return value if tag is None or isinstance(value, Tagged) else Tagged(tag, value)


def ur_type(text: str) -> str | None:
    """The type of a text that is one UR of one part, told by its form alone; None for others."""
    match = _START.match(text)
    if not match or text[match.end() :].strip():
        return None
    return match[1].lower()


def read_ur(text: str) -> Ur:
    """A UR of one part, in either case of letters.

    Raises ``ReadError``: ``bytewords-malformed``, ``file-too-big``, or ``file-malformed`` for
    another form.
    """
    if len(text) > MAX_CHARACTERS:
        raise ReadError("file-too-big", "the UR is too large", limit=MAX_CHARACTERS)
    match = _SINGLE.fullmatch(text.strip().lower())
    if not match or len(match[1]) > MAX_TYPE:
        raise ReadError("file-malformed", "this is not a UR of one part")
    return Ur(match[1], read_minimal(match[2]))


def read_content(text: str) -> bytes:
    """The bytes in a UR of nothing else; errors as ``read_ur`` and ``read_cbor``."""
    content = read_ur(text).value()
    if not isinstance(content, bytes):
        raise ReadError("file-malformed", "the UR holds something else than bytes")
    return content


def write_ur(ur: Ur) -> str:
    """The text in lower case; a QR code is smaller if it is put into upper case."""
    return f"ur:{ur.type}/{write_minimal(ur.cbor)}"
