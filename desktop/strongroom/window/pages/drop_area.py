"""Where anything may be dropped, pasted, opened or scanned: the foot of home."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon, draw_icon
from strongroom.window.look import Look
from strongroom.window.opening import Opening
from strongroom.window.painting import smooth
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card, CardKind
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.painted import Painted
from strongroom.window.widgets.text import Text


class DropArea(Card):
    """What is dropped on it the window takes, as it does everywhere; ``scan`` wants the camera."""

    scan = Signal()

    def __init__(self, look: Look, opening: Opening) -> None:
        super().__init__(look, CardKind.TO_COME)
        ends = Ends(look, least=320, centred=True)
        ends.addLayout(self._words())
        ends.addLayout(self._buttons(opening))
        row = QHBoxLayout()
        row.setSpacing(look.px(20))
        row.addWidget(_Picture(look, Icon.OPEN), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(ends, 1)
        self.body.addLayout(row)

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        lead = self.tr("Drop a file, paste text or scan a code")
        words.addWidget(Text(self.look, lead, Voice(weight=Weight.STRONG)))
        said = self.tr(
            "A key, wallet, payment, signature or address: Strongroom says what it is before"
            " anything happens."
        )
        words.addWidget(Text(self.look, said, Voice(TypeSize.SMALL, role=Role.INK_SOFT)))
        return words

    def _buttons(self, opening: Opening) -> Flow:
        scan = Button(self.look, self.tr("Scan"), icon=Icon.CAMERA, spoken=self.tr("Scan a code"))
        scan.clicked.connect(self.scan)
        paste = Button(self.look, self.tr("Paste"))
        paste.clicked.connect(opening.paste)
        choose = Button(self.look, self.tr("Open file…"), icon=Icon.FILE)
        choose.clicked.connect(lambda: opening.ask(self))
        buttons = Flow(self.look)
        for button in (scan, paste, choose):
            buttons.addWidget(button)
        return buttons


class _Picture(Painted):
    """An icon to look at; the words beside it say all there is."""

    def __init__(self, look: Look, icon: Icon) -> None:
        super().__init__(look)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(24), self.look.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        draw_icon(painter, QRectF(self.rect()), self._icon, self.look.colour(Role.INK_SOFT))
