"""How a payment under way is written down: each version of its PSBT, and who signed when."""

from dataclasses import replace
from datetime import datetime

from strongroom.model.finding import raise_rejected
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_writer import write_psbt
from strongroom.vault.records import PaymentRecord, PsbtVersion, SignedRecord, psbt_row
from strongroom.vault.tables import PAYMENTS, PSBTS
from strongroom.workflows.combine import Returned, combine
from strongroom.workflows.kept import KeptPayment, psbt_record
from strongroom.workflows.kept_changes import Change, put
from strongroom.workflows.payment import PaymentError, PaymentUnderWay, Signing, progress


def first_changes(
    wallet_row: str, payment: PaymentUnderWay, when: datetime, source: str
) -> list[Change]:
    """What is written of a payment that was not kept before; raises ``Rejected``."""
    raise_rejected(payment.review.findings)
    record = PaymentRecord(wallet_row, when, ())
    record, changes = _with_version(record, payment.txid, payment.original, when, source)
    if write_psbt(payment.combined) != write_psbt(payment.original):
        record, more = _with_version(record, payment.txid, payment.combined, when, source)
        changes += more
    return [*changes, put(PAYMENTS, payment.txid, _with_signed(record, payment, when))]


def next_changes(
    kept: KeptPayment, payment: PaymentUnderWay, when: datetime, source: str
) -> list[Change]:
    """What is written of a payment that is kept already: signatures that are new."""
    joined = _joined(kept, payment)
    record, changes = kept.record, list[Change]()
    if write_psbt(joined) != write_psbt(kept.combined):
        record, changes = _with_version(record, kept.row, joined, when, source)
    return [*changes, put(PAYMENTS, kept.row, _with_signed(record, payment, when))]


def _joined(kept: KeptPayment, payment: PaymentUnderWay) -> Psbt:
    """What is kept with the signatures of what comes, so that none is ever lost."""
    given = Returned("payment", write_psbt(payment.combined))
    combination = combine(kept.combined, [given], payment.wallet)
    changed = [found for found in combination.findings if found.code == "changed-after-review"]
    if changed:
        message = "another payment is kept under this transaction's id"
        raise PaymentError("changed-after-review", message, changed, **changed[0].facts)
    return combination.psbt


def _with_version(
    record: PaymentRecord, payment: str, psbt: Psbt, when: datetime, source: str
) -> tuple[PaymentRecord, list[Change]]:
    row = psbt_row(payment, len(record.versions) + 1)
    version = PsbtVersion(row, when, source)
    changed = replace(record, versions=(*record.versions, version))
    return changed, [put(PSBTS, row, psbt_record(psbt))]


def _with_signed(record: PaymentRecord, payment: PaymentUnderWay, when: datetime) -> PaymentRecord:
    """The record with every cosigner who signed all inputs and was not noted yet."""
    noted = {signed.fingerprint for signed in record.signed}
    new = [
        SignedRecord(each.key.fingerprint.hex(), when)
        for each in progress(payment)
        if each.state is Signing.SIGNED
        and each.key.fingerprint is not None
        and each.key.fingerprint.hex() not in noted
    ]
    return replace(record, signed=(*record.signed, *new))
