"""What can be done with the payment under review beside signing it, and how work is done for it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog

from strongroom.model.device import device_named
from strongroom.model.finding import Finding, Severity
from strongroom.review.comparison_phrase import comparison_phrase
from strongroom.vault.records import LabelKind
from strongroom.window.clipboard import copy_private
from strongroom.window.page import Page, Parts
from strongroom.window.pages import payment_work as work
from strongroom.window.pages.payment_body import PaymentBody
from strongroom.window.pages.payment_words import Cosigner
from strongroom.window.paper_kinds import paper_kinds, size_of
from strongroom.window.places import Home, LogPlace, PaymentPlace, Place, WalletPlace
from strongroom.window.session import Reviewed, Session
from strongroom.window.tasks import Lane, Task, without_progress
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows.device_packing import PackingChoice, Way
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.packing import Packing
from strongroom.workflows.past_record import coins_told
from strongroom.workflows.payment import PaymentUnderWay, file_name
from strongroom.workflows.told_heights import ToldHeights

_T = TypeVar("_T")


class PaymentErrands(Page):
    """A page about one payment: the one under review, or a kept one before it is reviewed again."""

    def __init__(self, parts: Parts, place: PaymentPlace) -> None:
        super().__init__(parts, way_back=_way_back(parts.session, place))
        self._row = place.row
        self._folder = Path()
        self._packings: dict[int, PackingChoice] = {}
        self._is_busy = False
        self._after_kept: Callable[[], None] | None = None
        self._phrase: tuple[str, ...] = ()
        self._phrase_of: bytes | None = None
        self._refused: tuple[Finding, ...] = ()
        self.session.payment_changed.connect(self._note_refused)

    def renew(self) -> None:
        """Shows the payment as it is now."""
        raise NotImplementedError

    @property
    def _reviewed(self) -> Reviewed | None:
        """The payment under review, if it is the one of this page."""
        found = self.session.payment
        if found is None or (self._row and found.payment.txid != self._row):
            return None
        return found

    @property
    def is_busy(self) -> bool:
        """Whether something is being done for it in a lane."""
        return self._is_busy

    def _transaction(self, found: Reviewed) -> bytes | None:
        kept = self.session.kept_payment(found.payment.txid)
        text = kept.record.transaction if kept is not None else None
        return None if text is None else bytes.fromhex(text)

    def _run_errands_of(self, body: PaymentBody) -> None:
        """Does what somebody wishes for in what is shown of the payment."""
        body.previous_wanted.connect(self.open_previous)
        body.copy.connect(self._copy)
        body.payee_named.connect(self.name_payee)
        body.coin_named.connect(self.name_coin)
        body.compared.connect(self.note_compared)
        body.heights_told.connect(self.tell_heights)
        body.save_record.connect(self.save_record)
        body.show_log.connect(self.show_log)
        body.remove.connect(self.remove)

    # What stands in the log of it

    def show_log(self) -> None:
        """Goes to what was done with this payment."""
        found = self._reviewed
        if found is not None:
            here = PaymentPlace(found.payment.txid)
            self.go.emit(LogPlace(here, found.wallet_row, found.payment.txid))

    def note_compared(self, by: str) -> None:
        """Notes who compared the words; the payment is kept."""
        found = self._reviewed
        if found is None or found.payment.digest is None or not by:
            return
        self._keep(found, "")
        row, digest = found.payment.txid, found.payment.digest.hex()
        task = self.session.change(lambda keeper: keeper.note_compared(row, digest, by))
        said = self.tr("Noted in the log: {who} had the same words.").format(who=by)
        task.succeeded.connect(lambda _: self.say(said, SignKind.SAID))
        task.failed.connect(self.say_error)

    def _note_refused(self) -> None:
        """Notes what is wrong with files that came back for a payment that is kept."""
        found = self._reviewed
        if found is None or self.session.kept_payment(found.payment.txid) is None:
            return
        known = found.payment.review.findings
        fresh = (one for one in found.findings if one not in known)
        refused = tuple(one for one in fresh if one.severity >= Severity.BLOCK)
        if refused and refused != self._refused:
            self._refused, row = refused, found.payment.txid
            task = self.session.change(lambda keeper: keeper.note_refused(row, refused))
            task.failed.connect(self.say_error)

    # Its phrase and its names

    def _phrase_for(self, payment: PaymentUnderWay) -> tuple[str, ...]:
        """The words that are read aloud; empty until the engines' lane has worked them out.

        A payment that is stopped has none: nobody should take it for reviewed.
        """
        digest = payment.digest
        if payment.is_blocked or digest is None:
            return ()
        if digest != self._phrase_of:
            self._phrase_of, self._phrase = digest, ()
            task = Task(self)
            task.succeeded.connect(partial(self._take_phrase, digest))
            task.failed.connect(self.say_error)
            work = without_progress(partial(comparison_phrase, digest))
            task.run(self.parts.lanes.engines, work)
        return self._phrase

    def _take_phrase(self, digest: bytes, phrase: tuple[str, ...]) -> None:
        if digest == self._phrase_of:
            self._phrase = phrase
            self.renew()

    def name_payee(self, address: str, text: str) -> None:
        """Keeps what somebody calls the holder of an address."""
        self._label(LabelKind.ADDRESS, address, text)

    def name_coin(self, outpoint: str, text: str) -> None:
        """Keeps what somebody calls a coin."""
        self._label(LabelKind.OUTPUT, outpoint, text)

    def _label(self, kind: LabelKind, target: str, text: str) -> None:
        found = self._reviewed
        if found is None:
            return
        row = found.wallet_row
        task = self.session.label(row, kind, target, text)
        task.succeeded.connect(lambda _: self._say_labelled(text))
        task.failed.connect(self.say_error)

    def _say_labelled(self, text: str) -> None:
        """One that was taken away is told with the way to have it back."""
        if text and self.session.vault is not None:
            self.say(self.tr("The name is kept with the wallet."), SignKind.SEEN)
        elif text:
            said = self.tr("The name lasts until you close the window: no vault is open.")
            self.say(said, SignKind.SEE_ONLY)
        self.renew()

    def offer_undo(self) -> None:
        super().offer_undo()
        if self.session.removed is None:
            self.renew()

    def open_previous(self) -> None:
        """Has the files chosen of transactions that the payment spends from."""
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Open the previous transactions"), str(self._folder)
        )
        self.parts.opening.open_files([Path(name) for name in names])

    # How old its coins are

    def tell_heights(self, heights: ToldHeights) -> None:
        """Reviews the payment again by heights that somebody told, and keeps these."""
        found = self._reviewed
        if found is None or self._is_busy:
            return
        row, now = found.wallet_row, datetime.now(UTC)
        coins = coins_told(found.payment, heights)
        kept = self.session.change(lambda keeper: keeper.keep_heights(row, heights, now, coins))
        kept.failed.connect(self.say_error)
        self._do(
            self.parts.lanes.engines,
            partial(work.tell_heights, found.payment, heights),
            lambda payment: self.session.review(payment, found.wallet_row, found.findings),
        )

    # How it is packed, and for whom

    def choose_packing(self, position: int, choice: PackingChoice) -> None:
        """Packs it for a cosigner's signer so from now on, until the page is left."""
        self._packings = {**self._packings, position: choice}

    def _file_packing(self, cosigner: Cosigner) -> Packing:
        """What was chosen, or what the device says."""
        own = PackingChoice(device_named(cosigner.device))
        return self._packings.get(cosigner.position, own).packing(Way.FILE)

    def _note_with(self, found: Reviewed, position: int) -> None:
        """The payment is with a signer now."""
        key = found.payment.wallet.policy.cosigners[position]
        txid, fingerprint, now = found.payment.txid, key.fingerprint, datetime.now(UTC)

        def note(keeper: Keeper) -> None:
            if fingerprint is not None:
                keeper.note_saved(txid, fingerprint.hex(), now)
            else:
                keeper.note_left(txid, now)

        self.session.change(note).failed.connect(self.say_error)

    # What came back

    def _show_in(self, brought: work.BroughtIn) -> None:
        found = self._reviewed
        if found is None or found.payment.txid != brought.payment.txid:
            return
        self._say_in(found.payment, brought)
        self.session.review(brought.payment, found.wallet_row, brought.findings)
        now = self._reviewed
        if now is not None:
            self._keep(now, ", ".join(brought.useful))

    def _say_in(self, before: PaymentUnderWay, brought: work.BroughtIn) -> None:
        """What was refused comes first."""
        refused = brought.refused
        useful = brought.useful if brought.payment.combined != before.combined else ()
        wholly = [name for name in refused if name not in useful]
        partly = [name for name in refused if name in useful]
        every = dict.fromkeys((*brought.useful, *brought.useless))
        rest = [name for name in every if name not in (*useful, *refused)]
        told = (
            (self.tr("Refused: {files}; nothing was taken over."), wholly),
            (self.tr("Refused in part: {files}."), partly),
            (self.tr("New signatures came in with {files}; each was checked."), useful),
            (self.tr("No new signature came in with {files}."), rest),
        )
        said = " ".join(words.format(files=", ".join(names)) for words, names in told if names)
        sign = SignKind.LOOK if rest else SignKind.SEEN
        self.say(said, SignKind.STOPS if refused else sign)

    # What is taken away from here

    def save_transaction(self) -> None:
        """Has a file named, and saves the finished transaction there."""
        found = self._reviewed
        raw = self._transaction(found) if found is not None else None
        if found is None or raw is None:
            return
        name = Path(file_name(found.payment)).with_suffix(".txn")
        title, kinds = self.tr("Save the transaction"), self.tr("Transactions (*.txn)")
        path = self._ask_path(title, self._folder / name, kinds)
        if path is not None:
            said = self.tr("The transaction is saved as {file}.").format(file=path.name)
            job = partial(work.save_transaction, raw, path)
            self._do(self.parts.lanes.files, job, lambda _: self._say_carried(found, said))

    def _say_carried(self, found: Reviewed, said: str) -> None:
        """Says that the finished transaction left, and has it noted."""
        self.say(said, SignKind.SEEN)
        row = found.payment.txid
        self.session.change(lambda keeper: keeper.note_carried(row)).failed.connect(self.say_error)

    def save_record(self) -> None:
        """Has a file named, and saves what the review saw there."""
        found = self._reviewed
        if found is None or self._is_busy:
            return
        name = Path(file_name(found.payment, "review")).with_suffix(".pdf")
        title = self.tr("Save the record of this review")
        for_programs = self.tr("Records for programs (*.json)")
        kinds = ";;".join((*paper_kinds(), for_programs))
        path, kind = self._ask_path_and_kind(title, self._folder / name, kinds)
        if path is not None:
            path = path.with_suffix(".json") if kind == for_programs else path
            said = self.tr("The record is saved as {file}.").format(file=path.name)
            job = partial(work.save_record, found.payment, datetime.now(UTC), path, size_of(kind))
            self._save(job, said)

    def _save(self, job: Callable[[], object], said: str) -> None:
        self._do(self.parts.lanes.files, job, lambda _: self.say(said, SignKind.SEEN))

    def _copy(self, text: str) -> None:
        copy_private(text)
        self.say(self.tr("Copied."), SignKind.SEEN)

    def remove(self) -> None:
        """Removes the payment from what is kept; Home offers to undo it."""
        found = self._reviewed
        if found is None or self._is_busy:
            return
        task = self.session.remove_payment(found.payment.txid, self.title)
        task.succeeded.connect(lambda _: self._leave())
        task.failed.connect(self.say_error)

    def _leave(self) -> None:
        self.go.emit(Home())
        self.session.end_review()

    # How it is done

    def _ask_path(self, title: str, suggested: Path, kinds: str) -> Path | None:
        return self._ask_path_and_kind(title, suggested, kinds)[0]

    def _ask_path_and_kind(
        self, title: str, suggested: Path, kinds: str
    ) -> tuple[Path | None, str]:
        """No path where nobody chose one; which of several kinds of files it is to be."""
        name, kind = QFileDialog.getSaveFileName(self, title, str(suggested), kinds)
        if not name:
            return None, kind
        self._folder = Path(name).parent
        return Path(name), kind

    def _keep(self, found: Reviewed, source: str) -> Task | None:
        """Keeps a payment, unless something is wrong with it."""
        if not found.payment.may_be_kept:
            return None
        row, payment = found.wallet_row, found.payment
        now = datetime.now(UTC)

        def kept(keeper: Keeper) -> None:
            keeper.keep_payment(row, payment, now, source)

        task = self.session.change(kept)
        task.failed.connect(self.say_error)
        return task

    def _keep_then(self, found: Reviewed, then: Callable[[], object]) -> None:
        """Goes on once the payment is kept. Where that fails nothing leaves: the owner's rules and
        later reviews would not know of it."""
        keeper = self.session.keeper

        def go_on() -> None:
            if keeper is self.session.keeper:
                then()

        self._after_kept = go_on
        task = self._keep(found, "")
        if task is None:
            self._go_on_kept()
            return
        self._set_busy(is_busy=True)
        task.succeeded.connect(self._go_on_kept)
        task.failed.connect(self._stay_unkept)

    def _go_on_kept(self, _: object = None) -> None:
        self._set_busy(is_busy=False)
        then, self._after_kept = self._after_kept, None
        if then is not None:
            then()

    def _stay_unkept(self, _: object) -> None:
        self._after_kept = None
        self._set_busy(is_busy=False)

    def _do(self, lane: Lane, job: Callable[[], _T], then: Callable[[_T], object]) -> Task:
        """Work in a lane, with the buttons off until it ends; what comes out of it is dropped
        where the vault was locked meanwhile."""
        keeper = self.session.keeper

        def ended(outcome: _T) -> None:
            self._set_busy(is_busy=False)
            if keeper is self.session.keeper:
                then(outcome)

        self._set_busy(is_busy=True)
        task = Task(self)
        task.succeeded.connect(ended)
        task.failed.connect(lambda _: self._set_busy(is_busy=False))
        task.failed.connect(self.say_error)
        task.run(lane, without_progress(job))
        return task

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy


def _way_back(session: Session, place: PaymentPlace) -> Place:
    """To the wallet of the payment."""
    found = session.payment
    if found is not None and (not place.row or found.payment.txid == place.row):
        return WalletPlace(found.wallet_row)
    kept = session.kept_payment(place.row)
    return WalletPlace(kept.wallet_row) if kept is not None else Home()
