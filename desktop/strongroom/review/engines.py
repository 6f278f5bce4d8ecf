"""The rule that two engines must read one PSBT, and derive one address, alike."""

from collections.abc import Iterator

from strongroom.engines.bdk_psbt import bdk_reading
from strongroom.engines.derivation import derive_address
from strongroom.model.errors import StrongroomError
from strongroom.model.finding import Finding
from strongroom.model.psbt_version import to_version
from strongroom.model.psbt_writer import write_psbt
from strongroom.review.context import Context
from strongroom.review.weigh import block


def psbt_read_alike(context: Context) -> Iterator[Finding]:
    """BDK reads another transaction or fee than we do, or refuses what we take."""
    if context.is_empty or not context.psbt.locktime_determined:
        return
    reason = _difference(context)
    if reason:
        yield block("engines-disagree", engine="BDK", reason=reason)


def addresses_derived_alike(context: Context) -> Iterator[Finding]:
    """embit or BDK derives another address where one of our outputs lies."""
    if context.ownership is None:
        return
    wallet, most = context.ownership.wallet, context.limits.addresses_most
    ours = [(view, view.place) for view in context.outputs if view.place is not None]
    if len(ours) > most:
        yield block("engines-disagree", engine="BDK", reason="too-many")
    for view, place in ours[:most]:
        try:
            derive_address(wallet, place.branch, place.index)
        except StrongroomError as error:
            engine = error.facts.get("engine", "")
            yield block("engines-disagree", view.where, engine=engine, reason="address")


def _difference(context: Context) -> str | None:
    try:
        reading = bdk_reading(write_psbt(to_version(context.psbt, 0)))
    except StrongroomError:
        return "refused"
    if reading.unsigned_transaction != context.psbt.transaction.serialize_without_witness():
        return "transaction"
    known = context.fee is not None and reading.fee is not None
    return "fee" if known and reading.fee != context.fee else None
