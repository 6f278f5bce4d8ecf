"""What the parts of a wallet's page share: the wallet as it is kept now, and a way to speak."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.measures import CARD_GAP
from strongroom.window.page import Parts
from strongroom.window.pages.wallet_words import WalletWords
from strongroom.window.paragraph import Voice
from strongroom.window.tasks import Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.turns import Turns
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.finding import FindingCard, FindingState
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows.keeping import Keeper, KeptWallet

SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
STRONG = Voice(weight=Weight.STRONG)


class WalletPart(QWidget):
    """One part of the page; it is made anew when the wallet is another."""

    failed = Signal(object)
    """An exception, for the foot of the page."""
    told = Signal(str)
    """A sentence for the foot of the page."""
    risk_accepted = Signal()
    wanted = Signal(object)
    """A ``Place`` to go to."""
    to_cosigners = Signal()
    """Somebody wants to compare the keys."""

    def __init__(self, parts: Parts, kept: KeptWallet) -> None:
        super().__init__()
        self.parts, self.look, self.session = parts, parts.look, parts.session
        self.kept = kept
        self.words = WalletWords(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(self.look.px(CARD_GAP))
        self._turns = Turns(self)

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there; what is much comes a piece at a time."""
        return not self._turns.is_busy

    def take(self, kept: KeptWallet) -> bool:
        """Shows the wallet as it is now; False where that takes a new part."""
        return False

    def derive(self, work: Callable[[], object], show: Callable[..., None]) -> None:
        """Has the engines work, and shows what they found."""
        task = Task(self)
        task.succeeded.connect(show)
        task.failed.connect(self.failed)
        task.run(self.parts.lanes.engines, without_progress(work))

    def change(self, change: Callable[[Keeper], object]) -> Task:
        """Changes what is kept; what fails is said."""
        task = self.session.change(change)
        task.failed.connect(self.failed)
        return task

    def _not_compared(self, missing: int, count: int) -> str:
        said = self.tr("{missing} of {count} keys were not compared on their devices.")
        if missing == 1:
            said = self.tr("One of {count} keys was not compared on its device.")
        risk = self.tr(
            "Someone could have swapped a key on its way here, and would own what you receive. "
            "Compare each key with its device's own screen and tick it."
        )
        return f"{said.format(missing=missing, count=count)} {risk}"

    def lock_card(self) -> FindingCard:
        """What stands in place of addresses until the keys are compared."""
        missing = sum(cosigner.compared is None for cosigner in self.kept.record.cosigners)
        count = len(self.kept.record.cosigners)
        state = FindingState(
            SignKind.LOOK,
            self.tr("Addresses are locked until the keys are compared"),
            self._not_compared(missing, count),
            "wallet-unverified",
        )
        card = FindingCard(self.look, state)
        compare = Button(self.look, self.tr("Compare the keys"), ButtonKind.FILLED, Icon.KEY)
        compare.clicked.connect(self.to_cosigners)
        anyway = CheckBox(self.look, self.tr("Show them anyway: I accept the risk"))
        anyway.lie_on_tint()
        anyway.toggled.connect(lambda _: self.risk_accepted.emit())
        card.add_answer(compare)
        card.add_answer(anyway)
        return card
