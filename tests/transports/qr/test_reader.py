import io
import resource
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator

import pytest
import zxingcpp
from PIL import Image

from strongroom.model.errors import ReadError
from strongroom.transports.qr.contract import Code
from strongroom.transports.qr.drawing import draw
from strongroom.transports.qr.frames_in import Frame, Picture, PictureSource, SourceKind, is_picture
from strongroom.transports.qr.pictures import picture, png
from strongroom.transports.qr.reader import CodeReader
from strongroom.worker import WorkerClient, WorkerError

TEXT = "B$2P0100OBZWE5H7"
SEED = bytes(range(240, 256))


@pytest.fixture(scope="module")
def reader() -> Iterator[CodeReader]:
    with CodeReader() as reader:
        yield reader


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def code(text: str = TEXT) -> Image.Image:
    return picture(draw(text), 6)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_reads_every_kind_of_picture(reader: CodeReader, form: str) -> None:
    data = saved(code(), form)
    assert is_picture(data)
    assert reader.codes(Picture(data)) == (Code.of_text(TEXT),)


def test_reads_a_frame(reader: CodeReader) -> None:
    image = code()
    frame = Frame(image.width, image.height, image.tobytes())
    assert reader.codes(frame) == (Code.of_text(TEXT),)
    assert reader.codes(Frame(2, 3, bytes(6))) == ()


def test_reads_every_code_in_a_picture(reader: CodeReader) -> None:
    both = Image.new("L", (500, 220), 255)
    both.paste(code("one"), (0, 0))
    both.paste(code("two"), (260, 0))
    assert {found.text for found in reader.codes(Picture(saved(both, "PNG")))} == {"one", "two"}


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP"])
def test_reads_every_frame_of_a_moving_picture_once(reader: CodeReader, form: str) -> None:
    frames = [code(text) for text in ("a1", "b2", "a1", "c3")]
    data = saved(frames[0], form, save_all=True, append_images=frames[1:])
    assert [found.text for found in reader.codes(Picture(data))] == ["a1", "b2", "c3"]


def test_reads_a_code_that_is_transparent_where_it_is_light(reader: CodeReader) -> None:
    image = Image.new("RGBA", code().size, (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), mask=code().point(lambda light: 255 - light))
    assert reader.codes(Picture(saved(image, "PNG"))) == (Code.of_text(TEXT),)


def test_reads_a_photo_larger_than_a_screen(reader: CodeReader) -> None:
    photo = Image.new("L", (8000, 6000), 200)
    photo.paste(code().resize((1800, 1800)), (3000, 2000))
    assert reader.codes(Picture(saved(photo, "JPEG"))) == (Code.of_text(TEXT),)


def test_bytes_that_are_no_text_come_as_bytes(reader: CodeReader) -> None:
    drawn = zxingcpp.create_barcode(SEED, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    image = drawn.to_image(scale=5)
    frame = Frame(image.shape[1], image.shape[0], bytes(image.__array_interface__["data"]))
    (found,) = reader.codes(frame)
    assert found.data == SEED


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int, *chunks: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IEND", b"")


def film(frames: int, side: int) -> bytes:
    """Frames that differ, as Pillow leaves out repeats."""
    plain = [Image.new("L", (side, side), shade) for shade in range(frames)]
    return saved(plain[0], "GIF", save_all=True, append_images=plain[1:])


PNG = png(draw(TEXT))
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "file-malformed"),
    "no picture": (lambda: TEXT.encode(), "file-malformed"),
    "another kind of picture": (lambda: saved(code(), "TIFF"), "file-malformed"),
    "cut short": (lambda: PNG[:-100], "file-malformed"),
    "noise behind the magic": (lambda: PNG[:8] + bytes(500), "file-malformed"),
    "a bomb": (lambda: saved(Image.new("1", (20_000, 20_000)), "PNG"), "file-too-big"),
    "an endless film": (lambda: film(30, 2000), "file-too-big"),
    "a giant size": (lambda: png_of(2**31 - 1, 2**31 - 1), "file-too-big"),
    "a bomb in a colour profile": (
        lambda: png_of(10, 10, chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(100_000_000)))),
        "file-malformed",
    ),
}


