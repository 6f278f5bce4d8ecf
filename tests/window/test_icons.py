import re
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from strongroom.assets import resource
from strongroom.window.colour import Colour
from strongroom.window.icons import Icon, draw_icon, draw_mark, program_icon

RED = Colour(200, 0, 0)


def drawn(icon: Icon | None, size: int, colour: Colour = RED) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    area = QRectF(0, 0, size, size)
    if icon is None:
        draw_mark(painter, area, colour)
    else:
        draw_icon(painter, area, icon, colour)
    painter.end()
    return image


def colours(image: QImage) -> set[tuple[int, int, int]]:
    """Of what is not see-through."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {(p.red(), p.green(), p.blue()) for p in pixels if p.alpha() == 255}


@pytest.mark.parametrize("icon", list(Icon))
def test_an_icon_is_drawn_in_the_colour_of_the_text(qapp: QApplication, icon: Icon) -> None:
    assert colours(drawn(icon, 60)) == {RED.parts}


@pytest.mark.parametrize("icon", list(Icon))
def test_icons_are_of_one_family(icon: Icon) -> None:
    text = resource(f"icons/{icon}.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert root.get("viewBox") == "0 0 20 20"
    assert (root.get("stroke"), root.get("fill")) == ("currentColor", "none")
    assert (root.get("stroke-width"), root.get("stroke-linecap")) == ("1.5", "round")
    assert re.findall("#[0-9A-Fa-f]+", text) == ["#13212A"]


def test_every_file_is_an_icon() -> None:
    assert {path.stem for path in resource("icons").iterdir()} == {icon.value for icon in Icon}


def test_no_two_icons_look_the_same(qapp: QApplication) -> None:
    seen = {bytes(drawn(icon, 40).constBits()) for icon in Icon}
    assert len(seen) == len(Icon)


@pytest.mark.parametrize("size", [16, 32, 64])
def test_the_keyhole_of_the_mark_is_a_hole(qapp: QApplication, size: int) -> None:
    image = drawn(None, size)
    assert image.pixelColor(size * 24 // 64, size * 28 // 64).alpha() == 0
    assert image.pixelColor(size * 12 // 64, size // 2).alpha() == 255


def test_the_small_mark_lies_on_whole_pixels(qapp: QApplication) -> None:
    image = drawn(None, 16)
    middle = [image.pixelColor(x, 4).alpha() for x in range(12, 16)]
    assert middle == [255, 255, 255, 0]


def test_the_program_has_its_icon_in_every_size(qapp: QApplication) -> None:
    sizes = {size.width() for size in program_icon(RED).availableSizes()}
    assert {16, 32, 48, 256} <= sizes
