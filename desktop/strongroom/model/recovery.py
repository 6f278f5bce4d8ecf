"""Recovery paths: other quorums that may spend a coin once it has lain long enough."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, count

from strongroom.model.cosigner_key import Branches, PolicyKey
from strongroom.model.errors import PolicyError
from strongroom.model.miniscript import Fragment
from strongroom.model.miniscript_script import script_of
from strongroom.model.spending_path import MAX_DELAY, MAX_PATHS, SpendingPath

MAX_SCRIPT = 3_600
"""Bytes of a witness script that nodes pass on."""


@dataclass(frozen=True, slots=True)
class RecoveryPath:
    """``threshold`` of the ``keys`` may sign, ``delay`` blocks after a coin was confirmed."""

    threshold: int
    keys: tuple[PolicyKey, ...]
    delay: int

    def __post_init__(self) -> None:
        if not 1 <= self.delay <= MAX_DELAY:
            raise PolicyError(
                "delay-invalid",
                f"{self.delay} blocks is no delay (1 to {MAX_DELAY})",
                delay=self.delay,
                limit=MAX_DELAY,
            )


def paths_laid_out(
    threshold: int, keys: int, recovery: Sequence[RecoveryPath]
) -> tuple[SpendingPath, ...]:
    """The usual way and the recovery paths over one list of all their keys, in their order."""
    place = count()
    usual = SpendingPath(threshold, tuple(next(place) for _ in range(keys)))
    later = (
        SpendingPath(path.threshold, tuple(next(place) for _ in path.keys), path.delay)
        for path in recovery
    )
    return (usual, *later)


def usual_conditions(paths: Sequence[SpendingPath]) -> Fragment:
    """The one expression by which wallets made here say these paths in segwit version 0.

    ``or_d(multi(..),or_i(and_v(v:multi(..),older(..)),..))``: embit and rust-miniscript take it,
    and the usual way costs a signer one opcode more than a plain quorum.
    """
    usual, *later = (condition(path, "multi") for path in paths)
    joined = later[-1]
    for each in reversed(later[:-1]):
        joined = Fragment("or_i", parts=(each, joined))
    return Fragment("or_d", parts=(usual, joined))


def condition(path: SpendingPath, quorum: str) -> Fragment:
    """One path as an expression, its quorum written by the fragment of that name."""
    verified = "v" if path.delay else ""
    if len(path.keys) == 1:
        signed = Fragment("pk", verified, keys=path.keys)
    else:
        signed = Fragment(quorum, verified, path.threshold, path.keys)
    if not path.delay:
        return signed
    return Fragment("and_v", parts=(signed, Fragment("older", number=path.delay)))


def usual_branches(keys: Sequence[PolicyKey]) -> tuple[Branches, ...]:
    """``/<0;1>/*`` for each key, ``/<2;3>/*`` where it comes a second time, and so on."""
    seen: Counter[bytes] = Counter()
    found = []
    for each in keys:
        step = 2 * seen[each.key.xpub.public_key]
        seen[each.key.xpub.public_key] += 1
        found.append(Branches((step,), (step + 1,)))
    return tuple(found)


def check_recovery(recovery: Sequence[RecoveryPath]) -> None:
    """Raise ``PolicyError`` for too many paths, and for two that open at the same time."""
    if len(recovery) >= MAX_PATHS:
        raise PolicyError(
            "recovery-invalid", "too many recovery paths", reason="count", limit=MAX_PATHS - 1
        )
    delays = [path.delay for path in recovery]
    if delays != sorted(set(delays)):
        raise PolicyError(
            "recovery-invalid",
            "a recovery path opens before the one in front",
            reason="order",
        )


def check_size(script: Fragment | None, count: int) -> None:
    """Raise ``PolicyError`` for a script that nodes do not pass on when its coins are spent."""
    size = len(script_of(script, [bytes(33)] * count)) if script else 0
    if size > MAX_SCRIPT:
        raise PolicyError(
            "recovery-invalid",
            f"the script has {size} bytes",
            reason="size",
            size=size,
            limit=MAX_SCRIPT,
        )


def check_reused_keys(keys: Sequence[PolicyKey]) -> None:
    """Raise ``PolicyError`` where one key stands in two paths on branches that meet.

    A script may not hold one key twice: so a cosigner has other branches for each path.
    """
    for (i, first), (j, second) in combinations(enumerate(keys), 2):
        if first.key.xpub.public_key != second.key.xpub.public_key:
            continue
        ours = {first.branches.receive, first.branches.change}
        theirs = {second.branches.receive, second.branches.change}
        if ours & theirs - {None} or first.key != second.key:
            raise PolicyError("key-duplicate", f"keys {i} and {j} are the same", first=i, second=j)
