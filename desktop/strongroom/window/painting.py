"""Shapes with straight edges on whole pixels of the screen, at any scale."""

from collections.abc import Callable
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from strongroom.window.colour import Colour
from strongroom.window.look import Look, qt_colour
from strongroom.window.measures import DASH, FOCUS_INSET, FOCUS_RING, RADIUS
from strongroom.window.theme import Role

_NEARLY = 0.01


def snapped(painter: QPainter, area: QRectF) -> QRectF:
    """``area`` moved and sized to the nearest whole pixels of what is painted on."""
    return _on_pixels(painter, area, round, round)


def within(painter: QPainter, area: QRectF) -> QRectF:
    """The whole pixels inside ``area``: what is drawn there is not cut off at the widget's edge."""
    return _on_pixels(painter, area, lambda x: ceil(x - _NEARLY), lambda x: floor(x + _NEARLY))


def _on_pixels(
    painter: QPainter,
    area: QRectF,
    near: Callable[[float], int],
    far: Callable[[float], int],
) -> QRectF:
    turn = painter.deviceTransform()
    seen = turn.mapRect(area)
    left, top = near(seen.left()), near(seen.top())
    right, bottom = far(seen.right()), far(seen.bottom())
    back, _ = turn.inverted()
    return back.mapRect(QRectF(left, top, max(right - left, 1), max(bottom - top, 1)))


def fill(painter: QPainter, area: QRectF, colour: Colour, radius: float = 0) -> None:
    """A bar or a line; ``radius`` in px as drawn."""
    _fill(painter, snapped(painter, area), colour, radius)


def plate(painter: QPainter, area: QRectF, colour: Colour, radius: float) -> None:
    """The ground of a control or card, under its outline."""
    _fill(painter, within(painter, area), colour, radius)


def _fill(painter: QPainter, area: QRectF, colour: Colour, radius: float) -> None:
    path = QPainterPath()
    path.addRoundedRect(area, radius, radius)
    painter.fillPath(path, qt_colour(colour))


def outline(
    painter: QPainter,
    area: QRectF,
    colour: Colour,
    width: float,
    radius: float = 0,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """An outline inside ``area``; a dashed one is as long as it is wide 4-4."""
    ratio = painter.device().devicePixelRatioF()
    width = max(round(width * ratio), 1) / ratio
    inset = width / 2
    pen = QPen(qt_colour(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if style is Qt.PenStyle.DashLine:
        pen.setDashPattern([DASH / width, DASH / width])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = max(radius - inset, 0)
    painter.drawRoundedRect(
        within(painter, area).adjusted(inset, inset, -inset, -inset), inner, inner
    )


def focus_ring(painter: QPainter, look: Look, area: QRectF, role: Role = Role.INK) -> None:
    """Says that the keyboard acts here: a ring inside the control."""
    inset = look.px(FOCUS_INSET)
    inner = area.adjusted(inset, inset, -inset, -inset)
    radius = look.real(RADIUS) - inset
    outline(painter, inner, look.colour(role), look.px(FOCUS_RING), radius)


def stroke(painter: QPainter, points: list[QPointF], colour: Colour, width: float) -> None:
    """Lines from point to point, with round ends."""
    pen = QPen(qt_colour(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(points)


def smooth(painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
