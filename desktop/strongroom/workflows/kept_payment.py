"""How a payment under way is written down: its PSBTs, who signed, and which warnings were read."""

from dataclasses import replace
from datetime import datetime

from strongroom.model.finding import raise_rejected
from strongroom.model.owner_rules import Role
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_writer import write_psbt
from strongroom.model.wallet import Wallet
from strongroom.review.history import History
from strongroom.review.limits import Limits
from strongroom.vault.records import (
    PaymentRecord,
    PsbtVersion,
    ReadRecord,
    SignedRecord,
    psbt_row,
)
from strongroom.vault.tables import PAYMENTS, PSBTS
from strongroom.workflows.acknowledged import Acknowledged
from strongroom.workflows.combine import Returned, combine
from strongroom.workflows.kept import KeptPayment, psbt_record
from strongroom.workflows.kept_changes import Change, put
from strongroom.workflows.payment import PaymentError, PaymentUnderWay, Signing, progress, resume


def take_up(
    kept: KeptPayment,
    wallet: Wallet,
    limits: Limits | None = None,
    history: History | None = None,
) -> PaymentUnderWay:
    """A payment that was kept, reviewed again, with the warnings that were ticked for this very
    transaction; raises ``Rejected``."""
    payment = resume(wallet, kept.original, kept.combined, limits, history)
    return replace(payment, acknowledged=ticks(kept.record, payment))


def ticks(record: PaymentRecord, payment: PaymentUnderWay) -> frozenset[Acknowledged]:
    """The warnings that were ticked for the very transaction of this payment."""
    digest = payment.digest.hex() if payment.digest is not None else ""
    return frozenset(_acknowledged(each) for each in record.read if each.digest == digest)


def _acknowledged(record: ReadRecord) -> Acknowledged:
    facts = {
        name: fact for name, fact in record.facts.items() if isinstance(fact, str | int | float)
    }
    role = Role(record.role, record.person) if record.role and record.person else None
    return Acknowledged(record.code, record.where, tuple(sorted(facts.items())), record.at, role)


def first_changes(
    wallet_row: str,
    payment: PaymentUnderWay,
    when: datetime,
    source: str,
    before: PaymentRecord | None = None,
) -> tuple[PaymentRecord, list[Change]]:
    """The record of a payment that was not kept before, and all that is written of it.

    ``before`` is that of one whose PSBTs are gone; what else it says stays. Raises ``Rejected``.
    """
    raise_rejected(payment.review.findings)
    began = before or PaymentRecord(wallet_row, when, ())
    record = replace(began, versions=(), reduced=None)
    record, changes = _with_version(record, payment.txid, payment.original, when, source)
    if write_psbt(payment.combined) != write_psbt(payment.original):
        record, more = _with_version(record, payment.txid, payment.combined, when, source)
        changes += more
    record = _with_progress(record, payment, when)
    return record, [*changes, put(PAYMENTS, payment.txid, record)]


def next_changes(
    kept: KeptPayment, payment: PaymentUnderWay, when: datetime, source: str
) -> tuple[PaymentRecord, list[Change]]:
    """The same for a payment that is kept already: signatures and ticks that are new."""
    joined = _joined(kept, payment)
    record, changes = kept.record, list[Change]()
    if write_psbt(joined) != write_psbt(kept.combined):
        record, changes = _with_version(record, kept.row, joined, when, source)
    record = _with_progress(record, payment, when)
    return record, [*changes, put(PAYMENTS, kept.row, record)]


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


def _with_progress(
    record: PaymentRecord, payment: PaymentUnderWay, when: datetime
) -> PaymentRecord:
    """The record with who signed all inputs by now, and the warnings read by now."""
    noted = {signed.fingerprint for signed in record.signed}
    full = [each.key.fingerprint for each in progress(payment) if each.state is Signing.SIGNED]
    known = [fingerprint.hex() for fingerprint in full if fingerprint is not None]
    new = [SignedRecord(fingerprint, when) for fingerprint in known if fingerprint not in noted]
    return replace(
        record,
        signed=(*record.signed, *new),
        saved=tuple(each for each in record.saved if each.fingerprint not in known),
        read=_read_records(payment, when),
    )


def _read_records(payment: PaymentUnderWay, when: datetime) -> tuple[ReadRecord, ...]:
    digest = payment.digest.hex() if payment.digest is not None else ""
    ordered = sorted(
        payment.acknowledged,
        key=lambda each: (each.code, each.where, str(each.facts), str(each.role)),
    )
    return tuple(_read_record(each, digest, when) for each in ordered)


def _read_record(read: Acknowledged, digest: str, when: datetime) -> ReadRecord:
    said, role = (read.code, read.where, dict(read.facts)), read.role
    title, person = (role.title, role.person) if role else ("", "")
    return ReadRecord(*said, digest, read.at or when, title, person)
