"""A camera as a source of frames, and which of several it is."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
)

from strongroom.transports.qr.frames_in import SourceKind
from strongroom.window.scanning.sink_source import SinkSource

_WANTED = QSize(1280, 720)
_SLOWEST = 10.0
"""Frames a second."""

_VIRTUAL = ("virtual", "obs", "dummy", "loopback", "snap camera", "manycam", "droidcam", "xsplit")
"""Parts of the names of cameras that show what a program draws."""


class CameraSource(SinkSource):
    """Frames of a camera from when it is made until ``close``."""

    def __init__(self, device: QCameraDevice, parent: QObject | None = None) -> None:
        super().__init__(SourceKind.CAMERA, parent)
        self.name = device.description()
        self._session = QMediaCaptureSession(self)
        self._camera = QCamera(device, self)
        wanted = modest_format(device.videoFormats())
        if wanted is not None:
            self._camera.setCameraFormat(wanted)
        self._camera.errorOccurred.connect(lambda _, words: self.failed.emit(words))
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self.sink)
        self._camera.start()

    def close(self) -> None:
        self._camera.stop()
        self.end()


def cameras() -> list[QCameraDevice]:
    """Those there are, real ones first."""
    return sorted(QMediaDevices.videoInputs(), key=lambda one: is_virtual(one.description()))


def chosen_camera(found: Sequence[QCameraDevice], remembered: str) -> QCameraDevice | None:
    """The one that was chosen before, else the first real one; a virtual one is never taken unless
    somebody chose it."""
    for device in found:
        if remembered and device.description() == remembered:
            return device
    return next((one for one in found if not is_virtual(one.description())), None)


def is_virtual(name: str) -> bool:
    """Whether a camera's name says that a program stands behind it."""
    return any(part in name.lower() for part in _VIRTUAL)


def modest_format(formats: Sequence[QCameraFormat]) -> QCameraFormat | None:
    """The format nearest to 1280 by 720 that is fast enough: enough for dense codes, and little to
    carry."""
    fast = [one for one in formats if one.maxFrameRate() >= _SLOWEST]
    wanted = _WANTED.width() * _WANTED.height()

    def distance(one: QCameraFormat) -> float:
        size = one.resolution()
        return abs(size.width() * size.height() - wanted)

    return min(fast, key=distance, default=None)
