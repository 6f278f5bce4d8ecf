"""The first form of UR (2020), ``ur:bytes/1of3/digest/fragment``, which Specter-DIY still writes.

Read only. Fragments are one text cut into pieces, in BC32: Bech32 without a prefix, whose checksum
ends in another constant (BCR-2020-004).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

from strongroom.model.errors import ReadError
from strongroom.transports.qr.contract import MAX_PARTS, Progress, QrError

MAX_LETTERS = 256 * 1024
"""Letters of all fragments; the checksum takes its time for each."""

_PART = re.compile(r"ur:bytes/([0-9]{1,4})of([0-9]{1,4})/([a-z0-9]+)/([a-z0-9]+)")
_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BASE_32 = str.maketrans(_ALPHABET, "0123456789abcdefghijklmnopqrstuv")
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_REMAINDER = 0x3FFFFFFF
_CHECK = 6
"""Letters of the checksum."""


@dataclass(frozen=True, slots=True)
class FirstFormPart:
    """One fragment, its ``place`` from 0, and the digest of the whole as BC32."""

    place: int
    total: int
    digest: str
    fragment: str


@dataclass(frozen=True, slots=True)
class FirstForm:
    """The parts of one message that have arrived."""

    type: ClassVar[str] = "bytes"

    total: int
    digest: str
    fragments: Mapping[int, str]

    @property
    def progress(self) -> Progress:
        return Progress(self.total, frozenset(self.fragments))

    def with_part(self, part: FirstFormPart) -> "FirstForm":
        """With one more; raises ``QrError`` (``qr-conflict``, ``qr-limit``)."""
        known = self.fragments.get(part.place, part.fragment)
        if (part.total, part.digest, part.fragment) != (self.total, self.digest, known):
            raise QrError("qr-conflict", "a part is of another sequence")
        fragments = {**self.fragments, part.place: part.fragment}
        if sum(map(len, fragments.values())) > MAX_LETTERS:
            raise QrError("qr-limit", "the sequence is too long", limit=MAX_LETTERS)
        return FirstForm(self.total, self.digest, fragments)

    def cbor(self) -> bytes | None:
        """The whole, once it is there.

        Raises ``QrError`` with ``qr-conflict`` where it is not what the digest says.
        """
        if len(self.fragments) < self.total:
            return None
        try:
            cbor = read_bc32("".join(self.fragments[place] for place in range(self.total)))
            digest = read_bc32(self.digest)
        except ReadError as error:
            raise QrError("qr-conflict", str(error)) from error
        if sha256(cbor).digest() != digest:
            raise QrError("qr-conflict", "the parts make another text than was announced")
        return cbor


def read_part(text: str) -> FirstFormPart | None:
    """The part that ``text``, in lower case, is; None if it is nothing of the kind.

    Raises ``QrError`` (``qr-malformed``, ``qr-limit``).
    """
    match = _PART.fullmatch(text)
    if not match:
        return None
    number, total = int(match[1]), int(match[2])
    if total > MAX_PARTS:
        raise QrError("qr-limit", "there are too many parts", limit=MAX_PARTS)
    if not 1 <= number <= total:
        raise QrError("qr-malformed", "the part has a number it cannot have")
    return FirstFormPart(number - 1, total, match[3], match[4])


def begin(part: FirstFormPart) -> FirstForm:
    """The message that ``part`` belongs to, with this part alone."""
    return FirstForm(part.total, part.digest, {}).with_part(part)


def read_bc32(text: str) -> bytes:
    """The bytes written as BC32 in lower case; raises ``ReadError`` (``bytewords-malformed``)."""
    if len(text) > MAX_LETTERS or not set(text) <= _VALUES.keys():
        raise _malformed("letters")
    if len(text) <= _CHECK or _remainder(text) != _REMAINDER:
        raise _malformed("checksum")
    body = text[:-_CHECK]
    number, surplus = int(body.translate(_BASE_32), 32), len(body) * 5 % 8
    if surplus > 4 or number & (1 << surplus) - 1:
        raise _malformed("length")
    return (number >> surplus).to_bytes(len(body) * 5 // 8, "big")


def _remainder(text: str) -> int:
    """Of Bech32's polynomial (BIP-173), with a zero for the prefix that is not there."""
    state = 1 << 5
    for letter in text:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ _VALUES[letter]
        for bit, generator in enumerate(_GENERATOR):
            if top >> bit & 1:
                state ^= generator
    return state


def _malformed(reason: str) -> ReadError:
    return ReadError("bytewords-malformed", "the letters or the checksum are wrong", reason=reason)
