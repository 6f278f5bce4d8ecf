"""The third step: a key from each signer."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from strongroom.model.errors import StrongroomError
from strongroom.model.finding import Finding, Severity
from strongroom.model.network import NetworkKind
from strongroom.practice.signers import MAX_SIGNERS, practice_signers
from strongroom.transports.files import read_file
from strongroom.window.keyboard import focus_first
from strongroom.window.laid_out import bring_into_view
from strongroom.window.page import Parts, emptied
from strongroom.window.pages.finding_cards import finding_cards
from strongroom.window.tasks import Task, without_progress
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.finding import FindingCard
from strongroom.window.widgets.text import Text
from strongroom.window.wizards.key_card import EmptyKeyCard, KeyCard
from strongroom.window.wizards.step_view import SMALL, StepView
from strongroom.workflows.set_up_flow import (
    DraftKey,
    SetUpDraft,
    add_key,
    add_practice_key,
    remove_key,
    replace_key,
)

_LONGEST_PASTE = 1024 * 1024
"""Characters."""
_Read = Callable[[], bytes]


class KeysStep(StepView):
    """Files are read in the lane of files; what is wrong with one is said where it would stand."""

    def __init__(self, parts: Parts, draft: SetUpDraft) -> None:
        super().__init__(parts, draft)
        self.setAcceptDrops(True)
        self.trouble: StrongroomError | None = None
        self._again: Callable[[], None] | None = None
        self.show_draft(draft)

    def show_draft(self, draft: SetUpDraft) -> None:
        """A card for each key, and for each that is still to come."""
        self.draft = draft
        emptied(self.column)
        for position in range(len(draft.keys)):
            self.column.addWidget(self._key_card(position))
        for position in range(len(draft.keys), draft.count):
            self.column.addWidget(self._empty_card(position))
        if self.trouble is not None and len(draft.keys) >= draft.count:
            self.column.addWidget(self._trouble_card(self.trouble))
        off = self.tr("Scanning and USB come with a later version; until then keys come as files.")
        self.column.addWidget(Text(self.look, off, SMALL))
        self.column.addStretch(1)
        for card in self.findChildren(Card):
            card.show()

    def _key_card(self, position: int) -> KeyCard:
        card = KeyCard(self.look, self.draft, position)
        card.described.connect(partial(self.describe, position))
        card.finished.connect(self.settled)
        card.removed.connect(lambda: self._renew(remove_key(self.draft, position)))
        card.replaced.connect(partial(self._ask_other, position))
        return card

    def _empty_card(self, position: int) -> EmptyKeyCard:
        is_next = position == len(self.draft.keys)
        may_practise = self._next_practice_signer() is not None
        card = EmptyKeyCard(self.look, position, is_next, may_practise)
        card.asked_file.connect(self._ask_files)
        card.pasted.connect(self.paste)
        card.practised.connect(self.add_practice)
        if is_next and self.trouble is not None:
            card.add_trouble(self._trouble_card(self.trouble))
        return card

    def _trouble_card(self, error: StrongroomError) -> FindingCard:
        found = Finding(error.code, Severity.BLOCK, "key", error.facts)
        card = finding_cards(self.look, [found])[0]
        if error.code == "secret-suspected" and self._again is not None:
            again = Button(self.look, self.tr("These are no seed words: read it"))
            again.lie_on_tint()
            again.clicked.connect(self._again)
            card.add_answer(again)
        return card

    def _renew(self, draft: SetUpDraft) -> None:
        self.trouble = None
        self.show_draft(draft)
        self.change(draft)
        self._focus_next()
        self.settled.emit()

    def _focus_next(self) -> None:
        """The keyboard goes to the next place to be filled."""
        empty = [card for card in self.findChildren(EmptyKeyCard) if card.isVisibleTo(self)]
        if self.isVisible() and not (empty and focus_first(empty[0])):
            focus_first(self)

    # Ways to bring a key

    def _ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Keys from the signers"))
        self.add_files([Path(name) for name in names])

    def _ask_other(self, position: int) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Another key"))
        if name:
            path = Path(name)
            self._run(
                lambda draft, sure: replace_key(
                    draft, position, read_file(str(path)), path.name, no_seed_words=sure
                ),
                position,
            )

    def add_files(self, paths: list[Path]) -> None:
        """Reads one key from each file."""
        for path in paths:
            self._add(partial(read_file, str(path)), path.name)

    def paste(self) -> None:
        """Reads a key from the clipboard."""
        text = QGuiApplication.clipboard().text()[: _LONGEST_PASTE + 1]
        if text.strip():
            self._add(lambda: text.encode(errors="replace"), self.tr("the clipboard"))
        else:
            self.told.emit(self.tr("There is no text in the clipboard."))

    def add_practice(self) -> None:
        """The next practice signer; there is no device behind it."""
        number = self._next_practice_signer()
        if number is not None:
            self._run(lambda draft, _: add_practice_key(draft, number))

    def _next_practice_signer(self) -> int | None:
        """The first that has no key here yet; none on the real network."""
        if self.draft.network.kind is not NetworkKind.TEST:
            return None
        here = {key.source for key in self.draft.keys}
        signers = practice_signers(MAX_SIGNERS)
        return next((one.number for one in signers if one.name not in here), None)

    def _add(self, read: _Read, source: str) -> None:
        self._run(lambda draft, sure: add_key(draft, read(), source, no_seed_words=sure))

    def _run(
        self,
        bring: Callable[[SetUpDraft, bool], SetUpDraft],
        position: int | None = None,
        sure: bool = False,
    ) -> None:
        """Brings a key in the lane, to the draft as it is by then here."""
        before = self.draft

        def work() -> DraftKey:
            after = bring(before, sure)
            return after.keys[-1 if position is None else position]

        task = Task(self)
        task.succeeded.connect(partial(self._take, position))
        task.failed.connect(partial(self._refuse, lambda: self._run(bring, position, True)))
        task.run(self.parts.lanes.files, without_progress(work))

    def _take(self, position: int | None, key: DraftKey) -> None:
        keys = list(self.draft.keys)
        if position is None:
            keys.append(key)
        elif position < len(keys):
            keys[position] = key
        self._renew(replace(self.draft, keys=tuple(keys)))

    def _refuse(self, again: Callable[[], None], error: object) -> None:
        if not isinstance(error, StrongroomError):
            self.failed.emit(error)
            return
        self.trouble, self._again = error, again
        self.show_draft(self.draft)
        self._focus_next()
        for card in self.findChildren(FindingCard):
            if card.state.code == error.code:
                bring_into_view(card)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_files(
            [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        )
        event.acceptProposedAction()
