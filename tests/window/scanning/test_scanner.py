import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from strongroom.transports.qr.frames_in import Frame, SourceKind
from strongroom.transports.qr.reader import CodeReader
from strongroom.window.scanning.scanner import Scanner
from strongroom.window.tasks import Lanes


class _Blank:
    """Frames without a code; it knows on which threads they were asked for."""

    kind = SourceKind.CAMERA

    def __init__(self, count: int) -> None:
        self.left, self.askers = count, set[str]()

    @property
    def ended(self) -> bool:
        return self.left == 0

    def newest(self) -> Frame:
        self.left -= 1
        self.askers.add(threading.current_thread().name)
        return Frame(8, 8, bytes(64))


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.close()


def test_frames_are_made_gray_and_read_away_from_the_windows_thread(
    lanes: Lanes, qtbot: QtBot
) -> None:
    source, holder = _Blank(3), QObject()
    with CodeReader() as reader:
        scanner = Scanner(lanes.codes, reader, holder)
        with qtbot.waitSignal(scanner.ended, timeout=20_000):
            scanner.watch(source)
    assert source.askers == {"codes"}
