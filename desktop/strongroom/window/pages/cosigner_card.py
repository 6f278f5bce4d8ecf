"""One cosigner of a wallet: who it is, its key, and whether the key was compared on its device."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from strongroom.model.finding import Finding, Severity
from strongroom.model.policy import CosignerKey
from strongroom.vault.records import CosignerRecord, WalletRecord
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.keyboard import focus_first
from strongroom.window.look import Look
from strongroom.window.pages.cosigner_fields import CosignerFields, Known
from strongroom.window.pages.finding_cards import finding_state
from strongroom.window.pages.key_facts import KeyFacts
from strongroom.window.pages.provenance_fields import ProvenanceFields, ProvenanceWords
from strongroom.window.pages.registrations import Registrations, registration_lines
from strongroom.window.pages.wallet_words import WalletWords
from strongroom.window.paragraph import Run, Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.finding import FindingCard
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.quorum import Quorum, QuorumState, SlotSize, SlotState
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import date_in_words

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_DUE = Voice(TypeSize.SMALL, role=Role.WARN)


class CosignerCard(Card):
    """``ticked`` when somebody says that the key was compared, ``described`` what is said of it,
    ``cleared`` when nothing but the name is to stay of that."""

    ticked = Signal(bool)
    described = Signal(object)
    cleared = Signal()

    def __init__(
        self,
        look: Look,
        position: int,
        key: CosignerKey,
        said: CosignerRecord,
        name: str = "",
        whole: bool = False,
        is_kept: bool = False,
        known: Known | None = None,
        wallet: WalletRecord | None = None,
        findings: Sequence[Finding] = (),
        drill: tuple[str, bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` tells it apart where others have its own; ``whole`` shows the whole key at
        once, to be compared. Of a wallet that ``is_kept`` all that is said can be cleared.
        ``known`` are the names of people and places. Of a ``wallet`` that is kept it is shown where
        it is registered; ``findings`` are what was published about its signer. ``drill`` says
        of the last drill how it went, and whether one is due."""
        super().__init__(look, parent=parent)
        self._words = WalletWords(self)
        self.said, self._name = said, name or said.name or self._words.unnamed(position)
        self._form: _Form | None = None
        self._is_kept, self._known = is_kept, known
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        row.addWidget(self._slot(), 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(look.px(8))
        self._column.addLayout(self._head())
        self._column.addWidget(KeyFacts(look, key, whole))
        provenance = ProvenanceWords(self).line(said.provenance)
        if provenance:
            self._column.addWidget(Text(look, provenance, _SOFT))
        for found in findings:
            self._column.addWidget(self._published(found))
        if drill is not None:
            line, is_due = drill
            self._column.addWidget(Text(look, line, _DUE if is_due else _SOFT))
        self.registrations: Registrations | None = None
        if wallet is None:
            for line in registration_lines(said):
                self._column.addWidget(Text(look, line, _SOFT))
        else:
            self.registrations = Registrations(look, wallet, said, self._name)
            self._column.addWidget(self.registrations)
        self._column.addWidget(self._box())
        row.addLayout(self._column, 1)
        self.body.addLayout(row)

    def _published(self, found: Finding) -> QWidget:
        """A warning as a finding; what is not noted, in one small line."""
        if found.severity >= Severity.WARN:
            return FindingCard(self.look, finding_state(found))
        state = finding_state(found)
        return Text(self.look, f"{state.message} {state.hint}", _SOFT)

    def _slot(self) -> Quorum:
        """Full once the key was compared."""
        if self.said.compared is not None:
            state, spoken = SlotState.FULL, self.tr("Compared key")
        else:
            state, spoken = SlotState.HOLLOW, self.tr("Key to be compared")
        return Quorum(self.look, QuorumState((state,), 0), SlotSize.LARGE, spoken)

    def _head(self) -> Ends:
        runs = [Run(self._name)]
        if self.said.device.casefold() not in self._name.casefold():
            runs.append(Run(f"  {self.said.device}", Weight.PLAIN, Role.INK_SOFT))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(self.look, runs, _LEAD))
        where = " · ".join(part for part in (self.said.holder, self.said.place) if part)
        if where:
            words.addWidget(Text(self.look, where, _SOFT))
        change = Button(self.look, self.tr("Describe"), ButtonKind.BARE, size=ButtonSize.SMALL)
        change.set_words(self.tr("Describe"), self.tr("Describe {name}").format(name=self._name))
        change.clicked.connect(self._turn)
        head = Ends(self.look, least=160)
        head.addLayout(words)
        head.addWidget(change)
        return head

    def _box(self) -> CheckBox:
        said = self.tr("I compared this key on the device itself")
        when = self.said.compared
        if when is not None:
            said += f" ({date_in_words(int(when.timestamp()))})"
        box = CheckBox(self.look, said)
        box.setAccessibleName(f"{self._name}: {said}")
        box.setChecked(when is not None)
        box.toggled.connect(self.ticked)
        return box

    @property
    def is_open(self) -> bool:
        """Whether there are fields to describe it in."""
        return self._form is not None and not self._form.isHidden()

    def open(self) -> None:
        """Shows the fields."""
        if self._form is None:
            self._form = _Form(self.look, self.said, self._name)
            if self._known is not None:
                self._form.fields.offer(self._known)
            self._form.finished.connect(self._describe)
            if self._is_kept:
                self._form.add_clear().connect(self.cleared)
            self._column.insertWidget(1, self._form)
        self._form.show()

    def _turn(self) -> None:
        if self._form is not None and self.is_open:
            self._form.hide()
        else:
            self.open()
            focus_first(self._form or self)

    def _describe(self) -> None:
        """Said only where it is another than before: fields are left more often than changed."""
        said = self._form.said() if self._form is not None else None
        if said is not None and said != self.said:
            self.described.emit(said)


class _Form(QWidget):
    """Who holds the key and where, and below it where the key comes from."""

    finished = Signal()

    def __init__(self, look: Look, said: CosignerRecord, who: str) -> None:
        super().__init__()
        self._look, self._who = look, who
        self.fields = CosignerFields(look, said, who)
        self._provenance = ProvenanceFields(look, said.provenance, who)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(8))
        for part in (self.fields, self._provenance):
            part.finished.connect(self.finished)
            self._column.addWidget(part)

    def add_clear(self) -> SignalInstance:
        """A button that clears all of it; what is returned says that it was pressed."""
        said = self.tr("Clear all but the name")
        spoken = self.tr("Clear all that is said of {name} but the name").format(name=self._who)
        button = Button(self._look, said, ButtonKind.BARE, Icon.CLOSE, ButtonSize.SMALL, spoken)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button.clicked

    def said(self) -> CosignerRecord | None:
        """What stands in the fields; None while something in them cannot be kept."""
        if not self._provenance.is_whole:
            return None
        return replace(self.fields.said(), provenance=self._provenance.said())
