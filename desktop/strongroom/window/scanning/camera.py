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
        self.id = camera_id(device)
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


def camera_id(device: QCameraDevice) -> str:
    """What the system tells it by from another of the same name, while it is plugged in."""
    return bytes(device.id().data()).decode(errors="replace")


def camera_names(found: Sequence[QCameraDevice]) -> list[str]:
    """What each is called; the second of a name is "Name (2)"."""
    names = [one.description() for one in found]
    ranks = [names[: at + 1].count(name) for at, name in enumerate(names)]
    return [
        f"{name} ({rank})" if rank > 1 else name for name, rank in zip(names, ranks, strict=True)
    ]


def chosen_camera(found: Sequence[QCameraDevice], name: str, known_id: str) -> QCameraDevice | None:
    """The one that was chosen before, or the first of its name where its id is gone; else the first
    real one: a virtual one is never taken unless somebody chose it."""
    # A system gives the id of a camera that is gone to the next one, of whatever name.
    named = [one for one in found if name and one.description() == name]
    known = [one for one in named if camera_id(one) == known_id]
    real = [one for one in found if not is_virtual(one.description())]
    return next(iter([*known, *named, *real]), None)


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
