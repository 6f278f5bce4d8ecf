"""What becomes of the quorum with time: a choice in the second step, with a picture of it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.model.spending_path import SpendingPath
from strongroom.window.look import Look
from strongroom.window.page import emptied
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.check_box import RoundBox
from strongroom.window.widgets.field import Choice
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.text import Text
from strongroom.window.widgets.timeline import Timeline
from strongroom.window.wizards.step_view import LEAD, SMALL
from strongroom.words.paths import delay_words
from strongroom.workflows.set_up_flow import DELAYS, Recovery, SetUpDraft, recovery_paths

_INDENT = 26


class RecoveryCard(Card):
    """``chosen`` has the kind of recovery and the delay in blocks."""

    chosen = Signal(object, int)

    def __init__(self, look: Look, draft: SetUpDraft, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self.boxes: dict[Recovery, RoundBox] = {}
        self._recovery = draft.recovery
        self.body.addWidget(Text(look, self.tr("If keys are lost"), LEAD))
        self._add(Recovery.NONE, self.tr("Nothing changes with time"), self._none())
        self._add(Recovery.FEWER, self.tr("Later, one key fewer is enough"), self._fewer())
        self._add(Recovery.DECAYING, self.tr("Later, fewer and fewer are enough"), self._decaying())
        self.delay = Choice(
            look,
            self.tr("How long coins must have lain"),
            [delay_words(each) for each in DELAYS],
        )
        self.delay.setCurrentIndex(DELAYS.index(draft.delay) if draft.delay in DELAYS else 3)
        self.delay.currentIndexChanged.connect(lambda _: self._tell())
        self._wait = self._wait_row()
        self.body.addWidget(self._wait)
        self._picture = QVBoxLayout()
        self.body.addLayout(self._picture)
        self.show_draft(draft)

    def show_draft(self, draft: SetUpDraft) -> None:
        """Draw what the draft now comes to."""
        self._recovery = draft.recovery
        paths = recovery_paths(draft)
        self._wait.setVisible(draft.recovery is not Recovery.NONE)
        emptied(self._picture)
        if not paths:
            return
        usual = SpendingPath(draft.threshold, tuple(range(draft.count)))
        later = (SpendingPath(p.threshold, usual.keys, p.delay) for p in paths)
        self._picture.addWidget(Timeline(self.look, (usual, *later)))
        said = self.tr(
            "The time counts for each coin by itself. To stay with the full quorum, coins have to "
            "be sent to an address of the same wallet before it is over."
        )
        self._picture.addWidget(Text(self.look, said, SMALL))

    def _none(self) -> str:
        return self.tr("What the quorum does not survive is lost for good.")

    def _fewer(self) -> str:
        return self.tr("One more key may be lost, once the coins have lain long enough.")

    def _decaying(self) -> str:
        return self.tr("In the end a single key can spend: the last one left, or a stolen one.")

    def _add(self, recovery: Recovery, words: str, said: str) -> None:
        box = RoundBox(self.look, words, self)
        box.setChecked(recovery is self._recovery)
        box.clicked.connect(partial(self._choose, recovery))
        self.boxes[recovery] = box
        below = QVBoxLayout()
        below.setContentsMargins(self.look.px(_INDENT), 0, 0, 0)
        below.addWidget(Text(self.look, said, SMALL))
        row = QVBoxLayout()
        row.setSpacing(0)
        row.addWidget(box)
        row.addLayout(below)
        self.body.addLayout(row)

    def _wait_row(self) -> QWidget:
        held = QWidget()
        row = Flow(self.look)
        held.setLayout(row)
        row.addWidget(Text(self.look, self.tr("When the coins have lain for")))
        row.addWidget(self.delay)
        return held

    def _choose(self, recovery: Recovery) -> None:
        self._recovery = recovery
        self._tell()

    def _tell(self) -> None:
        self.chosen.emit(self._recovery, DELAYS[self.delay.currentIndex()])
