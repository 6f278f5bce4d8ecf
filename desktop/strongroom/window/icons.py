"""The icons, of one family and in the colour of the text beside them, and the program's mark."""

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from strongroom.assets import resource
from strongroom.window.colour import Colour

SMALL_MARK = 20
"""Up to this many px of the screen the mark is drawn on whole pixels."""
_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


class Icon(StrEnum):
    """What can be drawn; the value names the file in ``resources/icons``."""

    ARROW_DOWN = "arrow-down"
    ARROW_RIGHT = "arrow-right"
    BACK = "back"
    CALENDAR = "calendar"
    CAMERA = "camera"
    CHANGE = "change"
    CHECK = "check"
    CLOCK = "clock"
    CLOSE = "close"
    COPY = "copy"
    DEVICE = "device"
    DOWN = "down"
    EXPAND = "expand"
    EXPORT = "export"
    EYE = "eye"
    FEE = "fee"
    FILE = "file"
    FORWARD = "forward"
    HOME = "home"
    INFO = "info"
    KEY = "key"
    LABEL = "label"
    LOCK = "lock"
    MINUS = "minus"
    MORE = "more"
    OCTAGON = "octagon"
    OPEN = "open"
    PAUSE = "pause"
    PAYMENT = "payment"
    PERSON = "person"
    PLACE = "place"
    PLATE = "plate"
    PLAY = "play"
    PLUS = "plus"
    PRACTISE = "practise"
    PRINT = "print"
    QR = "qr"
    RECEIVE = "receive"
    REFRESH = "refresh"
    SEARCH = "search"
    SETTINGS = "settings"
    SHEET = "sheet"
    SHIELD = "shield"
    TRIANGLE = "triangle"
    UNDO = "undo"
    UNLOCK = "unlock"
    USB = "usb"
    WALLET = "wallet"


def draw_icon(painter: QPainter, area: QRectF, icon: Icon, colour: Colour) -> None:
    _renderer(f"icons/{icon}.svg", colour).render(painter, area)


def draw_mark(painter: QPainter, area: QRectF, colour: Colour) -> None:
    """The strongroom door, from the file made for the number of pixels it gets."""
    pixels = area.width() * painter.device().devicePixelRatioF()
    file = "mark-small.svg" if pixels <= SMALL_MARK else "mark.svg"
    _renderer(file, colour).render(painter, area)


def program_icon(colour: Colour) -> QIcon:
    """The mark in every size a desktop asks for."""
    made = QIcon()
    for size in _ICON_SIZES:
        picture = QPixmap(QSize(size, size))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw_mark(painter, QRectF(0, 0, size, size), colour)
        painter.end()
        made.addPixmap(picture)
    return made


@cache
def _renderer(file: str, colour: Colour) -> QSvgRenderer:
    drawn = resource(file).read_bytes().replace(b"currentColor", str(colour).encode())
    return QSvgRenderer(QByteArray(drawn))
