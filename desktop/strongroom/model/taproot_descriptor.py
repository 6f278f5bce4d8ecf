"""Taproot descriptors (BIP-386) of wallets made here: a key nobody holds, and a leaf for each path.

``tr(KEY,{multi_a(..),{and_v(v:multi_a(..),older(..)),..}})``. Other trees are named and refused.
"""

from collections.abc import Sequence

from strongroom.model.errors import PolicyError, ReadError
from strongroom.model.key_expression import (
    parse_key_expression,
    to_policy_key,
    write_branch,
    write_branches,
    write_key_expression,
)
from strongroom.model.miniscript import Fragment, read_miniscript, write_miniscript
from strongroom.model.policy import CosignerKey, Policy, PolicyKey, RecoveryPath
from strongroom.model.script_type import ScriptType
from strongroom.model.spending_path import SpendingPath, spending_paths

_UNSUPPORTED = {
    "musig(": "musig",
    "sortedmulti_a(": "sortedmulti-a",
}
"""What is recognised and explained, and not opened."""


def is_taproot(body: str) -> bool:
    """Whether a descriptor is one of taproot, of whatever form."""
    return body.startswith("tr(") and body.endswith(")")


def read_taproot(body: str) -> Policy:
    """The policy of a descriptor without its checksum.

    Raises ``PolicyError`` ``wallet-unsupported``: for an internal key that could sign, for leaves
    that are no quorum after a delay, and (fact ``reason``) for MuSig2 and ``sortedmulti_a``.
    """
    for part, reason in _UNSUPPORTED.items():
        if part in body:
            raise PolicyError("wallet-unsupported", f"{part}..)", part=part[:-1], reason=reason)
    internal, comma, tree = body[3:-1].partition(",")
    if not comma:
        raise _unsupported("tr", "a single key can spend")
    key = to_policy_key(parse_key_expression(internal))
    leaves = _leaves(tree)
    policy = _policy([leaf for leaf, _ in leaves], [key for _, texts in leaves for key in texts])
    if key != _internal(policy):
        raise _unsupported("internal key", "the internal key could sign alone")
    return policy


def write_taproot(policy: Policy, steps: Sequence[tuple[int, ...]] | None) -> str:
    """The descriptor without its checksum: of both branches, or of the one to which ``steps``
    lead from each key."""
    every, internal = policy.every_key, _internal(policy)
    if steps is None:
        tails = [write_branches(key.branches) for key in every]
    else:
        tails = [write_branch(each) for each in steps]
    keys = [write_key_expression(key, tail) for key, tail in zip(every, tails, strict=True)]
    leaves = [write_miniscript(leaf, keys.__getitem__) for leaf in policy.leaves]
    tree = leaves[-1]
    for leaf in reversed(leaves[:-1]):
        tree = f"{{{leaf},{tree}}}"
    return f"tr({write_key_expression(internal, tails[0])},{tree})"


def _internal(policy: Policy) -> PolicyKey:
    """The internal key takes the branches of the first key."""
    return PolicyKey(CosignerKey(policy.internal_key), policy.keys[0].branches)


def _leaves(tree: str) -> list[tuple[Fragment, tuple[str, ...]]]:
    """The expressions of a tree that leans to the right, each with its keys."""
    found = []
    while tree.startswith("{"):
        if not tree.endswith("}"):
            raise ReadError("file-malformed", "the descriptor's brackets do not match")
        first, tree = _split(tree[1:-1])
        found.append(read_miniscript(first))
    return [*found, read_miniscript(tree)]


def _split(text: str) -> tuple[str, str]:
    """What stands before the first comma outside of all brackets, and behind it."""
    depth = 0
    for position, character in enumerate(text):
        depth += (character in "({") - (character in ")}")
        if character == "," and depth == 0:
            return text[:position], text[position + 1 :]
    raise ReadError("file-malformed", "a branch of the tree has one side")


def _policy(leaves: Sequence[Fragment], texts: Sequence[str]) -> Policy:
    keys = iter([to_policy_key(parse_key_expression(text)) for text in texts])
    paths = [_only_path(leaf) for leaf in leaves]
    groups = [tuple(next(keys) for _ in path.keys) for path in paths]
    usual, *later = zip(paths, groups, strict=True)
    if usual[0].delay or any(not path.delay for path, _ in later):
        raise _unsupported("paths", "the first leaf, and no other, is open at once")
    recovery = tuple(RecoveryPath(path.threshold, group, path.delay) for path, group in later)
    policy = Policy(ScriptType.P2TR, usual[0].threshold, usual[1], False, recovery)
    if [_shape(leaf) for leaf in leaves] != [_shape(leaf) for leaf in policy.leaves]:
        raise _unsupported("leaf", "a leaf is written in another way")
    return policy


def _only_path(leaf: Fragment) -> SpendingPath:
    paths = spending_paths(leaf)
    if len(paths) != 1 or paths[0].keys != tuple(range(len(paths[0].keys))):
        raise _unsupported("leaf", "a leaf has several ways to spend")
    return paths[0]


def _shape(leaf: Fragment) -> str:
    return write_miniscript(leaf, lambda _: "K")


def _unsupported(part: str, sentence: str) -> PolicyError:
    return PolicyError("wallet-unsupported", sentence, part=part)
