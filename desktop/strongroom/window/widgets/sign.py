"""The signs that carry a state; a word always stands beside them."""

from enum import Enum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from strongroom.window.look import Look
from strongroom.window.painting import smooth
from strongroom.window.theme import Role
from strongroom.window.widgets.painted import Painted

_GRID = 20.0
"""Signs are drawn on a grid of this size."""
_CENTRE = QPointF(10, 10)
_CHECK = (QPointF(6.1, 10.3), QPointF(8.9, 13.1), QPointF(14.0, 7.4))


class SignKind(Enum):
    """A state: its word, and the role it is drawn in."""

    SEEN = (QT_TRANSLATE_NOOP("Sign", "seen"), Role.GOOD)
    """Seen or proven by the program."""
    SAID = (QT_TRANSLATE_NOOP("Sign", "said"), Role.GOOD)
    """A person says so."""
    UNDER_WAY = (QT_TRANSLATE_NOOP("Sign", "under way"), Role.ACCENT)
    NOW = (QT_TRANSLATE_NOOP("Sign", "now"), Role.ACCENT)
    TO_COME = (QT_TRANSLATE_NOOP("Sign", "to come"), Role.EDGE)
    NOT_NEEDED = (QT_TRANSLATE_NOOP("Sign", "not needed"), Role.INK_SOFT)
    DUE = (QT_TRANSLATE_NOOP("Sign", "due"), Role.WARN)
    LOOK = (QT_TRANSLATE_NOOP("Sign", "needs a look"), Role.WARN)
    SEE_ONLY = (QT_TRANSLATE_NOOP("Sign", "can only see"), Role.WARN)
    STOPS = (QT_TRANSLATE_NOOP("Sign", "stops"), Role.BLOCK)
    TO_KNOW = (QT_TRANSLATE_NOOP("Sign", "to know"), Role.INK_SOFT)
    PRACTICE = (QT_TRANSLATE_NOOP("Sign", "practice"), Role.PRACTICE)
    DONE = (QT_TRANSLATE_NOOP("Sign", "done"), Role.ACCENT)
    """A step of the way, behind us."""

    def __init__(self, word: str, role: Role) -> None:
        self.word = word
        self.role = role


class Sign(Painted):
    """One sign, ``size`` px at 100 %; ``meaning`` is its word where none stands beside it."""

    def __init__(
        self,
        look: Look,
        kind: SignKind,
        size: int = 18,
        meaning: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._size = size
        self.set_kind(kind, meaning)

    @property
    def kind(self) -> SignKind:
        return self._kind

    def set_kind(self, kind: SignKind, meaning: str = "") -> None:
        self._kind = kind
        self.setAccessibleName(meaning or self.tr(kind.word))
        self.renew()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(self._size), self.look.px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        draw_sign(painter, self.look, QRectF(self.rect()), self._kind)


def draw_sign(painter: QPainter, look: Look, area: QRectF, kind: SignKind) -> None:
    """Draws a sign into a square ``area``."""
    painter.save()
    painter.translate(area.topLeft())
    painter.scale(area.width() / _GRID, area.height() / _GRID)
    _Drawing(painter, look, kind.role).draw(kind)
    painter.restore()


class _Drawing:
    """The shapes on the grid of 20; what is a hole lets through what lies below."""

    def __init__(self, painter: QPainter, look: Look, role: Role) -> None:
        self._painter = painter
        self._colour = look.ink(role)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def draw(self, kind: SignKind) -> None:
        match kind:
            case SignKind.SEEN | SignKind.DONE:
                self._solid(_disc(8.4), _stroked(_CHECK, 2.0))
            case SignKind.SAID:
                self._ring()
                self._solid(_stroked(_CHECK, 1.7))
            case SignKind.UNDER_WAY:
                self._ring()
                self._solid(_half_disc(8.2))
            case SignKind.NOW | SignKind.PRACTICE:
                self._ring()
                self._solid(_disc(4.0))
            case SignKind.TO_COME:
                self._ring(1.5)
            case SignKind.NOT_NEEDED:
                self._solid(_stroked((QPointF(6, 10), QPointF(14, 10)), 1.8))
            case _:
                self._draw_warning(kind)

    def _draw_warning(self, kind: SignKind) -> None:
        match kind:
            case SignKind.DUE:
                self._ring()
                hands = (QPointF(10, 5.9), QPointF(10, 10.2), QPointF(12.8, 11.9))
                self._solid(_stroked(hands, 1.7))
            case SignKind.LOOK:
                self._solid(_triangle(), _mark_of_exclamation())
            case SignKind.SEE_ONLY:
                self._solid(_stroked_path(_eye(), 1.7))
                self._solid(_stroked_path(_disc(2.3), 1.6))
            case SignKind.STOPS:
                self._solid(_octagon(), _stroked((QPointF(6.6, 10), QPointF(13.4, 10)), 2.3))
            case _:
                self._ring(1.5)
                self._solid(_stroked((QPointF(10, 9.4), QPointF(10, 13.6)), 1.8))
                self._solid(_dot(QPointF(10, 6.5), 1.1))

    def _ring(self, width: float = 1.7) -> None:
        self._solid(_stroked_path(_disc(8.4 - width / 2), width))

    def _solid(self, shape: QPainterPath, hole: QPainterPath | None = None) -> None:
        self._painter.fillPath(shape if hole is None else shape.subtracted(hole), self._colour)


def _disc(radius: float) -> QPainterPath:
    return _dot(_CENTRE, radius)


def _dot(centre: QPointF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(centre, radius, radius)
    return path


def _half_disc(radius: float) -> QPainterPath:
    left = QPainterPath()
    left.addRect(QRectF(0, 0, 10, _GRID))
    return _disc(radius).intersected(left)


def _stroked(points: tuple[QPointF, ...], width: float) -> QPainterPath:
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    return _stroked_path(path, width)


def _stroked_path(path: QPainterPath, width: float) -> QPainterPath:
    pen = QPen(Qt.GlobalColor.black, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return QPainterPathStroker(pen).createStroke(path)


def _closed(points: list[QPointF]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


def _triangle() -> QPainterPath:
    inner = _closed([QPointF(10, 3.2), QPointF(17.8, 16.7), QPointF(2.2, 16.7)])
    return inner.united(_stroked_path(inner, 1.6))


def _mark_of_exclamation() -> QPainterPath:
    bar = _stroked((QPointF(10, 8), QPointF(10, 11.8)), 1.8)
    return bar.united(_dot(QPointF(10, 14.5), 1.1))


def _octagon() -> QPainterPath:
    near, far = 6.4, 13.6
    points = [(near, 1.6), (far, 1.6), (18.4, near), (18.4, far)]
    points += [(far, 18.4), (near, 18.4), (1.6, far), (1.6, near)]
    return _closed([QPointF(*point) for point in points])


def _eye() -> QPainterPath:
    path = QPainterPath(QPointF(1.7, 10))
    path.quadTo(QPointF(5.6, 4.4), QPointF(10, 4.4))
    path.quadTo(QPointF(14.4, 4.4), QPointF(18.3, 10))
    path.quadTo(QPointF(14.4, 15.6), QPointF(10, 15.6))
    path.quadTo(QPointF(5.6, 15.6), QPointF(1.7, 10))
    path.closeSubpath()
    return path
