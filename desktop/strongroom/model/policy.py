"""The spending policy of a wallet: whose keys, how many of them, and in which script."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from strongroom.model.cosigner_key import Branches, CosignerKey, PolicyKey
from strongroom.model.errors import PolicyError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.miniscript import Fragment
from strongroom.model.network import NetworkKind
from strongroom.model.recovery import (
    RecoveryPath,
    check_recovery,
    check_reused_keys,
    check_size,
    condition,
    paths_laid_out,
    usual_conditions,
)
from strongroom.model.script_type import COSIGNED, WITH_RECOVERY, ScriptType
from strongroom.model.spending_path import SpendingPath, spending_paths
from strongroom.model.taproot import nobodys_key

__all__ = [
    "MAX_KEYS",
    "MAX_KEYS_CREATED",
    "Branches",
    "CosignerKey",
    "Policy",
    "PolicyKey",
    "RecoveryPath",
]

MAX_KEYS = {
    ScriptType.P2SH: 15,
    ScriptType.P2SH_P2WSH: 20,
    ScriptType.P2WSH: 20,
    ScriptType.P2TR: 20,
}
"""Keys a quorum can have: 520 bytes in p2sh, 20 of OP_CHECKMULTISIG in segwit (BIP-383); in
taproot a limit of ours."""

MAX_KEYS_CREATED = 15
"""Keys in a wallet made here, which every signer can still read."""


@dataclass(frozen=True, slots=True)
class Policy:
    """``threshold`` of the ``keys`` must sign, or later a quorum of a recovery path.

    ``sorted_keys`` says that the script orders the derived keys (BIP-67), as signers expect; a
    policy with recovery paths has no such script. ``recovery`` is in the order of the delays.
    ``conditions`` is the expression of a script that says these paths in another way than wallets
    made here, over ``every_key``; else None.
    """

    script_type: ScriptType
    threshold: int
    keys: tuple[PolicyKey, ...]
    sorted_keys: bool = True
    recovery: tuple[RecoveryPath, ...] = ()
    conditions: Fragment | None = None

    def __post_init__(self) -> None:
        if self.script_type not in COSIGNED:
            raise PolicyError(
                "wallet-unsupported", "not a multisig script", part=self.script_type.value
            )
        if len({policy_key.key.xpub.kind for policy_key in self.every_key}) > 1:
            raise PolicyError("networks-mixed", "keys of the main and of a test network")
        _check_quorum(self.script_type, self.threshold, len(self.keys))
        _check_distinct(self.keys)
        _check_branches(self.every_key)
        if not self.is_plain:
            _check_paths(self)

    @property
    def kind(self) -> NetworkKind:
        """Main or test network, as the keys say."""
        return self.keys[0].key.xpub.kind

    @property
    def has_change_branch(self) -> bool:
        return self.keys[0].branches.change is not None

    @property
    def is_plain(self) -> bool:
        """Whether the script is a quorum's and nothing else."""
        is_taproot = self.script_type is ScriptType.P2TR
        return not (self.recovery or self.conditions or is_taproot)

    @property
    def has_other_paths(self) -> bool:
        """Whether there is more to it than one quorum, said in the usual way."""
        return bool(self.recovery or self.conditions)

    @property
    def every_key(self) -> tuple[PolicyKey, ...]:
        """All keys of the script: those of the usual way, then those of each recovery path."""
        return self.keys + tuple(key for path in self.recovery for key in path.keys)

    @property
    def cosigners(self) -> tuple[CosignerKey, ...]:
        """Whose keys they are, each once, in the order in which they first come."""
        found: dict[bytes, CosignerKey] = {}
        for each in self.every_key:
            found.setdefault(each.key.xpub.public_key, each.key)
        return tuple(found.values())

    @property
    def paths(self) -> tuple[SpendingPath, ...]:
        """Every way to spend over ``every_key``, the soonest first."""
        return paths_laid_out(self.threshold, len(self.keys), self.recovery)

    def cosigners_of(self, path: SpendingPath) -> tuple[int, ...]:
        """The places among the ``cosigners`` of those who may sign on a path."""
        places = {key.xpub.public_key: place for place, key in enumerate(self.cosigners)}
        return tuple(places[self.every_key[at].key.xpub.public_key] for at in path.keys)

    @property
    def script(self) -> Fragment | None:
        """The expression of the script; None for a plain quorum, which is none of miniscript's,
        and for taproot, which has a script for each path."""
        if self.is_plain or self.script_type is ScriptType.P2TR:
            return None
        return self.conditions or usual_conditions(self.paths)

    @property
    def leaves(self) -> tuple[Fragment, ...]:
        """The expressions of taproot's scripts, one for each path; none for other scripts."""
        if self.script_type is not ScriptType.P2TR:
            return ()
        return tuple(condition(path, "multi_a") for path in self.paths)

    @property
    def internal_key(self) -> ExtendedPublicKey:
        """The key of taproot's other way to spend, which nobody holds."""
        return nobodys_key([each.key.xpub for each in self.every_key])

    def with_every_key(self, keys: Sequence[PolicyKey]) -> "Policy":
        """The same policy over other keys, given in the order of ``every_key``."""
        usual, *later = (tuple(keys[place] for place in path.keys) for path in self.paths)
        recovery = (replace(p, keys=k) for p, k in zip(self.recovery, later, strict=True))
        return replace(self, keys=usual, recovery=tuple(recovery))


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


def _check_paths(policy: Policy) -> None:
    """What holds for every script with conditions: its quorums, its keys, and its expression."""
    if policy.script_type not in WITH_RECOVERY:
        raise PolicyError(
            "wallet-unsupported", "no recovery path here", part=policy.script_type.value
        )
    if policy.sorted_keys:
        raise PolicyError("wallet-unsupported", "conditions keep their keys' order", part="sorted")
    check_recovery(policy.recovery)
    for path in policy.recovery:
        _check_quorum(policy.script_type, path.threshold, len(path.keys))
        _check_distinct(path.keys)
    check_reused_keys(policy.every_key)
    check_size(policy.script, len(policy.every_key))
    is_taproot = policy.script_type is ScriptType.P2TR
    if policy.conditions and (is_taproot or spending_paths(policy.conditions) != policy.paths):
        raise PolicyError("wallet-unsupported", "the conditions are other paths", part="paths")


def _check_branches(keys: tuple[PolicyKey, ...]) -> None:
    if len({policy_key.branches.change is None for policy_key in keys}) > 1:
        raise PolicyError("branches-crossed", "some keys have a change branch and some have none")
    receive = {policy_key.branches.receive for policy_key in keys}
    change = {policy_key.branches.change for policy_key in keys}
    if receive & change:
        raise PolicyError("branches-crossed", "one key receives where another takes change")
