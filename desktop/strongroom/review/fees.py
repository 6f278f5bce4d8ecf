"""Rules about the fee: against what is sent, against what others pay, and against the least."""

from collections.abc import Iterator

from strongroom.model.errors import Fact
from strongroom.model.finding import Finding
from strongroom.review.context import Context
from strongroom.review.limits import Limits
from strongroom.review.weigh import block, warn


def fee_high(context: Context) -> Iterator[Finding]:
    """A fee that is out of proportion."""
    fee = context.fee
    if fee is None or fee < 0 or context.is_empty:
        return
    sent = _sent(context)
    reason = _too_high(context, fee, sent)
    facts: dict[str, Fact] = {"fee": fee, "sent": sent, "rate": round(fee / context.vsize, 1)}
    limits = context.limits
    if reason == "share":
        facts["floor"] = limits.fee_floor
    if reason:
        yield block("fee-high", reason=reason, limit=_used(limits, reason), **facts)
    elif _is_share(fee, sent, limits.fee_warn_percent):
        yield warn("fee-high", reason="share-warn", limit=limits.fee_warn_percent, **facts)


def fee_low(context: Context) -> Iterator[Finding]:
    """A fee with which nodes may not pass the transaction on."""
    fee = context.fee
    if fee is None or fee < 0 or context.is_empty:
        return
    tenths = max(context.limits.fee_low_tenths, context.history.least_rate_tenths)
    if 10 * fee < tenths * context.vsize:
        yield warn("fee-low", rate=round(fee / context.vsize, 3), least=tenths / 10)


def _sent(context: Context) -> int:
    """Satoshi that leave for others; where nothing does, all that is spent."""
    sent = sum(view.output.amount for view in context.outputs if not view.is_ours)
    return sent or sum(view.amount or 0 for view in context.inputs)


def _too_high(context: Context, fee: int, sent: int) -> str | None:
    """Which of the blocking limits the fee is over."""
    limits, estimate = context.limits, context.history.fee_estimate
    if fee > limits.fee_floor and _is_share(fee, sent, limits.fee_block_percent):
        return "share"
    if fee > limits.fee_rate_block * context.vsize:
        return "rate"
    now = context.history.now
    if estimate is None or now is None or now - estimate.made_at >= limits.fee_estimate_age:
        return None
    most = limits.fee_estimate_times * estimate.rate * context.vsize
    return "estimate" if fee > most else None


def _used(limits: Limits, reason: str) -> int:
    """The limit behind the reason: percent, sat/vB, or times the estimate."""
    used = {"share": limits.fee_block_percent, "rate": limits.fee_rate_block}
    return used.get(reason, limits.fee_estimate_times)


def _is_share(fee: int, sent: int, percent: int) -> bool:
    """Whether the fee is more than so many hundredths of what is sent."""
    return fee * 100 > sent * percent
