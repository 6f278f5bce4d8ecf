"""A wallet's policy as a picture and in words, and its descriptor."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.model.descriptor import write_descriptor
from strongroom.model.wallet import Wallet
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.pages.wallet_words import WalletWords
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.quorum import Quorum, QuorumState, SlotSize, SlotState
from strongroom.window.widgets.text import Text
from strongroom.window.widgets.timeline import Timeline

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)
_SOFT = Voice(role=Role.INK_SOFT)
_FIXED = Voice(TypeSize.FIXED_SMALL)
_MANY = 6
"""With more keys than that the slots are drawn smaller."""


class PolicyCard(Card):
    """Who can spend, what may be lost or stolen; the descriptor where somebody wants it."""

    def __init__(
        self,
        look: Look,
        wallet: Wallet,
        shows_descriptor: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent=parent)
        self._descriptor = Text(look, write_descriptor(wallet.policy), _FIXED)
        self._descriptor.setVisible(shows_descriptor)
        column = QVBoxLayout()
        column.setSpacing(2)
        for text, voice in self._sentences(wallet):
            column.addWidget(Text(look, text, voice))
        row = Flow(look, gap=20, row_gap=12)
        row.addWidget(_picture(look, wallet))
        row.addLayout(column)
        self.body.addLayout(row)
        if wallet.policy.recovery:
            self.body.addWidget(Timeline(look, wallet.policy.paths))
        self.body.addLayout(self._buttons())
        self.body.addWidget(self._descriptor)

    def _sentences(self, wallet: Wallet) -> tuple[tuple[str, Voice], ...]:
        words, policy = WalletWords(self), wallet.policy
        needed, count = policy.threshold, len(policy.keys)
        if policy.recovery:
            later = ((words.recovery(path), _SOFT) for path in policy.recovery)
            return ((words.policy(policy), _LEAD), *later)
        return (
            (words.policy(policy), _LEAD),
            (words.survives_loss(needed, count), _SOFT),
            (words.survives_theft(needed, count), _SOFT),
        )

    def _buttons(self) -> Flow:
        buttons = Flow(self.look)
        copy = CopyButton(self.look, self._descriptor.text(), self.tr("Copy the descriptor"))
        self._turner = Button(self.look, "-", ButtonKind.BARE, size=ButtonSize.SMALL)
        self._turner.clicked.connect(self._turn)
        buttons.addWidget(copy)
        buttons.addWidget(self._turner)
        self._name_turner()
        return buttons

    def _turn(self) -> None:
        self._descriptor.setVisible(self._descriptor.isHidden())
        self._name_turner()

    def _name_turner(self) -> None:
        is_hidden = self._descriptor.isHidden()
        self._turner.set_words(
            self.tr("Show the descriptor") if is_hidden else self.tr("Hide the descriptor")
        )


def _picture(look: Look, wallet: Wallet) -> Quorum:
    count = len(wallet.policy.keys)
    state = QuorumState((SlotState.HOLLOW,) * count, wallet.policy.threshold)
    return Quorum(look, state, SlotSize.LARGE if count <= _MANY else SlotSize.MEDIUM)
