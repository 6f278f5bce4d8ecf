import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from strongroom.window.colour import Colour
from strongroom.window.look import Look
from strongroom.window.painting import focus_ring, outline, plate, smooth, snapped, within

RED, WHITE = Colour(200, 0, 0), Colour(255, 255, 255)
RATIOS = [1.0, 1.25, 1.5, 2.0]


def canvas(ratio: float) -> QImage:
    image = QImage(round(60 * ratio), round(60 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill("#FFFFFF")
    return image


def down(image: QImage) -> list[tuple[int, ...]]:
    """The pixels in the middle, from the top."""
    x = image.width() // 2
    seen = (image.pixelColor(x, y) for y in range(image.height()))
    return [(pixel.red(), pixel.green(), pixel.blue()) for pixel in seen]


@pytest.mark.parametrize("ratio", RATIOS)
def test_edges_are_sharp_at_any_scale(ratio: float) -> None:
    image = canvas(ratio)
    painter = QPainter(image)
    smooth(painter)
    outline(painter, QRectF(10, 10.5, 40, 37), RED, 1, 6)
    painter.end()
    assert set(down(image)) == {RED.parts, WHITE.parts}
    assert down(image).count(RED.parts) == 2 * max(round(ratio), 1)


@pytest.mark.parametrize("ratio", RATIOS)
def test_a_control_stays_inside_its_area(ratio: float) -> None:
    image = canvas(ratio)
    painter = QPainter(image)
    area = QRectF(10.3, 10.3, 39.1, 39.1)
    assert area.adjusted(-0.02, -0.02, 0.02, 0.02).contains(within(painter, area))
    plate(painter, area, RED, 0)
    painter.end()
    assert set(down(image)) == {RED.parts, WHITE.parts}


def test_what_is_there_has_at_least_a_pixel() -> None:
    image = canvas(1.0)
    painter = QPainter(image)
    assert snapped(painter, QRectF(3.2, 3.2, 0.1, 20)).width() == 1
    painter.end()


def test_the_focus_ring_is_two_wide_three_from_the_edge(look: Look) -> None:
    image = canvas(1.0)
    painter = QPainter(image)
    smooth(painter)
    focus_ring(painter, look, QRectF(0, 0, 60, 60))
    painter.end()
    dark = [y for y, pixel in enumerate(down(image)) if pixel != WHITE.parts]
    assert dark == [3, 4, 55, 56]
