"""The part of a keeper that keeps payments: under way, finished, and what is noted of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from strongroom.review.history import History
from strongroom.vault.records import SavedRecord
from strongroom.vault.tables import PAYMENTS, PSBTS
from strongroom.workflows.finish import Finished
from strongroom.workflows.free_text import clean
from strongroom.workflows.keeper_base import KeeperBase, unknown_row
from strongroom.workflows.kept import KeptPayment, history_of, kept_payments, read_kept_payment
from strongroom.workflows.kept_changes import Change, delete, put
from strongroom.workflows.kept_payment import first_changes, next_changes
from strongroom.workflows.payment import PaymentUnderWay


class PaymentKeeper(KeeperBase):
    """What ``Keeper`` says of changes holds here too."""

    def payments(self) -> tuple[KeptPayment, ...]:
        """Those under way and those finished, the oldest first."""
        return kept_payments(self._shelf)

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
        clean_source = clean(source)
        if PAYMENTS.get(self._shelf, payment.txid) is None:
            changes = first_changes(wallet_row, payment, when, clean_source)
        else:
            changes = next_changes(self.payment(payment.txid), payment, when, clean_source)
        self._make(*changes)
        return self.payment(payment.txid)

    def finish_payment(self, row: str, finished: Finished, when: datetime) -> KeptPayment:
        """Keep the final transaction of a payment, which must be the payment's own."""
        if finished.unsigned_txid != row:
            raise ValueError("another payment's transaction")
        record = self.payment(row).record
        final = replace(record, transaction=finished.raw.hex(), finished=when)
        self._make(put(PAYMENTS, row, final))
        return self.payment(row)

    def note_payment(self, row: str, text: str) -> KeptPayment:
        """Say what a payment is for."""
        record = replace(self.payment(row).record, text=clean(text))
        self._make(put(PAYMENTS, row, record))
        return self.payment(row)

    def note_saved(self, row: str, fingerprint: str, when: datetime) -> KeptPayment:
        """Say that a payment went to a cosigner, by the master key's fingerprint."""
        record = self.payment(row).record
        others = (each for each in record.saved if each.fingerprint != fingerprint)
        saved = (*others, SavedRecord(fingerprint, when))
        self._make(put(PAYMENTS, row, replace(record, saved=saved)))
        return self.payment(row)

    def forget_payment(self, row: str) -> tuple[Change, ...]:
        """Remove a payment and every version of its PSBT; ``put_back`` takes what is returned."""
        return self._make(*self._forgotten(row))

    def put_back(self, removed: Sequence[Change]) -> None:
        """Undo a removal, unless something was kept in its place since."""
        if not any(each.value and self._shelf.get(each.table, each.row) for each in removed):
            self._make(*removed)

    def history(self) -> History:
        """What the payments kept here tell the next review."""
        return history_of(self.payments())

    def _forgotten(self, row: str) -> Iterator[Change]:
        record = PAYMENTS.get(self._shelf, row)
        yield delete(PAYMENTS, row)
        for version in record.versions if record else ():
            yield delete(PSBTS, version.row)
