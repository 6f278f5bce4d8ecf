"""Taproot outputs with scripts (BIP-341): leaves in a tree, and a key that nobody holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from strongroom.model.bytes_reader import byte_string
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.sighash import tagged_hash

LEAF_VERSION = 0xC0
"""Tapscript (BIP-342)."""

_NOBODYS_POINT = bytes.fromhex("0250929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0")
"""The point of BIP-341 of which nobody knows the private key."""


@dataclass(frozen=True, slots=True)
class TaprootLeaf:
    """A script, its hash, and the control block that shows its way to the output key."""

    script: bytes
    hash: bytes
    control_block: bytes


@dataclass(frozen=True, slots=True)
class TaprootOutput:
    """What an output is made of; keys have 32 bytes. ``leaves`` are in the order of the text."""

    internal_key: bytes
    merkle_root: bytes
    leaves: tuple[TaprootLeaf, ...]


def nobodys_key(keys: Sequence[ExtendedPublicKey]) -> ExtendedPublicKey:
    """An internal key that cannot sign, and that belongs to these keys of the leaves, in order.

    Its chain code is the hash of their points, as Liana and Ledger have it: so a signer can tell
    that the key is nobody's, and not one of a stranger.
    """
    points = b"".join(key.public_key for key in keys)
    return ExtendedPublicKey(
        keys[0].kind, 0, b"\0\0\0\0", 0, sha256(points).digest(), _NOBODYS_POINT
    )


def leaf_hash(script: bytes) -> bytes:
    """The 32 bytes that stand for a leaf, and that its signatures commit to."""
    return tagged_hash("TapLeaf", bytes([LEAF_VERSION]) + byte_string(script))


def branch_hash(one: bytes, other: bytes) -> bytes:
    """The node above two others, whichever stands first."""
    return tagged_hash("TapBranch", b"".join(sorted((one, other))))


def leaf_depths(count: int) -> tuple[int, ...]:
    """How deep each leaf lies in the tree of wallets made here: ``{a,{b,{c,d}}}``."""
    return tuple(min(place + 1, count - 1) for place in range(count))


def ways_up(hashes: Sequence[bytes]) -> tuple[bytes, tuple[tuple[bytes, ...], ...]]:
    """The root of that tree, and for each leaf the nodes beside its way up to it."""
    below = [hashes[-1]]
    for leaf in reversed(hashes[:-1]):
        below.append(branch_hash(leaf, below[-1]))
    below.reverse()  # below[i] is the node of the leaves from i on
    ways = []
    for place in range(len(hashes)):
        above = tuple(reversed(hashes[:place]))
        is_last = place == len(hashes) - 1
        ways.append(above if is_last else (below[place + 1], *above))
    return below[0], tuple(ways)
