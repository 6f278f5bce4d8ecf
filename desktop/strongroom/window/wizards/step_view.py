"""What the steps of the set-up share: they show a draft, and say what it became."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.model.errors import StrongroomError
from strongroom.vault.records import CosignerRecord
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.measures import CARD_GAP
from strongroom.window.page import Parts
from strongroom.window.pages.wallet_words import WalletWords
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.text import Text
from strongroom.workflows.set_up_flow import SetUpDraft, describe_key

SMALL = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
SOFT = Voice(role=Role.INK_SOFT)
LEAD = Voice(TypeSize.LEAD, Weight.STRONG)


class StepView(QWidget):
    """``changed`` has the draft; ``settled`` that an answer is whole and should be kept now."""

    changed = Signal(object)
    settled = Signal()
    failed = Signal(object)
    told = Signal(str)
    wanted = Signal(object)
    """A ``Place`` to go to; the draft is resumed when somebody comes back."""

    def __init__(self, parts: Parts, draft: SetUpDraft) -> None:
        super().__init__()
        self.parts, self.look, self.draft = parts, parts.look, draft
        self.words = WalletWords(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(self.look.px(CARD_GAP))

    def change(self, draft: SetUpDraft) -> None:
        """The draft is another now."""
        self.draft = draft
        self.changed.emit(draft)

    def describe(self, position: int, said: CosignerRecord) -> bool:
        """Take over what was said of a key's holder; False, and ``failed``, for a secret."""
        try:
            self.change(
                describe_key(
                    self.draft,
                    position,
                    name=said.name,
                    device=said.device,
                    holder=said.holder,
                    place=said.place,
                )
            )
        except StrongroomError as error:
            self.failed.emit(error)
            return False
        return True

    def named(self, word: str, control: QWidget) -> QVBoxLayout:
        """A control below its word."""
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Text(self.look, word, SMALL))
        column.addWidget(control)
        return column
