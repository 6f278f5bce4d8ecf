"""What is large is read in a process of its own first, where it cannot hang or harm this one."""

from strongroom.model.errors import ReadError, StrongroomError
from strongroom.worker import WorkerClient, WorkerError

LARGE = 64 * 1024
"""Bytes. Hostile files just below it (words, brackets, lines, codes) took at most 30 ms and 2 MB to
read, ten times less than a process of their own takes to begin."""

SECONDS = 60.0
"""The slowest 16 MiB take three; a slow and busy machine has twenty times as long."""


def opened_apart(data: bytes, worker: WorkerClient | None = None) -> bytes:
    """``data``, which may now be recognised here: a process of its own has done so, if it is large.

    Raises ``ReadError`` with the code for which it is refused, and ``WorkerError`` where the
    process ended, took too long or wanted too much memory. It is begun anew each time.
    """
    return _apart("open_file", data, worker)


def returned_apart(data: bytes, worker: WorkerClient | None = None) -> bytes:
    """``data``, which may now be read as what a signer gave back; otherwise as ``opened_apart``."""
    return _apart("take_back", data, worker)


def borne_apart(data: bytes, worker: WorkerClient | None = None) -> bytes:
    """``data``, which a process of its own has read to its end, if it is large, whatever it is: for
    those who know better what it has to be. Raises ``WorkerError`` alone, as ``opened_apart`` does.
    """
    return _apart("bear", data, worker)


def _apart(call: str, data: bytes, worker: WorkerClient | None) -> bytes:
    if len(data) < LARGE:
        return data
    with worker or WorkerClient("reading") as client:
        try:
            client.call(call, data, seconds=SECONDS)
        except WorkerError:
            raise
        except StrongroomError as error:
            raise ReadError(error.code, str(error), **error.facts) from error
    return data
