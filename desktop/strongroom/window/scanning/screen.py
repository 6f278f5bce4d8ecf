"""The screen as a source of frames, for codes that another program shows."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QScreen
from PySide6.QtMultimedia import QMediaCaptureSession, QScreenCapture

from strongroom.transports.qr.frames_in import SourceKind
from strongroom.window.scanning.sink_source import SinkSource


class ScreenSource(SinkSource):
    """Frames of one whole screen; under Wayland the desktop asks first, and may refuse."""

    def __init__(self, screen: QScreen, parent: QObject | None = None) -> None:
        super().__init__(SourceKind.SCREEN, parent)
        self._session = QMediaCaptureSession(self)
        self._capture = QScreenCapture(self)
        self._capture.setScreen(screen)
        self._capture.errorOccurred.connect(lambda _, words: self.failed.emit(words))
        self._session.setScreenCapture(self._capture)
        self._session.setVideoSink(self.sink)
        self._capture.start()

    def close(self) -> None:
        self._capture.stop()
        self.end()
