"""The hashes bitcoin is made of."""

from hashlib import sha256

from embit.hashes import ripemd160


def double_sha256(data: bytes) -> bytes:
    """SHA-256 twice: transaction ids, block hashes and checksums."""
    return sha256(sha256(data).digest()).digest()


def hash160(data: bytes) -> bytes:
    """RIPEMD-160 of SHA-256: keys and scripts in addresses."""
    digest: bytes = ripemd160(sha256(data).digest())
    return digest
