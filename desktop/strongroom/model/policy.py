"""The spending policy of a wallet: whose keys, how many of them, and in which script."""

from dataclasses import dataclass, field
from itertools import combinations

from strongroom.model.derivation import HARDENED, KeyOrigin
from strongroom.model.errors import PolicyError, ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.network import NetworkKind
from strongroom.model.script_type import MULTISIG, ScriptType

MAX_KEYS = {ScriptType.P2SH: 15, ScriptType.P2SH_P2WSH: 20, ScriptType.P2WSH: 20}
"""Keys a script can hold: 520 bytes in p2sh, 20 of OP_CHECKMULTISIG else (BIP-383)."""

MAX_KEYS_CREATED = 15
"""Keys in a wallet made here, which every signer can still read."""


@dataclass(frozen=True, slots=True)
class CosignerKey:
    """One cosigner's extended public key and where it comes from.

    ``origin`` is None where the source named none. ``device`` is the maker's word, if known.
    """

    xpub: ExtendedPublicKey
    origin: KeyOrigin | None = None
    name: str = field(default="", compare=False)
    device: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.origin is not None:
            _check_origin(self.xpub, self.origin)

    @property
    def fingerprint(self) -> bytes | None:
        """The master key's fingerprint, or None where nobody told it."""
        return self.origin.fingerprint if self.origin and self.origin.is_known else None


@dataclass(frozen=True, slots=True)
class Branches:
    """The unhardened steps between a cosigner's key and an address index.

    ``change`` is None in a wallet whose change goes to its only branch.
    """

    receive: tuple[int, ...] = (0,)
    change: tuple[int, ...] | None = (1,)

    def __post_init__(self) -> None:
        steps = self.receive + (self.change or ())
        if any(not 0 <= step < HARDENED for step in steps):
            raise PolicyError("key-malformed", "a public key has no hardened children")
        if self.change is not None and not _differ_once(self.receive, self.change):
            raise PolicyError(
                "branches-crossed", "receive and change branch must differ in one step"
            )


@dataclass(frozen=True, slots=True)
class PolicyKey:
    """A cosigner's key with the branches this wallet uses of it."""

    key: CosignerKey
    branches: Branches = field(default_factory=Branches)


@dataclass(frozen=True, slots=True)
class Policy:
    """``threshold`` of the ``keys`` must sign.

    ``sorted_keys`` says that the script orders the derived keys (BIP-67), as signers expect.
    """

    script_type: ScriptType
    threshold: int
    keys: tuple[PolicyKey, ...]
    sorted_keys: bool = True

    def __post_init__(self) -> None:
        if self.script_type not in MULTISIG:
            raise PolicyError(
                "wallet-unsupported", "not a multisig script", part=self.script_type.value
            )
        if len({policy_key.key.xpub.kind for policy_key in self.keys}) > 1:
            raise PolicyError("networks-mixed", "keys of the main and of a test network")
        _check_quorum(self.script_type, self.threshold, len(self.keys))
        _check_distinct(self.keys)
        _check_branches(self.keys)

    @property
    def kind(self) -> NetworkKind:
        """Main or test network, as the keys say."""
        return self.keys[0].key.xpub.kind

    @property
    def has_change_branch(self) -> bool:
        return self.keys[0].branches.change is not None

    @property
    def cosigners(self) -> tuple[CosignerKey, ...]:
        return tuple(policy_key.key for policy_key in self.keys)


def _check_origin(xpub: ExtendedPublicKey, origin: KeyOrigin) -> None:
    """An origin must lead to the key it stands before (BIP-32's depth, child number, parent)."""
    steps = origin.path.steps
    if xpub.depth != len(steps):
        raise ReadError(
            "key-malformed",
            f"the key lies {xpub.depth} steps deep, its path has {len(steps)}",
            depth=xpub.depth,
            steps=len(steps),
        )
    if steps and xpub.child_number != steps[-1]:
        raise ReadError("key-malformed", "the key's child number is not its path's last step")
    if not origin.is_known:
        return
    if not steps and origin.fingerprint != xpub.fingerprint:
        raise ReadError("key-malformed", "the fingerprint is not this root key's")
    if len(steps) == 1 and origin.fingerprint != xpub.parent_fingerprint:
        raise ReadError("key-malformed", "the fingerprint is not this key's parent's")


def _differ_once(receive: tuple[int, ...], change: tuple[int, ...]) -> bool:
    if len(receive) != len(change):
        return False
    return sum(a != b for a, b in zip(receive, change, strict=True)) == 1


def _check_quorum(script_type: ScriptType, threshold: int, count: int) -> None:
    limit = MAX_KEYS[script_type]
    if not 1 <= threshold <= count or count > limit:
        raise PolicyError(
            "threshold-invalid",
            f"{threshold} of {count} is not a quorum of {script_type.value} (up to {limit} keys)",
            threshold=threshold,
            count=count,
            limit=limit,
        )


def _check_distinct(keys: tuple[PolicyKey, ...]) -> None:
    for (i, first), (j, second) in combinations(enumerate(keys), 2):
        if first.key.xpub.public_key == second.key.xpub.public_key:
            raise PolicyError("key-duplicate", f"keys {i} and {j} are the same", first=i, second=j)


def _check_branches(keys: tuple[PolicyKey, ...]) -> None:
    if len({policy_key.branches.change is None for policy_key in keys}) > 1:
        raise PolicyError("branches-crossed", "some keys have a change branch and some have none")
    receive = {policy_key.branches.receive for policy_key in keys}
    change = {policy_key.branches.change for policy_key in keys}
    if receive & change:
        raise PolicyError("branches-crossed", "one key receives where another takes change")
