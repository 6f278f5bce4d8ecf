"""What an encoding of QR codes is: a payload in parts, and the parts joined again."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, Self

from strongroom.model.errors import StrongroomError

MAX_JOINED = 2 * 1024 * 1024
"""Bytes of a joined payload, and of an inflated one."""

MAX_CODE = 2 * MAX_JOINED + 256
"""Bytes of one code's text: hex, or letters in pairs, of the largest payload with a heading. What a
camera sees is far smaller; a part may also come as a line of a file."""

MAX_PARTS = 1000


class QrError(StrongroomError):
    """A code, or codes together, that make no payload.

    ``qr-malformed``: a part is not what it begins as. ``qr-conflict``: it disagrees with those
    before it. ``qr-limit``: too many or too much. ``qr-type``: private or executable, by name.
    ``secret-found``: a seed, by name; nothing of it is kept. ``qr-incomplete``: parts are missing
    where the whole is wanted.
    """


class Encoding(StrEnum):
    """How a payload is cut into QR codes."""

    UR = "ur"
    BBQR = "bbqr"
    SPECTER = "specter"
    BASE43 = "base43"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Code:
    """What one QR code holds: its bytes, and the text they are; None where they are none."""

    data: bytes
    text: str | None

    @classmethod
    def of_text(cls, text: str) -> Self:
        """The code that ``text`` would make."""
        return cls(text.encode(), text)


@dataclass(frozen=True, slots=True)
class Progress:
    """What has arrived: ``seen`` are numbers of parts, from 0, of ``total``.

    ``mixed`` counts fountain parts that arrived and do not yet give a part by themselves.
    """

    total: int
    seen: frozenset[int]
    mixed: int = 0

    @property
    def missing(self) -> tuple[int, ...]:
        return tuple(number for number in range(self.total) if number not in self.seen)


class Assembler(Protocol):
    """Joins the parts of one payload, in any order, each as often as it comes."""

    @property
    def encoding(self) -> Encoding: ...

    @property
    def progress(self) -> Progress: ...

    @property
    def payload(self) -> bytes | None:
        """The whole, once it is there: what ``formats.reading.recognise`` reads.

        A UR whose content is neither bytes nor a PSBT comes as the text of the single-part UR.
        """

    def take(self, part: str) -> None:
        """Add a part. Raises ``QrError``, and is then as it was before."""


class Frames(Protocol):
    """A payload as the texts of QR codes, to be shown over and over."""

    @property
    def encoding(self) -> Encoding: ...

    @property
    def count(self) -> int:
        """How many parts make the payload whole when none is lost."""

    def text(self, number: int) -> str:
        """The text of frame ``number``, from 0 and without end: a fountain goes on mixing, any
        other encoding begins again after ``count``.
        """
