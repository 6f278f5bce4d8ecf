"""The foot of a page: how things stand, and a word on the right."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from strongroom.window.fonts import TypeSize
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.measures import FOOT, MARGIN
from strongroom.window.painting import fill
from strongroom.window.paragraph import Side, Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.painted import announce
from strongroom.window.widgets.sign import Sign, SignKind
from strongroom.window.widgets.text import Text

_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_LOUD = Voice(TypeSize.SMALL)
_LEAST = 320
"""Where a sentence would get less, in px at 100 %, the word of the right goes below it."""
_HEARD = (SignKind.LOOK, SignKind.STOPS)
"""What a screen reader says at once."""


@dataclass(frozen=True, slots=True)
class NoticeState:
    """``aside`` stands on the right; ``has_undo`` offers to undo what ``text`` says."""

    text: str = ""
    sign: SignKind | None = None
    aside: str = ""
    has_undo: bool = False


class Notice(QWidget):
    """The bar along the foot of a page; it stays while the page scrolls, and goes when empty."""

    undone = Signal()

    def __init__(
        self, look: Look, state: NoticeState | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._margin: float = MARGIN
        self._sign = Sign(look, SignKind.TO_KNOW, 16)
        self._text = Text(look, voice=_SOFT)
        self._aside = Text(look, voice=_SOFT, side=Side.RIGHT)
        self._row = Ends(look, least=_LEAST, row_gap=2, centred=True)
        self._left = QHBoxLayout()
        self._left.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._left.addWidget(self._text, 1)
        self._row.addLayout(self._left)
        self._undo = Button(look, self.tr("Undo"), ButtonKind.BARE, Icon.UNDO, ButtonSize.SMALL)
        self._undo.clicked.connect(self.undone)
        right = QHBoxLayout()
        right.addWidget(self._aside)
        right.addWidget(self._undo)
        self._row.addLayout(right)
        self._frame = QHBoxLayout(self)
        self._frame.addLayout(self._row, 1)
        look.changed.connect(self.renew)
        self.set_state(state or NoticeState())
        self.renew()

    @property
    def state(self) -> NoticeState:
        return self._state

    def set_state(self, state: NoticeState) -> None:
        self._state = state
        self._sign.setVisible(state.sign is not None)
        if state.sign is not None:
            self._sign.set_kind(state.sign)
        heard = state.sign in _HEARD
        self._text.set_voice(_LOUD if heard else _SOFT)
        self._text.set_text(state.text)
        self._aside.set_text(state.aside)
        self._aside.setVisible(bool(state.aside))
        self._undo.setVisible(state.has_undo)
        self.setVisible(bool(state.text or state.aside))
        self.setAccessibleName(state.text)
        self.setAccessibleDescription(state.aside)
        if heard:
            announce(self, state.text)

    def set_margin(self, margin: float) -> None:
        """The page's margin left and right, in px at 100 %."""
        self._margin = margin
        self.renew()

    def renew(self) -> None:
        across, down = self.look.px(self._margin), self.look.px(6)
        self._frame.setContentsMargins(across, down, across, down)
        self._left.setSpacing(self.look.px(8))
        self.setMinimumHeight(self.look.px(FOOT))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        hairline = QRectF(0, 0, self.width(), 1)
        fill(QPainter(self), hairline, self.look.colour(Role.LINE))
