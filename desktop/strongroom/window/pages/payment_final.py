"""The end of a payment: the finished transaction, to be copied, read or shown as a code."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.measures import CARD_ACROSS
from strongroom.window.pages.payment_work import final_txid
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.qr_plate import QUIET_ZONE, QrPlate
from strongroom.window.widgets.text import Text

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_FIXED = Voice(TypeSize.FIXED)
_CODE = 560
"""The side of the code, in px at 100 %, where there is room."""


class FinalCard(Card):
    """The finished transaction: its id, and on demand the whole of it, as text or as a code."""

    code_wanted = Signal()
    """Somebody wants the code, which takes a while; ``show_code`` takes it."""

    def __init__(self, look: Look, raw: bytes) -> None:
        super().__init__(look)
        txid, self._raw = final_txid(raw), raw
        self.body.addWidget(Text(look, self.tr("The finished transaction"), _STRONG))
        self.body.addWidget(Text(look, txid, _FIXED))
        said = self.tr(
            "Nothing was sent. Strongroom only finished it: hand it to a node or program of yours,"
            " as a file, as text, or by showing it the code."
        )
        self.body.addWidget(Text(look, said, _SOFT))
        buttons = Flow(look)
        copy_id = CopyButton(look, txid, self.tr("Copy the transaction number"), says_what=True)
        self._show = Button(look, self.tr("Show the transaction"), size=ButtonSize.SMALL)
        self._show.clicked.connect(self._toggle)
        buttons.addWidget(copy_id)
        buttons.addWidget(self._show)
        self._code_button = Button(
            look, self.tr("Show as QR code"), icon=Icon.QR, size=ButtonSize.SMALL
        )
        self._code_button.clicked.connect(self._toggle_code)
        buttons.addWidget(self._code_button)
        self.body.addLayout(buttons)
        self._code: QrPlate | None = None
        self._no_code = Text(look, voice=_SOFT)
        self._no_code.hide()
        self.body.addWidget(self._no_code)
        self._hex = Text(look, "", Voice(TypeSize.FIXED_SMALL))
        self._hex.hide()
        self.body.addWidget(self._hex)

    def _toggle(self) -> None:
        is_hidden = self._hex.isHidden()
        self._hex.set_text(self._raw.hex() if is_hidden else "")
        self._hex.setVisible(is_hidden)
        words = self.tr("Hide the transaction") if is_hidden else self.tr("Show the transaction")
        self._show.set_words(words)

    def _toggle_code(self) -> None:
        if self._code is None:
            self._code_button.switch(self.tr("The code is being made…"))
            self.code_wanted.emit()
        else:
            self._set_code_shown(is_shown=self._code.isHidden())

    def show_code(self, modules: Sequence[Sequence[bool]] | None) -> None:
        """Shows the code; None where the transaction does not fit one."""
        self._code_button.switch()
        if modules is None:
            self._code_button.hide()
            said = self.tr("With {size} bytes it does not fit one code. Save it as a file instead.")
            self._no_code.set_text(said.format(size=len(self._raw)))
            self._no_code.show()
            return
        self._code = QrPlate(self.look, modules, self.tr("The transaction as a QR code"))
        across = len(modules) + 2 * QUIET_ZONE
        room = self.width() - 2 * self.look.px(CARD_ACROSS)
        module = max(min(self.look.px(_CODE) // across, room // across), 1)
        self._code.setFixedSize(module * across, module * across)
        self.body.addWidget(self._code, 0, Qt.AlignmentFlag.AlignLeft)
        self._set_code_shown(is_shown=True)

    def _set_code_shown(self, *, is_shown: bool) -> None:
        if self._code is not None:
            self._code.setVisible(is_shown)
        words = self.tr("Hide the QR code") if is_shown else self.tr("Show as QR code")
        self._code_button.set_words(words)
