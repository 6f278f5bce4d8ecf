"""Codes on a real screen, as a camera sees them: grabbed, turned, blurred, with noise, read again."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
import zxingcpp
from PIL import Image
from pytestqt.qtbot import QtBot

import strongroom
from strongroom.model.device import Device
from strongroom.transports.qr.contract import Encoding
from strongroom.transports.qr.decode_worker import codes_in_frame
from strongroom.transports.qr.styles import FASTEST, WITHOUT_CAMERA, style_for
from strongroom.window.page import Parts
from strongroom.window.places import PaymentPlace
from tests.photos import Conditions, photo
from tests.screen import Screen, ScreenError, until
from tests.vectors_source import REPOSITORY
from tests.window.page_payments import fresh
from tests.window.test_scan_page import count_of, parts, placed
from tests.window.videos import video

__all__ = ["parts"]

_GRABS = 4
_COINS = 60
"""Enough for several codes of the densest style."""

_PHOTO = (1280, 720)
_SHARE = 0.75
"""Of a photo's height, that a code takes where it is held as one holds it."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How a camera is held: the share of a photo's height that the code takes, and the rest."""

    share: float
    conditions: Conditions


SIGHTS = {
    "straight": Sight(_SHARE, Conditions(blur=0.5, noise=8)),
    "15° aside": Sight(_SHARE, Conditions(yaw=15, roll=5, blur=0.7, noise=12)),
    "35° aside": Sight(_SHARE, Conditions(yaw=35, roll=-10, blur=0.8, noise=12)),
    "blurred": Sight(_SHARE, Conditions(yaw=5, roll=3, blur=2.0, noise=8)),
    "noisy": Sight(_SHARE, Conditions(yaw=5, roll=3, blur=0.5, noise=70)),
    "from afar": Sight(0.4, Conditions(yaw=8, roll=-4, blur=0.6, noise=10)),
}
DEFAULTS = sorted(
    {
        (style_for(one).encoding, style_for(one).version)
        for one in Device
        if one not in WITHOUT_CAMERA
    }
)
DENSER = [(Encoding.UR, 20), (Encoding.BBQR, 27), (Encoding.BBQR, 40)]
"""What one may choose, and no device is shown by itself."""

LEAST = 0.9
"""Of all looks at the codes of a device's own style; a part that is missed comes again."""
LEAST_DENSER = 0.5


def show(screen: Screen, *words: object) -> None:
    source = Path(strongroom.__file__).parent.parent
    command = [sys.executable, "-m", "tests.window.codes_on_screen", *map(str, words)]
    screen.start(command, PYTHONPATH=f"{source}:{REPOSITORY}")


def found(picture: Image.Image) -> zxingcpp.Barcode | None:
    gray = picture.convert("L")
    pixels = memoryview(gray.tobytes()).cast("B", (gray.height, gray.width))
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    return zxingcpp.read_barcode(pixels, formats=formats)


def grabs(screen: Screen, most: int) -> Iterator[tuple[str, Image.Image]]:
    """The codes that follow one another on the screen, cut out with what is around them."""
    seen: set[str] = set()
    until(lambda: found(screen.grab()), lambda: screen.errors.read_text())
    deadline = time.monotonic() + 20
    while len(seen) < most and time.monotonic() < deadline:
        picture = screen.grab()
        code = found(picture)
        if code is not None and code.text not in seen:
            seen.add(code.text)
            yield code.text, _around(picture, code.position)
        time.sleep(0.03)


def _around(picture: Image.Image, position: zxingcpp.Position) -> Image.Image:
    """The code in the middle of a square of one and a half times its side."""
    left, top = position.top_left.x, position.top_left.y
    side = position.bottom_right.x - left
    margin = side // 4
    return picture.crop((left - margin, top - margin, left + side + margin, top + side + margin))


def photographed(picture: Image.Image, sight: Sight, seed: int) -> Image.Image:
    """The code is two thirds of the picture's height, and as much of the photo's as is wanted."""
    scale = sight.share * _PHOTO[1] / (picture.height / 1.5)
    return photo(picture, replace(sight.conditions, scale=scale), Random(seed), _PHOTO)


def is_read(picture: Image.Image, text: str) -> bool:
    codes = codes_in_frame(picture.width, picture.height, picture.tobytes())
    return codes == [(text.encode(), text)]


@pytest.mark.screen
@pytest.mark.parametrize(("encoding", "version"), [*DEFAULTS, *DENSER])
def test_codes_on_a_screen_are_read_by_a_camera(
    encoding: Encoding, version: int, screen: Screen, record_property: Callable[[str, object], None]
) -> None:
    show(screen, "show", encoding, version, FASTEST, _COINS)
    shown = list(grabs(screen, _GRABS))
    rates = {
        name: sum(
            is_read(photographed(picture, sight, at), text)
            for at, (text, picture) in enumerate(shown)
        )
        for name, sight in SIGHTS.items()
    }
    total = sum(rates.values()) / (len(shown) * len(SIGHTS))
    said = ", ".join(f"{name} {count}/{len(shown)}" for name, count in rates.items())
    record_property("figure", f"{encoding} version {version}: read {total:.0%} ({said})")
    assert len(shown) >= 2
    assert total >= (LEAST if (encoding, version) in DEFAULTS else LEAST_DENSER)


@pytest.mark.screen
def test_a_film_of_codes_on_a_screen_leads_to_the_review(
    screen: Screen, parts: Parts, tmp_path: Path, qtbot: QtBot
) -> None:
    show(screen, "pay")
    shown = [picture for _, picture in grabs(screen, 12)]
    film = [
        photographed(picture, SIGHTS["15° aside"], number)
        for number, picture in enumerate(shown)
        for _ in range(2)
    ]
    path = tmp_path / "codes.avi"
    path.write_bytes(video(film))
    with qtbot.waitSignal(parts.opening.opened, timeout=60_000) as opened:
        page = placed(parts, qtbot, path)
    assert opened.args == [PaymentPlace()]
    assert count_of(page) > 1
    assert parts.session.payment is not None
    assert parts.session.payment.payment.txid == fresh().txid


@pytest.mark.screen
def test_one_program_scans_what_another_shows_in_the_frame_somebody_drew(
    screen: Screen, tmp_path: Path
) -> None:
    show(screen, "pay")
    until(lambda: found(screen.grab()), lambda: screen.errors.read_text())
    path = tmp_path / "payment"
    show(screen, "scan", path)
    until(lambda: is_framed(screen, "Frame the code"), lambda: screen.errors.read_text())
    code = until(lambda: found(screen.grab()), "the code is under the frame").position
    screen.do("mousemove", code.top_left.x - 20, code.top_left.y - 20, "mousedown", 1)
    screen.do("mousemove", code.bottom_right.x, code.bottom_right.y, "sleep", 0.2)
    screen.do("mousemove", code.bottom_right.x + 20, code.bottom_right.y + 20, "mouseup", 1)
    until(path.exists, lambda: screen.errors.read_text())
    assert until(path.read_text, "no payment came") == fresh().txid


def is_framed(screen: Screen, title: str) -> bool:
    """Whether a window of that title is there; ``xdotool`` fails where none is."""
    with contextlib.suppress(ScreenError):
        return bool(screen.do("search", "--onlyvisible", "--name", title))
    return False
