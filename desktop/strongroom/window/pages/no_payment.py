"""What stands where no payment is: how one comes here, and the button for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.pages.wallet_part import SOFT, STRONG
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card, CardKind
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.text import Text


class NoPaymentCard(Card):
    """``asked`` when somebody wants to choose a file."""

    asked = Signal()

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, CardKind.TO_COME)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(look, title, STRONG))
        said = self.tr("Open the file of a payment; once it is saved for a signer it stays here.")
        words.addWidget(Text(look, said, SOFT))
        choose = Button(look, self.tr("Open a payment’s file…"), icon=Icon.FILE)
        choose.clicked.connect(self.asked)
        ends = Ends(look, least=320, centred=True)
        ends.addLayout(words)
        ends.addWidget(choose)
        self.body.addLayout(ends)
