"""A payment under way: its review, who signed, and the way to the finished transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from strongroom.model.finding import Finding
from strongroom.model.owner_rules import Role
from strongroom.window.keyboard import let_go, place_of_focus, put_focus
from strongroom.window.page import Parts
from strongroom.window.pages import payment_work as work
from strongroom.window.pages.no_payment import NoPaymentCard
from strongroom.window.pages.payment_body import PaymentBody
from strongroom.window.pages.payment_buttons import PaymentButtons
from strongroom.window.pages.payment_errands import PaymentErrands
from strongroom.window.pages.payment_shown import Shown
from strongroom.window.pages.payment_words import (
    Cosigner,
    PaymentWords,
    Stage,
    cosigners_of,
    stage_of,
)
from strongroom.window.places import (
    PaymentCodesPlace,
    PaymentPlace,
    ScanPlace,
)
from strongroom.window.scanning.files import may_show_codes
from strongroom.window.session import Reviewed
from strongroom.window.tasks import Task, without_progress
from strongroom.window.widgets.notice import NoticeState
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import (
    Finished,
    PaymentUnderWay,
    acknowledge,
    file_name,
    finish,
    take_back,
)
from strongroom.workflows.payment_labels import payment_labels
from strongroom.workflows.practice_signing import practice_signers_of


class PaymentPage(PaymentErrands):
    """Shows the payment under review, or reviews a kept one first. What signs is offered only
    beside the review, and nothing of it where the review stops the payment."""

    def __init__(self, parts: Parts, place: PaymentPlace) -> None:
        super().__init__(parts, place)
        self._saved_for: frozenset[int] = frozenset()
        self._focus: int | None = None
        self._standing = ""
        self._content: PaymentBody | None = None
        self._nothing: NoPaymentCard | None = None
        self._buttons = PaymentButtons(self.look, self.header_buttons)
        self._connect()

    def furnish(self) -> None:
        if self._reviewed is None and self._row:
            self._take_up(self._row)
        else:
            self._is_shown_first()

    # What it shows

    @property
    def stage(self) -> Stage | None:
        """What the payment waits for; None while there is none."""
        found = self._reviewed
        if found is None:
            return None
        return stage_of(found.payment, is_finished=self._transaction(found) is not None)

    def renew(self) -> None:
        """Shows the payment as it is now; what was ticked and where one is stays as it is."""
        found, stage = self._reviewed, self.stage
        if found is None or stage is None:
            self._show_nothing()
            return
        words, shown = PaymentWords(self.look.unit), self._shown(found, stage)
        # The title is placed by how much room the buttons leave it.
        self._buttons.show(words, shown, is_busy=self._is_busy)
        self.set_title(
            words.title(found.payment, shown.labels),
            words.state(found.payment, stage),
            SignKind.STOPS if stage is Stage.BLOCKED else None,
        )
        self.set_network(found.payment.wallet.network)
        self._row = found.payment.txid
        self.set_primary(self._buttons.primary)
        self._place_body(words, shown)
        self._say_standing(words, found.payment, stage)

    def _shown(self, found: Reviewed, stage: Stage) -> Shown:
        payment = found.payment
        kept = self.session.kept_payment(payment.txid)
        record = kept.record if kept is not None else None
        fingerprints = [key.fingerprint for key in payment.wallet.policy.cosigners]
        places = {one.hex(): at for at, one in enumerate(fingerprints) if one is not None}
        saved = [places.get(each.fingerprint) for each in record.saved] if record else []
        signed = record.signed if record else ()
        return Shown(
            payment,
            stage,
            cosigners_of(payment, self.session.wallet(found.wallet_row)),
            payment_labels(self.session.keeper, found.wallet_row, payment),
            saved_for=self._saved_for | {at for at in saved if at is not None},
            signed_at={
                places[one.fingerprint]: one.at for one in signed if one.fingerprint in places
            },
            findings=found.findings,
            transaction=self._transaction(found),
            phrase=self._phrase_for(payment),
            is_kept=kept is not None,
            packings=self._packings,
        )

    def _place_body(self, words: PaymentWords, shown: Shown) -> None:
        before = self._content
        if self._nothing is not None:
            self._nothing.hide()
        if before is not None and before.take(shown):
            return
        opened = before.opened if before is not None else frozenset()
        body = PaymentBody(self.look, words, shown, opened)
        self._content = body
        body.save_for.connect(self.save_for)
        body.sign_with.connect(self.sign_with)
        body.packing_chosen.connect(self.choose_packing)
        body.scan.connect(lambda: self.go.emit(ScanPlace(PaymentPlace())))
        body.answered.connect(self._answer)
        body.code_wanted.connect(self._make_code)
        self._run_errands_of(body)
        if before is not None:
            self.column.removeWidget(before)
            let_go(before, self)
        self.column.insertWidget(0, body)

    def _show_nothing(self) -> None:
        self.set_title(self.tr("No payment is open"))
        self._buttons.show_none()
        self.set_primary(None)
        if self._content is not None:
            self._content.hide()
        if self._nothing is None:
            self._nothing = NoPaymentCard(self.look, self.tr("Drop its file here"))
            self._nothing.asked.connect(lambda: self.parts.opening.ask(self))
            self.column.addWidget(self._nothing)
            self.column.addStretch(1)
        self._nothing.show()

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
        self._buttons.show_to.connect(self.show_to)
        self._buttons.sign_with.connect(self.sign_with)
        self._buttons.load.connect(self.load)
        self._buttons.copy.connect(self._copy)
        self._buttons.finish.connect(self.finish)
        self._buttons.save_transaction.connect(self.save_transaction)
        self._buttons.save_record.connect(self.save_record)

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
        self.set_network(wallet.wallet.network)
        self.set_title(self.tr("A payment"), self.tr("Reviewing it again…"))
        task = self._do(
            self.parts.lanes.engines,
            partial(work.take_up_again, kept, wallet.wallet, self.session.keeper),
            lambda payment: self.session.review(payment, kept.wallet_row),
        )
        task.failed.connect(lambda _: self._show_nothing())

    def _is_shown_first(self) -> None:
        """What came with the file that was opened is kept, if the payment was kept before, or has
        to rest from now on. One that waited long enough is reviewed again."""
        found = self._reviewed
        if found is not None:
            is_kept = self.session.kept_payment(found.payment.txid) is not None
            if is_kept or work.has_to_rest(found.payment):
                self._keep(found, "")
            if found.payment.is_blocked:
                self._note_stopped(found)
            if work.has_waited(found.payment, datetime.now(UTC)):
                self.session.review_anew()
        self.renew()

    def _note_stopped(self, found: Reviewed) -> None:
        row, payment = found.wallet_row, found.payment
        task = self.session.change(lambda keeper: keeper.note_stopped(row, payment))
        task.failed.connect(self.say_error)

    def _answer(self, warnings: tuple[Finding, ...], is_read: bool, role: Role | None) -> None:
        found = self._reviewed
        if found is None:
            return
        payment, now = found.payment, datetime.now(UTC)
        for warning in warnings:
            if is_read:
                payment = acknowledge(payment, warning, now, role)
            else:
                payment = take_back(payment, warning, role)
        self.session.review(payment, found.wallet_row, found.findings)
        answered = self._reviewed
        if answered is not None:
            self._keep(answered, "")

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
        job = partial(work.save_for_signer, found.payment, self._file_packing(cosigner), path)
        self._keep_then(
            found,
            lambda: self._do(
                self.parts.lanes.files, job, lambda _: self._note_saved(found, cosigner, path)
            ),
        )

    def show_to(self, position: int) -> None:
        """Shows the payment to a signer's camera; the payment is kept."""
        found = self._reviewed
        if found is None or self._is_busy or self.stage is not Stage.SIGNING:
            return
        self._keep_then(found, lambda: self._show_codes(found, position))

    def _show_codes(self, found: Reviewed, position: int) -> None:
        self._note_with(found, position)
        self.go.emit(PaymentCodesPlace(position, self._packings.get(position)))

    def _note_saved(self, found: Reviewed, cosigner: Cosigner, path: Path) -> None:
        self._saved_for |= {cosigner.position}
        said = self.tr("{file} is saved for {name}. Have it signed, then load what comes back.")
        self.say(said.format(file=path.name, name=cosigner.name), SignKind.SAID)
        self.renew()
        self._note_with(found, cosigner.position)

    def sign_with(self, position: int) -> None:
        """Has a practice signer sign; what it gives back is taken as any other answer."""
        found = self._reviewed
        if found is None or self._is_busy or self.stage is not Stage.SIGNING:
            return
        signer = practice_signers_of(found.payment.wallet).get(position)
        if signer is not None:
            job = partial(work.sign_with, found.payment, signer)
            self._do(self.parts.lanes.engines, job, self._show_in)

    def load(self) -> None:
        """Has the files chosen that came back from signers."""
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Load what came back"), str(self._folder)
        )
        self.bring_in([Path(name) for name in names])

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Takes the good signatures of files that came back; they are kept. Photos and videos of
        codes are scanned."""
        found = self._reviewed
        if found is None or not paths or self._is_busy or not self._takes_files:
            return
        if all(map(may_show_codes, paths)):
            self.go.emit(ScanPlace(PaymentPlace(), files=tuple(paths)))
            return
        self._folder = paths[0].parent
        before = found.payment
        self._do(
            self.parts.lanes.engines, partial(work.bring_in, before, tuple(paths)), self._show_in
        )

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

    def _make_code(self) -> None:
        found = self._reviewed
        raw = self._transaction(found) if found is not None else None
        body = self._content
        if raw is None or body is None or body.final is None:
            return
        task = Task(body.final)
        task.succeeded.connect(body.final.show_code)
        task.failed.connect(self.say_error)
        task.run(self.parts.lanes.engines, without_progress(partial(work.transaction_code, raw)))

    def _set_busy(self, *, is_busy: bool) -> None:
        if is_busy:
            # What is off loses the keyboard; the page holds it meanwhile.
            self._focus = place_of_focus(self)
            self.setFocus()
        super()._set_busy(is_busy=is_busy)
        self._buttons.set_busy(is_busy)
        if self._content is not None:
            self._content.setEnabled(not is_busy)
        if not is_busy and self.hasFocus():
            put_focus(self, self._focus)

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
