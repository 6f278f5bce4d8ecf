"""The previous transactions a stopped payment lacks: their ids, and the ways to bring them in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.text import Text

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_MOST = 8
"""So many ids are shown; all of them can be copied."""


class PreviousCard(Card):
    """``wanted`` asks for files, ``scan`` for the camera, ``copy`` has all ids, one a line."""

    wanted = Signal()
    scan = Signal()
    copy = Signal(str)

    def __init__(self, look: Look, txids: Sequence[str]) -> None:
        """``txids`` are those still missing, at least one."""
        super().__init__(look)
        title = self.tr("A previous transaction is missing")
        if len(txids) > 1:
            title = self.tr("%n previous transactions are missing", "", len(txids))
        self.body.addWidget(Text(look, title, _STRONG))
        said = self.tr(
            "The program that made the payment has them, and so has any node or block explorer."
            " They may be files, text or QR codes, in hex. Each is checked against its number, so"
            " it does not matter who gives it to you."
        )
        self.body.addWidget(Text(look, said, _SOFT))
        for txid in txids[:_MOST]:
            self._add(txid)
        if len(txids) > _MOST:
            more = self.tr("and %n more", "", len(txids) - _MOST)
            self.body.addWidget(Text(look, more, _SOFT))
        self.body.addLayout(self._buttons(txids))

    def _add(self, txid: str) -> None:
        row = Ends(self.look, least=320, row_gap=2, centred=True)
        row.addWidget(Text(self.look, txid, Voice(TypeSize.FIXED_SMALL)))
        spoken = self.tr("Copy the transaction number {txid}").format(txid=txid)
        row.addWidget(CopyButton(self.look, txid, spoken))
        self.body.addLayout(row)

    def _buttons(self, txids: Sequence[str]) -> Flow:
        buttons = Flow(self.look)
        files = Button(self.look, self.tr("Open the previous transactions…"))
        files.clicked.connect(self.wanted)
        scan = Button(self.look, self.tr("Scan a QR code"), icon=Icon.QR)
        scan.clicked.connect(self.scan)
        buttons.addWidget(files)
        buttons.addWidget(scan)
        if len(txids) > 1:
            every = Button(self.look, self.tr("Copy all numbers"), icon=Icon.COPY)
            every.clicked.connect(lambda: self.copy.emit("\n".join(txids)))
            buttons.addWidget(every)
        return buttons
