"""Rules about time: when a transaction may be mined, and whether it may be replaced."""

from collections.abc import Iterator

from strongroom.model.errors import Fact
from strongroom.model.finding import Finding
from strongroom.model.locks import BLOCK_SECONDS, Tip, heeds_relative_locks, relative_lock
from strongroom.model.network import NetworkKind
from strongroom.model.psbt_fields import LEAST_TIME
from strongroom.model.transaction import FINAL_SEQUENCE
from strongroom.review.context import Context
from strongroom.review.views import InputView
from strongroom.review.weigh import info, warn

_REPLACEABLE = FINAL_SEQUENCE - 2
"""The highest sequence that signals replacement (BIP-125)."""

_KNOWN_HEIGHT, _KNOWN_TIME = 840_000, 1_713_571_767
"""The fourth halving, from which the height of today is reckoned where no chain tells it."""

_TEST_HEIGHT = 10_000_000
"""Twice what any test network has reached; their blocks come at no steady pace."""

_HASTE_PERCENT = 3
"""Blocks come a little faster than one in ten minutes; more than this they have not for years."""


def locktime(context: Context) -> Iterator[Finding]:
    """A locktime that delays for long, or that no input lets take effect."""
    lock = context.psbt.transaction.locktime
    if lock == 0 or not context.inputs or not context.psbt.locktime_determined:
        return
    facts: dict[str, Fact] = {"time" if lock >= LEAST_TIME else "height": lock}
    if all(view.tx_input.sequence == FINAL_SEQUENCE for view in context.inputs):
        yield warn("locktime", reason="no-effect", **facts)
        return
    wait = _wait(context, lock)
    if wait is not None and wait > context.limits.delay:
        reason = _reason(context, lock)
        if context.history.now is not None and reason != "height-reckoned":
            facts["until"] = context.history.now + wait
        yield warn("locktime", reason=reason, wait=wait, limit=context.limits.delay, **facts)


def _reason(context: Context, lock: int) -> str:
    """``height-reckoned`` where nobody told how far the chain has come: its date is not known."""
    if lock >= LEAST_TIME:
        return "time"
    return "height-reckoned" if context.history.tip is None else "height"


def relative_locktime(context: Context) -> Iterator[Finding]:
    """An input that may only be spent long after it was received (BIP-68)."""
    for view in context.inputs:
        lock = relative_lock(view.tx_input.sequence)
        if lock is None or _opens_a_path(view):
            continue
        facts: dict[str, Fact] = {"wait": lock.seconds}
        if lock.blocks is not None:
            facts["blocks"] = lock.blocks
        if not heeds_relative_locks(context.psbt.transaction.version):
            yield warn("locktime", view.where, reason="relative-no-effect", **facts)
        elif lock.seconds > context.limits.delay:
            reason = "relative-time" if lock.blocks is None else "relative"
            yield warn("locktime", view.where, reason=reason, limit=context.limits.delay, **facts)


def _opens_a_path(view: InputView) -> bool:
    """Whether the delay is just what a recovery path of the wallet asks for."""
    ways = view.opening.ways if view.opening else None
    return ways is not None and ways.age == ways.path.delay > 0


def rbf(context: Context) -> Iterator[Finding]:
    """Whether the transaction says that it may be replaced before it is mined."""
    if context.inputs:
        reason = "signals" if signals_replacement(context) else "final"
        yield info("rbf", reason=reason)


def signals_replacement(context: Context) -> bool:
    """Whether any input leaves the transaction open to replacement (BIP-125)."""
    return any(view.tx_input.sequence <= _REPLACEABLE for view in context.inputs)


def _wait(context: Context, lock: int) -> int | None:
    """Seconds until the locktime has come, or None where nobody told the time."""
    now = context.history.now
    if now is None:
        return None
    if lock >= LEAST_TIME:
        return lock - now
    tip = context.history.tip or Tip(_highest_by(now, context), now)
    return tip.about_when(lock) - now


def _highest_by(now: int, context: Context) -> int:
    """The height that the wallet's chain has at most reached by now."""
    owner = context.ownership
    if owner is not None and owner.wallet.network.kind is NetworkKind.TEST:
        return _TEST_HEIGHT
    blocks = (now - _KNOWN_TIME) // BLOCK_SECONDS
    return _KNOWN_HEIGHT + blocks * (100 + _HASTE_PERCENT) // 100
