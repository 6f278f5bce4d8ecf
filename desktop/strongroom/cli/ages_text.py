"""When the recovery paths open for the coins of a payment, as a person reads it in a terminal."""

from collections.abc import Iterator

from strongroom.review.ages import PathOpens
from strongroom.review.psbt import Review
from strongroom.words.amounts import day_of, plural, quorum
from strongroom.workflows.told_heights import ToldHeights


def later_lines(review: Review, heights: ToldHeights | None) -> Iterator[str]:
    """A paragraph with each recovery path of each coin of the wallet; without heights, what was the
    newest block when somebody said so last."""
    if heights is None:
        if review.tip is not None:
            height, day = review.tip.height, day_of(review.tip.at)
            yield ""
            yield f"Block {height} was the newest on {day}, as you said; --height with today's"
            yield "  says when the recovery paths open"
        return
    yield ""
    yield f"When the recovery paths open, if block {heights.newest} is the newest, as you said"
    for entry in review.inputs:
        if entry.mine and entry.confirmed is None:
            yield f"  {entry.index + 1:>3}  not known: say the coin's block with --confirmed"
        for opens in entry.opens:
            yield f"  {entry.index + 1:>3}  {way_words(opens)}"


def way_words(opens: PathOpens) -> str:
    """When a recovery path opens for a coin."""
    way = f"path {opens.path} ({quorum(opens.threshold, opens.count)})"
    if not opens.left:
        return f"{way} is open, from block {opens.height} on"
    words = f"{way} opens at block {opens.height}, {plural(opens.left, 'block')} to come"
    if opens.at is not None:
        words += f", about {day_of(opens.at)}"
    return f"{words}; that is near" if opens.is_near else words
