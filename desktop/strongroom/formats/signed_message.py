"""Messages signed with a bitcoin key, as wallets do it ("Bitcoin Signed Message", BIP-137)."""

import base64
import binascii

from strongroom.engines.signatures import verify_ecdsa
from strongroom.model.bytes_reader import compact_size
from strongroom.model.hashes import double_sha256

_MAGIC = b"Bitcoin Signed Message:\n"
_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def verify_message(public_key: bytes, message: str, signature: str) -> bool:
    """Whether ``signature`` (base64 of 65 bytes) over ``message`` is by this key.

    The first byte, from which a verifier without the key would recover it, is not needed.
    """
    try:
        data = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        return False
    if len(data) != 65:
        return False
    text = message.encode()
    length = compact_size(len(_MAGIC)), compact_size(len(text))
    digest = double_sha256(length[0] + _MAGIC + length[1] + text)
    r, s = int.from_bytes(data[1:33], "big"), int.from_bytes(data[33:], "big")
    return verify_ecdsa(public_key, digest, _der(r, min(s, _ORDER - s % _ORDER)))


def _der(r: int, s: int) -> bytes:
    body = _der_number(r) + _der_number(s)
    return bytes((0x30, len(body))) + body


def _der_number(number: int) -> bytes:
    data = number.to_bytes(number.bit_length() // 8 + 1, "big")
    return bytes((0x02, len(data))) + data
