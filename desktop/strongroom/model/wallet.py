"""A wallet: a policy with a name on one network, and the addresses it has."""

from dataclasses import dataclass
from enum import Enum

from strongroom.model.derivation import HARDENED
from strongroom.model.errors import PolicyError, StrongroomError
from strongroom.model.network import Network
from strongroom.model.policy import Policy
from strongroom.model.scripts import ScriptSet


class Branch(Enum):
    """The two chains of a wallet's addresses."""

    RECEIVE = "receive"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Wallet:
    """A policy that has a name and lives on a network."""

    name: str
    network: Network
    policy: Policy

    def __post_init__(self) -> None:
        if self.network.kind is not self.policy.kind:
            raise PolicyError(
                "wrong-network",
                f"these keys are not for {self.network.value}",
                network=self.network.value,
                kind=self.policy.kind.value,
            )

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The branches this wallet has; some have no change branch of their own."""
        both = (Branch.RECEIVE, Branch.CHANGE)
        return both if self.policy.has_change_branch else both[:1]


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a wallet and the scripts behind it."""

    network: Network
    branch: Branch
    index: int
    text: str
    scripts: ScriptSet


def branch_steps(policy: Policy, branch: Branch) -> tuple[tuple[int, ...], ...]:
    """For every key the steps that lead to ``branch``; the address index follows them."""
    keys = policy.every_key
    if branch is Branch.RECEIVE:
        return tuple(key.branches.receive for key in keys)
    steps = tuple(key.branches.change for key in keys if key.branches.change is not None)
    if len(steps) != len(keys):
        raise StrongroomError("branch-unknown", "this wallet has no change branch of its own")
    return steps


def check_index(index: int) -> int:
    """The index itself if an address can have it (BIP-32: unhardened, below 2^31)."""
    if not 0 <= index < HARDENED:
        raise StrongroomError("index-invalid", f"{index} is not an address index", index=index)
    return index
