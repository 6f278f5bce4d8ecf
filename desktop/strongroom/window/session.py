"""What is open: what is kept, and the payment under review; replaced whole, and said when it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from strongroom.window.owed import Owed
from strongroom.window.tasks import Lanes, Task, without_progress

if TYPE_CHECKING:
    # The first window needs none of it.
    from strongroom.formats.log_chain import CheckedLog
    from strongroom.model.finding import Finding
    from strongroom.review.limits import Limits
    from strongroom.vault.records import DraftRecord, LabelKind
    from strongroom.vault.vault import Vault
    from strongroom.workflows.contacts import Contact
    from strongroom.workflows.drills import NotedDrill
    from strongroom.workflows.keeper_people import KeptPlace, Person
    from strongroom.workflows.keeping import Keeper, KeptPayment, KeptWallet
    from strongroom.workflows.kept_changes import Change
    from strongroom.workflows.known_coins import NearCoins
    from strongroom.workflows.payment import PaymentUnderWay

_Change = Callable[["Keeper"], object]
_LAST_CHANGES = 10.0
"""Seconds at most that locking waits for what was asked for before."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What pages show of a keeper, as it was when last read."""

    wallets: tuple[KeptWallet, ...] = ()
    payments: tuple[KeptPayment, ...] = ()
    drafts: tuple[DraftRecord, ...] = ()
    unreadable: tuple[str, ...] = ()
    idle_minutes: int = 0
    under_way: tuple[KeptPayment, ...] = ()
    """The payments that are not finished, the latest first."""
    people: tuple[Person, ...] = ()
    places: tuple[KeptPlace, ...] = ()
    contacts: tuple[Contact, ...] = ()
    near: tuple[NearCoins, ...] = ()
    """Coins that a recovery path is near to."""
    drills: tuple[NotedDrill, ...] = ()

    @classmethod
    def of(cls, keeper: Keeper) -> Kept:
        payments = keeper.payments()
        return cls(
            keeper.wallets(),
            payments,
            keeper.drafts(),
            keeper.unreadable(),
            keeper.idle_minutes(),
            tuple(one for one in reversed(payments) if not one.is_finished),
            keeper.people(),
            keeper.places(),
            keeper.contacts(),
            keeper.near_coins(),
            keeper.drills(),
        )


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The payment under review, the row of its wallet, and what was found as its file came in."""

    payment: PaymentUnderWay
    wallet_row: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Removed:
    """Something that was removed, or (``renamed``) has another name now: its title, and what puts
    it back."""

    title: str
    changes: tuple[Change, ...]
    renamed: str = ""


class Session(QObject):
    """Pages read it, ask it for changes, and hear of them; they hold no copy."""

    wallets_changed = Signal()
    payments_changed = Signal()
    drafts_changed = Signal()
    people_changed = Signal()
    """People, places or contacts are others than before."""
    payment_changed = Signal()
    """Another payment is under review, or it has another form."""
    removed_changed = Signal()
    """Something can be put back, or no longer."""
    leaving = Signal()
    """All that is open is about to be forgotten: what somebody wrote is to be kept now."""
    vault_changed = Signal()
    """A vault was opened or locked."""
    vault_moved = Signal()
    """The file of the open vault lies elsewhere than before."""
    log_broken = Signal()
    """The log of the vault that was opened does not hold."""

    def __init__(self, lanes: Lanes, keeper: Keeper | None = None) -> None:
        super().__init__()
        self._lanes = lanes
        self._keeper, self._owed = keeper, Owed()
        self._kept = Kept() if keeper is None else Kept.of(keeper)
        self._reviewed: Reviewed | None = None
        self._removed: Removed | None = None
        self._coming_back: Removed | None = None

    @property
    def keeper(self) -> Keeper:
        """To ask; what changes something goes through ``change``."""
        if self._keeper is None:
            self._keeper = _new_keeper()
        return self._keeper

    @property
    def vault(self) -> Vault | None:
        return None if self._keeper is None else self._keeper.vault

    @property
    def idle_minutes(self) -> int:
        """After how long without anybody doing anything the vault is locked; 0 for never."""
        return self._kept.idle_minutes

    @property
    def wallets(self) -> tuple[KeptWallet, ...]:
        return self._kept.wallets

    @property
    def payments(self) -> tuple[KeptPayment, ...]:
        """Those under way and those finished, the oldest first."""
        return self._kept.payments

    @property
    def under_way(self) -> tuple[KeptPayment, ...]:
        """The payments that are not finished, the latest first."""
        return self._kept.under_way

    @property
    def drafts(self) -> tuple[DraftRecord, ...]:
        return self._kept.drafts

    @property
    def people(self) -> tuple[Person, ...]:
        """By name."""
        return self._kept.people

    @property
    def places(self) -> tuple[KeptPlace, ...]:
        """By name."""
        return self._kept.places

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """By name."""
        return self._kept.contacts

    @property
    def near(self) -> tuple[NearCoins, ...]:
        """Coins that a recovery path is near to."""
        return self._kept.near

    @property
    def drills(self) -> tuple[NotedDrill, ...]:
        """The latest day first."""
        return self._kept.drills

    @property
    def unreadable(self) -> tuple[str, ...]:
        """Rows that are there and cannot be read."""
        return self._kept.unreadable

    @property
    def payment(self) -> Reviewed | None:
        """What is under review."""
        return self._reviewed

    def wallet(self, row: str) -> KeptWallet | None:
        return next((kept for kept in self.wallets if kept.row == row), None)

    def kept_payment(self, row: str) -> KeptPayment | None:
        return next((kept for kept in self.payments if kept.row == row), None)

    def review(
        self, payment: PaymentUnderWay, wallet_row: str, findings: tuple[Finding, ...] = ()
    ) -> None:
        """Puts a payment under review in place of any other; nothing is kept by that."""
        self._reviewed = Reviewed(payment, wallet_row, findings)
        self.payment_changed.emit()

    def end_review(self) -> None:
        self._reviewed = None
        self.payment_changed.emit()

    @property
    def removed(self) -> Removed | None:
        """What was removed last and can be put back."""
        return self._removed

    def remove_payment(self, row: str, title: str) -> Task:
        """Removes a payment from what is kept; ``put_back`` undoes it."""
        return self.remove(lambda keeper: keeper.forget_payment(row), title)

    def discard_draft(self, flow: str, title: str) -> Task:
        """Discards what was begun in a wizard; ``put_back`` undoes it."""
        return self.remove(lambda keeper: keeper.drop_draft(flow), title)

    def remove_wallet(self, row: str, title: str, when: datetime) -> Task:
        """Removes a wallet with all that is its own; ``put_back`` undoes it."""
        return self.remove(lambda keeper: keeper.remove_wallet(row, when), title)

    def rename_wallet(self, row: str, name: str, before: str) -> Task:
        """Gives a wallet another name; ``put_back`` undoes it."""
        return self.remove(lambda keeper: keeper.rename_wallet(row, name), before, renamed=name)

    def label(self, wallet_row: str, kind: LabelKind, target: str, text: str) -> Task:
        """Puts a label on something; taking one away is a removal that ``put_back`` undoes."""
        before = self.keeper.label_of(wallet_row, kind, target)

        def change(keeper: Keeper) -> object:
            return keeper.label(wallet_row, kind, target, text)

        return self.change(change) if text or not before else self.remove(change, before)

    def remove(self, remove: _Change, title: str, *, renamed: str = "") -> Task:
        """Removes something; ``remove`` returns what ``Keeper.put_back`` takes."""
        keeper = self.keeper

        def removed(changes: tuple[Change, ...]) -> None:
            if keeper is self._keeper:
                self._set_removed(Removed(title, changes, renamed))

        task = self.change(remove)
        task.succeeded.connect(removed)
        return task

    def put_back(self) -> Task | None:
        """Undoes the last removal, if there is one that is not being undone already."""
        removed = self._removed
        if removed is None or removed is self._coming_back:
            return None
        self._coming_back = removed
        task = self.change(lambda keeper: keeper.put_back(removed.changes))
        task.failed.connect(self._stay_removed)
        task.succeeded.connect(lambda _: self._set_removed(None))
        # An address that is on a list again may be what it was stopped for.
        task.succeeded.connect(lambda _: self.review_anew())
        return task

    def _stay_removed(self, _: object) -> None:
        self._coming_back = None

    def _set_removed(self, removed: Removed | None) -> None:
        self._removed = removed
        self.removed_changed.emit()

    def change(self, change: _Change) -> Task:
        """Makes a change in the lane of files, as ``partial(Keeper.accept_risk, row=…)`` without
        its keeper; the task ends with what it returned, after every page has heard of it.
        """
        keeper, owed, fresh = self.keeper, self._owed, Kept()

        def work() -> object:
            nonlocal fresh
            try:
                returned = change(keeper)
                fresh = Kept.of(keeper)
                return returned
            finally:
                owed.done()

        task = Task(self)
        task.succeeded.connect(lambda _: self._take(fresh, keeper))
        owed.add()
        task.run(self._lanes.files, without_progress(work))
        return task

    def move_limits(self, limits: Limits) -> Task:
        """Keeps the limits of the review; the payment under review is reviewed again by them."""
        task = self.change(lambda keeper: keeper.keep_limits(limits))
        task.succeeded.connect(lambda _: self.review_anew())
        return task

    def change_rules(self, change: _Change) -> Task:
        """Changes the rules of a wallet; the payment under review is reviewed again by them."""
        task = self.change(change)
        task.succeeded.connect(lambda _: self.review_anew())
        return task

    def review_anew(self) -> None:
        """Reviews the payment under review by the limits, rules and past of now."""
        before, keeper = self._reviewed, self.keeper
        if before is None:
            return

        def take(payment: PaymentUnderWay) -> None:
            if self._reviewed is before:
                self.review(payment, before.wallet_row, before.findings)

        work = partial(_reviewed_anew, before.payment, keeper)
        task = Task(self)
        task.succeeded.connect(take)
        # What was reviewed once is not refused by other limits.
        task.failed.connect(partial(self._raise, keeper))
        task.run(self._lanes.engines, without_progress(work))

    def use(self, keeper: Keeper, kept: Kept | None = None) -> None:
        """Works on another vault, or (a new ``Keeper()``) on none; ``kept`` was read from it."""
        self._keeper, self._owed = keeper, Owed()
        self._reviewed = self._removed = None
        self._kept = kept or Kept.of(keeper)
        for signal in (
            self.vault_changed,
            self.wallets_changed,
            self.payments_changed,
            self.drafts_changed,
            self.people_changed,
            self.payment_changed,
            self.removed_changed,
        ):
            signal.emit()
        if keeper.is_stored:
            self._check_log(keeper)

    def _check_log(self, keeper: Keeper) -> None:
        """Behind the first page, as it may take a while."""

        def take(checked: CheckedLog) -> None:
            if keeper is self._keeper and not checked.is_intact:
                self.log_broken.emit()

        task = Task(self)
        task.succeeded.connect(take)
        task.failed.connect(partial(self._raise, keeper))
        task.run(self._lanes.engines, without_progress(keeper.check_log))

    def _raise(self, keeper: Keeper, error: BaseException) -> None:
        """What fails is a fault, unless the vault was locked meanwhile and nothing is left."""
        if keeper is self._keeper:
            raise error

    def lock(self) -> None:
        """Forgets all that is open. What was written comes into its vault before that is locked."""
        self.leaving.emit()
        vault, owed = self.vault, self._owed
        self.use(_new_keeper(), Kept())
        if vault is None or (owed.is_nothing and vault.lock(waits=False)):
            return

        def lock() -> None:
            owed.wait(_LAST_CHANGES)
            vault.lock()

        # Something is being written, which may take seconds; the program's end waits for this.
        Thread(target=lock).start()

    def _take(self, fresh: Kept, keeper: Keeper) -> None:
        if keeper is not self._keeper:
            return
        before, self._kept = self._kept, fresh
        if (before.wallets, before.near) != (fresh.wallets, fresh.near):
            self.wallets_changed.emit()
        if before.payments != fresh.payments:
            self.payments_changed.emit()
        if before.drafts != fresh.drafts:
            self.drafts_changed.emit()
        if _named(before) != _named(fresh):
            self.people_changed.emit()


def _named(kept: Kept) -> tuple[object, ...]:
    return kept.people, kept.places, kept.contacts


def _new_keeper() -> Keeper:
    """One of no vault. Its room is large, and imported only when somebody needs it."""
    from strongroom.workflows.keeping import Keeper

    return Keeper()


def _reviewed_anew(payment: PaymentUnderWay, keeper: Keeper) -> PaymentUnderWay:
    from strongroom.workflows.payment import review_again
    from strongroom.workflows.told_heights import as_told_before

    history = keeper.past().history(payment.wallet, payment.original)
    return review_again(payment, keeper.limits(), as_told_before(history, payment.history))
