"""Finds QR codes in frames and pictures, in a worker process with limits of memory and time."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Self

from strongroom.model.errors import ReadError, StrongroomError

if TYPE_CHECKING:
    from strongroom.transports.qr.contract import Code
    from strongroom.transports.qr.frames_in import Frame, Picture
    from strongroom.worker import Plain, WorkerClient

FRAME_SECONDS = 5.0
"""A frame takes a hundredth of this; the first waits for the process to start."""

PICTURE_SECONDS = 10.0
"""The largest takes two seconds; a slow machine has five times as long."""


class CodeReader:
    """The worker process of kind ``qr-decode``, warm while frames come, or one that is given.

    What processes need is imported with the first call: the window makes a reader as it starts.
    """

    def __init__(self, worker: WorkerClient | None = None) -> None:
        self._client = worker
        self._making = Lock()

    def codes(self, frame: Frame | Picture) -> tuple[Code, ...]:
        """The codes in a frame or a picture, if any.

        Raises ``ReadError`` (``file-malformed``, ``file-too-big``) for what is no picture, and
        ``WorkerError`` where there was no answer; the next call starts anew. It does so after each
        picture, too: a file that took the process over has no say in what comes after it.
        """
        from strongroom.transports.qr.frames_in import Picture
        from strongroom.worker import WorkerError

        try:
            return _read(self._ask(frame))
        except WorkerError:
            raise
        except StrongroomError as error:
            raise ReadError(error.code, str(error), **error.facts) from error
        finally:
            if isinstance(frame, Picture):
                self.close()

    def close(self) -> None:
        """End the worker process; a later call starts another one."""
        if self._client is not None:
            self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _worker(self) -> WorkerClient:
        from strongroom.worker import WorkerClient

        # Lanes that scan and lanes that open files share one process.
        with self._making:
            if self._client is None:
                self._client = WorkerClient("qr-decode")
            return self._client

    def _ask(self, frame: Frame | Picture) -> Plain:
        from strongroom.transports.qr.frames_in import Picture

        if isinstance(frame, Picture):
            return self._worker.call("codes_in_picture", frame.data, seconds=PICTURE_SECONDS)
        return self._worker.call(
            "codes_in_frame", frame.width, frame.height, frame.pixels, seconds=FRAME_SECONDS
        )


def _read(answer: Plain) -> tuple[Code, ...]:
    """What a process says that may have been taken over by what it read is looked at, too."""
    from strongroom.transports.qr.contract import Code
    from strongroom.worker import WorkerError

    codes = []
    for found in answer if isinstance(answer, list) else [answer]:
        match found:
            case [bytes(data), None | str() as text]:
                codes.append(Code(data, text))
            case _:
                raise WorkerError("worker-died", "the answer makes no sense", kind="qr-decode")
    return tuple(codes)
