"""What is kept of wallets, labels, payments and drafts: in an open vault, or in memory alone.

Every change is on the disk before the method that makes it returns, or it was not made.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from strongroom.model.wallet import Wallet
from strongroom.review.limits import Limits
from strongroom.vault.contacts import ContactRecord
from strongroom.vault.errors import VaultError
from strongroom.vault.log import LogKind
from strongroom.vault.people import PersonRecord, PlaceRecord
from strongroom.vault.records import (
    CosignerRecord,
    DraftRecord,
    LabelKind,
    LabelRecord,
    SettingsRecord,
    WalletRecord,
)
from strongroom.vault.rows import Value
from strongroom.vault.tables import (
    COINS,
    CONTACTS,
    DRAFTS,
    LABELS,
    PAST,
    PAYMENTS,
    PEOPLE,
    PLACES,
    PSBTS,
    REMOVED,
    RULES,
    SETTINGS,
    WALLETS,
    new_row,
)
from strongroom.workflows import log_notes
from strongroom.workflows.compare import compare_wallets
from strongroom.workflows.free_text import clean
from strongroom.workflows.keeper_base import KeepingError, unknown_row
from strongroom.workflows.keeper_coins import CoinsKeeper
from strongroom.workflows.keeper_contacts import ContactKeeper
from strongroom.workflows.keeper_drills import DrillKeeper
from strongroom.workflows.keeper_payments import PaymentKeeper
from strongroom.workflows.keeper_people import PeopleKeeper
from strongroom.workflows.keeper_registrations import RegistrationKeeper
from strongroom.workflows.keeper_rules import RulesKeeper
from strongroom.workflows.kept import (
    KeptPayment,
    KeptWallet,
    kept_wallets,
    limits_content,
    read_kept_wallet,
    read_limits,
    unreadable_wallets,
    wallet_record,
    with_cosigner,
)
from strongroom.workflows.kept_changes import Change, can_undo, delete, put
from strongroom.workflows.log import Note, appended
from strongroom.workflows.registrations import registrations_carried
from strongroom.workflows.removed import (
    RemovedWallet,
    brought_back,
    removed_wallets,
    set_aside,
    too_old,
)

__all__ = ["Keeper", "KeepingError", "KeptPayment", "KeptWallet"]

IDLE_MINUTES: Final = 15
LONGEST_IDLE: Final = 24 * 60

_LIMITS = "limits"
_AUTO_LOCK = "auto-lock"
_TABLES = (
    *(WALLETS, LABELS, PAYMENTS, PSBTS, PAST, COINS, RULES),
    *(DRAFTS, SETTINGS, REMOVED, PEOPLE, PLACES, CONTACTS),
)
_OF_A_WALLET = (WALLETS, COINS, RULES)
"""Tables with one row for each wallet, by its id."""


class Keeper(
    PaymentKeeper,
    CoinsKeeper,
    RulesKeeper,
    PeopleKeeper,
    ContactKeeper,
    RegistrationKeeper,
    DrillKeeper,
):
    """What is kept, over an open vault or (without one) until the program ends.

    Changes are made by one thread at a time. Every method also raises what ``Vault`` raises, with
    nothing changed; those that take text raise ``ReadError`` with ``secret-found``.
    """

    def unreadable(self, *, to_the_end: bool = False) -> tuple[str, ...]:
        """Rows (``table/row``) of wallets and payments that are there and cannot be read.

        The PSBTs of finished payments, which may be many, are looked at ``to_the_end`` only.
        """
        lost = self._payments.unreadable(to_the_end=to_the_end)
        return (*unreadable_wallets(self._shelf), *lost)

    def carry_into(self, other: "Keeper") -> None:
        """Put all that is kept here into another keeper too, as when a vault is made at last."""
        carried = (
            Change(table.name, row, value)
            for table in _TABLES
            for row, value in self._shelf.table(table.name)
        )
        other._make(*carried, *appended(other._shelf, self.log().records.values()))

    # Wallets

    def wallets(self) -> tuple[KeptWallet, ...]:
        """The oldest first."""
        return kept_wallets(self._shelf)

    def wallet(self, row: str) -> KeptWallet:
        """The wallet of that row; raises ``KeepingError`` with ``row-unknown``."""
        return read_kept_wallet(row, self._wallet_record(row))

    def same_wallet(self, wallet: Wallet) -> KeptWallet | None:
        """The wallet here that has the same addresses on the same network, if there is one."""
        same = (kept for kept in self.wallets() if compare_wallets(kept.wallet, wallet).same)
        return next(same, None)

    def keep_wallet(
        self,
        wallet: Wallet,
        cosigners: Sequence[CosignerRecord],
        when: datetime,
        *,
        row: str = "",
        draft: DraftRecord | None = None,
    ) -> KeptWallet:
        """Keep a wallet; ``cosigners`` are in the order of its keys, or none where nothing is said.

        ``row`` is that of an earlier form it replaces. ``draft`` is kept in the same write. Raises
        ``KeepingError`` with ``already-here`` for one that is kept in another row.
        """
        self._check_alone(wallet, row)
        chosen = row or new_row()
        record = self._renewed(chosen, wallet_record(wallet, cosigners, when))
        drafts = [put(DRAFTS, draft.flow, draft)] if draft else []
        before = WALLETS.get(self._shelf, chosen)
        notes = (
            log_notes.new_wallet(chosen, record, is_set_up=draft is not None)
            if before is None
            else log_notes.changed_wallet(chosen, before, record)
        )
        self._make(put(WALLETS, chosen, record), *drafts, notes=notes)
        return read_kept_wallet(chosen, record)

    def rename_wallet(self, row: str, name: str) -> tuple[Change, ...]:
        """Give a wallet another name; ``put_back`` takes what is returned.

        Raises ``KeepingError`` with ``name-missing``.
        """
        before, shown = self._wallet_record(row), clean(name)
        if not shown:
            raise KeepingError("name-missing", "a wallet needs a name")
        after = replace(before, name=shown)
        notes = log_notes.changed_wallet(row, before, after)
        return self._make(put(WALLETS, row, after), notes=notes)

    def describe_cosigner(self, row: str, position: int, said: CosignerRecord) -> KeptWallet:
        """What people say of one cosigner; its comparison and registrations stay as they are."""

        def changed(record: WalletRecord) -> WalletRecord:
            known = record.cosigners[position]
            kept = replace(said, compared=known.compared, registrations=known.registrations)
            return with_cosigner(record, position, kept)

        return self._change_wallet(row, changed)

    def forget_cosigner(self, row: str, position: int) -> tuple[Change, ...]:
        """Remove all that is said of one cosigner but its name, comparison and registrations.

        ``put_back`` takes what is returned. Raises ``KeepingError`` with ``rules-hold`` for one
        with rules of its owner: it could be taken in again without them.
        """
        before = self._wallet_record(row)
        said = before.cosigners[position]
        left = CosignerRecord(said.name, compared=said.compared, registrations=said.registrations)
        after = with_cosigner(before, position, left)
        notes = log_notes.changed_wallet(row, before, after)
        return self._make(put(WALLETS, row, after), notes=notes)

    def compare_key(self, row: str, position: int, when: datetime | None) -> KeptWallet:
        """Tick that a key was compared on its device, or (None) take the tick away."""

        def changed(record: WalletRecord) -> WalletRecord:
            ticked = replace(record.cosigners[position], compared=when)
            return with_cosigner(record, position, ticked)

        return self._change_wallet(row, changed)

    def accept_risk(self, row: str, when: datetime | None) -> KeptWallet:
        """Show addresses before all keys are compared, or (None) no longer."""
        return self._change_wallet(row, lambda record: replace(record, risk_accepted=when))

    def remove_wallet(self, row: str, when: datetime) -> tuple[Change, ...]:
        """Remove a wallet with its labels and payments; for thirty days it can be brought back.

        ``put_back`` takes what is returned.
        """
        record = self._wallet_record(row)
        self._check_without_rules(row, when)
        labels = [(LABELS.name, label.row) for label in self.labels(row)]
        payments = PAYMENTS.all(self._shelf).records
        own = [key for key, each in payments.items() if each.wallet == row]
        gone = [(change.table, change.row) for key in own for change in self._forgotten(key)]
        past = PAST.all(self._shelf).records
        gone += [(PAST.name, key) for key, each in past.items() if each.wallet == row]
        rows = dict.fromkeys((*((table.name, row) for table in _OF_A_WALLET), *labels, *gone))
        aside = set_aside(self._shelf, row, record.name, rows, when)
        note = Note(LogKind.WALLET_REMOVED, {"wallet": record.name}, row)
        return self._make(*aside, notes=[note])

    def removed_wallets(self) -> tuple[RemovedWallet, ...]:
        """The latest first."""
        return removed_wallets(self._shelf)

    def bring_back(self, row: str) -> KeptWallet:
        """A removed wallet is kept again, with all that was its own.

        Raises ``KeepingError`` with ``row-unknown``, and ``already-here`` where its like was kept.
        """
        record = REMOVED.get(self._shelf, row)
        if record is None:
            raise unknown_row(row)
        before = next((one.value for one in record.rows if one.table == WALLETS.name), {})
        removed = read_kept_wallet(row, WalletRecord.from_json(before))
        self._check_alone(removed.wallet, row)
        changes = tuple(brought_back(row, record))
        self._make(*changes, notes=[Note(LogKind.WALLET_BACK, {"wallet": record.name}, row)])
        return self.wallet(row)

    def drop_removed(self, when: datetime) -> None:
        """Drop what was removed more than thirty days before."""
        gone = too_old(self._shelf, when)
        notes = (Note(LogKind.WALLET_GONE, {"wallet": one.name}, one.row) for one in gone)
        if gone:
            self._make(*(delete(REMOVED, one.row) for one in gone), notes=notes)

    # Labels

    def labels(self, wallet_row: str) -> tuple[LabelRecord, ...]:
        """All labels of a wallet."""
        return tuple(LABELS.all(self._shelf, f"{wallet_row}/").records.values())

    def label_of(self, wallet_row: str, kind: LabelKind, target: str) -> str:
        """The label of one address, transaction or output; empty where it has none."""
        try:
            found = LABELS.get(self._shelf, LabelRecord.row_of(wallet_row, kind, target))
        except VaultError:
            return ""
        return found.text if found else ""

    def label(self, wallet_row: str, kind: LabelKind, target: str, text: str) -> tuple[Change, ...]:
        """Put a label on an address, a transaction or an output; an empty one removes it.

        ``put_back`` takes what is returned.
        """
        record = LabelRecord(wallet_row, kind, target, clean(text))
        made = put(LABELS, record.row, record) if record.text else delete(LABELS, record.row)
        return self._make(made)

    def keep_labels(self, wallet_row: str, labels: Iterable[LabelRecord]) -> None:
        """Put many labels on a wallet's things in one write, in place of those they have."""
        self._wallet_record(wallet_row)
        cleaned = [replace(each, wallet=wallet_row, text=clean(each.text)) for each in labels]
        self._make(*(put(LABELS, record.row, record) for record in cleaned))

    # What was removed last

    def put_back(self, removed: Sequence[Change]) -> None:
        """Undo a removal.

        Raises ``KeepingError``: ``changed-since`` where something else is there by now, and what
        keeping it anew would: ``already-here``, ``name-taken``, ``address-anothers``.
        """
        if not can_undo(self._shelf, removed):
            raise KeepingError("changed-since", "what was removed was changed since")
        for change in removed:
            self._check_back(change)
        names = {row: one.name for row, one in WALLETS.all(self._shelf).records.items()}
        self._make(*removed, notes=log_notes.put_back(removed, names))

    # Drafts and settings

    def drafts(self) -> tuple[DraftRecord, ...]:
        """What was begun and not ended, the latest first."""
        records = DRAFTS.all(self._shelf).records.values()
        return tuple(sorted(records, key=lambda record: record.saved, reverse=True))

    def draft(self, flow: str) -> DraftRecord | None:
        """What was begun in one wizard."""
        return DRAFTS.get(self._shelf, flow)

    def keep_draft(self, flow: str, step: str, content: Value, when: datetime) -> DraftRecord:
        """Keep what was said in a wizard so far, in place of what was kept of it before."""
        record = DraftRecord(flow, step, when, content)
        self._make(put(DRAFTS, flow, record))
        return record

    def drop_draft(self, flow: str) -> tuple[Change, ...]:
        """Forget what was begun in a wizard; ``put_back`` takes what is returned."""
        return self._make(delete(DRAFTS, flow))

    def limits(self) -> Limits:
        """The limits of the review."""
        record = SETTINGS.get(self._shelf, _LIMITS)
        return Limits() if record is None else read_limits(record.content)

    def keep_limits(self, limits: Limits) -> None:
        """Set the limits of the review."""
        content = limits_content(limits)
        note = Note(LogKind.LIMITS_MOVED, content)
        self._make(put(SETTINGS, _LIMITS, SettingsRecord(content)), notes=[note])

    def idle_minutes(self) -> int:
        """After how long without anybody doing anything the vault is locked; 0 for never."""
        record = SETTINGS.all(self._shelf).records.get(_AUTO_LOCK)
        match dict(record.content) if record else None:
            case {"minutes": int(minutes)} if 0 <= minutes <= LONGEST_IDLE:
                return minutes
        return IDLE_MINUTES

    def keep_idle_minutes(self, minutes: int) -> None:
        """Set how long that is; ``LONGEST_IDLE`` at most."""
        self._make(put(SETTINGS, _AUTO_LOCK, SettingsRecord({"minutes": minutes})))

    def _check_back(self, change: Change) -> None:
        """Raise ``KeepingError`` where the like of what comes back is in another row by now."""
        row, value = change.row, change.value or {}
        match change:
            case Change(value=None):
                pass
            case Change(table=WALLETS.name, instead_of=None):
                back = read_kept_wallet(row, WalletRecord.from_json(value))
                self._check_alone(back.wallet, row)
            case Change(table=PEOPLE.name):
                self._check_name(PEOPLE, PersonRecord.from_json(value), row)
            case Change(table=PLACES.name):
                self._check_name(PLACES, PlaceRecord.from_json(value), row)
            case Change(table=CONTACTS.name):
                self._check_contact(ContactRecord.from_json(value), row)

    def _check_alone(self, wallet: Wallet, row: str) -> None:
        """Raise ``KeepingError`` with ``already-here`` where its like is kept in another row."""
        same = self.same_wallet(wallet)
        if same is not None and same.row != row:
            raise KeepingError("already-here", "this wallet is here already", name=same.wallet.name)

    def _renewed(self, row: str, record: WalletRecord) -> WalletRecord:
        """The record with what an earlier form of it said beside keys and names."""
        before = WALLETS.get(self._shelf, row)
        if before is None:
            return record
        known = registrations_carried(before, record)
        return replace(known, created=before.created, extra=before.extra)

    def _change_wallet(
        self, row: str, change: Callable[[WalletRecord], WalletRecord]
    ) -> KeptWallet:
        before = self._wallet_record(row)
        record = change(before)
        self._make(put(WALLETS, row, record), notes=log_notes.changed_wallet(row, before, record))
        return read_kept_wallet(row, record)
