from dataclasses import dataclass
from typing import ClassVar

import pytest
from PySide6.QtCore import QByteArray, QObject, QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame
from pytestqt.qtbot import QtBot

from strongroom.transports.qr.frames_in import SourceKind
from strongroom.window.scanning import camera
from strongroom.window.scanning.camera import CameraSource, modest_format


@dataclass
class _Format:
    width: int
    height: int
    rate: float = 30.0

    def resolution(self) -> QSize:
        return QSize(self.width, self.height)

    def maxFrameRate(self) -> float:
        return self.rate


VGA, HD, FULL_HD = _Format(640, 480), _Format(1280, 720), _Format(1920, 1080)


class _Device:
    formats: ClassVar = [VGA, FULL_HD, HD]

    def id(self) -> QByteArray:
        return QByteArray(b"/dev/video0")

    def videoFormats(self) -> list[_Format]:
        return self.formats


class _Camera(QObject):
    errorOccurred = Signal(object, str)
    made: ClassVar[list["_Camera"]] = []

    def __init__(self, _: object, parent: QObject) -> None:
        super().__init__(parent)
        self.format: object = None
        self.is_running = False
        self.made.append(self)

    def setCameraFormat(self, chosen: object) -> None:
        self.format = chosen

    def start(self) -> None:
        self.is_running = True

    def stop(self) -> None:
        self.is_running = False


class _Session(QObject):
    def setCamera(self, _: object) -> None: ...

    def setVideoSink(self, _: object) -> None: ...


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> CameraSource:
    monkeypatch.setattr(camera, "QCamera", _Camera)
    monkeypatch.setattr(camera, "QMediaCaptureSession", _Session)
    monkeypatch.setattr(_Camera, "made", [])
    return CameraSource(_Device())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("formats", "chosen"),
    [
        ([VGA, FULL_HD, HD], HD),
        ([VGA, FULL_HD], VGA),
        ([FULL_HD, _Format(1280, 720, 5.0)], FULL_HD),
        ([_Format(1280, 720, 5.0)], None),
        ([], None),
    ],
    ids=["the one", "the nearer", "not a slow one", "none that is fast enough", "none"],
)
def test_a_modest_format_is_chosen(formats: list, chosen: _Format | None) -> None:
    found: object = modest_format(formats)
    assert found is chosen


def test_the_camera_runs_in_that_format_until_it_is_closed(source: CameraSource) -> None:
    (made,) = _Camera.made
    assert (made.format, made.is_running) == (HD, True)
    assert (source.kind, source.id, source.ended) == (SourceKind.CAMERA, "/dev/video0", False)
    source.close()
    assert (made.is_running, source.ended) == (False, True)


def test_its_own_words_are_passed_on_where_it_may_not_be_used(
    source: CameraSource, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(source.failed) as failed:
        _Camera.made[0].errorOccurred.emit(None, "Permission denied")
    assert failed.args == ["Permission denied"]


def test_of_frames_that_come_faster_than_they_are_read_the_newest_is_taken(
    source: CameraSource,
) -> None:
    for shade in (10, 20, 30):
        image = QImage(8, 8, QImage.Format.Format_RGB32)
        image.fill(0xFF000000 | shade * 0x010101)
        source.sink.setVideoFrame(QVideoFrame(image))
    frame = source.newest()
    assert frame is not None
    assert set(frame.pixels) == {30}
    assert source.newest() is None
