"""A signer as a plain outline: where its screen is, and what it looks at."""

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from strongroom.model.device import Device
from strongroom.window.look import Look, qt_colour
from strongroom.window.painting import smooth
from strongroom.window.theme import Role
from strongroom.window.widgets.painted import Painted

_WIDTH, _HEIGHT = 98, 76
_STROKE = 1.6


class _Shape(Enum):
    """Outline, screen and keys in a box of 98 by 76: x, y, width, height, corner."""

    ACROSS = ((0, 8, 98, 60, 10), (11, 18, 57, 40, 3), ((75, 20, 16, 16, 8), (77, 46, 12, 5, 3)))
    TALL = (
        (23, 0, 52, 76, 7),
        (30, 7, 38, 30, 3),
        tuple((32 + 12 * x, 43 + 9 * y, 8, 5, 2) for y in range(3) for x in range(3)),
    )
    TOUCH = ((23, 0, 52, 76, 8), (28, 6, 42, 60, 3), ())

    def __init__(
        self,
        body: tuple[int, ...],
        screen: tuple[int, ...],
        keys: tuple[tuple[int, ...], ...],
    ) -> None:
        self.body, self.screen, self.keys = body, screen, keys


_TALL = (Device.COLDCARD_Q, Device.COLDCARD, Device.PASSPORT)
_TOUCH = (Device.KEYSTONE, Device.SPECTER_DIY, Device.TREZOR)


class DevicePicture(Painted):
    """Decoration beside the words; nothing is spoken."""

    def __init__(self, look: Look, device: Device | None, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._shape = _shape_of(device)
        self.renew()

    def renew(self) -> None:
        self.setFixedSize(self.sizeHint())
        super().renew()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(_WIDTH + 2), self.look.px(_HEIGHT + 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        scale = self.look.real(1)
        painter.scale(scale, scale)
        painter.translate(1, 1)
        ink, soft = (qt_colour(self.look.colour(role)) for role in (Role.INK, Role.INK_SOFT))
        painter.setPen(QPen(ink, _STROKE))
        _box(painter, self._shape.body)
        painter.setPen(QPen(soft, 1.2))
        painter.setBrush(qt_colour(self.look.colour(Role.RAIL)))
        _box(painter, self._shape.screen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for key in self._shape.keys:
            _box(painter, key)
        painter.setPen(QPen(ink, _STROKE))
        _draw_finder(painter, self._shape.screen)


def _shape_of(device: Device | None) -> _Shape:
    if device in _TALL:
        return _Shape.TALL
    return _Shape.TOUCH if device in _TOUCH else _Shape.ACROSS


def _box(painter: QPainter, part: tuple[int, ...]) -> None:
    left, top, width, height, corner = part
    painter.drawRoundedRect(QRectF(left, top, width, height), corner, corner)


def _draw_finder(painter: QPainter, screen: tuple[int, ...]) -> None:
    """The four corners that a camera's picture shows."""
    left, top, width, height, _ = screen
    side, arm = min(width, height) * 0.5, 5.0
    x, y = left + (width - side) / 2, top + (height - side) / 2
    for across, down in ((0, 0), (1, 0), (0, 1), (1, 1)):
        corner_x, corner_y = x + across * side, y + down * side
        inward_x, inward_y = (1 - 2 * across) * arm, (1 - 2 * down) * arm
        painter.drawLine(
            QRectF(corner_x, corner_y, inward_x, 0).topLeft(),
            QRectF(corner_x + inward_x, corner_y, 0, 0).topLeft(),
        )
        painter.drawLine(
            QRectF(corner_x, corner_y, 0, 0).topLeft(),
            QRectF(corner_x, corner_y + inward_y, 0, 0).topLeft(),
        )
