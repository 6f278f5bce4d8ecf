"""A video file as a source of frames."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtMultimedia import QMediaPlayer

from strongroom.transports.qr.frames_in import SourceKind
from strongroom.window.scanning.sink_source import SinkSource

_BACKLOG = 60
"""Frames that wait: two seconds of most videos."""


class VideoSource(SinkSource):
    """A video from its beginning to its end, without sound."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(SourceKind.VIDEO, _BACKLOG, parent)
        self._player = QMediaPlayer(self)
        self._player.setVideoSink(self.sink)
        self._player.errorOccurred.connect(lambda _, words: self._fail(words))
        self._player.mediaStatusChanged.connect(self._follow)
        self._player.setSource(QUrl.fromLocalFile(str(path)))
        self._player.play()

    def close(self) -> None:
        self._player.stop()
        self.end()

    def _follow(self, status: QMediaPlayer.MediaStatus) -> None:
        if status is QMediaPlayer.MediaStatus.EndOfMedia:
            self.end()

    def _fail(self, words: str) -> None:
        self.end()
        self.failed.emit(words)
