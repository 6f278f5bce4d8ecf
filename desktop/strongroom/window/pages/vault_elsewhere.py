"""The vault on another computer: what opens it there, and its file copied."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.paragraph import Voice
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.text import Text
from strongroom.words.elsewhere_words import ELSEWHERE_WORDS
from strongroom.workflows.vault_copy import Elsewhere

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)


class ElsewhereCard(Card):
    """Says it before anything is copied."""

    copy = Signal()

    def __init__(self, look: Look, needed: Sequence[Elsewhere]) -> None:
        super().__init__(look)
        self.body.setSpacing(look.px(10))
        self.body.addWidget(Text(look, self.tr("On another computer"), _LEAD))
        for one in needed:
            words = QCoreApplication.translate("Words", ELSEWHERE_WORDS[one.value])
            self.body.addWidget(Text(look, words))
        button = Button(look, self.tr("Copy the vault…"), icon=Icon.EXPORT)
        button.clicked.connect(lambda: self.copy.emit())
        row = Flow(look)
        row.addWidget(button)
        self.body.addLayout(row)
