"""A taproot output put together here: the tree hashed, the internal key tweaked (BIP-341)."""

from collections.abc import Sequence

from embit.util import secp256k1

from strongroom.engines.tweaks import TWEAKS
from strongroom.model.scripts import ScriptSet
from strongroom.model.sighash import tagged_hash
from strongroom.model.taproot import (
    LEAF_VERSION,
    TaprootLeaf,
    TaprootOutput,
    leaf_hash,
    ways_up,
)


def taproot_scripts(internal_key: bytes, scripts: Sequence[bytes]) -> ScriptSet:
    """The output with these leaves under an internal key of 32 bytes."""
    hashes = [leaf_hash(script) for script in scripts]
    root, ways = ways_up(hashes)
    point = secp256k1.ec_pubkey_parse(b"\x02" + internal_key)
    tweak = tagged_hash("TapTweak", internal_key + root)
    output_key = secp256k1.ec_pubkey_serialize(TWEAKS.add(point, tweak))
    head = bytes([LEAF_VERSION | (output_key[0] & 1)]) + internal_key
    leaves = tuple(
        TaprootLeaf(script, digest, head + b"".join(way))
        for script, digest, way in zip(scripts, hashes, ways, strict=True)
    )
    output = TaprootOutput(internal_key, root, leaves)
    return ScriptSet(b"\x51\x20" + output_key[1:], taproot=output)
