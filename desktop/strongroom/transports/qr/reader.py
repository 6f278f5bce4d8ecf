"""Finds QR codes in frames and pictures, in a worker process with limits of memory and time."""

from types import TracebackType
from typing import Self

from strongroom.model.errors import ReadError, StrongroomError
from strongroom.transports.qr.contract import Code
from strongroom.transports.qr.frames_in import Frame, Picture
from strongroom.worker import Plain, WorkerClient, WorkerError

FRAME_SECONDS = 5.0
"""A frame takes a hundredth of this; the first waits for the process to start."""

PICTURE_SECONDS = 10.0
"""The largest takes two seconds; a slow machine has five times as long."""


class CodeReader:
    """The warm worker process of kind ``qr-decode``, or one that is given."""

    def __init__(self, worker: WorkerClient | None = None) -> None:
        self._worker = worker or WorkerClient("qr-decode")

    def codes(self, frame: Frame | Picture) -> tuple[Code, ...]:
        """The codes in a frame or a picture, if any.

        Raises ``ReadError`` (``file-malformed``, ``file-too-big``) for what is no picture, and
        ``WorkerError`` where there was no answer; the next call starts anew.
        """
        try:
            return _read(self._ask(frame))
        except WorkerError:
            raise
        except StrongroomError as error:
            raise ReadError(error.code, str(error), **error.facts) from error

    def close(self) -> None:
        """End the worker process; a later call starts another one."""
        self._worker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, frame: Frame | Picture) -> Plain:
        if isinstance(frame, Picture):
            return self._worker.call("codes_in_picture", frame.data, seconds=PICTURE_SECONDS)
        return self._worker.call(
            "codes_in_frame", frame.width, frame.height, frame.pixels, seconds=FRAME_SECONDS
        )


def _read(answer: Plain) -> tuple[Code, ...]:
    """What a process says that may have been taken over by what it read is looked at, too."""
    codes = []
    for found in answer if isinstance(answer, list) else [answer]:
        match found:
            case [bytes(data), None | str() as text]:
                codes.append(Code(data, text))
            case _:
                raise WorkerError("worker-died", "the answer makes no sense", kind="qr-decode")
    return tuple(codes)
