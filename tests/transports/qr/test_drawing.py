import json
from random import Random

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from strongroom.transports.qr.bbqr import BbqrFrames, FileType
from strongroom.transports.qr.capacity import (
    VERSIONS,
    alphanumeric_capacity,
    byte_capacity,
    smallest_version,
)
from strongroom.transports.qr.contract import QrError
from strongroom.transports.qr.drawing import Modules, draw
from strongroom.transports.qr.pictures import picture
from tests.vectors_source import vector

KRUX_UR = json.loads(vector("krux/qr_parts.json").read_text())["TEST_PARTS_FORMAT_MULTIPART_UR"]


def version_of(modules: Modules) -> int:
    return (len(modules) - 17) // 4


def read(image: Image.Image) -> zxingcpp.Barcode:
    codes = zxingcpp.read_barcodes(image)
    assert len(codes) == 1
    return codes[0]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_drawn_code_holds_what_the_standard_says(version: int) -> None:
    for text, more in (
        ("A" * alphanumeric_capacity(version), "A"),
        ("a" * byte_capacity(version), "a"),
    ):
        assert smallest_version(text) == version
        code = read(picture(draw(text), 2))
        assert (code.text, code.ec_level) == (text, "L")
        with pytest.raises(QrError, match="does not fit"):
            draw(text + more, version)


def test_all_codes_of_a_series_are_of_one_version() -> None:
    frames = BbqrFrames(Random(1).randbytes(3000), FileType.PSBT, max_version=15)
    codes = [draw(frames.text(number), frames.version) for number in range(frames.count)]
    assert {version_of(code) for code in codes} == {frames.version}
    assert read(picture(draw("A", 27), 2)).text == "A"


def test_a_ur_is_drawn_in_upper_case() -> None:
    drawn = draw(KRUX_UR[0])
    assert drawn == draw(KRUX_UR[0].upper())
    assert version_of(drawn) < version_of(draw("x" + KRUX_UR[0]))


def test_text_beyond_ascii_is_utf_8() -> None:
    code = read(picture(draw("p1of1 Tür\n✓"), 3))
    assert code.bytes == "p1of1 Tür\n✓".encode()


def test_the_border_is_light_and_the_first_module_dark() -> None:
    image = picture(draw("A"), 5)
    assert image.size == (29 * 5, 29 * 5)
    assert image.getpixel((19, 19)) == 255
    assert image.getpixel((20, 20)) == 0


@pytest.mark.parametrize("version", [5, 10, 15, 20, 27])
@pytest.mark.parametrize("angle", [-8, 3, 97])
def test_a_code_is_read_at_an_angle_through_blur_and_noise(version: int, angle: int) -> None:
    frames = BbqrFrames(Random(version).randbytes(2500), FileType.PSBT, max_version=version)
    shown = picture(draw(frames.text(0), version), 6)
    seen = shown.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    seen = seen.filter(ImageFilter.GaussianBlur(1.2)).resize(
        (seen.width * 5 // 7, seen.height * 5 // 7), Image.Resampling.BILINEAR
    )
    noise = Image.effect_noise(seen.size, 30)
    assert read(Image.blend(seen, noise, 0.2)).text == frames.text(0)
