"""Seeds and private keys in anything that comes in: found, so that nothing else looks at them.

What was found is told by its kind alone. The secret itself goes into no error, fact or log.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from strongroom.formats.json_text import parse_json, texts_of
from strongroom.formats.seed_words import SeedWords, find_seed_words
from strongroom.formats.ur_secrets import find_private_part
from strongroom.formats.ur_text import read_ur
from strongroom.model.errors import ReadError
from strongroom.model.extended_key import is_private_key_text
from strongroom.model.finding import Finding, Severity


class SecretKind(StrEnum):
    """The forms a secret is known by; the value is the ``format`` of ``inspect``."""

    BIP39_WORDS = "bip39-words"
    SLIP39_WORDS = "slip39-words"
    EXTENDED_PRIVATE_KEY = "xprv"
    PRIVATE_KEY = "wif"
    CODEX32 = "codex32"
    SEED_QR = "seedqr"
    SEED_UR = "ur-seed"


@dataclass(frozen=True, slots=True)
class SecretSearch:
    """What a text holds: a secret of some kind, words that might be one, or neither."""

    found: SecretKind | None
    suspected: bool

    @property
    def findings(self) -> tuple[Finding, ...]:
        """``secret-suspected`` where words might be a seed."""
        if not self.suspected:
            return ()
        return (Finding("secret-suspected", Severity.WARN, "file"),)


_BASE58 = "1-9A-HJ-NP-Za-km-z"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_PRIVATE_BODY = re.compile(f"prv[{_BASE58}]{{60,120}}")
"""A whole one has 107 more characters, and the first line that a mail breaks it into 72."""

_PRIVATE_PREFIXES = "xyzYZtuvUV"
_WIF = re.compile(rf"\b[5KLc9][{_BASE58}]{{50,51}}\b", re.ASCII)
_CODEX32 = re.compile(rf"\bms1[02-9][{_BECH32}]{{43,124}}\b", re.ASCII)
_SEED_UR = re.compile(r"\bur:(?:crypto-)?(?:seed|bip39|sskr)/", re.ASCII)
_UR = re.compile(r"\bur:[a-z0-9-]{1,40}/[a-z]{10,2000000}\b", re.ASCII)
_IN_EITHER_CASE = (
    ("ms1", _CODEX32, SecretKind.CODEX32),
    ("ur:", _SEED_UR, SecretKind.SEED_UR),
)
_SEED_QR = re.compile(r"\b\d{48}(?:\d{12}){0,4}\b", re.ASCII)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_ASCII_ONLY = bytes(range(128)) + b" " * 128
_WORDS_IN_LIST = 2048
_MAX_JSON = 4 * 1024 * 1024
"""Characters of a document that is taken apart; a larger one is searched as it stands."""

_MAX_CANDIDATES = 2_000
"""Texts of a WIF key's length, and URs, that are tried; a file with more is no file with a key."""


def search_secrets(data: bytes) -> SecretSearch:
    """Look for secrets in a file of any kind. Takes a second or two for 16 MiB."""
    return search_text(_readable(data))


def search_text(text: str) -> SecretSearch:
    """Look for secrets in a text, such as a file, a label or what was pasted."""
    plain = _unescape(text) if "\\" in text else text
    patterned = next(filter(None, map(_by_pattern, _as_seen(plain))), None)
    if patterned is not None:
        return SecretSearch(patterned, suspected=False)
    parts = _names_and_values(text) or (plain,)
    found = [find_seed_words(seen) for part in parts for seen in _as_seen(part)]
    for words in (SeedWords.BIP39, SeedWords.SLIP39):
        if words in found:
            return SecretSearch(SecretKind(words.value), suspected=False)
    return SecretSearch(None, suspected=SeedWords.SUSPECTED in found)


def refuse_secrets(text: str) -> None:
    """Raise ``ReadError`` with ``secret-found`` for text somebody typed that holds a secret."""
    found = search_text(text).found
    if found is not None:
        raise ReadError("secret-found", "this is a secret", kind=found.value)


def is_compact_seed_qr(payload: bytes) -> bool:
    """Whether the bytes of a QR code may be a seed's entropy (SeedSigner's Compact SeedQR).

    For QR codes only: a file of 16 or 32 bytes may be anything.
    """
    return len(payload) in (16, 32) and not (payload.isascii() and payload.decode().isprintable())


def _readable(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        ascii_alone = data.translate(_ASCII_ONLY).decode("ascii")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return f"{data.decode('utf-16', 'replace')}\n{ascii_alone}"
    return ascii_alone


def _names_and_values(text: str) -> tuple[str, str] | None:
    """The names of a JSON document's fields and their texts, each on a line; None for other text.

    Apart, because names such as ``type`` and ``label`` are seed words too.
    """
    if len(text) > _MAX_JSON or text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        names, values = texts_of(parse_json(text.strip()))
    except ReadError:
        return None
    return _as_lines(names), _as_lines(values)


def _as_lines(texts: list[str]) -> str:
    return "\n".join(text.replace("\n", " ") for text in texts)


def _unescape(text: str) -> str:
    """JSON's escapes as what they stand for, also where the text is not JSON as a whole."""
    for escape in ("\\n", "\\r", "\\t"):
        text = text.replace(escape, " ")
    text = text.replace("\\/", "/")
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "\\u" in text else text


def _as_seen(text: str) -> tuple[str, ...]:
    """The text without what nobody sees in it, which may stand between words and inside them."""
    text = text.removeprefix("\ufeff")
    if text.isascii() or not _UNSEEN.search(text):
        return (text,)
    return _UNSEEN.sub(" ", text), _UNSEEN.sub("", text)


def _by_pattern(text: str) -> SecretKind | None:
    if _has_extended_private_key(text):
        return SecretKind.EXTENDED_PRIVATE_KEY
    candidates = islice(_WIF.finditer(text), _MAX_CANDIDATES)
    if any(is_private_key_text(match[0]) for match in candidates):
        return SecretKind.PRIVATE_KEY
    if any(_is_seed_qr(match[0]) for match in _SEED_QR.finditer(text)):
        return SecretKind.SEED_QR
    lowered = text.lower()
    for start, pattern, kind in _IN_EITHER_CASE:
        if start in lowered and pattern.search(lowered):  # the first test is much the faster one
            return kind
    return _in_resources(lowered) if "ur:" in lowered else None


def _in_resources(lowered: str) -> SecretKind | None:
    """What the URs in a text hold; each has half the size of what it stands in, at most."""
    for match in islice(_UR.finditer(lowered), _MAX_CANDIDATES):
        try:
            private_part, contents = find_private_part(read_ur(match[0]))
        except ReadError:
            continue
        if private_part is not None:
            return SecretKind(private_part.value)
        found = (search_secrets(content).found for content in contents)
        kind = next(filter(None, found), None)
        if kind is not None:
            return kind
    return None


def _has_extended_private_key(text: str) -> bool:
    """Also with a checksum that is wrong: a mistyped key is still nearly the key."""
    for match in _PRIVATE_BODY.finditer(text):
        start = match.start()
        before = text[start - 2 : start - 1] if start >= 2 else ""
        if text[start - 1 : start] in _PRIVATE_PREFIXES and not before.isalnum():
            return True
    return False


def _is_seed_qr(digits: str) -> bool:
    """Four digits a word; a row of zeros is padding, not a seed."""
    indices = [int(digits[i : i + 4]) for i in range(0, len(digits), 4)]
    return any(indices) and all(index < _WORDS_IN_LIST for index in indices)
