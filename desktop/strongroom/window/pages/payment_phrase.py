"""The comparison phrase of a payment: eight words that people read to each other."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.paragraph import Run, Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.label_edit import LabelEdit
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.text import Text

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_WORD = Voice(TypeSize.LEAD, Weight.STRONG)
_ACROSS = 4


class PhraseCard(Card):
    """The words in two rows; before they are worked out, that they are.

    ``compared`` has the names of those who compared them.
    """

    compared = Signal(str)

    def __init__(self, look: Look, phrase: Sequence[str]) -> None:
        super().__init__(look)
        head = Ends(look, least=120, centred=True)
        head.addWidget(Text(look, self.tr("Comparison phrase"), _STRONG))
        if phrase:
            what = self.tr("Copy the comparison phrase")
            head.addWidget(CopyButton(look, " ".join(phrase), what))
        self.body.addLayout(head)
        if phrase:
            self.body.addLayout(self._grid(phrase))
        else:
            self.body.addWidget(Text(look, self.tr("Working out the words…"), _SOFT))
        said = self.tr(
            "Read it to the other cosigners: the same eight words mean the same transaction. That"
            " does not replace reading where it pays."
        )
        self.body.addWidget(Text(look, said, _SOFT))
        if phrase:
            who = self.tr("Who compared the words")
            edit = LabelEdit(look, self.tr("Note who compared it…"), "", who)
            edit.named.connect(self.compared)
            self.body.addWidget(edit)

    def _grid(self, phrase: Sequence[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.look.px(8))
        grid.setVerticalSpacing(self.look.px(4))
        for number, word in enumerate(phrase):
            counted = Run(f"{number + 1} ", Weight.PLAIN, Role.INK_SOFT)
            said = Text(self.look, (counted, Run(word)), _WORD)
            grid.addWidget(said, *divmod(number, _ACROSS))
        return grid