def children_seconds() -> float:
    """The processor's time that ended children took so far, whoever else was busy."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("name", HOSTILE)
def test_refuses_a_hostile_picture_soon(reader: CodeReader, name: str) -> None:
    make, expected = HOSTILE[name]
    data, before = make(), children_seconds()
    with pytest.raises(ReadError) as caught:
        reader.codes(Picture(data))
    assert caught.value.code == expected
    assert children_seconds() - before < 2
    assert reader.codes(Picture(PNG)) == (Code.of_text(TEXT),)


def test_the_largest_picture_with_colours_fits_in_the_workers_memory(reader: CodeReader) -> None:
    assert reader.codes(Picture(saved(Image.new("RGBA", (5120, 2880)), "PNG"))) == ()


def test_a_frame_is_as_large_as_it_says() -> None:
    for width, height in ((0, 0), (2, 2), (-1, -3)):
        with pytest.raises(ValueError, match="pixels are not"):
            Frame(width, height, bytes(3))


def test_a_picture_has_no_say_in_what_is_read_after_it(reader: CodeReader) -> None:
    frame = Frame(2, 3, bytes(6))
    reader.codes(frame)
    before = reader._worker._process
    reader.codes(frame)
    assert reader._worker._process is before
    reader.codes(Picture(PNG))
    reader.codes(frame)
    assert reader._worker._process is not before


def test_a_killed_process_is_an_error_and_the_next_call_works() -> None:
    child = (
        "import os, strongroom.transports.qr.decode_worker as part;"
        "read = part.codes_in_picture;"
        "die = lambda: os.kill(os.getpid(), 9);"
        "part.HANDLERS['codes_in_picture'] = lambda data: die() if data == b'die' else read(data);"
        "from strongroom import worker; worker.run(part.__name__)"
    )
    with CodeReader(WorkerClient("qr-decode", [sys.executable, "-P", "-c", child])) as reader:
        assert reader.codes(Picture(PNG)) == (Code.of_text(TEXT),)
        with pytest.raises(WorkerError) as caught:
            reader.codes(Picture(b"die"))
        assert caught.value.code == "worker-died"
        assert reader.codes(Picture(PNG)) == (Code.of_text(TEXT),)


@pytest.mark.parametrize("answer", ["7", "[7]", "[[b'a']]", "[[b'a', 3]]", "[['a', 'a']]"])
def test_an_answer_that_makes_no_sense_is_an_error(answer: str) -> None:
    part = (
        "import sys, types; part = types.ModuleType('liar'); sys.modules['liar'] = part;"
        f"part.MEMORY_LIMIT = 2**30; part.HANDLERS = {{'codes_in_frame': lambda *_: {answer}}};"
        "from strongroom import worker; worker.run('liar')"
    )
    client = WorkerClient("qr-decode", [sys.executable, "-P", "-c", part])
    with CodeReader(client) as reader, pytest.raises(WorkerError, match="makes no sense"):
        reader.codes(Frame(1, 1, b"\0"))


def test_the_command_line_does_not_load_the_decoder() -> None:
    check = (
        "import sys, strongroom.cli.main;"
        "sys.exit(any(name in sys.modules for name in ('zxingcpp', 'PIL')))"
    )
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_pictures_come_once_each() -> None:
    source = PictureSource([b"a", b"b"])
    assert source.kind is SourceKind.PICTURE
    assert [source.newest(), source.newest()] == [Picture(b"a"), Picture(b"b")]
    assert source.ended
    assert source.newest() is None


@pytest.mark.parametrize("data", [b"BM is my name, and this is a text", b"RIFF....WAVE", b""])
def test_other_files_are_no_pictures(data: bytes) -> None:
    assert not is_picture(data)
