"""What is made to take all time or memory is refused within two seconds and 100 MB."""

import json
import struct
import subprocess
import sys
import zlib
from base64 import b32encode
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from strongroom.formats.cbor import write_cbor
from strongroom.model.bytewords import write_minimal
from strongroom.model.errors import StrongroomError
from strongroom.transports.qr.drawing import draw
from strongroom.transports.qr.frames_in import Picture
from strongroom.transports.qr.pictures import png
from strongroom.transports.qr.reader import CodeReader
from tests.bench.figures import cpu_time
from tests.transports.qr.test_reader import saved

SECONDS = 2.0
MEGABYTES = 100
MEGABYTES_READ = 120
"""For what is read: four bytes for each pixel of the largest screen are 59 of them."""

_GIANT = 16 * 1024 * 1024
"""Bytes of the largest file that is opened at all."""

_CHILD = """
import json, resource, sys, time
from pathlib import Path
from strongroom.formats.reading import recognise
from strongroom.model.errors import StrongroomError
from strongroom.transports.qr.gathering import holds_codes, whole

def status(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1000

def code_of(data):
    try:
        recognise(whole(data, None))
    except StrongroomError as error:
        return error.code

code_of(b"ur:bytes/aeae")
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
for path in sys.stdin:
    data = Path(path.strip()).read_bytes()
    Path("/proc/self/clear_refs").write_text("5")
    idle, used = status("VmRSS"), time.process_time()
    code = code_of(data)
    print(json.dumps([code, time.process_time() - used, status("VmHWM") - idle]), flush=True)
"""
"""Reads files as the program does; says the code of the refusal, and what it took beyond the file:
seconds of a processor, which hang little on what else the machine does, and megabytes."""


@cache
def deflated_bomb() -> str:
    writer = zlib.compressobj(1, wbits=-10)
    squeezed = b"".join(writer.compress(bytes(1 << 20)) for _ in range(50)) + writer.flush()
    return b32encode(squeezed).decode().rstrip("=")


def ur_of(cbor: bytes, name: str = "crypto-account") -> str:
    return f"ur:{name}/{write_minimal(cbor)}"


def part(fields: list, heading: str) -> str:
    return f"ur:bytes/{heading}/{write_minimal(write_cbor(fields))}"


def filled(beginning: str, filling: str = "A") -> str:
    return beginning + filling * ((_GIANT - len(beginning)) // len(filling))


TEXTS: dict[str, tuple[Callable[[], str], str]] = {
    "a bomb in BBQr": (lambda: f"B$ZU0100{deflated_bomb()}", "qr-limit"),
    "a giant BBQr part": (lambda: filled("B$HU0200"), "qr-limit"),
    "a million BBQr parts": (lambda: "B$HUZZ00" + "00" * 100, "qr-limit"),
    "BBQr parts of two contents": (lambda: "B$HU020000\nB$HU020001", "qr-conflict"),
    "a BBQr part that is a program": (lambda: "B$HX010000", "qr-type"),
    "a giant UR, broken": (lambda: filled("ur:bytes/", "ae"), "qr-limit"),
    "a giant UR in capitals": (lambda: filled("UR:BYTES/", "AE"), "qr-limit"),
    "a giant UR of a PSBT": (lambda: filled("ur:crypto-psbt/", "ae"), "qr-limit"),
    "a giant UR of a key": (lambda: filled("ur:crypto-hdkey/", "ae"), "qr-limit"),
    "a UR just small enough, broken": (lambda: "ur:bytes/" + "ae" * 2_097_000, "qr-malformed"),
    "a UR of a million parts": (
        lambda: part([1, 10**6, 10**7, 5, bytes(10)], "1-1000000"),
        "qr-limit",
    ),
    "a UR part with a giant whole": (
        lambda: part([1, 2, 2**62, 5, bytes(10)], "1-2"),
        "qr-limit",
    ),
    "UR parts of two wholes": (
        lambda: "\n".join(part([n, 2, 20, n, bytes(10)], f"{n}-2") for n in (1, 2)),
        "qr-conflict",
    ),
    "UR parts that are no whole": (
        lambda: "\n".join(part([n, 2, 20, 5, bytes(10)], f"{n}-2") for n in (1, 2)),
        "qr-conflict",
    ),
    "deep CBOR": (lambda: ur_of(b"\x81" * 20_000 + b"\0"), "file-malformed"),
    "deep CBOR of half a million": (lambda: ur_of(b"\x81" * 500_000 + b"\0"), "file-too-big"),
    "deep tags": (lambda: ur_of(b"\xc1" * 20_000 + b"\0", "crypto-output"), "file-malformed"),
    "CBOR that announces 2^63 bytes": (
        lambda: ur_of(b"\x5b\x7f" + b"\xff" * 7 + b"\0", "bytes"),
        "qr-malformed",
    ),
    "CBOR that announces 2^60 items": (
        lambda: ur_of(b"\x9b\x10" + bytes(7) + b"\0"),
        "file-malformed",
    ),
    "CBOR of more items than there are": (
        lambda: ur_of(b"\x99\x40\x00" + bytes(100)),
        "file-malformed",
    ),
    "CBOR of another type": (lambda: ur_of(write_cbor("text"), "bytes"), "qr-malformed"),
    "an account that is a number": (lambda: ur_of(b"\x07"), "file-malformed"),
    "a giant numbered text part": (lambda: filled("p1of2 "), "qr-limit"),
    "a million numbered text parts": (lambda: "p1of1000000 a", "not-recognised"),
    "the same part a million times": (lambda: "p1of2 a\n" * 1_000_000, "qr-limit"),
    "numbered parts of two contents": (lambda: "p1of2 a\np1of2 b", "qr-conflict"),
    "URs without number": (lambda: "see ur:bytes/aeaeaeaeaeae " * 600_000, "not-recognised"),
    "a number of 64 KiB": (lambda: "Z" * 65_536, "not-recognised"),
    "a first-form UR of 9999 parts": (lambda: "ur:bytes/1of9999/qqqq/qqqq", "qr-limit"),
}


@pytest.fixture(scope="module")
def child() -> Iterator[subprocess.Popen]:
    command = [sys.executable, "-c", _CHILD]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as running:
        yield running


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_refused_soon(name: str, child: subprocess.Popen, tmp_path: Path) -> None:
    make, expected = TEXTS[name]
    path = tmp_path / "hostile"
    path.write_text(make())
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(f"{path}\n")
    child.stdin.flush()
    code, seconds, megabytes = json.loads(child.stdout.readline())
    assert code == expected
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


def gif(frames: int) -> bytes:
    """Frames of one pixel, twenty bytes each."""
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    one = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return head + one * frames + b"\x3b"


def film(side: int, count: int) -> bytes:
    frames = [noise(side, side, number) for number in range(count)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:])


