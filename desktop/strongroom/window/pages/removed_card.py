"""What was removed last, and the way to have it back."""

from PySide6.QtCore import Signal

from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.session import Removed
from strongroom.window.undo_words import undo_words
from strongroom.window.widgets.buttons import Button, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.text import Text


class RemovedCard(Card):
    """``undone`` when somebody wants it back."""

    undone = Signal()

    def __init__(self, look: Look, removed: Removed) -> None:
        super().__init__(look)
        undo = Button(look, self.tr("Undo"), icon=Icon.UNDO, size=ButtonSize.SMALL)
        undo.clicked.connect(self.undone)
        row = Ends(look, least=240, centred=True)
        row.addWidget(Text(look, undo_words(removed)))
        row.addWidget(undo)
        self.body.addLayout(row)
