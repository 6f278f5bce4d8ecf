"""A payment under way: its review, who signed, and the way to the finished transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from strongroom.model.finding import Finding
from strongroom.window.page import Page, Parts
from strongroom.window.pages import payment_work as work
from strongroom.window.pages.payment_body import PaymentBody, Shown
from strongroom.window.pages.payment_buttons import PaymentButtons
from strongroom.window.pages.payment_words import PaymentWords, Stage, cosigners_of, stage_of
from strongroom.window.places import Home, PaymentPlace, Place, WalletPlace
from strongroom.window.session import Reviewed, Session
from strongroom.window.tasks import Lane, Task, without_progress
from strongroom.window.widgets.notice import NoticeState
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.kept import history_of
from strongroom.workflows.payment import (
    Finished,
    PaymentUnderWay,
    acknowledge,
    file_name,
    finish,
    resume,
    take_back,
)

_T = TypeVar("_T")


class PaymentPage(Page):
    """Shows the payment under review, or reviews a kept one first. What signs is offered only
    beside the review, and nothing of it where the review stops the payment."""

    def __init__(self, parts: Parts, place: PaymentPlace) -> None:
        super().__init__(parts, way_back=_way_back(parts.session, place))
        self._row = place.row
        self._saved_for: frozenset[int] = frozenset()
        self._folder = Path()
        self._is_busy = False
        self._standing = ""
        self._content: PaymentBody | None = None
        self._buttons = PaymentButtons(self.look, self.header_buttons)
        self._connect()
        if self._reviewed is None and place.row:
            self._take_up(place.row)
        else:
            self._is_shown_first()

    # What it shows

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

    @property
    def stage(self) -> Stage | None:
        """What the payment waits for; None while there is none."""
        found = self._reviewed
        if found is None:
            return None
        return stage_of(found.payment, is_finished=self._transaction(found) is not None)

    def _transaction(self, found: Reviewed) -> bytes | None:
        kept = self.session.kept_payment(found.payment.txid)
        text = kept.record.transaction if kept is not None else None
        return None if text is None else bytes.fromhex(text)

    def renew(self) -> None:
        """Shows the payment as it is now; what was ticked and where one is stays as it is."""
        found, stage = self._reviewed, self.stage
        if found is None or stage is None:
            self._show_nothing()
            return
        words, shown = PaymentWords(self.look.unit), self._shown(found, stage)
        kept = self.session.kept_payment(found.payment.txid)
        self.set_title(
            words.title(found.payment, kept.record.text if kept is not None else ""),
            words.state(found.payment, stage),
        )
        self._row = found.payment.txid
        self._buttons.show(words, shown, is_busy=self._is_busy)
        self.set_primary(self._buttons.primary)
        self._place_body(words, shown)
        self._say_standing(words, found.payment, stage)

    def _shown(self, found: Reviewed, stage: Stage) -> Shown:
        wallet = self.session.wallet(found.wallet_row)
        return Shown(
            found.payment,
            stage,
            cosigners_of(found.payment, wallet),
            self._saved_for,
            found.findings,
            self._transaction(found),
        )

    def _place_body(self, words: PaymentWords, shown: Shown) -> None:
        if self._content is not None and self._content.take(shown):
            return
        before, self._content = self._content, PaymentBody(self.look, words, shown)
        self._content.save_for.connect(self.save_for)
        self._content.answered.connect(self._answer)
        if before is not None:
            before.hide()
            self.column.removeWidget(before)
            before.deleteLater()
        self.column.insertWidget(0, self._content)

    def _show_nothing(self) -> None:
        said = self.tr("Open the file of a payment, by dropping it here or with Open anything.")
        self.set_title(self.tr("No payment is open"), said)
        self._buttons.show_none()
        self.set_primary(None)
        if self._content is not None:
            self._content.hide()

    def _say_standing(self, words: PaymentWords, payment: PaymentUnderWay, stage: Stage) -> None:
        digest = payment.digest.hex() if payment.digest is not None else ""
        aside = f"sha256 {digest[:4]} {digest[4:8]} … {digest[-8:-4]} {digest[-4:]}"
        text, sign = words.standing(stage)
        now = self.notices.state
        if now.text in ("", self._standing):
            now = NoticeState(text, sign)
        self._standing = text
        self.notices.set_state(replace(now, aside=aside if digest else ""))

    def _connect(self) -> None:
        self.setAcceptDrops(True)
        for signal in (
            self.session.payment_changed,
            self.session.payments_changed,
            self.session.wallets_changed,
        ):
            signal.connect(self.renew)
        self.look.changed.connect(self._look_changed)
        self._buttons.save_for.connect(self.save_for)
        self._buttons.load.connect(self.load)
        self._buttons.copy.connect(self._copy)
        self._buttons.finish.connect(self.finish)
        self._buttons.save_transaction.connect(self.save_transaction)

    def _look_changed(self) -> None:
        if self._content is not None:
            self._content.forget()
        self.renew()

    # What it asks for

    def _take_up(self, row: str) -> None:
        """Reviews a kept payment again, as after a restart."""
        kept = self.session.kept_payment(row)
        wallet = self.session.wallet(kept.wallet_row) if kept is not None else None
        if kept is None or wallet is None:
            self._show_nothing()
            return
        self.set_title(kept.record.text or self.tr("A payment"), self.tr("Reviewing it again…"))
        task = self._do(
            self.parts.lanes.engines,
            partial(
                resume,
                wallet.wallet,
                kept.original,
                kept.combined,
                self.session.keeper.limits(),
                history_of(self.session.payments),
            ),
            lambda payment: self.session.review(payment, kept.wallet_row),
        )
        task.failed.connect(lambda _: self._show_nothing())

    def _is_shown_first(self) -> None:
        """What came with the file that was opened is kept, if the payment was kept before."""
        found = self._reviewed
        if found is not None and self.session.kept_payment(found.payment.txid) is not None:
            self._keep(found, "")
        self.renew()

    def _answer(self, warnings: tuple[Finding, ...], is_read: bool) -> None:
        found = self._reviewed
        if found is None:
            return
        payment, now = found.payment, datetime.now(UTC)
        for warning in warnings:
            payment = acknowledge(payment, warning, now) if is_read else take_back(payment, warning)
        self.session.review(payment, found.wallet_row, found.findings)

    def save_for(self, position: int) -> None:
        """Has a file named, and saves there what the signer gets; the payment is kept."""
        found = self._reviewed
        if found is None or self._is_busy or self.stage is not Stage.SIGNING:
            return
        cosigner = cosigners_of(found.payment, self.session.wallet(found.wallet_row))[position]
        title = PaymentWords(self.look.unit).saving(cosigner)
        suggested = self._folder / file_name(found.payment, cosigner.name)
        path = self._ask_path(title, suggested, self.tr("Payments (*.psbt)"))
        if path is None:
            return
        self._keep(found, "")
        self._do(
            self.parts.lanes.files,
            partial(work.save_for_signer, found.payment, path),
            lambda _: self._say_saved(position, cosigner.name, path),
        )

    def _say_saved(self, position: int, name: str, path: Path) -> None:
        self._saved_for |= {position}
        said = self.tr("{file} is saved for {name}. Have it signed, then load what comes back.")
        self.say(said.format(file=path.name, name=name), SignKind.SAID)
        self.renew()

    def load(self) -> None:
        """Has the files chosen that came back from signers."""
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Load what came back"), str(self._folder)
        )
        self.bring_in([Path(name) for name in names])

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Takes the good signatures of files that came back; they are kept."""
        found = self._reviewed
        if found is None or not paths or self._is_busy or not self._takes_files:
            return
        self._folder = paths[0].parent
        before = found.payment
        self._do(
            self.parts.lanes.engines, partial(work.bring_in, before, tuple(paths)), self._show_in
        )

    def _show_in(self, brought: work.BroughtIn) -> None:
        found = self._reviewed
        if found is None or found.payment.txid != brought.payment.txid:
            return
        self._say_in(found.payment, brought)
        self.session.review(brought.payment, found.wallet_row, brought.findings)
        now = self._reviewed
        if now is not None:
            self._keep(now, brought.names)

    def _say_in(self, before: PaymentUnderWay, brought: work.BroughtIn) -> None:
        if brought.payment.combined != before.combined:
            said = self.tr("New signatures came in with {files}; each was checked.")
            self.say(said.format(files=brought.names), SignKind.SEEN)
        else:
            said = self.tr("No new signature came in with {files}.").format(files=brought.names)
            self.say(said, SignKind.LOOK)

    def finish(self) -> None:
        """Makes the network's transaction of it, and keeps that."""
        found = self._reviewed
        if found is None or self._is_busy or self.stage is not Stage.COMPLETE:
            return
        self.say(self.tr("Finishing: every engine checks the transaction…"), SignKind.UNDER_WAY)
        self._do(
            self.parts.lanes.engines,
            partial(finish, found.payment),
            lambda finished: self._keep_finished(found, finished),
        )

    def _keep_finished(self, found: Reviewed, finished: Finished) -> None:
        payment, row, now = found.payment, found.wallet_row, datetime.now(UTC)

        def kept(keeper: Keeper) -> None:
            keeper.keep_payment(row, payment, now)
            keeper.finish_payment(payment.txid, finished, now)

        task = self.session.change(kept)
        task.failed.connect(self.say_error)
        said = self.tr("The transaction is finished. Nothing was sent.")
        task.succeeded.connect(lambda _: self.say(said, SignKind.SEEN))

    def save_transaction(self) -> None:
        """Has a file named, and saves the finished transaction there."""
        found = self._reviewed
        raw = self._transaction(found) if found is not None else None
        if found is None or raw is None:
            return
        name = Path(file_name(found.payment)).with_suffix(".txn")
        path = self._ask_path(
            self.tr("Save the transaction"), self._folder / name, self.tr("Transactions (*.txn)")
        )
        if path is not None:
            said = self.tr("The transaction is saved as {file}.").format(file=path.name)
            self._do(
                self.parts.lanes.files,
                partial(work.save_transaction, raw, path),
                lambda _: self.say(said, SignKind.SEEN),
            )

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.say(self.tr("Copied."), SignKind.SEEN)

    # How it is done

    def _ask_path(self, title: str, suggested: Path, kinds: str) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(self, title, str(suggested), kinds)
        if not name:
            return None
        self._folder = Path(name).parent
        return Path(name)

    def _keep(self, found: Reviewed, source: str) -> None:
        """Keeps a payment, unless the review stops it."""
        if found.payment.is_blocked:
            return
        row, payment = found.wallet_row, found.payment
        now = datetime.now(UTC)
        task = self.session.change(lambda keeper: keeper.keep_payment(row, payment, now, source))
        task.failed.connect(self.say_error)

    def _do(self, lane: Lane, job: Callable[[], _T], then: Callable[[_T], object]) -> Task:
        """Work in a lane, with the buttons off until it ends; what comes out of it is dropped
        where the vault was locked meanwhile."""
        keeper = self.session.keeper

        def ended(outcome: _T) -> None:
            self._set_busy(False)
            if keeper is self.session.keeper:
                then(outcome)

        self._set_busy(True)
        task = Task(self)
        task.succeeded.connect(ended)
        task.failed.connect(lambda _: self._set_busy(False))
        task.failed.connect(self.say_error)
        task.run(lane, without_progress(job))
        return task

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._buttons.set_busy(is_busy)
        if self._content is not None:
            self._content.setEnabled(not is_busy)

    # Files that are dropped on it

    @property
    def _takes_files(self) -> bool:
        return self.stage in (Stage.WARNED, Stage.SIGNING, Stage.COMPLETE)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes_files and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.bring_in([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()


def _way_back(session: Session, place: PaymentPlace) -> Place:
    found = session.payment
    if found is not None and (not place.row or found.payment.txid == place.row):
        return WalletPlace(found.wallet_row)
    kept = session.kept_payment(place.row)
    return WalletPlace(kept.wallet_row) if kept is not None else Home()
