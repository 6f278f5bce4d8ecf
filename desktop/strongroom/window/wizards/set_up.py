"""The set-up of a wallet, from its name to the files for each device."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from strongroom.model.errors import StrongroomError
from strongroom.window.keyboard import focus_first, let_go
from strongroom.window.laid_out import when_laid_out
from strongroom.window.page import Parts
from strongroom.window.pages.finding_cards import stops
from strongroom.window.pages.wallet_exports import ExportsPart
from strongroom.window.places import Home, Place, SetUpPlace, WalletPlace
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.step_list import Progress, Step
from strongroom.window.wizards.check_step import CheckStep
from strongroom.window.wizards.done_step import DoneStep
from strongroom.window.wizards.keys_step import KeysStep
from strongroom.window.wizards.name_step import NameStep
from strongroom.window.wizards.quorum_step import QuorumStep
from strongroom.window.wizards.step_view import StepView
from strongroom.window.wizards.wizard import WizardPage
from strongroom.words.amounts import quorum
from strongroom.workflows.keeping import Keeper, KeptWallet
from strongroom.workflows.open_key import OpenedKey
from strongroom.workflows.set_up_flow import (
    FLOW,
    SetUpDraft,
    SetUpFlow,
    SetUpStep,
    keep_draft,
    keep_wallet,
    key_findings,
    may_leave,
    resume,
    ticked,
)
from strongroom.workflows.set_up_join import join

_STEPS = tuple(SetUpStep)
_PAUSE = 300
"""Milliseconds without a key before what was written is kept."""


class SetUpPage(WizardPage):
    """Every answer is kept as it is given; what was begun is gone on with."""

    def __init__(self, parts: Parts, place: SetUpPlace) -> None:
        super().__init__(parts)
        self.flow = SetUpFlow()
        self.view: QWidget | None = None
        self._is_unsaved = self._is_afresh = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.save)
        self.back.clicked.connect(self.go_back)
        self._afresh = Button(self.look, self.tr("Begin afresh"), ButtonKind.BARE)
        self._afresh.clicked.connect(self.begin_afresh)
        self.header_buttons.addWidget(self._afresh)
        self.later.clicked.connect(lambda: self._leave_for(Home()))
        self.onward.clicked.connect(self.go_on)
        self.steps.chosen.connect(self._go_to)
        self._resume()
        if place.keys:
            self._join(place.keys)
        self._show_step()

    def begin(self) -> None:
        if isinstance(self.view, KeysStep):
            self.view.focus_next()
            return
        if isinstance(self.view, QuorumStep):
            self.view.focus_chosen()
            return
        # What is checked comes from the engines a little later: the keyboard does not wait for it.
        view = None if self.flow.step is SetUpStep.CHECK else self.view
        if view is None or not focus_first(view):
            (self.onward if self.onward.isEnabled() else self.back).setFocus()

    # The way

    def go_on(self) -> None:
        """The next step; from the check on the wallet is kept."""
        self.hush()
        match self.flow.step:
            case SetUpStep.CHECK:
                self._keep_wallet()
            case SetUpStep.DONE:
                self._leave_for(WalletPlace(self.flow.said.row))
            case _:
                self._move(self.flow.forward())

    def go_back(self) -> None:
        """The step before; from the first one home."""
        if self.is_busy:
            return
        self.hush()
        if self.flow.step is SetUpStep.NAME:
            self._leave_for(Home())
        elif self.flow.step is not SetUpStep.DONE:
            self._move(self.flow.back())

    def begin_afresh(self) -> None:
        """Discards what was gone on with; that can be undone."""
        self._pause.stop()
        self._is_unsaved, self._is_afresh = False, True
        name = self.flow.said.name or self.tr("a wallet")
        what = self.tr("the set-up of {name}").format(name=name)
        self.session.discard_draft(FLOW, what).failed.connect(self.say_error)
        self.flow = SetUpFlow()
        self._show_step()

    def offer_undo(self) -> None:
        """What was discarded is gone on with when it is back."""
        super().offer_undo()
        if self._is_afresh and self.session.removed is None and not self.flow.said.is_begun:
            self._is_afresh = False
            self._resume()
            self._show_step()

    def _go_to(self, number: int) -> None:
        flow = self.flow
        while _STEPS.index(flow.step) > number:
            flow = flow.back()
        self._move(flow)

    def _move(self, flow: SetUpFlow) -> None:
        self.flow = flow
        if flow.step is SetUpStep.DONE:
            self._is_unsaved = False
            self._pause.stop()
            task = self.session.change(partial(Keeper.drop_draft, flow=FLOW))
            task.failed.connect(self.say_error)
        else:
            self.save()
        self._show_step()

    def _leave_for(self, place: Place) -> None:
        self._flush()
        self.go.emit(place)

    def _keep_wallet(self) -> None:
        flow = self.flow
        self._set_busy(is_busy=True)
        self._pause.stop()
        self._is_unsaved = False
        task = self.session.change(lambda keeper: keep_wallet(keeper, flow, datetime.now(UTC)))
        task.succeeded.connect(self._take_kept)
        task.failed.connect(self._say_not_kept)

    def _take_kept(self, kept: tuple[SetUpFlow, KeptWallet]) -> None:
        self.flow = kept[0]
        self._set_busy(is_busy=False)
        self._show_step()

    def _say_not_kept(self, error: object) -> None:
        self._set_busy(is_busy=False)
        self.say_error(error)

    def _set_busy(self, *, is_busy: bool) -> None:
        """What is being kept is not changed meanwhile, and no earlier draft comes after it."""
        self.is_busy = is_busy
        for button in (self.back, self.later):
            button.switch(self._being_kept())
        if self.view is not None:
            self.view.setEnabled(not is_busy)
        self._say_steps()
        self._say_onward()

    def _being_kept(self) -> str:
        """Why nothing can be done at the moment; empty where it can."""
        return self.tr("The wallet is being kept…") if self.is_busy else ""

    # What is said

    def _resume(self) -> None:
        try:
            self.flow = resume(self.session.keeper) or SetUpFlow()
        except StrongroomError as error:
            self.say_error(error)

    def _join(self, keys: tuple[OpenedKey, ...]) -> None:
        """Keys somebody opened elsewhere join those that are here."""
        joined = join(self.flow.said, keys)
        if joined.count:
            self.flow = SetUpFlow(self.flow.step, joined.draft)
            self.save()
            said = self.tr("Keys added to this set-up: %n.", "", joined.count)
            self.say(said, SignKind.SEEN)
        for error in joined.refused:
            self.say_error(error)

    def _take(self, draft: SetUpDraft) -> None:
        self.hush()
        self.flow = self.flow.changed(draft)
        self._is_unsaved = True
        self._pause.start()
        self._say_steps()
        self._say_onward()

    def save(self) -> None:
        """Puts the draft by, where there is anything in it."""
        self._pause.stop()
        self._is_unsaved = False
        flow = self.flow
        if flow.said.is_begun and flow.step is not SetUpStep.DONE:
            task = self.session.change(lambda keeper: keep_draft(keeper, flow, datetime.now(UTC)))
            task.failed.connect(self.say_error)

    def _flush(self) -> None:
        if self._is_unsaved:
            self.save()

    def hideEvent(self, event: QHideEvent) -> None:
        self._flush()
        super().hideEvent(event)

    # What is shown

    def _show_step(self) -> None:
        before, self.view = self.view, self._made_view()
        if before is not None:
            self.column.removeWidget(before)
            let_go(before, self)
        # Making it was one turn; Qt shows it in the next.
        self.column.addWidget(self.view, 1)
        self.area.verticalScrollBar().setValue(0)
        number = _STEPS.index(self.flow.step)
        self.set_title(*self._titles()[number])
        self.can_leave = self.flow.step is not SetUpStep.DONE
        self.back.setVisible(self.can_leave)
        self._afresh.setVisible(self.flow.step is SetUpStep.NAME and self.flow.said.is_begun)
        self._set_margins()
        self._say_steps()
        self._say_onward()
        if self.isVisible():
            when_laid_out(self.view, self.begin)

    def _made_view(self) -> QWidget:
        draft = self.flow.draft
        if self.flow.step is SetUpStep.EXPORT:
            return self._made_exports()
        makers: dict[SetUpStep, type[StepView]] = {
            SetUpStep.NAME: NameStep,
            SetUpStep.QUORUM: QuorumStep,
            SetUpStep.KEYS: KeysStep,
            SetUpStep.CHECK: CheckStep,
            SetUpStep.DONE: DoneStep,
        }
        view = makers[self.flow.step](self.parts, draft)
        view.changed.connect(self._take)
        view.wanted.connect(self._leave_for)
        view.settled.connect(self._flush)
        view.failed.connect(self.say_error)
        view.told.connect(self.say)
        if isinstance(view, CheckStep):
            view.checked.connect(self._say_checked)
        return view

    def _say_checked(self) -> None:
        """The keyboard waited on the way back; now there is a way on."""
        self._say_onward()
        if self.back.hasFocus() and self.onward.isEnabled():
            self.onward.setFocus()

    def _made_exports(self) -> QWidget:
        kept = self.session.wallet(self.flow.said.row)
        if kept is None:
            self.flow = self.flow.back()
            return self._made_view()
        part = ExportsPart(self.parts, kept, SetUpPlace())
        part.wanted.connect(self._leave_for)
        part.failed.connect(self.say_error)
        part.told.connect(partial(self.say, sign=SignKind.SEEN))
        return part

    def _say_steps(self) -> None:
        self.set_network(self.flow.said.network)
        now = _STEPS.index(self.flow.step)
        steps = []
        for number, (title, note) in enumerate(zip(self._names(), self._notes(), strict=True)):
            progress = Progress.NOW if number == now else Progress.TO_COME
            if number < now:
                progress = Progress.DONE
            steps.append(Step(title, progress, note))
        self.set_steps(self.tr("New wallet"), self.flow.said.name, steps)

    def _names(self) -> tuple[str, ...]:
        return (
            self.tr("Name and network"),
            self.tr("Quorum"),
            self.tr("Keys"),
            self.tr("Check"),
            self.tr("Files for devices"),
            self.tr("Done"),
        )

    def _notes(self) -> tuple[str, ...]:
        said = self.flow.said
        compared = sum(ticked(said, at) is not None for at in range(len(said.keys)))
        read = self.tr("{number} of {count} read").format(number=len(said.keys), count=said.count)
        seen = self.tr("{number} of {count} compared").format(number=compared, count=said.count)
        now = _STEPS.index(self.flow.step)
        return (
            "",
            quorum(said.threshold, said.count) if now >= 1 else "",
            read if now >= 2 or said.keys else "",
            seen if now >= 3 else "",
            "",
            "",
        )

    def _titles(self) -> tuple[tuple[str, str], ...]:
        whole = quorum(self.flow.said.threshold, self.flow.said.count)
        return (
            (self.tr("A new wallet"), self.tr("What is it called, and where is it?")),
            (self.tr("Quorum"), self.tr("How many keys, and how many of them must sign?")),
            (
                self.tr("Keys"),
                self.tr("One key from each signer, {quorum} must sign.").format(quorum=whole),
            ),
            (self.tr("Check"), self.tr("This is the wallet as it will be.")),
            (
                self.tr("Files for devices"),
                self.tr("The wallet is kept. Save it for each device that signs."),
            ),
            (self.tr("Done"), self.tr("The wallet is set up.")),
        )

    def _not_possible(self, draft: SetUpDraft) -> str:
        """Why the second step cannot be left, in the few words there is room for."""
        is_quorum = 1 <= draft.threshold <= draft.count
        return self.tr("No such recovery") if is_quorum else self.tr("Not a quorum")

    def _say_onward(self) -> None:
        step, draft = self.flow.step, self.flow.draft
        match step:
            case SetUpStep.NAME:
                good, why = may_leave(draft, step), self.tr("A name is missing")
            case SetUpStep.QUORUM:
                good, why = may_leave(draft, step), self._not_possible(draft)
            case SetUpStep.KEYS:
                good, why = may_leave(draft, step), self._missing_keys(draft)
            case SetUpStep.CHECK:
                good = isinstance(self.view, CheckStep) and self.view.is_good
                why = self.tr("To be checked first")
            case _:
                good, why = True, ""
        self.set_onward(self._onward_words(step), self._being_kept() or ("" if good else why))

    def _onward_words(self, step: SetUpStep) -> str:
        if step is SetUpStep.CHECK:
            return self.tr("Keep this wallet")
        return self.tr("Go to the wallet") if step is SetUpStep.DONE else self.tr("Continue")

    def _missing_keys(self, draft: SetUpDraft) -> str:
        missing = draft.count - len(draft.keys)
        are_good = not any(stops(key_findings(draft, at)) for at in range(len(draft.keys)))
        if missing > 0 and are_good:
            return self.tr("%n to go", "", missing)
        if missing < 0:
            return self.tr("%n too many", "", -missing)
        return self.tr("A key needs another look")
