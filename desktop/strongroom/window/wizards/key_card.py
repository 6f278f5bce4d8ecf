"""A cosigner's card in the set-up: its key with what was found, or the ways to bring one."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from strongroom.model.errors import StrongroomError
from strongroom.model.finding import Finding, Severity
from strongroom.model.script_type import ScriptType
from strongroom.vault.records import CosignerRecord
from strongroom.window.fonts import Weight
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.pages.cosigner_fields import CosignerFields
from strongroom.window.pages.finding_cards import finding_cards, stops
from strongroom.window.pages.key_facts import KeyFacts
from strongroom.window.pages.wallet_words import WalletWords
from strongroom.window.paragraph import Run
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card, CardKind
from strongroom.window.widgets.field import Choice
from strongroom.window.widgets.finding import FindingCard
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.quorum import Quorum, QuorumState, SlotSize, SlotState
from strongroom.window.widgets.sign import Sign, SignKind
from strongroom.window.widgets.text import Text
from strongroom.window.wizards.step_view import LEAD, SMALL, SOFT
from strongroom.workflows.set_up_flow import DraftKey


@dataclass(frozen=True, slots=True)
class KeyState:
    """All that a card shows: it stays while this does. ``name`` is what the cosigner is called."""

    key: DraftKey
    name: str
    script_type: ScriptType
    findings: tuple[Finding, ...] = ()
    trouble: StrongroomError | None = None
    """Why another file could not take its place."""


@dataclass(frozen=True, slots=True)
class EmptyState:
    """A place for a key; only the next one to be filled offers the ways to do so."""

    name: str
    is_next: bool = False
    may_practise: bool = False
    trouble: StrongroomError | None = None


class KeyCard(Card):
    """A key that was read; its words can be changed here, its file replaced."""

    described = Signal(object)
    finished = Signal()
    chosen = Signal(int)
    """The place in the export of the key that somebody means."""
    replaced = Signal()
    removed = Signal()

    def __init__(self, look: Look, state: KeyState, parent: QWidget | None = None) -> None:
        findings = state.findings
        super().__init__(look, tint=Role.BLOCK if stops(findings) else None, parent=parent)
        self.state, self._key, self._name = state, state.key, state.name
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        slot = SlotState.REFUSED if stops(findings) else SlotState.FULL
        spoken = self.tr("Refused key") if stops(findings) else self.tr("Key that was read")
        row.addWidget(_slot(look, slot, spoken), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(look.px(8))
        column.addLayout(self._head(findings))
        kind = CardKind.PART if stops(findings) else CardKind.PLAIN
        for card in finding_cards(look, findings, kind):
            column.addWidget(card)
        self._add_facts(column)
        self._add_choice(column)
        column.addWidget(self._fields())
        column.addLayout(self._buttons())
        row.addLayout(column, 1)
        self.body.addLayout(row)

    def _head(self, findings: tuple[Finding, ...]) -> Ends:
        runs = [Run(self._name)]
        if self._key.device.casefold() not in self._name.casefold():
            runs.append(Run(f"  {self._key.device}", Weight.PLAIN, Role.INK_SOFT))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(self.look, runs, LEAD))
        if self._key.source and self._key.source != self._name:
            source = self.tr("From {name}").format(name=self._key.source)
            words.addWidget(Text(self.look, source, SMALL))
        head = Ends(self.look, least=200)
        head.addLayout(words)
        head.addLayout(self._verdict(findings))
        return head

    def _verdict(self, findings: tuple[Finding, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.look.px(6))
        if stops(findings):
            kind, said = SignKind.STOPS, self.tr("This key cannot be used")
        elif any(found.severity is Severity.WARN for found in findings):
            kind, said = SignKind.LOOK, self.tr("Needs a look")
        else:
            kind, said = SignKind.SEEN, self.tr("Good key")
        row.addWidget(Sign(self.look, kind, 16))
        row.addWidget(Text(self.look, said))
        return row

    def _add_facts(self, column: QVBoxLayout) -> None:
        try:
            key = self._key.chosen(self.state.script_type).key
        except StrongroomError:
            return
        column.addWidget(KeyFacts(self.look, key))

    def _add_choice(self, column: QVBoxLayout) -> None:
        """Which key of a file with several is taken, and others that could be."""
        keys, chosen = self._key.export.keys, self._key.choice
        fitting = self._key.fitting(self.state.script_type)
        # One chosen for another kind of address stays on offer, so that it can be left again.
        places = fitting if chosen is None else tuple(sorted({*fitting, chosen}))
        if len(places) > 1:
            column.addWidget(self._choice(places, chosen))
        elif places and len(keys) > 1:
            said = self.tr(
                "This file holds %n keys; the one for this kind of address is taken.", "", len(keys)
            )
            column.addWidget(Text(self.look, said, SMALL))

    def _choice(self, places: tuple[int, ...], chosen: int | None) -> Choice:
        words, keys = WalletWords(self), self._key.export.keys
        offered = [words.key_in_short(keys[place].key) for place in places]
        values: tuple[int | None, ...] = places
        if chosen is None:
            offered, values = [self.tr("Choose the key…"), *offered], (None, *places)
        choice = Choice(self.look, self.tr("Key of {name}").format(name=self._name), offered)
        choice.setCurrentIndex(values.index(chosen))
        choice.activated.connect(lambda at: self._choose(values[at]))
        return choice

    def _choose(self, place: int | None) -> None:
        if place is not None and place != self._key.choice:
            self.chosen.emit(place)

    def _fields(self) -> CosignerFields:
        key = self._key
        said = CosignerRecord(key.name, key.device, key.holder, key.place)
        fields = CosignerFields(self.look, said, self._name)
        fields.edited.connect(lambda: self.described.emit(fields.said()))
        fields.finished.connect(self.finished)
        return fields

    def _buttons(self) -> Flow:
        buttons = Flow(self.look)
        offers = (
            (self.tr("Replace…"), self.tr("Replace {name}"), self.replaced),
            (self.tr("Remove"), self.tr("Remove {name}"), self.removed),
        )
        for words, spoken, wish in offers:
            button = Button(self.look, words, size=ButtonSize.SMALL)
            button.set_words(words, spoken.format(name=self._name))
            button.clicked.connect(wish)
            buttons.addWidget(button)
        return buttons


class EmptyKeyCard(Card):
    """A place for a key, and what was wrong with the file that was tried for it."""

    asked_file = Signal()
    pasted = Signal()
    scanned = Signal()
    practised = Signal()

    def __init__(self, look: Look, state: EmptyState, parent: QWidget | None = None) -> None:
        kind = CardKind.PLAIN if state.is_next else CardKind.TO_COME
        super().__init__(look, kind, parent=parent)
        self.state = state
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        hollow = _slot(look, SlotState.HOLLOW, self.tr("Key to come"))
        row.addWidget(hollow, 0, Qt.AlignmentFlag.AlignTop)
        self.words = QVBoxLayout()
        self.words.setSpacing(look.px(8))
        self.words.addWidget(Text(look, state.name, LEAD))
        if state.is_next:
            said = self.tr(
                "Export the multisig key on the device, and drop its file here, or choose it. "
                "A key for watching is enough: no device gives out more, and nothing here asks "
                "for seed words."
            )
            self.words.addWidget(Text(look, said, SOFT))
            self._troubles = QVBoxLayout()
            self.words.addLayout(self._troubles)
            off = self.tr(
                "USB comes with a later version; until then keys come as files and codes."
            )
            self.words.addWidget(Text(look, off, SMALL))
            self.words.addLayout(self._ways(state.may_practise))
        row.addLayout(self.words, 1)
        self.body.addLayout(row)

    def add_trouble(self, card: FindingCard) -> None:
        """What was wrong with the file that was tried, above the ways to try another."""
        self._troubles.addWidget(card)

    def _ways(self, may_practise: bool) -> Flow:
        ways = Flow(self.look)
        file = Button(self.look, self.tr("Open file…"), icon=Icon.FILE)
        file.clicked.connect(self.asked_file)
        paste = Button(self.look, self.tr("Paste"), icon=Icon.COPY)
        paste.clicked.connect(self.pasted)
        scan = Button(self.look, self.tr("Scan QR"), icon=Icon.QR)
        scan.clicked.connect(self.scanned)
        usb = Button(self.look, self.tr("USB"), icon=Icon.USB)
        usb.switch(self.tr("This version reads no device by USB yet. Save the key as a file."))
        for button in (file, paste, scan, usb):
            ways.addWidget(button)
        if may_practise:
            practise = Button(
                self.look, self.tr("Practice signer"), ButtonKind.QUIET, Icon.PRACTISE
            )
            practise.clicked.connect(self.practised)
            ways.addWidget(practise)
        return ways


def _slot(look: Look, state: SlotState, spoken: str) -> Quorum:
    return Quorum(look, QuorumState((state,), 0), SlotSize.LARGE, spoken)
