"""The newest frame of a Qt video sink, made gray in the lane that asks for it."""

from collections import deque

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoSink

from strongroom.transports.qr.frames_in import Frame, SourceKind

_WIDEST = 1280
"""Px of a frame that is looked at; a larger one is made smaller first."""


class SinkSource(QObject):
    """A ``FrameSource``. ``sink`` is fed by a camera or the capture of a screen, faster than frames
    are read: only the newest one waits."""

    failed = Signal(str)
    """The device's own words for why there are no frames."""

    def __init__(self, kind: SourceKind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.sink = QVideoSink(self)
        self._waiting: deque[QVideoFrame] = deque(maxlen=1)
        self._ended = False
        self.preview: QImage | None = None
        """The frame that was taken last, in colour."""
        self.sink.videoFrameChanged.connect(self._waiting.append)

    @property
    def kind(self) -> SourceKind:
        return self._kind

    @property
    def ended(self) -> bool:
        return self._ended and not self._waiting

    def end(self) -> None:
        """No frame will come any more."""
        self._ended = True

    def newest(self) -> Frame | None:
        """The frame that waits, in grays. Called in a lane, as it takes some milliseconds."""
        image = self.picture()
        if image is None:
            return None
        self.preview = fitted(image)
        return frame_of(self.preview)

    def picture(self) -> QImage | None:
        """The frame that waits as it came, in colour; called in a lane."""
        try:
            image = self._waiting.popleft().toImage()
        except IndexError:
            return None
        return None if image.isNull() else image


def frame_of(image: QImage) -> Frame:
    """A picture's grays, row by row without padding."""
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    width, height, stride = gray.width(), gray.height(), gray.bytesPerLine()
    pixels = bytes(gray.constBits())
    if stride != width:
        rows = (pixels[start : start + width] for start in range(0, height * stride, stride))
        pixels = b"".join(rows)
    return Frame(width, height, pixels)


def fitted(image: QImage) -> QImage:
    """A picture no larger than what is looked at."""
    if max(image.width(), image.height()) <= _WIDEST:
        return image
    size = QSize(_WIDEST, _WIDEST)
    return image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
