"""A video file as a source of frames, taken apart in a worker process."""

from pathlib import Path

from PySide6.QtGui import QImage

from strongroom.model.errors import ReadError, StrongroomError
from strongroom.transports.qr.frames_in import Frame, SourceKind
from strongroom.worker import Plain, WorkerClient, WorkerError

SECONDS = 15.0
"""For one frame, the start of the process and of the player included."""


class VideoSource:
    """A video from its beginning to its end, without sound; each frame is taken, none is dropped.

    Its process, of kind ``video``, is its own and ends with it.
    """

    kind = SourceKind.VIDEO

    def __init__(self, path: Path, worker: WorkerClient | None = None) -> None:
        self._path = path
        self._worker = worker or WorkerClient("video")
        self._is_open = self._is_over = False
        self.preview: QImage | None = None
        """The frame that was taken last."""

    @property
    def ended(self) -> bool:
        return self._is_over

    def newest(self) -> Frame | None:
        """The next frame. Called in a lane, as it waits for the process.

        Raises ``ReadError`` with ``video-unreadable``, and ``WorkerError``; that was its end.
        """
        if self._is_over:
            return None
        try:
            frame = self._next()
        except StrongroomError as error:
            self.close()
            if isinstance(error, WorkerError):
                raise
            raise ReadError(error.code, str(error), **error.facts) from error
        if frame is None or self._is_over:  # closed meanwhile, perhaps before it had a process
            self.close()
            return None
        self.preview = _image(frame)
        return frame

    def close(self) -> None:
        self._is_over = True
        self._worker.kill()

    def _next(self) -> Frame | None:
        if not self._is_open:
            self._worker.call("open_video", str(self._path), seconds=SECONDS)
            self._is_open = True
        return _read(self._worker.call("next_frame", seconds=SECONDS))


def _read(answer: Plain) -> Frame | None:
    """What a process says that may have been taken over by what it read is looked at, too."""
    match answer:
        case None:
            return None
        case [int(width), int(height), bytes(pixels)] if width > 0 < height:
            if width * height == len(pixels):
                return Frame(width, height, pixels)
    raise WorkerError("worker-died", "the answer makes no sense", kind="video")


def _image(frame: Frame) -> QImage:
    gray = QImage.Format.Format_Grayscale8
    return QImage(frame.pixels, frame.width, frame.height, frame.width, gray).copy()
