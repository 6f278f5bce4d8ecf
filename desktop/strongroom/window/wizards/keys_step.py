"""The third step: a key from each signer."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from strongroom.model.errors import StrongroomError
from strongroom.model.finding import Finding, Severity
from strongroom.model.network import NetworkKind
from strongroom.model.script_type import ScriptType
from strongroom.practice.signers import MAX_SIGNERS, practice_signers
from strongroom.transports.files import read_file
from strongroom.window.keyboard import controls, focus_first, let_go
from strongroom.window.laid_out import bring_into_view
from strongroom.window.measures import CARD_GAP
from strongroom.window.page import Parts, emptied
from strongroom.window.pages.finding_cards import finding_cards, stops
from strongroom.window.places import ScanPlace, SetUpPlace
from strongroom.window.scanning.files import may_show_codes
from strongroom.window.tasks import Task, without_progress
from strongroom.window.turns import Turns
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.finding import FindingCard
from strongroom.window.wizards.key_card import EmptyKeyCard, EmptyState, KeyCard, KeyState
from strongroom.window.wizards.step_view import StepView
from strongroom.words.cosigner_names import told_apart
from strongroom.workflows.reading_apart import opened_apart
from strongroom.workflows.set_up_flow import (
    DraftKey,
    SetUpDraft,
    add_key,
    add_practice_key,
    choose,
    key_findings,
    remove_key,
    replace_key,
)

_LONGEST_PASTE = 1024 * 1024
"""Characters."""
_Read = Callable[[], bytes]
_KeyPlace = KeyCard | EmptyKeyCard


class KeysStep(StepView):
    """Files are read in the lane of files; what is wrong with one is said where it would stand."""

    def __init__(self, parts: Parts, draft: SetUpDraft) -> None:
        super().__init__(parts, draft)
        self.setAcceptDrops(True)
        self.trouble: StrongroomError | None = None
        self._trouble_at: int | None = None
        """Whose key was to be replaced, None where another was to be added."""
        self._again: Callable[[], None] | None = None
        self._cards: list[_KeyPlace | None] = []
        self._places = QVBoxLayout()
        self._troubles = QVBoxLayout()
        for layout in (self._places, self._troubles):
            layout.setSpacing(self.look.px(CARD_GAP))
            self.column.addLayout(layout)
        self.column.addStretch(1)
        self._turns = Turns(self)
        self._turns.ended.connect(self._end_turns)
        self._wants_focus = False
        self.show_draft(draft)

    @property
    def is_whole(self) -> bool:
        """Whether every card is there; they come a few at a time."""
        return not self._turns.is_busy

    def show_draft(self, draft: SetUpDraft) -> None:
        """A card for each key, and for each that is still to come; one stays that is as it was."""
        self.draft = draft
        before = [card for card in self._cards if card is not None]
        wanted = self._states()
        kept = [next((card for card in before if card.state == state), None) for state in wanted]
        for card in before:
            if card not in kept:
                self._let_go(card)
        self._cards = list(kept)
        emptied(self._troubles)
        trouble = self.trouble if self._trouble_at is None else None
        if trouble is not None and len(draft.keys) >= draft.count:
            self._troubles.addWidget(self._trouble_card(trouble))
        missing = [at for at, card in enumerate(kept) if card is None]
        # What one is asked for comes first, and at once.
        missing.sort(key=lambda at: at != len(draft.keys))
        for at in missing[:1]:
            self._make_card(at, wanted[at])
            self._show_card(at)
        # A card may have been made for the draft before, and not shown yet.
        unseen = [at for at, card in enumerate(kept) if card is not None and card.isHidden()]
        self._turns.begin(
            [
                *(partial(self._show_card, at) for at in unseen),
                *(
                    piece
                    for at in missing[1:]
                    for piece in (
                        partial(self._make_card, at, wanted[at]),
                        partial(self._show_card, at),
                    )
                ),
            ]
        )

    def _states(self) -> list[KeyState | EmptyState]:
        draft = self.draft
        names = told_apart(
            [key.label for key in draft.keys],
            [_fingerprint(key, draft.script_type) for key in draft.keys],
        )
        keys = [
            KeyState(
                key,
                names[at],
                draft.script_type,
                key_findings(draft, at),
                self.trouble if at == self._trouble_at else None,
            )
            for at, key in enumerate(draft.keys)
        ]
        following = len(keys)
        trouble = self.trouble if self._trouble_at is None else None
        may_practise = self._next_practice_signer() is not None
        empty = [
            EmptyState(self.words.unnamed(at), at == following, may_practise, trouble)
            if at == following
            else EmptyState(self.words.unnamed(at))
            for at in range(following, draft.count)
        ]
        return [*keys, *empty]

    def _make_card(self, at: int, state: KeyState | EmptyState) -> None:
        made = self._key_card(state) if isinstance(state, KeyState) else self._empty_card(state)
        made.hide()
        self._cards[at] = made
        above = sum(card is not None for card in self._cards[:at])
        self._places.insertWidget(above, made)

    def _show_card(self, at: int) -> None:
        above = [card for card in self._cards[:at] if card is not None]
        below = [card for card in self._cards[at:] if card is not None]
        below[0].show()
        # Tab goes from the top down, in whatever order the cards were made.
        around = (*above[-1:], *below[:2])
        for one, following in pairwise(each for card in around for each in controls(card)):
            QWidget.setTabOrder(one, following)

    def _let_go(self, card: Card) -> None:
        self._places.removeWidget(card)
        let_go(card, self)

    def _key_card(self, state: KeyState) -> KeyCard:
        card = KeyCard(self.look, state)
        # Keys before it may come and go while the card stays.
        card.described.connect(lambda said: self.describe(self._cards.index(card), said))
        card.finished.connect(self.settled)
        card.chosen.connect(
            lambda choice: self._renew(choose(self.draft, self._cards.index(card), choice))
        )
        card.removed.connect(lambda: self._renew(remove_key(self.draft, self._cards.index(card))))
        card.replaced.connect(lambda: self._ask_other(self._cards.index(card)))
        if state.trouble is not None:
            card.body.addWidget(self._trouble_card(state.trouble))
        return card

    def _empty_card(self, state: EmptyState) -> EmptyKeyCard:
        card = EmptyKeyCard(self.look, state)
        card.asked_file.connect(self._ask_files)
        card.pasted.connect(self.paste)
        card.scanned.connect(lambda: self.wanted.emit(ScanPlace(SetUpPlace())))
        card.practised.connect(self.add_practice)
        if state.trouble is not None:
            card.add_trouble(self._trouble_card(state.trouble))
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
        self.focus_next()
        self.settled.emit()

    def focus_next(self) -> None:
        """The keyboard goes to the next place to be filled, once it is there."""
        self._wants_focus = True
        if self.is_whole:
            self._end_turns()

    def _end_turns(self) -> None:
        if not self._wants_focus or not self.isVisible():
            return
        self._wants_focus = False
        refused = self._refused()
        if refused is not None:
            focus_first(refused)
            bring_into_view(refused.findChildren(FindingCard)[0])
            return
        empty = [card for card in self._cards if isinstance(card, EmptyKeyCard)]
        if not (empty and focus_first(empty[0])):
            focus_first(self)

    def _refused(self) -> KeyCard | None:
        """The first key that cannot be used: the way on leads past it."""
        cards = (card for card in self._cards if isinstance(card, KeyCard))
        return next((card for card in cards if stops(card.state.findings)), None)

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
                    draft, position, _read(path), path.name, no_seed_words=sure
                ),
                position,
            )

    def add_files(self, paths: list[Path]) -> None:
        """Reads one key from each file; photos and videos of codes are scanned."""
        if paths and all(map(may_show_codes, paths)):
            self.wanted.emit(ScanPlace(SetUpPlace(), files=tuple(paths)))
            return
        for path in paths:
            self._add(partial(_read, path), path.name)

    def paste(self) -> None:
        """Reads a key from the clipboard."""
        text = QGuiApplication.clipboard().text()[: _LONGEST_PASTE + 1]
        if text.strip():
            given = text.encode(errors="replace")
            self._add(lambda: opened_apart(given), self.tr("the clipboard"))
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
        again = partial(self._run, bring, position, True)
        task.failed.connect(partial(self._refuse, again, position))
        task.run(self.parts.lanes.files, without_progress(work))

    def _take(self, position: int | None, key: DraftKey) -> None:
        keys = list(self.draft.keys)
        if position is None:
            keys.append(key)
        elif position < len(keys):
            keys[position] = key
        self._renew(replace(self.draft, keys=tuple(keys)))

    def _refuse(self, again: Callable[[], None], position: int | None, error: object) -> None:
        if not isinstance(error, StrongroomError):
            self.failed.emit(error)
            return
        self.trouble, self._again, self._trouble_at = error, again, position
        self.show_draft(self.draft)
        self.focus_next()
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


def _read(path: Path) -> bytes:
    return opened_apart(read_file(str(path)))


def _fingerprint(key: DraftKey, script_type: ScriptType) -> bytes | None:
    """The master key's; None where it is not told, or no key of the file fits."""
    try:
        return key.chosen(script_type).key.fingerprint
    except StrongroomError:
        return None
