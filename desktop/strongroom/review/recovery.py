"""The review of a wallet's recovery paths: what they let whom do, and when."""

from collections.abc import Iterator

from strongroom.model.finding import Finding
from strongroom.model.policy import Policy
from strongroom.model.spending_path import SpendingPath
from strongroom.review.keys import Purpose
from strongroom.review.weigh import info, warn

SOON = 4_320
"""Blocks, about a month: before that a coin may still be meant to be spent by its quorum."""


def review_recovery(policy: Policy, purpose: Purpose) -> Iterator[Finding]:
    """Every way to spend, and what is odd about the later ones."""
    if not policy.has_other_paths:
        return
    weigh = info if purpose is Purpose.SET_UP else warn
    yield weigh("policy-unusual", "wallet", paths=paths_fact(policy.paths))
    for number, path in enumerate(policy.recovery, start=1):
        facts = {"path": number, "threshold": path.threshold, "count": len(path.keys)}
        if path.delay < SOON:
            yield warn("recovery-soon", "wallet", blocks=path.delay, limit=SOON, **facts)
        if {key.key for key in path.keys} <= {key.key for key in policy.keys} and (
            path.threshold >= policy.threshold
        ):
            yield warn("recovery-no-help", "wallet", usual=policy.threshold, **facts)


def survives_a_loss(policy: Policy) -> bool:
    """Whether every single key can be lost and the coins still be spent, if only later."""
    keys = [key.key for key in policy.every_key]
    return all(
        any(
            sum(keys[place] != lost for place in path.keys) >= path.threshold
            for path in policy.paths
        )
        for lost in policy.cosigners
    )


def paths_fact(paths: tuple[SpendingPath, ...]) -> str:
    """Paths as one fact, ``2/3@0 1/3@52560``: threshold, keys, blocks of delay."""
    return " ".join(f"{path.threshold}/{len(path.keys)}@{path.delay}" for path in paths)
