"""One finding on a page: its sign, what happened, what it means and what to do."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.paragraph import Run, Side, Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.card import Card, CardKind
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.painted import renamed
from strongroom.window.widgets.sign import Sign, SignKind
from strongroom.window.widgets.text import Text

_SIGN = 20
_MESSAGE = 420
"""Where a message would get less, in px at 100 %, its code goes below it."""
_TINTED = (SignKind.SEEN, SignKind.LOOK, SignKind.STOPS, SignKind.PRACTICE)


@dataclass(frozen=True, slots=True)
class FindingState:
    """``hint`` says what it means and what to do; ``code`` stands small, for support."""

    sign: SignKind
    message: str
    hint: str | tuple[Run, ...] = ""
    code: str = ""


class FindingCard(Card):
    """A finding, tinted by its weight; one that is a part of a tinted card has no plate."""

    def __init__(
        self,
        look: Look,
        state: FindingState,
        kind: CardKind = CardKind.PLAIN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, kind, parent=parent)
        small = Voice(TypeSize.FIXED_SMALL, role=Role.INK_SOFT)
        self._sign = Sign(look, state.sign, _SIGN)
        self._message = Text(look, voice=Voice(weight=Weight.STRONG))
        self._code = Text(look, voice=small, side=Side.RIGHT)
        self._hint = Text(look)
        self._answers = QVBoxLayout()
        self._place()
        self.set_state(state)

    def _place(self) -> None:
        self._head = Ends(self.look, least=_MESSAGE, row_gap=0)
        self._head.addWidget(self._message)
        self._head.addWidget(self._code)
        self._column = QVBoxLayout()
        self._column.addLayout(self._head)
        self._column.addWidget(self._hint)
        self._column.addLayout(self._answers)
        self._row = QHBoxLayout()
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._column, 1)
        self.body.addLayout(self._row)

    def set_state(self, state: FindingState) -> None:
        self.state = state
        self._sign.set_kind(state.sign)
        self._message.set_text(state.message)
        self._code.set_text(state.code)
        self._code.setVisible(bool(state.code))
        role = Role.INK if state.sign is SignKind.STOPS else Role.INK_SOFT
        self._hint.set_voice(Voice(role=role))
        self._hint.set_text(state.hint)
        self._hint.setVisible(bool(state.hint))
        self.set_tint(state.sign.role if state.sign in _TINTED else None)
        spoken = f"{self._sign.accessibleName()}: {state.message}"
        renamed(self, spoken, self._hint.text())
        self.renew()

    def renew(self) -> None:
        super().renew()
        px = self.look.px
        self._row.setSpacing(px(12))
        self._column.setSpacing(px(2))
        self._answers.setSpacing(px(8))
        self._answers.setContentsMargins(0, px(10) if self._answers.count() else 0, 0, 0)

    def add_answer(self, answer: QWidget) -> None:
        """Adds a box to tick, a button or more of what was found below the words."""
        self._answers.addWidget(answer)
        self.renew()
