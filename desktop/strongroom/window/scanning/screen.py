"""The screen as a source of frames, for codes that another program shows."""

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication, QImage, QScreen
from PySide6.QtMultimedia import QMediaCaptureSession, QScreenCapture

from strongroom.transports.qr.frames_in import SourceKind
from strongroom.window.scanning.screen_part import ScreenPart
from strongroom.window.scanning.sink_source import SinkSource


class ScreenSource(SinkSource):
    """Frames of a screen, or of ``part`` of it once that was chosen.

    Under Wayland the desktop asks first, and may refuse.
    """

    began = Signal()
    """The first frame is here."""

    def __init__(self, screen: QScreen, parent: QObject | None = None) -> None:
        super().__init__(SourceKind.SCREEN, parent)
        self.screen = screen
        self.part = ScreenPart(screen.name())
        self._session = QMediaCaptureSession(self)
        self._capture = QScreenCapture(self)
        self._capture.setScreen(screen)
        self._capture.errorOccurred.connect(lambda _, words: self.failed.emit(words))
        self._session.setScreenCapture(self._capture)
        self._session.setVideoSink(self.sink)
        self._has_begun = False
        self.sink.videoFrameChanged.connect(self._begin)
        self._capture.start()

    def close(self) -> None:
        self._capture.stop()
        self.end()

    def picture(self) -> QImage | None:
        image = super().picture()
        return None if image is None else cut_out(image, self.part)

    def _begin(self) -> None:
        if not self._has_begun:
            self._has_begun = True
            self.began.emit()


def screens_seen_from(screen: QScreen) -> list[QScreen]:
    """Those a part can be chosen of; under Wayland the desktop asks which one it is to be."""
    is_asked = QGuiApplication.platformName().startswith("wayland")
    return [screen] if is_asked else QGuiApplication.screens()


def cut_out(image: QImage, part: ScreenPart) -> QImage:
    """That part of a picture of the whole screen."""
    width, height = image.width(), image.height()
    left, top = int(part.left * width), int(part.top * height)
    across, down = round(part.width * width), round(part.height * height)
    return image.copy(QRect(left, top, max(across, 1), max(down, 1)).intersected(image.rect()))
