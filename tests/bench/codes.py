"""How fast QR codes are made and read, beside the libraries of others where there are any."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any

from PIL import Image

from strongroom.engines.own_scripts import Place
from strongroom.formats.cbor import write_cbor
from strongroom.model.device import Device
from strongroom.model.wallet import Branch
from strongroom.transports.qr.bbqr import BbqrFrames, FileType
from strongroom.transports.qr.contract import Encoding, Frames
from strongroom.transports.qr.drawing import draw
from strongroom.transports.qr.fountain import fragment_length
from strongroom.transports.qr.frames_in import Frame
from strongroom.transports.qr.pictures import picture
from strongroom.transports.qr.reader import CodeReader
from strongroom.transports.qr.still import qr_modules
from strongroom.transports.qr.styles import WITHOUT_CAMERA, Style, style_for
from strongroom.transports.qr.ur import UrAssembler, UrFrames
from strongroom.workflows.show_codes import Series, file_series
from tests.bench.figures import Benchmark, Figure, LeftOut, Timing, cpu_time, median, timed
from tests.builders import CHANGE, Coin, Paid, make_payment, make_wallet
from tests.npm import NONE_FOUND, ready_npm
from tests.photos import Conditions, frame, photo

_COINS = 122
"""So many inputs make a PSBT of 60 kB."""

_REPETITIONS = 7
_FRAGMENT, _VERSION = 150, 20
"""Bytes in a part of the UR, and the version of the largest BBQr code."""

_FRAME_BOUND = 5.0
_FRAMES_A_SECOND = 15
_LOOK_BOUND = 1000 / _FRAMES_A_SECOND
"""Milliseconds."""

_HANDHELD = Conditions(yaw=12, roll=4, blur=0.6, noise=12)
_LOOKS = 60
_LOST = 0.3


def codes() -> Iterator[Figure | LeftOut]:
    """Each figure of the QR transports."""
    psbt = _large_psbt()
    parts: tuple[Benchmark, ...] = (
        partial(_encoding, psbt),
        partial(_one_frame, psbt),
        partial(_looking, psbt),
        _fountain,
    )
    for part in parts:
        yield from part()


def _large_psbt() -> bytes:
    places = [Place(Branch.RECEIVE, number) for number in range(_COINS)]
    outputs = (Paid(_COINS * 900_000), Paid(_COINS * 90_000, CHANGE))
    return make_payment(make_wallet(), [Coin(place=place) for place in places], outputs)


def _encoding(psbt: bytes) -> Iterator[Figure | LeftOut]:
    """A PSBT to the text of every part: ours, then theirs under Node."""
    cbor = write_cbor(psbt)
    fragment = fragment_length(len(cbor), _FRAGMENT)
    title = f"A PSBT of {len(psbt) / 1000:.0f} kB into "
    ours: dict[str, Callable[[], Frames]] = {
        "ur": lambda: UrFrames("crypto-psbt", cbor, fragment),
        "bbqr": lambda: BbqrFrames(psbt, FileType.PSBT, max_version=_VERSION),
    }
    for name, make in ours.items():
        timing = timed(partial(_texts, make), _REPETITIONS)
        yield timing.figure(f"{title}{name} parts", note=f"{make().count} parts")
    request = {
        "psbt": psbt.hex(),
        "cbor": cbor.hex(),
        "fragment": fragment,
        "version": _VERSION,
        "repetitions": _REPETITIONS,
    }
    with ready_npm() as npm:
        if npm is None:
            yield LeftOut(NONE_FOUND)
            return
        theirs = npm.run("encoding_speed.mjs", request)
    for name, package in (("ur", "@ngraveio/bc-ur"), ("bbqr", "bbqr")):
        said = f"by npm’s {package}, {theirs[name]['parts']} parts"
        yield _timing(theirs[name]["times"]).figure(f"{title}{name} parts, theirs", note=said)


def _texts(make: Callable[[], Frames]) -> list[str]:
    frames = make()
    return [frames.text(number) for number in range(frames.count)]


def _timing(times: list[dict[str, Any]]) -> Timing:
    return Timing(*(median([each[name] for each in times]) for name in ("wall", "cpu")))


def _one_frame(psbt: bytes) -> Iterator[Figure | LeftOut]:
    """From a part to the modules on the screen, in the style of each device."""
    for device, series in _series_of(psbt).items():
        late = series.count + 1
        timing = timed(partial(series.modules, late), 5 * _REPETITIONS)
        note = f"{series.frames.encoding}, version {series.version}"
        yield timing.used(f"One frame for {device}", _FRAME_BOUND, note)
    text = UrFrames("crypto-psbt", write_cbor(psbt), _FRAGMENT).text(0)
    yield timed(partial(draw, text), _REPETITIONS).figure("One code drawn by zxing-cpp")
    yield timed(partial(qr_modules, text), _REPETITIONS).figure("One code drawn by qrcode")


def _series_of(psbt: bytes) -> dict[Device, Series]:
    cameras = [device for device in Device if device not in WITHOUT_CAMERA]
    return {device: file_series(psbt, style_for(device)) for device in cameras}


def _looking(psbt: bytes) -> Iterator[Figure | LeftOut]:
    """Frames of a camera, 1280 by 720, through the worker process."""
    for style in (Style(Encoding.UR, 10, 4), Style(Encoding.BBQR, 20, 4)):
        series = file_series(psbt, style)
        shown = [(_photographed(series, at), [series.frames.text(at)]) for at in range(10)]
        yield from _looked(f"A 720p frame with {style.encoding}, version {series.version}", shown)
    empty = photo(Image.new("L", (600, 600), 200), _HANDHELD, Random(0))
    yield from _looked("A 720p frame without a code", [(frame(empty), [])])


def _photographed(series: Series, number: int) -> Frame:
    shown = series.modules(number)
    return frame(photo(picture(shown, 600 // len(shown)), _HANDHELD, Random(number)))


def _looked(name: str, shown: list[tuple[Frame, list[str]]]) -> Iterator[Figure]:
    """The mean of many looks, where the processors of both processes count; and how many of them
    did not read just the texts shown: a reader that finds nothing is fast."""
    looks = [shown[at % len(shown)] for at in range(_LOOKS)]
    with CodeReader() as reader:
        reader.codes(looks[0][0])
        process = reader._worker._process
        assert process is not None
        used = time.process_time() + cpu_time(process.pid)
        begun = time.perf_counter()
        found = [reader.codes(each) for each, _ in looks]
        wall = time.perf_counter() - begun
        used = time.process_time() + cpu_time(process.pid) - used
    rate = f"{_LOOKS / used:.0f} frames a second of a processor, {_LOOKS / wall:.0f} by the clock"
    yield Timing(wall / _LOOKS, used / _LOOKS).used(name, _LOOK_BOUND, rate)
    read = [[code.text for code in codes] for codes in found]
    wrong = sum(texts != wanted for texts, (_, wanted) in zip(read, looks, strict=True))
    yield Figure(f"{name}, misread", wrong, f"of {_LOOKS}", bound=1)


def _fountain() -> Iterator[Figure | LeftOut]:
    content = Random(1).randbytes(100_000)
    frames, losing = UrFrames("crypto-psbt", write_cbor(content), _FRAGMENT), Random(2)
    shown = [frames.text(number) for number in range(2 * frames.count) if losing.random() >= _LOST]
    taken = _taken(shown)
    timing = timed(partial(_taken, shown), 3)
    note = f"{taken} of them taken for {frames.count} fragments"
    yield timing.figure("100 kB from UR parts, 30 % lost", note=note)


def _taken(parts: list[str]) -> int:
    """How many parts it took."""
    assembler = UrAssembler()
    for count, part in enumerate(parts, 1):
        assembler.take(part)
        if assembler.payload is not None:
            return count
    raise ValueError("these parts make no whole")
