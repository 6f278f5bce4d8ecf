"""What is assumed where a file names one branch of a wallet and leaves the other unsaid."""

from strongroom.formats.contract import WriteError
from strongroom.model.descriptor import assume_change
from strongroom.model.finding import Finding, Severity
from strongroom.model.policy import Branches, Policy


def complete_branches(policy: Policy) -> tuple[Policy, tuple[Finding, ...]]:
    """A lone ``/0/*`` is given ``/1/*`` for change, and ``change-assumed``; others stay."""
    assumed = assume_change(policy)
    if assumed is None:
        return policy, ()
    return assumed, (branch_assumed("/1/*"),)


def branch_assumed(steps: str) -> Finding:
    """The finding that ``steps`` were not in the file."""
    return Finding("change-assumed", Severity.WARN, "file", {"branch": steps})


def has_usual_branches(policy: Policy) -> bool:
    """Whether every key receives under 0 and takes change under 1."""
    return all(key.branches == Branches() for key in policy.every_key)


def refuse_lone_receive(policy: Policy) -> None:
    """Raise ``WriteError``: every reader, this one too, would give such a wallet a branch more."""
    if assume_change(policy) is not None:
        raise WriteError(
            "device-cannot",
            "This wallet has one branch, /0/*; what reads it would add another for change.",
            reason="branches",
            device="",
        )
