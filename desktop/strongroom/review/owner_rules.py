"""The rules that a wallet's owner set: who may be paid, how much, after how long, and who looks."""

from collections.abc import Callable, Iterator, Sequence

from strongroom.model.errors import Fact
from strongroom.model.finding import Finding, Severity
from strongroom.model.owner_rules import DAY, HOUR, CoolDown, OwnerRules, SpendingLimit, Strength
from strongroom.model.scripts import OutputKind
from strongroom.review.context import Context
from strongroom.review.views import OutputView
from strongroom.review.weigh import block, info, warn

OWNERS_CODES = frozenset(("address-not-whitelisted", "spending-limit", "cool-down"))
"""Codes of what the owner forbids; nothing else in such a payment need be wrong."""

TOLERANCE = 5 * 60
"""Seconds that clocks of careful people differ by, such as after one was set right."""


def address_not_whitelisted(context: Context) -> Iterator[Finding]:
    """A payment to an address that is not on the owner's list, or not yet."""
    rules = _rules(context)
    if rules is None or rules.allow_list is None:
        return
    for view in context.outputs:
        if not view.is_ours and not _pays_nobody(view):
            yield from _unlisted(context, view, rules.allow_list)


def spending_limit(context: Context) -> Iterator[Finding]:
    """More than may leave the wallet with one payment, or in some days."""
    rules = _rules(context)
    if rules is None or rules.spending is None:
        return
    limit, amount = rules.spending, leaving(context)
    weigh = _weigh(limit.strength)
    if limit.per_payment is not None and amount > limit.per_payment:
        yield weigh("spending-limit", reason="payment", amount=amount, limit=limit.per_payment)
    if limit.per_period is not None:
        facts = _over_period(context, limit, limit.per_period, amount)
        if facts:
            yield weigh("spending-limit", **facts)


def cool_down(context: Context) -> Iterator[Finding]:
    """A large payment that has not lain long enough since its first review."""
    rules = _rules(context)
    if rules is None or rules.cool_down is None:
        return
    amount, now = leaving(context), context.history.now or 0
    until = _opens(context, rules.cool_down)
    if amount > rules.cool_down.amount and now < until:
        limit, hours = rules.cool_down.amount, rules.cool_down.hours
        yield block(
            "cool-down", amount=amount, limit=limit, hours=hours, until=until, wait=until - now
        )


def clock_set_back(context: Context) -> Iterator[Finding]:
    """The clock is behind what the vault has seen, so that no time of a rule can be believed."""
    now, latest = context.history.now, context.history.latest
    rules = context.history.rules
    if rules is None or now is None or latest is None or rules.at(now).is_empty:
        return
    if latest - now > TOLERANCE:
        yield warn("clock-set-back", latest=latest, clock=now, behind=latest - now)


def acknowledgement_required(context: Context, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Who has to acknowledge the warnings among what was found."""
    rules = _rules(context)
    warnings = sum(found.severity is Severity.WARN for found in findings)
    if rules is not None and rules.roles and warnings:
        roles = ", ".join(map(str, rules.roles))
        yield info("acknowledgement-required", roles=roles, count=warnings)


def leaving(context: Context) -> int:
    """Satoshi that leave the wallet, fee included; without the fee where it is not known."""
    amounts = [view.amount for view in context.own_inputs]
    known = [amount for amount in amounts if amount is not None]
    if context.own_inputs and len(known) == len(amounts):
        kept = sum(view.output.amount for view in context.own_outputs)
        return max(sum(known) - kept, 0)
    return sum(view.output.amount for view in context.outputs if not view.is_ours)


def _rules(context: Context) -> OwnerRules | None:
    """Those in force at the time of the review; None where nobody told of any."""
    rules, now = context.history.rules, context.history.now
    if rules is None or now is None or context.ownership is None or context.is_empty:
        return None
    return rules.at(now)


def _weigh(strength: Strength) -> Callable[..., Finding]:
    return block if strength is Strength.STOPS else warn


def _pays_nobody(view: OutputView) -> bool:
    return view.kind is OutputKind.DATA and view.output.amount == 0


def _unlisted(context: Context, view: OutputView, strength: Strength) -> Iterator[Finding]:
    rules, now = context.history.rules, context.history.now or 0
    allowed = rules.allowed if rules else ()
    listed = [each for each in allowed if each.address == view.address]
    if any(each.counts_from <= now for each in listed):
        return
    facts: dict[str, Fact] = {"amount": view.output.amount}
    if listed:
        first = min(listed, key=lambda each: each.counts_from)
        until = first.counts_from
        facts |= {"reason": "waiting", "name": first.name, "until": until, "wait": until - now}
    yield _weigh(strength)("address-not-whitelisted", view.where, **facts)


def _over_period(
    context: Context, limit: SpendingLimit, most: int, amount: int
) -> dict[str, Fact] | None:
    """What is over the limit of a period, and when the payment fits in again, if it ever does."""
    length, now = limit.days * DAY, context.history.now or 0
    within = sorted((s for s in context.history.spent if s.at > now - length), key=lambda s: s.at)
    spent = sum(each.amount for each in within)
    if spent + amount <= most:
        return None
    facts: dict[str, Fact] = {"amount": amount, "spent": spent, "limit": most, "days": limit.days}
    if amount > most:
        return facts | {"reason": "period-alone"}
    left = spent
    for each in within:
        left -= each.amount
        if left + amount <= most:
            break
    return facts | {"reason": "period", "until": each.at + length}


def _opens(context: Context, rule: CoolDown) -> int:
    """When the payment may go to a signer: it is first reviewed now, if it was not before."""
    first = context.history.reviewed
    return (context.history.now or 0 if first is None else first) + rule.hours * HOUR
