"""Rules about which of a wallet's ways to spend a PSBT takes, and whether it is open yet."""

from collections.abc import Iterator

from strongroom.model.errors import Fact
from strongroom.model.finding import Finding
from strongroom.review.ages import blocks_left
from strongroom.review.context import Context
from strongroom.review.views import InputView
from strongroom.review.ways import Ways
from strongroom.review.weigh import block, warn


def recovery_path(context: Context) -> Iterator[Finding]:
    """A recovery path is taken: fewer or other people spend than the wallet's quorum.

    Said once where all inputs of ours take the same way, else at each input that takes one.
    """
    numbers = {ways.number for _, ways in _ways(context)}
    if len(numbers) == 1 and numbers != {0}:
        _, ways = next(_ways(context))
        yield warn("recovery-path", **_told(ways))
    elif len(numbers) > 1:
        for view, ways in _ways(context):
            if ways.number:
                yield warn("recovery-path", view.where, reason="mixed", **_told(ways))


def recovery_early(context: Context) -> Iterator[Finding]:
    """A coin is not old enough for what its input says, by the heights that are known."""
    height = context.history.height
    for view, ways in _ways(context):
        confirmed = context.history.confirmed.get(view.tx_input.outpoint)
        if height is None or confirmed is None or not ways.age:
            continue
        opens = confirmed + ways.age
        left = blocks_left(opens, height)
        if left:
            yield block("recovery-early", view.where, left=left, opens=opens, blocks=ways.age)


def _ways(context: Context) -> Iterator[tuple[InputView, Ways]]:
    for view in context.own_inputs:
        if view.opening and view.opening.ways:
            yield view, view.opening.ways


def _told(ways: Ways) -> dict[str, Fact]:
    path = ways.path
    return {
        "path": ways.number,
        "threshold": path.threshold,
        "count": len(path.keys),
        "blocks": path.delay,
        "usual": ways.paths[0].threshold,
    }
