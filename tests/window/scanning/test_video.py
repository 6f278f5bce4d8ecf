import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from threading import Timer

import pytest

from strongroom.model.errors import ReadError
from strongroom.transports.qr.drawing import draw
from strongroom.transports.qr.frames_in import Frame, SourceKind
from strongroom.transports.qr.reader import CodeReader
from strongroom.window.scanning.video import VideoSource
from strongroom.worker import WorkerClient, WorkerError
from tests.window.videos import picture_of, video

TEXTS = [f"part {number}" for number in range(12)]
FILM = video([picture_of(draw(text)) for text in TEXTS])


@pytest.fixture
def playing(tmp_path: Path) -> Iterator[Callable[[bytes], VideoSource]]:
    begun: list[VideoSource] = []

    def play(data: bytes) -> VideoSource:
        path = tmp_path / "film"
        path.write_bytes(data)
        begun.append(VideoSource(path))
        return begun[-1]

    yield play
    for source in begun:
        source.close()


def frames_of(source: VideoSource) -> Iterator[Frame]:
    while not source.ended:
        if frame := source.newest():
            yield frame


def texts_of(source: VideoSource) -> list[str | None]:
    with CodeReader() as reader:
        return [code.text for frame in frames_of(source) for code in reader.codes(frame)]


def giant(film: bytes) -> bytes:
    """Its container and its pictures say that they are as large as they can."""
    for layout in ("<2I", ">2H"):
        film = film.replace(struct.pack(layout, 480, 480), struct.pack(layout, 65_500, 65_500))
    return film


def noisy(film: bytes) -> bytes:
    random, data = Random(3), bytearray(film)
    for _ in range(500):
        data[random.randrange(400, len(data))] = random.randrange(256)
    return bytes(data)


def test_every_frame_of_a_video_comes_in_its_order(playing: Callable) -> None:
    source = playing(FILM)
    assert source.kind is SourceKind.VIDEO
    assert texts_of(source) == TEXTS
    assert source.newest() is None


def test_a_large_video_comes_in_frames_of_a_modest_size(playing: Callable) -> None:
    (frame,) = frames_of(playing(video([picture_of(draw("large"), 2000)])))
    assert (frame.width, frame.height) == (1280, 1280)


UNREADABLE = {
    "nothing": b"",
    "a list of other files": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "a playlist": b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n",
    "only the beginning of one": b"\0\0\0\x20ftypisom",
    "noise behind the beginning": b"\0\0\0\x20ftypisom" + Random(1).randbytes(100_000),
}


@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_video_is_refused(data: bytes, playing: Callable) -> None:
    source = playing(data)
    with pytest.raises(ReadError) as caught:
        source.newest()
    assert caught.value.code == "video-unreadable"
    assert source.ended


DAMAGED = {"cut short": FILM[: len(FILM) // 2], "only a head": FILM[:300], "noisy": noisy(FILM)}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_of_a_damaged_video_what_can_be_read_is(data: bytes, playing: Callable) -> None:
    read = texts_of(playing(data))
    assert read == [text for text in TEXTS if text in read] != TEXTS


def test_a_video_that_says_it_is_giant_has_no_frames(playing: Callable) -> None:
    assert texts_of(playing(giant(FILM))) == []


def test_a_killed_process_ends_the_video_and_nothing_else(playing: Callable) -> None:
    source = playing(FILM)
    source.newest()
    source._worker.kill()
    with pytest.raises(WorkerError) as caught:
        source.newest()
    assert caught.value.code == "worker-died"
    assert source.ended
    assert texts_of(playing(FILM)) == TEXTS


def test_closing_does_not_wait_for_a_process_that_hangs(tmp_path: Path) -> None:
    source = VideoSource(tmp_path, liar("time.sleep(60)"))
    Timer(1, source.close).start()
    with pytest.raises(WorkerError) as caught:
        source.newest()
    assert caught.value.code == "worker-died"
    assert source.newest() is None


@pytest.mark.parametrize("answer", ["7", "[1, 1]", "[2, 2, b'a']", "[-1, -1, b'a']", "[1, 1, 'a']"])
def test_an_answer_that_makes_no_sense_is_an_error(answer: str, tmp_path: Path) -> None:
    source = VideoSource(tmp_path, liar(answer))
    with pytest.raises(WorkerError, match="makes no sense"):
        source.newest()
    assert source.ended


def liar(answer: str) -> WorkerClient:
    part = (
        "import sys, time, types; part = types.ModuleType('liar'); sys.modules['liar'] = part;"
        "part.MEMORY_LIMIT = 2**30;"
        f"part.HANDLERS = {{'open_video': lambda _: None, 'next_frame': lambda: {answer}}};"
        "from strongroom import worker; worker.run('liar')"
    )
    return WorkerClient("video", [sys.executable, "-P", "-c", part])
