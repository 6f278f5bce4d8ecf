"""Messages signed with a bitcoin key, as wallets do it ("Bitcoin Signed Message", BIP-137).

A whole one is text between marks: the message, the address, the signature. Coldcard signs files it
writes in this way (``.sig``): the message is then a line for each, with its SHA-256 and its name.
"""

import base64
import binascii
import re
from dataclasses import dataclass

from strongroom.engines.signatures import recover_public_key, verify_ecdsa
from strongroom.formats.text import text_lines
from strongroom.model.bytes_reader import compact_size
from strongroom.model.curve import uncompressed
from strongroom.model.errors import ReadError
from strongroom.model.hashes import double_sha256, hash160
from strongroom.model.scripts import p2pkh, p2sh, p2wpkh

NAME = "signed_message"
MAX_BYTES = 256 * 1024
MAX_MESSAGE = 64 * 1024
"""Bytes of a message in UTF-8."""

_MAGIC = b"Bitcoin Signed Message:\n"
_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
_LENGTH = 65
_FIRST, _COMPRESSED, _LAST = 27, 31, 42
"""First bytes: four for each of uncompressed P2PKH, P2PKH, nested and native P2WPKH (BIP-137)."""

_BEGIN = "-----BEGIN BITCOIN SIGNED MESSAGE-----"
_MIDDLE = ("-----BEGIN BITCOIN SIGNATURE-----", "-----BEGIN SIGNATURE-----")
_END = (
    "-----END BITCOIN SIGNATURE-----",
    "-----END BITCOIN SIGNED MESSAGE-----",
    "-----END SIGNATURE-----",
)
_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{87}=")
_HEADER = re.compile(r"(?i)(version|comment|address):\s*(.*)")
_FILE = re.compile(r"([0-9a-f]{64})  (\S.{0,254})")


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """A message, whose it is said to be, and the signature; nothing of it is verified."""

    message: str
    address: str
    signature: str


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A file that a signed message vouches for: its SHA-256 and its name."""

    digest: str
    name: str


def is_signed_message(text: str) -> bool:
    """Whether a text begins as a signed message does."""
    return text.lstrip().startswith(_BEGIN)


def read_signed_message(text: str) -> SignedMessage:
    """Take one text of the three parts apart; raises ``ReadError`` with ``file-malformed``."""
    if len(text) > MAX_BYTES:
        raise ReadError("file-too-big", "a signed message is too long", limit=MAX_BYTES)
    lines = text_lines(text.strip())
    middles = [place for place, line in enumerate(lines) if line.strip() in _MIDDLE]
    if not middles or lines[0].strip() != _BEGIN or lines[-1].strip() not in _END:
        raise ReadError("file-malformed", "a signed message has a begin, a signature and an end")
    message = "\n".join(lines[1 : middles[-1]])  # a message may itself hold a signed message
    address, signature = _tail(lines[middles[-1] + 1 : -1])
    return SignedMessage(message, address, signature)


def is_lone_signature(text: str) -> bool:
    """Whether a text is a signature as devices answer with, without what was signed and by whom."""
    return bool(_SIGNATURE.fullmatch(text)) and is_recoverable(base64.b64decode(text))


def signed_files(message: str) -> tuple[SignedFile, ...]:
    """The files a message vouches for, none unless each of its lines names one."""
    matches = [_FILE.fullmatch(line) for line in message.split("\n")]
    return (
        tuple(SignedFile(match[1], match[2]) for match in matches if match) if all(matches) else ()
    )


def verify_message(public_key: bytes, message: str, signature: str) -> bool:
    """Whether ``signature`` (base64 of 65 bytes) over ``message`` is by this key.

    The first byte, from which a verifier without the key would recover it, is not needed.
    """
    try:
        data = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        return False
    if len(data) != _LENGTH:
        return False
    r, s = int.from_bytes(data[1:33], "big"), int.from_bytes(data[33:], "big")
    return verify_ecdsa(public_key, _digest(message), _der(r, min(s, _ORDER - s % _ORDER)))


def is_recoverable(signature: bytes) -> bool:
    """Whether these bytes have the form of such a signature."""
    return len(signature) == _LENGTH and _FIRST <= signature[0] <= _LAST


def verify_for_script(script_pubkey: bytes, message: str, signature: bytes) -> bool:
    """Whether a signature that ``is_recoverable`` is by the one key that this output pays to.

    Devices disagree on the first byte's meaning (Electrum and older Coldcards always say P2PKH), so
    the recovered key is compared with every script it can have.
    """
    recovery = (signature[0] - _FIRST) % 4
    key = recover_public_key(_digest(message), signature[1:], recovery)
    return key is not None and script_pubkey in _scripts(key, signature[0] >= _COMPRESSED)


def _scripts(key: bytes, is_compressed: bool) -> tuple[bytes, ...]:
    if not is_compressed:
        return (p2pkh(hash160(uncompressed(key))),)
    program = hash160(key)
    return p2pkh(program), p2wpkh(program), p2sh(p2wpkh(program))


def _digest(message: str) -> bytes:
    text = message.encode()
    return double_sha256(compact_size(len(_MAGIC)) + _MAGIC + compact_size(len(text)) + text)


def _tail(lines: list[str]) -> tuple[str, str]:
    """The address and the signature; older programs put a name before the address."""
    headers = [(_HEADER.fullmatch(line.strip()), line.strip()) for line in lines]
    told = [match[2] for match, _ in headers if match and match[1].lower() == "address"]
    plain = [line for match, line in headers if line and not match]
    parts = [*told, *plain]
    if len(parts) != 2:
        raise ReadError("file-malformed", "a signed message has one address and one signature")
    return parts[0], parts[1]


def _der(r: int, s: int) -> bytes:
    body = _der_number(r) + _der_number(s)
    return bytes((0x30, len(body))) + body


def _der_number(number: int) -> bytes:
    data = number.to_bytes(number.bit_length() // 8 + 1, "big")
    return bytes((0x02, len(data))) + data
