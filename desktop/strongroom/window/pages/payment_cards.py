"""The smaller cards of a payment: what to compare, what to do when it is stopped, the end."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.pages.payment_work import final_txid
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.text import Text

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_FIXED = Voice(TypeSize.FIXED)
_GROUP = 4
_IN_A_LINE = 4


class DigestCard(Card):
    """What two people compare to know that they have the same payment before them."""

    def __init__(self, look: Look, digest: bytes) -> None:
        super().__init__(look)
        head = Ends(look, least=120, centred=True)
        head.addWidget(Text(look, self.tr("To compare"), _STRONG))
        head.addWidget(CopyButton(look, digest.hex(), self.tr("Copy what is compared")))
        self.body.addLayout(head)
        self.body.addWidget(Text(look, _lines(digest), _FIXED))
        said = self.tr("The other cosigners see the same if they have the same payment.")
        self.body.addWidget(Text(look, said, _SOFT))


class StoppedCard(Card):
    """What to do about a payment that must not be signed."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.body.addWidget(Text(look, self.tr("What to do"), _STRONG))
        steps = (
            self.tr("Do not sign this file on any device."),
            self.tr("Call the person who sent it. Do not answer the message it came in."),
            self.tr("Have the payment made anew."),
        )
        for number, step in enumerate(steps, 1):
            row = QHBoxLayout()
            row.setSpacing(look.px(12))
            count = Text(look, f"{number}", Voice(weight=Weight.STRONG, role=Role.INK_SOFT))
            row.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(look, step), 1)
            self.body.addLayout(row)


class FinalCard(Card):
    """The finished transaction: its id, and on demand the whole of it."""

    def __init__(self, look: Look, raw: bytes) -> None:
        super().__init__(look)
        txid, self._raw = final_txid(raw), raw
        self.body.addWidget(Text(look, self.tr("The finished transaction"), _STRONG))
        self.body.addWidget(Text(look, txid, _FIXED))
        said = self.tr("Nothing was sent. Hand the transaction to a node or program of yours.")
        self.body.addWidget(Text(look, said, _SOFT))
        buttons = Flow(look)
        copy_id = CopyButton(look, txid, self.tr("Copy the id of the transaction"))
        self._show = Button(look, self.tr("Show the transaction"), size=ButtonSize.SMALL)
        self._show.clicked.connect(self._toggle)
        buttons.addWidget(copy_id)
        buttons.addWidget(self._show)
        self.body.addLayout(buttons)
        self._hex = Text(look, "", Voice(TypeSize.FIXED_SMALL))
        self._hex.hide()
        self.body.addWidget(self._hex)

    def _toggle(self) -> None:
        is_hidden = self._hex.isHidden()
        self._hex.set_text(self._raw.hex() if is_hidden else "")
        self._hex.setVisible(is_hidden)
        words = self.tr("Hide the transaction") if is_hidden else self.tr("Show the transaction")
        self._show.set_words(words)


def _lines(digest: bytes) -> str:
    """Hex in groups of four, four groups in a line."""
    text = digest.hex()
    groups = [text[start : start + _GROUP] for start in range(0, len(text), _GROUP)]
    rows = [groups[start : start + _IN_A_LINE] for start in range(0, len(groups), _IN_A_LINE)]
    return "\n".join("  ".join(row) for row in rows)
