import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from strongroom.window.look import Look
from strongroom.window.theme import ThemeName, load_theme
from strongroom.window.widgets.qr_plate import QUIET_ZONE, QrPlate
from tests.window.samples import MODULES


def drawn(plate: QrPlate, side: int) -> QImage:
    plate.resize(side, side)
    image = QImage(QSize(side, side), QImage.Format.Format_RGB32)
    plate.render(image)
    return image


@pytest.mark.parametrize("name", list(ThemeName))
def test_what_is_drawn_is_the_code_on_white_in_every_theme(look: Look, name: ThemeName) -> None:
    look.change(theme=load_theme(name))
    plate = QrPlate(look, MODULES, "The payment")
    image = drawn(plate, 211)
    module = int(plate.module())
    assert module == 211 // (25 + 2 * QUIET_ZONE)
    left = (211 - 25 * module) // 2
    seen = [
        [image.pixelColor(left + x * module, left + y * module).name() for x in range(-3, 28)]
        for y in range(-3, 28)
    ]
    white = ["#ffffff"] * 31
    dark = {True: "#000000", False: "#ffffff"}
    rows = [white[:3] + [dark[m] for m in row] + white[:3] for row in MODULES]
    assert seen == [white] * 3 + rows + [white] * 3


def test_says_what_it_holds(look: Look) -> None:
    assert QrPlate(look, MODULES, "The address").accessibleName() == "The address"


def test_a_code_is_square(look: Look) -> None:
    with pytest.raises(ValueError, match="square"):
        QrPlate(look, ((True, False),), "No code")
