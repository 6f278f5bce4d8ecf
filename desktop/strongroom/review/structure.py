"""Rules about the transaction as such: its parts, its version, and what else the PSBT carries."""

from collections.abc import Iterator

from strongroom.model.finding import Finding
from strongroom.model.psbt_records import Records
from strongroom.review.context import Context
from strongroom.review.weigh import block, reject, warn

_USUAL_VERSIONS = (1, 2, 3)


def transaction_empty(context: Context) -> Iterator[Finding]:
    """There is nothing to spend, or nobody to pay."""
    inputs, outputs = len(context.inputs), len(context.outputs)
    if context.is_empty:
        yield block("transaction-empty", inputs=inputs, outputs=outputs)


def locktime_undetermined(context: Context) -> Iterator[Finding]:
    """The inputs ask for a height and a time that no locktime satisfies (BIP-370)."""
    if not context.psbt.locktime_determined:
        yield reject("locktime-undetermined")


def transaction_unusual(context: Context) -> Iterator[Finding]:
    """A version that nodes do not pass on, or a version 2 PSBT that may still be changed."""
    version = context.psbt.transaction.version
    if version not in _USUAL_VERSIONS:
        yield warn("transaction-unusual", reason="version", version=version)
    if context.psbt.modifiable:
        flags = context.psbt.modifiable
        yield warn("transaction-unusual", reason="modifiable", flags=flags)


def too_large(context: Context) -> Iterator[Finding]:
    """More than nodes pass on, or more foreign fields than small signers carry."""
    limits = context.limits
    if 4 * context.vsize > limits.relay_weight:
        most = limits.relay_weight // 4
        yield warn("too-large", reason="weight", vsize=context.vsize, limit=most)
    size = sum(_size(records) for _, records in _foreign_records(context))
    if size > limits.foreign_bytes:
        yield warn("too-large", reason="fields", bytes=size, limit=limits.foreign_bytes)


def proprietary_data(context: Context) -> Iterator[Finding]:
    """Fields of other programs, which nobody here reads."""
    for where, records in _foreign_records(context):
        if records:
            size = _size(records)
            yield warn("proprietary-data", where, fields=len(records), bytes=size)


def _foreign_records(context: Context) -> Iterator[tuple[str, Records]]:
    yield "transaction", context.psbt.proprietary_and_unknown
    for view in context.parts:
        yield view.where, view.said.proprietary_and_unknown


def _size(records: Records) -> int:
    return sum(len(record.key) + len(record.value) for record in records)
