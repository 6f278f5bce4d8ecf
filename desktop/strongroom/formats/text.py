"""Text from outside: decoded once, and made fit to be shown and to name a file."""

import re
import unicodedata

from strongroom.model.errors import ReadError
from strongroom.model.finding import Finding, Severity

MAX_NAME = 255
"""Characters of a name or label."""

MAX_SLUG = 40

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UNSAFE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing: two names that differ by one look the same."""

_PATH_PART = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^~[/\\]|^[A-Za-z]:\\")
_SEPARATOR = re.compile(r"[/\\]")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def decode_text(data: bytes) -> str:
    """UTF-8, with a byte order mark at most once.

    Raises ``ReadError`` with ``file-malformed`` for other bytes and for text with null characters.
    """
    try:
        text = data.removeprefix(_BYTE_ORDER_MARK).decode()
    except UnicodeDecodeError as error:
        raise ReadError("file-malformed", "this is not text") from error
    if "\0" in text:
        raise ReadError("file-malformed", "this is not text")
    return text


def text_lines(text: str) -> list[str]:
    """The lines of a text as devices part them: at LF, CR LF or CR, and at nothing unseen."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def safe_name(text: str, field: str = "name") -> tuple[str, tuple[Finding, ...]]:
    """A name or label as it may be shown, with ``text-unsafe`` where it had to be changed.

    Composed (NFC); what steers the display or is not seen stands as ``<U+202E>``; parts of a path
    are joined by ``_``; cut at 255 characters. A name that came out of here stays as it is.
    """
    composed = unicodedata.normalize("NFC", text).strip()
    flat = _SEPARATOR.sub("_", composed) if _PATH_PART.search(composed) else composed
    shown = "".join(_visible(character) for character in flat[:MAX_NAME])[:MAX_NAME].strip()
    if shown == composed:
        return shown, ()
    return shown, (Finding("text-unsafe", Severity.WARN, "wallet", {"field": field}),)


def device_name(text: str, limit: int, without: str) -> str:
    """A name in printable ASCII for a device: no character of ``without``, at most ``limit``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    kept = "".join(c for c in plain if " " <= c <= "~" and c not in without)
    return kept.strip()[:limit].strip() or "Wallet"


def slug(text: str) -> str:
    """ASCII letters in lower case, digits and hyphens for a file name; never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_SLUG.sub("-", plain).strip("-")[:MAX_SLUG].strip("-") or "wallet"


def _visible(character: str) -> str:
    if character in _BLANK or unicodedata.category(character) in _UNSAFE:
        return f"<U+{ord(character):04X}>"
    return character
