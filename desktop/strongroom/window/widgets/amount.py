"""An amount in the unit of the moment; what is copied of it is plain."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from strongroom.window.clipboard import copy_private
from strongroom.window.look import Look, Unit
from strongroom.window.paragraph import Run, Side, Voice
from strongroom.window.widgets.painted import announce
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import THIN_SPACE


class Amount(Text):
    """``satoshi`` in BTC or satoshi, as the look says, and follows when that changes."""

    def __init__(
        self,
        look: Look,
        satoshi: int,
        voice: Voice | None = None,
        side: Side = Side.RIGHT,
        parent: QWidget | None = None,
    ) -> None:
        self._satoshi = satoshi
        super().__init__(look, look.unit.write(satoshi), voice, side, parent)
        self._copying = QAction(self.tr("Copy the amount"), self)
        self._copying.triggered.connect(self.copy)
        self.addAction(self._copying)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    @property
    def satoshi(self) -> int:
        return self._satoshi

    def set_satoshi(self, satoshi: int) -> None:
        self._satoshi = satoshi
        self.renew()

    def renew(self) -> None:
        self._runs = (Run(self.look.unit.write(self._satoshi)),)
        super().renew()

    def copy(self) -> None:
        """Puts digits, and a point where there is one, on the clipboard."""
        copy_private(plain_amount(self._satoshi, self.look.unit))
        announce(self, self.tr("Copied"))


def plain_amount(satoshi: int, unit: Unit) -> str:
    """Without unit and thin spaces, as other programs read it."""
    return digits(satoshi, unit).replace(THIN_SPACE, "")


def digits(satoshi: int, unit: Unit) -> str:
    """Without its unit, where that stands elsewhere."""
    return unit.write(satoshi).removesuffix(f" {unit.value}")
