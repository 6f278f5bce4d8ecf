"""``p1of5 …``: a text cut into numbered parts, as Specter, SeedSigner and Krux do."""

import re
from math import ceil

from strongroom.transports.qr.contract import (
    MAX_JOINED,
    MAX_PARTS,
    Encoding,
    Progress,
    QrError,
)
from strongroom.transports.qr.plain import unwrap

_PART = re.compile(r"p([0-9]{1,4})of([0-9]{1,4}) (.*)", re.DOTALL)


class SpecterAssembler:
    """Joins the parts; the first that comes says how many there are."""

    encoding = Encoding.SPECTER

    def __init__(self) -> None:
        self._total = 0
        self._parts: dict[int, str] = {}
        self._payload: bytes | None = None

    @property
    def progress(self) -> Progress:
        return Progress(self._total, frozenset(self._parts))

    @property
    def payload(self) -> bytes | None:
        return self._payload

    def take(self, part: str) -> None:
        """Add a part. Raises ``QrError``: ``qr-malformed``, ``qr-conflict``, ``qr-limit``."""
        number, total, chunk = _read(part)
        if self._total not in (0, total):
            raise QrError("qr-conflict", "the parts disagree on how many there are")
        if self._parts.get(number, chunk) != chunk:
            raise QrError("qr-conflict", "one part comes with two contents", part=number + 1)
        parts = {**self._parts, number: chunk}
        if sum(map(len, parts.values())) > MAX_JOINED:
            raise QrError("qr-limit", "the parts together are too large", limit=MAX_JOINED)
        self._total, self._parts = total, parts
        if len(parts) == total:
            self._payload = unwrap("".join(parts[number] for number in range(total)))[1]


class SpecterFrames:
    """A text in equal parts of at most ``max_characters``, what stands before them included."""

    encoding = Encoding.SPECTER

    def __init__(self, text: str, max_characters: int) -> None:
        """Raises ``QrError`` with ``qr-limit`` for a text that needs too many parts."""
        each = max(1, ceil(len(text) / _count(len(text), max_characters)))
        self.count = max(1, ceil(len(text) / each))
        self._parts = [
            f"p{number + 1}of{self.count} {text[number * each : (number + 1) * each]}"
            for number in range(self.count)
        ]

    def text(self, number: int) -> str:
        return self._parts[number % self.count]


def is_part(text: str) -> bool:
    """Whether ``text`` begins as a part."""
    return _PART.match(text) is not None


def _read(part: str) -> tuple[int, int, str]:
    """The number, from 0, of how many, and what comes after exactly one space."""
    match = _PART.fullmatch(part)
    if match is None:
        raise QrError("qr-malformed", "this is no part of a text")
    number, total = int(match[1]), int(match[2])
    if total > MAX_PARTS:
        raise QrError("qr-limit", "too many parts", limit=MAX_PARTS)
    if not 1 <= number <= total:
        raise QrError("qr-malformed", f"there is no part {number} of {total}")
    return number - 1, total, match[3]


def _count(length: int, max_characters: int) -> int:
    for digits in range(1, len(str(MAX_PARTS)) + 1):
        room = max_characters - len("pof ") - 2 * digits
        count = max(1, ceil(length / room)) if room > 0 else MAX_PARTS + 1
        if len(str(count)) <= digits and count <= MAX_PARTS:
            return count
    raise QrError("qr-limit", "too many parts", limit=MAX_PARTS)
