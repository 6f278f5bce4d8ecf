"""Encrypted BSMS records (BIP-129), which open with the token that the coordinator gave out.

A record is in hexadecimal: a MAC of 32 bytes, then the text under AES-256 in counter mode. Nothing
in it says what it is, so a file is only taken for one; whether it is shows when a token opens it.
"""

import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

from strongroom.formats.word_lists import plain_text, word_lists
from strongroom.model.errors import ReadError, StrongroomError

MAX_BYTES = 64 * 1024
MAX_TOKEN = 200
"""Characters; twelve words are shorter."""

_LEAST = 150
"""Bytes of the shortest record: a key, its description and its signature are longer."""

_LEAST_VARIETY = 0.4
"""Different bytes, out of as many as there could be; a cipher text has about 0.6 or more."""

_MAC = 32
_ROUNDS = 2048
_PASSWORD = b"No SPOF"
_TOKEN_BYTES = (8, 16)
"""STANDARD and EXTENDED mode."""

_OTHER_STARTS = ("a2011a", "d901", "d99c")
"""How keys and accounts begin that are taken out of a UR as they are (CBOR, its tags)."""

_RECORD = re.compile(r"[0-9a-f]+|[0-9A-F]+")


class TokenError(StrongroomError):
    """A record does not open: ``token-needed``, ``token-malformed`` or ``token-wrong``."""


@dataclass(frozen=True, slots=True)
class EncryptedRecord:
    """What may be an encrypted BSMS record: a key of round 1 or a wallet of round 2."""

    mac: bytes
    ciphertext: bytes


def looks_encrypted(text: str) -> bool:
    """Whether a text is such a record to all appearances, and the beginning of nothing else."""
    return _has_form(text) and not text.lower().startswith(_OTHER_STARTS)


def read_encrypted(text: str) -> EncryptedRecord:
    """Take a record apart that has the form of one."""
    data = bytes.fromhex(text)
    return EncryptedRecord(data[:_MAC], data[_MAC:])


def open_record(data: bytes, token: str) -> bytes:
    """The text of an encrypted record.

    ``token`` is hexadecimal, decimal, or six or twelve words. Raises ``TokenError`` with
    ``token-malformed`` and ``token-wrong``, and ``ReadError`` with ``not-recognised`` for a file
    that is no such record.
    """
    text = data.decode("ascii", "replace").strip() if len(data) <= MAX_BYTES else ""
    if not _has_form(text):
        raise ReadError("not-recognised", "this is no encrypted BSMS record", reason="unencrypted")
    record = read_encrypted(text)
    tokens = tuple(dict.fromkeys(_meanings(token)))
    if not tokens:
        raise TokenError("token-malformed", "this is no BSMS token")
    for candidate in tokens:
        plain = _decrypt(record, candidate)
        if plain is not None:
            return plain
    raise TokenError("token-wrong", "the token does not open this record")


def _has_form(text: str) -> bool:
    """Whether a text is hexadecimal of the size and the variety a record has."""
    if not 2 * (_MAC + _LEAST) <= len(text) <= MAX_BYTES or len(text) % 2:
        return False
    if not _RECORD.fullmatch(text):
        return False
    data = bytes.fromhex(text)
    return len(set(data)) >= _LEAST_VARIETY * min(len(data), 256)


def _decrypt(record: EncryptedRecord, token: bytes) -> bytes | None:
    key = hashlib.pbkdf2_hmac("sha512", _PASSWORD, token, _ROUNDS, 32)
    cipher = Cipher(AES(key), CTR(record.mac[:16])).decryptor()
    plain = cipher.update(record.ciphertext) + cipher.finalize()
    authenticated = token.hex().encode() + plain
    mac = hmac.digest(hashlib.sha256(key).digest(), authenticated, "sha256")
    return plain if hmac.compare_digest(mac, record.mac) else None


def _meanings(text: str) -> Iterator[bytes]:
    """The tokens a text may mean: sixteen digits may be hexadecimal or decimal."""
    said = text.strip()[:MAX_TOKEN].lower().removeprefix("0x")
    if re.fullmatch(r"[0-9a-f]{16}|[0-9a-f]{32}", said):
        yield bytes.fromhex(said)
    if re.fullmatch(r"[0-9]{1,39}", said):
        number = int(said)
        yield from (number.to_bytes(n, "big") for n in _TOKEN_BYTES if number < 1 << 8 * n)
    words = said.split()
    if len(words) in (6, 12):
        yield from _from_words(words)


def _from_words(words: list[str]) -> Iterator[bytes]:
    """Eleven bits a word, of which the last, one for each 32, are a checksum (as in BIP-39)."""
    english = word_lists(ascii_only=True)[0].numbers
    number = 0
    for word in words:
        place = english.get(plain_text(word).encode())
        if place is None:
            return
        number = number << 11 | place
    checksum_bits = len(words) // 3
    token = (number >> checksum_bits).to_bytes((11 * len(words)) // 8, "big")
    checksum = hashlib.sha256(token).digest()[0] >> (8 - checksum_bits)
    if number & ((1 << checksum_bits) - 1) == checksum:
        yield token
