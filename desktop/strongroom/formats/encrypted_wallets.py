"""Wallet files locked with a password: not opened here, but known by their first bytes.

Sources: electrum/storage.py, Sparrow Storage.java, bitcoin-safe storage.py.
"""

import base64
import binascii
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """Whose file it is: the word of its format, and what people call it."""

    format: str
    title: str


_ELECTRUM = Program("electrum", "Electrum")
_SPARROW = Program("sparrow", "Sparrow")
_BITCOIN_SAFE = Program("bitcoin_safe", "Bitcoin Safe")

_MAGICS = ((b"BIE1", _ELECTRUM), (b"BIE2", _ELECTRUM), (b"SPRW1", _SPARROW))
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{64,}={0,2}")
_HEAD = 64
"""Characters that are decoded: 48 bytes, of which the first 24 tell."""

_ROUNDS = slice(16, 20)
_DEFAULT_ROUNDS = (100_000).to_bytes(4, "big")
_FERNET = slice(20, 24)
"""The version 80 and the upper bytes of a time of 64 bits, zero until 2106."""

_STANDARD = str.maketrans("-_", "+/")


def program_that_encrypted(text: str) -> Program | None:
    """The program whose locked wallet this text is, or None."""
    if not _BASE64.fullmatch("".join(text[: 4 * _HEAD].split())[: 3 * _HEAD]):
        return None
    try:
        start = base64.b64decode(text[:_HEAD].translate(_STANDARD), validate=True)
    except binascii.Error:
        return None
    for magic, program in _MAGICS:
        if start.startswith(magic):
            return program
    return _BITCOIN_SAFE if _is_salted_fernet(start) else None


def _is_salted_fernet(start: bytes) -> bool:
    """Bitcoin Safe: 16 bytes of salt, the rounds of PBKDF2, a Fernet token."""
    return start[_ROUNDS] == _DEFAULT_ROUNDS and start[_FERNET] == b"\x80\0\0\0"
