"""Takes a video file apart into gray frames; imported in a worker process only."""

import os
from pathlib import Path
from queue import Empty, Queue

from PySide6.QtCore import QCoreApplication, QEventLoop, QFile, QIODevice, QObject, Qt
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

from strongroom.model.errors import ReadError
from strongroom.window.scanning.files import holds_video
from strongroom.window.scanning.sink_source import fitted, frame_of
from strongroom.worker import Handler, Plain

MEMORY_LIMIT = 2 * 1024 * 1024 * 1024
"""Bytes of address space, most of it the room that each thread sets aside and never uses."""

_PROCESSORS = 4
"""That decode at most, as each has a thread with memory of its own."""

_WAITING = 4
"""Frames that are decoded before they are asked for; then the player waits."""

_RATE = 16.0
"""Times as fast as it was filmed; what slows the player down is how fast frames are taken."""

_TURN = 10
"""Milliseconds between two looks at what the player says."""

_PATIENCE = 5000
"""Milliseconds without a frame after which the file is given up."""


class _Video(QObject):
    """A player whose frames wait to be taken; none is dropped."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._waiting: Queue[QVideoFrame] = Queue(_WAITING)
        self._is_over, self._wrong = False, ""
        self._sink, self._player = QVideoSink(self), QMediaPlayer(self)
        # In the player's own thread, which waits there until there is room.
        self._sink.videoFrameChanged.connect(self._waiting.put, Qt.ConnectionType.DirectConnection)
        self._player.setVideoSink(self._sink)
        self._player.errorOccurred.connect(self._fail)
        self._player.mediaStatusChanged.connect(self._follow)
        # Given as bytes, not as an address: nothing beside it can be named by it.
        self._file = QFile(path, self)
        self._file.open(QIODevice.OpenModeFlag.ReadOnly)
        self._player.setSourceDevice(self._file)
        self._player.setPlaybackRate(_RATE)
        self._player.play()

    def next(self) -> QVideoFrame | None:
        """The frame after the last one, None where there is none; raises ``video-unreadable``."""
        for _ in range(_PATIENCE // _TURN):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            if self._wrong:
                raise ReadError("video-unreadable", f"the video cannot be played: {self._wrong}")
            try:
                taken = self._waiting.get(timeout=_TURN / 1000)
            except Empty:
                if self._is_over:
                    return None
                continue
            if taken.isValid():  # the last one, after the end, is not
                return taken
        raise ReadError("video-unreadable", "the video goes on without a picture")

    def _follow(self, status: QMediaPlayer.MediaStatus) -> None:
        self._is_over = status is QMediaPlayer.MediaStatus.EndOfMedia

    def _fail(self, _: QMediaPlayer.Error, words: str) -> None:
        self._wrong = words


_playing: list[_Video] = []
"""The one video of this process, once it was opened."""


def open_video(path: str) -> None:
    """Begins with a file; the process plays no other. Raises ``video-unreadable``."""
    if _playing or not holds_video(Path(path)):
        raise ReadError("video-unreadable", "this is no video that can be read here")
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:_PROCESSORS])
    QCoreApplication.instance() or QCoreApplication([])
    _playing.append(_Video(path))


def next_frame() -> Plain:
    """Width, height and grays of the next frame, None after the last.

    Raises ``video-unreadable``.
    """
    taken = _playing[0].next()
    if taken is None:
        return None
    image = taken.toImage()
    if image.isNull():
        raise ReadError("video-unreadable", "a picture of the video cannot be decoded")
    frame = frame_of(fitted(image))
    return [frame.width, frame.height, frame.pixels]


HANDLERS: dict[str, Handler] = {"open_video": open_video, "next_frame": next_frame}
