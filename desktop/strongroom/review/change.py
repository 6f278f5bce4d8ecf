"""Rules about change: what comes back, what only says so, and what would be hard to find again."""

from collections.abc import Iterator

from strongroom.model.errors import Fact
from strongroom.model.finding import Finding
from strongroom.review.change_claims import claims_to_be_change, difference
from strongroom.review.context import Context
from strongroom.review.views import OutputRole, OutputView
from strongroom.review.weigh import block, info, warn

FALSE_CHANGE = "change-foreign"
"""The code of what only says that it comes back."""


def change_foreign(context: Context) -> Iterator[Finding]:
    """An output that claims to come back to this wallet and does not."""
    if context.ownership is None:
        return
    for view in context.outputs:
        if view.place is None and claims_to_be_change(view, context.ownership):
            reason = difference(view, context.ownership).value
            yield block(FALSE_CHANGE, view.where, reason=reason, amount=view.output.amount)


def change_unfindable(context: Context) -> Iterator[Finding]:
    """An output of ours so far out that a restored wallet does not look there."""
    if context.ownership is None:
        return
    last_used, limits = context.ownership.last_used, context.limits
    for view in context.outputs:
        if view.place and view.place.index > last_used + limits.gap:
            facts = {**_place(view), "last_used": last_used}
            if view.place.index > last_used + limits.far:
                yield block(
                    "change-unfindable", view.where, reason="far", limit=limits.far, **facts
                )
            else:
                yield warn("change-unfindable", view.where, reason="gap", limit=limits.gap, **facts)


def change_receive_branch(context: Context) -> Iterator[Finding]:
    """An output of ours among the addresses that are given to others."""
    for view in context.outputs:
        if view.role is OutputRole.SELF:
            yield warn("change-receive-branch", view.where, **_place(view))


def change_unmarked(context: Context) -> Iterator[Finding]:
    """An output of ours that the PSBT does not call so."""
    for view in context.own_outputs:
        if not _is_marked(view):
            yield info("change-unmarked", view.where, **_place(view))


def address_reuse(context: Context) -> Iterator[Finding]:
    """An output of ours to an address that was paid before."""
    spent = {view.spent.script_pubkey for view in context.own_inputs if view.spent}
    used = context.history.used_addresses
    for view in context.own_outputs:
        if view.output.script_pubkey in spent or view.address in used:
            yield warn("address-reuse", view.where, **_place(view))


def _is_marked(view: OutputView) -> bool:
    return any(said.public_key in view.keys for said in view.said.derivations)


def _place(view: OutputView) -> dict[str, Fact]:
    if view.place is None:
        return {}
    return {"branch": view.place.branch.value, "index": view.place.index}
