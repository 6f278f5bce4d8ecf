"""The comparison phrase: eight words for a review, which people read to each other."""

from functools import lru_cache

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from strongroom.model.bytewords import WORDS

_COUNT = 8
"""Words of a byte each. Four could be met within seconds of search; eight of Argon2id cannot."""

_SALT = b"strongroom phrase"
_MEMORY_KIB, _PASSES, _LANES = 64 * 1024, 3, 1


@lru_cache(maxsize=64)
def comparison_phrase(digest: bytes) -> tuple[str, ...]:
    """The words for a review's digest, bytewords of Argon2id (RFC 9106); takes a third of a second.

    The same words say that the same transaction lies before two people, and nothing of whether it
    is a good one.
    """
    work = Argon2id(
        salt=_SALT, length=_COUNT, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB
    )
    return tuple(WORDS[byte] for byte in work.derive(digest))
