"""Points of secp256k1, checked by libsecp256k1."""

from functools import lru_cache

from embit.util import secp256k1


@lru_cache(maxsize=65536)
def is_point(public_key: bytes) -> bool:
    """Whether these 33 or 65 bytes are a public key of the curve in its usual form."""
    prefixes = {33: (2, 3), 65: (4,)}.get(len(public_key), ())
    if not public_key or public_key[0] not in prefixes:
        return False
    try:
        secp256k1.ec_pubkey_parse(public_key)
    except ValueError:
        return False
    return True


def uncompressed(public_key: bytes) -> bytes:
    """The 65 bytes of a public key; raises ``ValueError`` for what is none."""
    point = secp256k1.ec_pubkey_parse(public_key)
    return bytes(secp256k1.ec_pubkey_serialize(point, secp256k1.EC_UNCOMPRESSED))
