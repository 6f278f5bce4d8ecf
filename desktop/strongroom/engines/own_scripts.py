"""A wallet's scripts by our own derivation: the branch keys kept, then a tweak and a hash a key."""

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from embit.util import secp256k1

from strongroom.engines.errors import EngineError
from strongroom.engines.taproot_tree import taproot_scripts
from strongroom.engines.tweaks import TWEAKS
from strongroom.model.derivation import HARDENED
from strongroom.model.miniscript_script import script_of
from strongroom.model.policy import CosignerKey
from strongroom.model.scripts import ScriptSet, multisig_script, wrap
from strongroom.model.wallet import Branch, Wallet, branch_steps, check_index


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a wallet a script lies."""

    branch: Branch
    index: int


@dataclass(frozen=True, slots=True)
class _PublicNode:
    """A key with its chain code, from which unhardened children follow (BIP-32's CKDpub)."""

    point: bytes
    serialised: bytes
    chain_code: bytes

    def child_key(self, index: int) -> bytes:
        """The 33 bytes of a child's public key."""
        return self._child(index)[1]

    def child(self, index: int) -> "_PublicNode":
        point, serialised, chain_code = self._child(index)
        return _PublicNode(point, serialised, chain_code)

    def _child(self, index: int) -> tuple[bytes, bytes, bytes]:
        data = self.serialised + index.to_bytes(4, "big")
        digest = hmac.digest(self.chain_code, data, "sha512")
        try:
            point = TWEAKS.add(self.point, digest[:32])
        except ValueError as error:
            raise EngineError(
                "index-invalid", "this index has no key (BIP-32)", index=index
            ) from error
        return point, secp256k1.ec_pubkey_serialize(point), digest[32:]


class OwnScripts:
    """The scripts of one wallet, derived here and searched here.

    Raises ``EngineError`` with ``key-duplicate`` for keys that are one on the wallet's branches, as
    an account and a child of it can be: one signer would hold two votes.
    """

    def __init__(self, wallet: Wallet) -> None:
        self.wallet = wallet
        self._nodes = {branch: _branch_nodes(wallet, branch) for branch in wallet.branches}
        self._nobodys = _nobodys_nodes(wallet)
        self._conditions, self._leaves = wallet.policy.script, wallet.policy.leaves
        _check_distinct(tuple(self._nodes.values()))

    def public_keys(self, branch: Branch, index: int) -> tuple[bytes, ...]:
        """Every key of the script at this place, in the order of the policy: 33 bytes, in taproot
        the last 32 of them.

        Raises ``StrongroomError``: ``index-invalid``, ``branch-unknown``.
        """
        check_index(index)
        if branch not in self._nodes:
            branch_steps(self.wallet.policy, branch)  # says why
        keys = [node.child_key(index) for node in self._nodes[branch]]
        return tuple([key[1:] for key in keys] if self._nobodys else keys)

    def scripts(self, branch: Branch, index: int) -> ScriptSet:
        """The output script at this place and what opens it."""
        return self.scripts_of(Place(branch, index), self.public_keys(branch, index))

    def scripts_of(self, place: Place, public_keys: tuple[bytes, ...]) -> ScriptSet:
        """The output script at a place, whose keys are known, in the policy's order."""
        policy = self.wallet.policy
        if self._nobodys:
            internal = self._nobodys[place.branch].child_key(place.index)[1:]
            leaves = [script_of(leaf, public_keys) for leaf in self._leaves]
            return taproot_scripts(internal, leaves)
        if self._conditions is not None:
            return wrap(policy.script_type, script_of(self._conditions, public_keys))
        ordered = tuple(sorted(public_keys)) if policy.sorted_keys else public_keys
        return wrap(policy.script_type, multisig_script(policy.threshold, ordered))

    def find(self, script_pubkeys: Collection[bytes], within: int) -> dict[bytes, Place]:
        """Where these output scripts lie, within the first ``within`` indices of each branch."""
        missing, found = set(script_pubkeys), dict[bytes, Place]()
        for index in range(within):
            for branch in self.wallet.branches:
                if not missing:
                    return found
                script = self.scripts(branch, index).script_pubkey
                if script in missing:
                    missing.discard(script)
                    found[script] = Place(branch, index)
        return found


@lru_cache(maxsize=16)
def own_scripts(wallet: Wallet) -> OwnScripts:
    """The scripts of a wallet, with branch keys kept from the last time."""
    return OwnScripts(wallet)


def derived_key(key: CosignerKey, steps: tuple[int, ...]) -> bytes:
    """The 33 bytes of the key to which unhardened ``steps`` lead from a cosigner's key.

    Raises ``EngineError`` ``index-invalid`` for a hardened step, which has no public derivation.
    """
    if any(step >= HARDENED for step in steps):
        raise EngineError("index-invalid", "a hardened step cannot be followed from a public key")
    return _parent(key, steps[:-1]).child_key(steps[-1]) if steps else key.xpub.public_key


def is_child(key: CosignerKey, parent: CosignerKey) -> bool:
    """Whether ``key`` is the unhardened child of ``parent`` that it says it is."""
    step = key.xpub.child_number
    if step >= HARDENED or key.xpub.depth != parent.xpub.depth + 1:
        return False
    return derived_key(parent, (step,)) == key.xpub.public_key


@lru_cache(maxsize=1024)
def _parent(key: CosignerKey, steps: tuple[int, ...]) -> _PublicNode:
    return _descend(_node(key), steps)


def _branch_nodes(wallet: Wallet, branch: Branch) -> tuple[_PublicNode, ...]:
    steps = branch_steps(wallet.policy, branch)
    return tuple(
        _descend(_node(each.key), path)
        for each, path in zip(wallet.policy.every_key, steps, strict=True)
    )


def _nobodys_nodes(wallet: Wallet) -> dict[Branch, _PublicNode]:
    """Where taproot's internal keys follow from on each branch; empty for other scripts."""
    policy = wallet.policy
    if not policy.leaves:
        return {}
    key = CosignerKey(policy.internal_key)
    return {branch: _parent(key, branch_steps(policy, branch)[0]) for branch in wallet.branches}


def _check_distinct(branches: tuple[tuple[_PublicNode, ...], ...]) -> None:
    owners: dict[bytes, int] = {}
    for nodes in branches:
        for position, node in enumerate(nodes):
            other = owners.setdefault(node.serialised, position)
            if other != position:
                first, second = sorted((other, position))
                raise EngineError(
                    "key-duplicate",
                    f"keys {first} and {second} lead to the same keys",
                    first=first,
                    second=second,
                )


def _node(key: CosignerKey) -> _PublicNode:
    point = secp256k1.ec_pubkey_parse(key.xpub.public_key)
    return _PublicNode(point, key.xpub.public_key, key.xpub.chain_code)


def _descend(node: _PublicNode, steps: tuple[int, ...]) -> _PublicNode:
    for step in steps:
        node = node.child(step)
    return node