def noise(width: int, height: int, seed: int = 1) -> Image.Image:
    return Image.frombytes("L", (width, height), Random(seed).randbytes(width * height))


PICTURES: dict[str, Callable[[], bytes]] = {
    "a GIF that does not end": lambda: gif(500_000),
    "a film of many frames": lambda: film(40, 1100),
    "a bomb in colours": lambda: saved(Image.new("RGBA", (5000, 5000)), "PNG"),
    "a giant photo": lambda: saved(Image.new("L", (12_000, 12_000)), "JPEG"),
    "a giant photo that comes in layers": lambda: saved(
        Image.new("L", (6000, 6000)), "JPEG", progressive=True
    ),
    "a giant bitmap": lambda: saved(Image.new("1", (6000, 6000)), "BMP"),
    "a giant WebP": lambda: b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff\xff\0" * 2,
    "a large WebP": lambda: saved(Image.new("L", (2600, 2600)), "WEBP"),
    "a large WebP without loss": lambda: saved(Image.new("L", (2600, 2600)), "WEBP", lossless=True),
}
"""All of them are too large."""

LARGEST: dict[str, Callable[[], bytes]] = {
    "a transparent screen of 5120 by 2880": lambda: saved(Image.new("RGBA", (5120, 2880)), "PNG"),
    "a photo of 50 megapixels": lambda: saved(Image.new("RGB", (8160, 6120)), "JPEG"),
    "a photo of 12 megapixels": lambda: saved(noise(4032, 3024), "JPEG"),
    "a photo that comes in layers": lambda: saved(
        Image.new("RGB", (4032, 3024)), "JPEG", progressive=True
    ),
    "noise of 12 megapixels": lambda: saved(noise(4032, 3024), "PNG", compress_level=1),
    "a film of noise": lambda: film(500, 40),
    "a WebP of 5 megapixels": lambda: saved(Image.new("RGB", (2600, 2000)), "WEBP"),
}
"""What telephones and screens make, which is read."""


@pytest.fixture
def reader() -> Iterator[CodeReader]:
    with CodeReader() as reader:
        reader._ask(Picture(png(draw("WARM"))))  # after ``codes`` there is nothing to measure
        yield reader


def taken(reader: CodeReader, data: bytes) -> tuple[str, float, float]:
    """The code of the refusal if there is one; the seconds and megabytes of the worker process."""
    process = reader._worker._process
    assert process is not None
    folder = Path(f"/proc/{process.pid}")
    (folder / "clear_refs").write_text("5")
    idle, used, code = _megabytes(folder, "VmRSS"), cpu_time(process.pid), ""
    try:
        reader._ask(Picture(data))
    except StrongroomError as error:
        code = error.code
    assert process.poll() is None
    return code, cpu_time(process.pid) - used, _megabytes(folder, "VmHWM") - idle


def _megabytes(folder: Path, name: str) -> float:
    lines = (folder / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1000


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_refused_soon(name: str, reader: CodeReader) -> None:
    code, seconds, megabytes = taken(reader, PICTURES[name]())
    assert code == "file-too-big"
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.parametrize("name", LARGEST)
def test_the_largest_real_pictures_are_read_soon(name: str, reader: CodeReader) -> None:
    code, seconds, megabytes = taken(reader, LARGEST[name]())
    assert code == ""
    assert seconds < SECONDS
    assert megabytes < MEGABYTES_READ
