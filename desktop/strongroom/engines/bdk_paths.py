"""A wallet's way to spend in the words of BDK, which wants it chosen before it builds a payment."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bdkpython import bdk


def bdk_choices(policy: "bdk.Policy", delay: int) -> dict[str, list[int]]:
    """For each fork in BDK's policy the branch to take: the one with this delay in blocks, or with
    0 the one without any."""
    choices: dict[str, list[int]] = {}
    children = _children(policy)
    if not children:
        return choices
    leading = [place for place, child in enumerate(children) if delay in _delays(child)]
    if policy.requires_path():
        choices[policy.id()] = leading
    taken = leading if policy.requires_path() else range(len(children))
    for place in taken:
        choices |= bdk_choices(children[place], delay)
    return choices


def _delays(policy: "bdk.Policy") -> set[int]:
    """The delays of all ways through; 0 stands for one without."""
    from bdkpython import bdk

    item = policy.item()
    if isinstance(item, bdk.SatisfiableItem.RELATIVE_TIMELOCK):
        return {int(item.value)}
    children = [_delays(child) for child in _children(policy)]
    if not isinstance(item, bdk.SatisfiableItem.THRESH) or item.threshold < len(children):
        return set().union(*children) if children else {0}
    # All of them at once: the longest delay counts.
    return {max(max(each) for each in children)}


def _children(policy: "bdk.Policy") -> "list[bdk.Policy]":
    from bdkpython import bdk

    item = policy.item()
    return list(item.items) if isinstance(item, bdk.SatisfiableItem.THRESH) else []
