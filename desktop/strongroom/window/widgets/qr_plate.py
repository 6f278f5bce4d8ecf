"""A QR code on its plate: white in every theme, with a quiet zone, on whole pixels."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from strongroom.window.look import Look
from strongroom.window.measures import RADIUS
from strongroom.window.painting import outline, smooth
from strongroom.window.theme import Role
from strongroom.window.widgets.painted import Painted

QUIET_ZONE = 4
"""Modules of white on every side; readers need them."""
_SMALLEST_MODULE = 3
_WHITE, _BLACK = 255, 0


class QrPlate(Painted):
    """Rows of modules, dark ones true, as large as there is room; ``name`` says what they hold."""

    def __init__(
        self,
        look: Look,
        modules: Sequence[Sequence[bool]],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        policy = QSizePolicy.Policy.Expanding
        self.setSizePolicy(policy, policy)
        self.set_modules(modules, name)

    def set_modules(self, modules: Sequence[Sequence[bool]], name: str) -> None:
        if any(len(row) != len(modules) for row in modules):
            raise ValueError("a QR code is square")
        self._modules, self._image = modules, _pictured(modules)
        self.setAccessibleName(name)
        self.renew()

    def _across(self) -> int:
        return len(self._modules) + 2 * QUIET_ZONE

    def sizeHint(self) -> QSize:
        side = self.look.px(_SMALLEST_MODULE * self._across())
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        side = _SMALLEST_MODULE * self._across()
        return QSize(side, side)

    def module(self) -> float:
        """The side of a module: whole pixels of the screen, in px."""
        ratio = self.devicePixelRatioF()
        side = min(self.width(), self.height()) * ratio
        return max(side // self._across(), 1) / ratio

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        radius, area = self.look.real(RADIUS), QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(area, radius, radius)
        outline(painter, area, self.look.colour(Role.LINE), 1, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawImage(self._place(), self._image)

    def _place(self) -> QRectF:
        """Where the modules go: in the middle, on whole pixels of the screen."""
        ratio, side = self.devicePixelRatioF(), len(self._modules) * self.module()
        left = int((self.width() - side) / 2 * ratio) / ratio
        top = int((self.height() - side) / 2 * ratio) / ratio
        return QRectF(left, top, side, side)


def _pictured(modules: Sequence[Sequence[bool]]) -> QImage:
    """A pixel for every module."""
    side = len(modules)
    pixels = b"".join(bytes(_BLACK if dark else _WHITE for dark in row) for row in modules)
    return QImage(pixels, side, side, side, QImage.Format.Format_Grayscale8).copy()
