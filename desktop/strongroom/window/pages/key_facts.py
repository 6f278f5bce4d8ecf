"""What a cosigner's key is known by: fingerprint, path and the key, each beside its word."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from strongroom.model.policy import CosignerKey
from strongroom.window.fonts import TypeSize
from strongroom.window.look import Look
from strongroom.window.pages.wallet_words import WalletWords, short_key
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.text import Text

_LEAST = 420
"""Where a whole key would get less, in px at 100 %, the buttons go below it."""
_WORD = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_FIXED = Voice(TypeSize.FIXED_SMALL)


class KeyFacts(QWidget):
    """The key stands in short until somebody wants it whole; what is copied is the whole."""

    def __init__(
        self, look: Look, key: CosignerKey, whole: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look, self._key_text = look, str(key.xpub)
        self._is_whole = whole
        words = WalletWords(self)
        self._xpub = Text(look, voice=_FIXED)
        rows = (
            (self.tr("Fingerprint"), Text(look, words.fingerprint(key), _FIXED)),
            (self.tr("Path"), Text(look, words.path(key), _FIXED)),
            (self.tr("Key"), self._xpub),
        )
        self._place(rows)
        self._show_key()
        look.changed.connect(self.renew)
        self.renew()

    def _place(self, rows: tuple[tuple[str, Text], ...]) -> None:
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        for number, (word, fact) in enumerate(rows):
            self._grid.addWidget(Text(self.look, word, _WORD), number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(fact, number, 1)
        buttons = Flow(self.look)
        self._more = Button(
            self.look, self.tr("Show whole"), ButtonKind.BARE, size=ButtonSize.SMALL
        )
        self._more.clicked.connect(self._turn)
        copy = CopyButton(self.look, self._key_text, self.tr("Copy the key"))
        buttons.addWidget(self._more)
        buttons.addWidget(copy)
        ends = Ends(self.look, least=_LEAST)
        ends.addLayout(self._grid)
        ends.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(ends)

    def _turn(self) -> None:
        self._is_whole = not self._is_whole
        self._show_key()

    def _show_key(self) -> None:
        self._xpub.set_text(self._key_text if self._is_whole else short_key(self._key_text))
        self._xpub.setAccessibleName(self._key_text)
        self._more.set_words(self.tr("Show less") if self._is_whole else self.tr("Show whole"))

    def renew(self) -> None:
        self._grid.setHorizontalSpacing(self.look.px(16))
        self._grid.setVerticalSpacing(self.look.px(1))
        self._grid.setColumnMinimumWidth(0, self.look.px(72))
