"""The part of a keeper that keeps payments: under way, finished, and what is noted of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from strongroom.formats.json_text import JsonValue
from strongroom.model.finding import Finding
from strongroom.vault.log import LogKind
from strongroom.vault.records import PaymentRecord, SavedRecord, WalletRecord
from strongroom.vault.tables import PAST, PAYMENTS, PSBTS, WALLETS
from strongroom.workflows import log_notes
from strongroom.workflows.finish import Finished
from strongroom.workflows.free_text import clean
from strongroom.workflows.keeper_base import KeeperBase, unknown_row
from strongroom.workflows.kept import KeptPayment, read_kept_payment
from strongroom.workflows.kept_changes import Change, delete, put
from strongroom.workflows.kept_payment import first_changes, next_changes
from strongroom.workflows.log import Note
from strongroom.workflows.past import Past
from strongroom.workflows.past_record import gone_out, is_past, past_record
from strongroom.workflows.payment import PaymentUnderWay
from strongroom.workflows.payment_retention import due, reduced


class PaymentKeeper(KeeperBase):
    """What ``Keeper`` says of changes holds here too."""

    def payments(self) -> tuple[KeptPayment, ...]:
        """Those under way and those finished, the oldest first."""
        return self._payments.all()

    def payment(self, row: str) -> KeptPayment:
        """The payment of that row; raises ``KeepingError`` with ``row-unknown``."""
        record = PAYMENTS.get(self._shelf, row)
        if record is None:
            raise unknown_row(row)
        return read_kept_payment(self._shelf, row, record)

    def keep_payment(
        self, wallet_row: str, payment: PaymentUnderWay, when: datetime, source: str = ""
    ) -> KeptPayment:
        """Keep a payment as it is now; ``source`` says where the newest part came from.

        Signatures kept earlier stay. Raises ``PaymentError`` with ``changed-after-review`` where
        another payment is kept under the same transaction's id, such as one with other amounts.
        """
        clean_source, before = clean(source), PAYMENTS.get(self._shelf, payment.txid)
        if before is None or before.reduced is not None:
            after, changes = first_changes(wallet_row, payment, when, clean_source, before)
        else:
            kept = self.payment(payment.txid)
            after, changes = next_changes(kept, payment, when, clean_source)
        changes += self._remembered(wallet_row, payment, when)
        notes = log_notes.changed_payment(self._wallet_of(after), before, after, payment)
        self._make(*changes, notes=notes)
        return self.payment(payment.txid)

    def finish_payment(self, row: str, finished: Finished, when: datetime) -> KeptPayment:
        """Keep the final transaction of a payment, which must be the payment's own."""
        if finished.unsigned_txid != row:
            raise ValueError("another payment's transaction")
        record = self.payment(row).record
        final = replace(record, transaction=finished.raw.hex(), finished=when)
        past = PAST.get(self._shelf, row)
        ended = [put(PAST, row, replace(gone_out(past, when), finished=when))] if past else []
        note = self._note_of(LogKind.PAYMENT_FINISHED, row, record, txid=finished.txid)
        self._make(put(PAYMENTS, row, final), *ended, notes=[note])
        return self.payment(row)

    def note_saved(self, row: str, fingerprint: str, when: datetime) -> KeptPayment:
        """Say that a payment went to a cosigner, by the master key's fingerprint."""
        record = self.payment(row).record
        others = (each for each in record.saved if each.fingerprint != fingerprint)
        saved = (*others, SavedRecord(fingerprint, when))
        past = PAST.get(self._shelf, row)
        left = [put(PAST, row, gone_out(past, when))] if past else []
        who = log_notes.signer(self._wallet_of(record), fingerprint)
        note = self._note_of(LogKind.PAYMENT_SAVED, row, record, **who)
        self._make(put(PAYMENTS, row, replace(record, saved=saved)), *left, notes=[note])
        return self.payment(row)

    def note_left(self, row: str, when: datetime) -> None:
        """Say that something was made of a payment elsewhere, so that it counts as spent."""
        past = PAST.get(self._shelf, row)
        if past is not None:
            self._make(put(PAST, row, gone_out(past, when)))

    def note_stopped(self, wallet_row: str, payment: PaymentUnderWay) -> None:
        """Say that the review stops a payment: once, however often it is opened."""
        wallet = WALLETS.all(self._shelf).records.get(wallet_row)
        self._note_once(log_notes.stopped_payment(wallet, wallet_row, payment))

    def note_refused(self, row: str, findings: Sequence[Finding]) -> None:
        """Say that what came back for a payment was refused, and for what: once."""
        record = self.payment(row).record
        facts = log_notes.refused(findings)
        self._note_once(self._note_of(LogKind.RETURN_REFUSED, row, record, **facts))

    def note_compared(self, row: str, digest: str, by: str) -> None:
        """Say who compared the words of a payment's review, which has that digest."""
        record = self.payment(row).record
        facts = {"digest": digest, "by": clean(by)}
        self._make(notes=[self._note_of(LogKind.PHRASE_COMPARED, row, record, **facts)])

    def note_carried(self, row: str) -> None:
        """Say that the finished transaction was taken away from here, to be sent."""
        record = self.payment(row).record
        self.note(self._note_of(LogKind.PAYMENT_CARRIED, row, record))

    def forget_payment(self, row: str) -> tuple[Change, ...]:
        """Remove a payment and every version of its PSBT; ``put_back`` takes what is returned.

        That it went to a signer once is remembered.
        """
        record = PAYMENTS.get(self._shelf, row)
        notes = [self._note_of(LogKind.PAYMENT_REMOVED, row, record)] if record else []
        return self._make(*self._forgotten(row), notes=notes)

    def reduce_payments(self, when: datetime) -> None:
        """Of payments finished more than ninety days before, let the PSBTs go; the transaction and
        what was noted stay."""
        notes, changes = list[Note](), list[Change]()
        for row, record in due(self._shelf, when).items():
            notes.append(self._note_of(LogKind.PAYMENT_REDUCED, row, record))
            changes += reduced(self._shelf, row, record, when)
        if changes:
            self._make(*changes, notes=notes)

    def past(self) -> Past:
        """What the next review has to know."""
        return Past.of(self._shelf)

    def _note_once(self, note: Note) -> None:
        same = (one for one in self.log().records.values() if one.kind == note.kind.value)
        if all(dict(one.facts) != note.facts for one in same):
            self.note(note)

    def _remembered(
        self, wallet_row: str, payment: PaymentUnderWay, when: datetime
    ) -> Iterator[Change]:
        """Nothing of what is wrong: it may be made to be remembered."""
        if payment.may_be_kept:
            before = PAST.get(self._shelf, payment.txid)
            yield put(PAST, payment.txid, past_record(before, wallet_row, payment, when))

    def _note_of(self, kind: LogKind, row: str, record: PaymentRecord, **more: JsonValue) -> Note:
        wallet = self._wallet_of(record)
        return log_notes.of_payment(kind, wallet, row, record, more)

    def _wallet_of(self, record: PaymentRecord) -> WalletRecord | None:
        return WALLETS.all(self._shelf).records.get(record.wallet)

    def _forgotten(self, row: str) -> Iterator[Change]:
        record = PAYMENTS.get(self._shelf, row)
        past = PAST.get(self._shelf, row)
        yield delete(PAYMENTS, row)
        if past is not None and not is_past(past):
            yield delete(PAST, row)
        for version in record.versions if record else ():
            yield delete(PSBTS, version.row)
