"""The keys of a vault: the data key, and what is derived from it and from what people hold."""

import hmac
from secrets import token_bytes
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
SALT_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16

_BODY_NONCE = bytes(NONCE_BYTES)
"""Zero, because each body key is used once."""


class DataKey:
    """The 32 random bytes everything in a vault hangs on; they never change unless it is re-keyed.

    It shows itself nowhere and can be overwritten. Copies that the cryptographic library or Python
    made meanwhile are beyond reach.
    """

    __slots__ = ("_bytes",)

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")
        self._bytes = bytearray(key)

    @classmethod
    def draw(cls) -> "DataKey":
        """A new one from the system's randomness."""
        return cls(token_bytes(KEY_BYTES))

    def commitment(self, salt: bytes) -> bytes:
        """32 bytes that only this key and ``salt`` give: GCM alone opens under more than one."""
        return derive(self._bytes, salt, b"commit")

    def commits_to(self, commitment: bytes, salt: bytes) -> bool:
        """Whether ``commitment`` was made with this key; takes the same time either way."""
        return hmac.compare_digest(self.commitment(salt), commitment)

    def seal_body(self, body: bytes, salt: bytes, bound: bytes) -> bytes:
        """``body`` encrypted and tied to ``bound``; ``salt`` must be new for each call."""
        key = derive(self._bytes, salt, b"body")
        return AESGCM(key).encrypt(_BODY_NONCE, body, bound)

    def open_body(self, sealed: bytes, salt: bytes, bound: bytes) -> bytes | None:
        """What ``seal_body`` was given, or None where anything is different."""
        return decrypt(derive(self._bytes, salt, b"body"), _BODY_NONCE, sealed, bound)

    def seal_cache(self, text: bytes, salt: bytes, bound: bytes) -> bytes:
        """As ``seal_body``, for what may be lost, under a key of its own."""
        return AESGCM(derive(self._bytes, salt, b"cache")).encrypt(_BODY_NONCE, text, bound)

    def open_cache(self, sealed: bytes, salt: bytes, bound: bytes) -> bytes | None:
        """What ``seal_cache`` was given, or None where anything is different."""
        return decrypt(derive(self._bytes, salt, b"cache"), _BODY_NONCE, sealed, bound)

    def wrapped(self, key: bytes, nonce: bytes, bound: bytes) -> bytes:
        """This key encrypted under another and tied to ``bound``."""
        return AESGCM(key).encrypt(nonce, bytes(self._bytes), bound)

    def forget(self) -> None:
        """Overwrite it; it is of no use afterwards."""
        self._bytes[:] = bytes(KEY_BYTES)

    def __repr__(self) -> str:
        return "DataKey(...)"


def derive(key_material: bytes | bytearray, salt: bytes, purpose: bytes) -> bytes:
    """32 bytes by HKDF-SHA256 (RFC 5869)."""
    return HKDF(SHA256(), KEY_BYTES, salt, purpose).derive(bytes(key_material))


def decrypt(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes | None:
    """The plain text of AES-256-GCM, or None where key, text or ``bound`` is not the right one."""
    try:
        return AESGCM(key).decrypt(nonce, sealed, bound)
    except InvalidTag:
        return None
