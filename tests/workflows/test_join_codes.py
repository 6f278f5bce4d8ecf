from collections.abc import Iterator

import pytest

from strongroom.model.errors import ReadError, StrongroomError
from strongroom.transports.qr.bbqr import BbqrFrames, FileType
from strongroom.transports.qr.drawing import draw
from strongroom.transports.qr.pictures import png
from strongroom.transports.qr.reader import CodeReader
from strongroom.workflows.join_codes import join_codes
from strongroom.workflows.open_several import Source
from tests.workflows.rounds import make_payment, make_wallet

PSBT = make_payment(make_wallet()).original
FRAMES = BbqrFrames(PSBT, FileType.PSBT, max_version=10)
PARTS = [FRAMES.text(number).encode() for number in range(FRAMES.count)]


@pytest.fixture(scope="module")
def reader() -> Iterator[CodeReader]:
    with CodeReader() as made:
        yield made


def source(name: str, data: bytes) -> Source:
    return Source(name, lambda: data)


def read(sources: list[Source]) -> dict[str, bytes]:
    return {each.name: each.read() for each in sources}


def test_parts_in_files_of_their_own_become_one(reader: CodeReader) -> None:
    sources = [source(f"{number}", part) for number, part in enumerate(PARTS)]
    found = join_codes([*reversed(sources), source("other", b"text")], reader)
    names = ", ".join(reversed([each.name for each in sources]))
    assert read(found) == {names: PSBT, "other": b"text"}


def test_photos_of_the_parts_become_one(reader: CodeReader) -> None:
    photos = [png(draw(part.decode()), 4) for part in PARTS]
    (found,) = join_codes([source("photo", photo) for photo in photos], reader)
    assert found.read() == PSBT


def test_a_part_that_is_missing_is_said_when_it_is_read(reader: CodeReader) -> None:
    (found,) = join_codes([source("a", PARTS[0]), source("b", PARTS[1])], reader)
    with pytest.raises(StrongroomError) as caught:
        found.read()
    assert (caught.value.code, caught.value.facts["missing"]) == ("qr-incomplete", len(PARTS) - 2)


def test_codes_that_are_whole_by_themselves_stay_apart(reader: CodeReader) -> None:
    one, other = (png(draw(text), 4) for text in ("one text", "another text"))
    found = join_codes([source("one", one), source("other", other)], reader)
    assert read(found) == {"one": b"one text", "other": b"another text"}


def test_what_cannot_be_read_says_so_later(reader: CodeReader) -> None:
    def fail() -> bytes:
        raise ReadError("file-unreadable", "it is gone")

    found = join_codes([Source("gone", fail), source("part", PARTS[0])], reader)
    assert [each.name for each in found] == ["part", "gone"]
    with pytest.raises(ReadError):
        found[1].read()
