from random import Random

import pytest
from PIL import Image

from strongroom.transports.qr import decode_worker
from strongroom.transports.qr.contract import Code
from strongroom.transports.qr.drawing import draw
from strongroom.transports.qr.pictures import picture
from strongroom.transports.qr.reader import CodeReader
from strongroom.transports.qr.second_look import largest, sharpened, softened
from tests.photos import Conditions, frame, photo

DENSE = "B$2P0100" + "".join(Random(1).choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=2100))
"""A code of version 27, the densest that a Coldcard Q is said to read."""

HARD = {
    "blurred": Conditions(yaw=5, roll=3, scale=1.08, blur=1.9, noise=8),
    "in the dark": Conditions(yaw=5, roll=3, blur=0.5, noise=70),
    "far away": Conditions(yaw=8, roll=-4, scale=0.4, blur=0.6, noise=10),
}


@pytest.mark.parametrize("conditions", HARD.values(), ids=HARD)
def test_a_dense_code_is_read_where_one_look_is_not_enough(
    conditions: Conditions, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = frame(photo(picture(draw(DENSE, version=27), 4), conditions, Random(3)))
    with CodeReader() as reader:
        assert reader.codes(seen) == (Code.of_text(DENSE),)
    monkeypatch.setattr(decode_worker, "_again", lambda frame, _: frame)
    assert decode_worker.codes_in_frame(seen.width, seen.height, seen.pixels) == []


def test_a_frame_without_a_code_has_none() -> None:
    empty = photo(Image.new("L", (600, 600), 200), HARD["in the dark"], Random(0))
    assert decode_worker.codes_in_frame(*empty.size, empty.tobytes()) == []


def test_looks_again_at_the_part_with_the_code_at_twice_its_size() -> None:
    whole = Image.new("L", (400, 300))
    assert sharpened(whole, [(100, 100), (220, 100), (220, 220), (100, 220)]).size == (280, 280)
    assert sharpened(whole, [(0, 0), (399, 0), (399, 299), (0, 299)]).size == (800, 600)


def test_the_whole_frame_is_looked_at_again_where_nothing_was_seen() -> None:
    assert softened(Image.new("L", (400, 300))).size == (600, 450)


def test_the_largest_place_is_the_code_and_not_one_of_its_corners() -> None:
    corner = [(396, 631), (391, 567), (454, 566), (455, 626)]
    code = [(369, 114), (875, 96), (903, 613), (396, 631)]
    assert largest([corner, code, corner]) == code
