"""The second step: how many keys there are, how many must sign, and in what script."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from strongroom.model.policy import MAX_KEYS_CREATED
from strongroom.model.script_type import COSIGNED, ScriptType
from strongroom.window.page import Parts, emptied
from strongroom.window.pages.finding_cards import finding_cards
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.check_box import RoundBox
from strongroom.window.widgets.field import Choice
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.quorum import Quorum, QuorumState, SlotSize, SlotState
from strongroom.window.widgets.text import Text
from strongroom.window.wizards.recovery_card import RecoveryCard
from strongroom.window.wizards.step_view import LEAD, SMALL, StepView
from strongroom.words.amounts import quorum
from strongroom.workflows.set_up_flow import (
    PRESETS,
    Recovery,
    SetUpDraft,
    SetUpStep,
    problems,
    with_quorum,
    with_recovery,
    with_script_type,
)

_INDENT = 26
"""Where the words of a box begin, and so what belongs to it."""


class QuorumStep(StepView):
    """Each choice says what it survives."""

    def __init__(self, parts: Parts, draft: SetUpDraft) -> None:
        super().__init__(parts, draft)
        self.presets: list[RoundBox] = []
        self._findings = QVBoxLayout()
        self._findings.setSpacing(self.look.px(8))
        self._own = self._own_choices()
        self.column.addWidget(self._preset_card())
        self.column.addLayout(self._findings)
        self.recovery = RecoveryCard(self.look, draft)
        self.recovery.chosen.connect(self._take_recovery)
        self.column.addWidget(self.recovery)
        self.column.addWidget(self._script_card())
        self.column.addStretch(1)
        self._show_findings()

    def focus_chosen(self) -> None:
        """Puts the keyboard on the choice that is made."""
        next(box for box in self.presets if box.isChecked()).setFocus()

    def _preset_card(self) -> Card:
        card = Card(self.look, CardKind.LIST)
        is_own = (self.draft.threshold, self.draft.count) not in PRESETS
        for threshold, count in PRESETS:
            box = self._box(quorum(threshold, count), card)
            box.setChecked((threshold, count) == (self.draft.threshold, self.draft.count))
            box.clicked.connect(partial(self._choose, threshold, count))
            card.body.addWidget(self._row(box, threshold, count))
            card.body.addWidget(Hairline(self.look))
        self.custom = self._box(self.tr("Another"), card)
        self.custom.setChecked(is_own)
        self.custom.toggled.connect(self._own.setVisible)
        self._own.setVisible(is_own)
        card.body.addWidget(self._framed(self.custom, self._own))
        return card

    def _box(self, words: str, card: Card) -> RoundBox:
        box = RoundBox(self.look, words, card)
        self.presets.append(box)
        # They lie in rows of their own, so they let go of each other here.
        box.setAutoExclusive(False)
        box.clicked.connect(partial(self._mark, box))
        return box

    def _mark(self, chosen: RoundBox) -> None:
        for box in self.presets:
            box.setChecked(box is chosen)

    def _row(self, box: RoundBox, threshold: int, count: int) -> QWidget:
        state = QuorumState((SlotState.HOLLOW,) * count, threshold)
        said = QVBoxLayout()
        said.setSpacing(0)
        for text in (
            self.words.survives_loss(threshold, count),
            self.words.survives_theft(threshold, count),
        ):
            said.addWidget(Text(self.look, text, SMALL))
        words = QWidget()
        words.setLayout(said)
        said.setContentsMargins(self.look.px(_INDENT), 0, 0, 0)
        return self._framed(box, words, Quorum(self.look, state, SlotSize.SMALL))

    def _framed(self, box: RoundBox, below: QWidget, picture: Quorum | None = None) -> QWidget:
        row, px = QWidget(), self.look.px
        frame = QHBoxLayout(row)
        frame.setContentsMargins(px(16), px(8), px(16), px(8))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(box)
        column.addWidget(below)
        frame.addLayout(column, 1)
        if picture is not None:
            frame.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _own_choices(self) -> QWidget:
        numbers = [str(number) for number in range(1, MAX_KEYS_CREATED + 1)]
        self.threshold = Choice(self.look, self.tr("How many must sign"), numbers)
        self.count = Choice(self.look, self.tr("How many keys there are"), numbers)
        self.threshold.setCurrentIndex(self.draft.threshold - 1)
        self.count.setCurrentIndex(self.draft.count - 1)
        for choice in (self.threshold, self.count):
            choice.currentIndexChanged.connect(lambda _: self._take_own())
        held = QWidget()
        frame, row = QHBoxLayout(held), Flow(self.look)
        frame.setContentsMargins(self.look.px(_INDENT), self.look.px(4), 0, 0)
        frame.addLayout(row, 1)
        row.addWidget(self.threshold)
        row.addWidget(Text(self.look, self.tr("must sign, of")))
        row.addWidget(self.count)
        row.addWidget(Text(self.look, self.tr("keys")))
        return held

    def _script_card(self) -> Card:
        card = Card(self.look)
        card.body.addWidget(Text(self.look, self.tr("Kind of address"), LEAD))
        names = [self._script_name(each) for each in COSIGNED]
        self.script = Choice(self.look, self.tr("Kind of address"), names)
        self.script.setCurrentIndex(COSIGNED.index(self.draft.script_type))
        self.script.currentIndexChanged.connect(self._take_script)
        card.body.addWidget(self.script)
        said = self.tr(
            "Native segwit is what every device here knows. Taproot shows the network less of the "
            "wallet, and few devices sign for several keys in it yet."
        )
        card.body.addWidget(Text(self.look, said, SMALL))
        return card

    def _script_name(self, script_type: ScriptType) -> str:
        name = self.words.script(script_type)
        if script_type is ScriptType.P2WSH:
            return self.tr("{name} (recommended)").format(name=name)
        return name

    def _choose(self, threshold: int, count: int) -> None:
        self._own.hide()
        self._take(threshold, count)

    def _take_own(self) -> None:
        self._take(self.threshold.currentIndex() + 1, self.count.currentIndex() + 1)

    def _take(self, threshold: int, count: int) -> None:
        self.change(with_quorum(self.draft, threshold, count))
        self._show_findings()
        self.settled.emit()

    def _take_script(self, number: int) -> None:
        self.change(with_script_type(self.draft, COSIGNED[number]))
        self._show_findings()
        self.settled.emit()

    def _take_recovery(self, recovery: Recovery, delay: int) -> None:
        self.change(with_recovery(self.draft, recovery, delay))
        self._show_findings()
        self.settled.emit()

    def _show_findings(self) -> None:
        self.recovery.show_draft(self.draft)
        emptied(self._findings)
        for card in finding_cards(self.look, problems(self.draft, SetUpStep.QUORUM)):
            self._findings.addWidget(card)
