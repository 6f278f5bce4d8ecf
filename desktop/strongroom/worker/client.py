"""The parent's side of a worker process: starts it, asks it, and ends it."""

import contextlib
import os
import select
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import Self

from strongroom.model.errors import Fact, StrongroomError
from strongroom.worker.frames import FRAME_LIMIT, LENGTH, Plain, WorkerError, frame, unpack

CALL_SECONDS = 30.0
"""How long a call may take unless its caller says otherwise; a cold start is part of it."""

_GOODBYE_SECONDS = 2.0


class WorkerClient:
    """One warm child of one kind, started by the first call, and anew after it ended.

    Calls from several threads take turns. A call returns what the handler returned, or raises: the
    handler's own ``StrongroomError`` with its code and facts, or a ``WorkerError``.
    """

    def __init__(self, kind: str, command: Sequence[str] | None = None) -> None:
        self.kind = kind
        self._command = tuple(command or _command(kind))
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ending: Callable[[], object] = _nothing

    def call(self, name: str, *arguments: Plain, seconds: float = CALL_SECONDS) -> Plain:
        """What the handler ``name`` returns; it is killed after ``seconds``."""
        request = frame({"call": name, "arguments": arguments, "seconds": float(seconds)})
        with self._lock:
            process = self._running()
            try:
                answer = _exchange(process, request, time.monotonic() + seconds)
                return _result(answer)
            except _Lost as lost:
                raise self._failure(process, lost) from None
            except StrongroomError:
                raise
            except BaseException:
                self._bury(process)  # its answer would be taken for the next call's
                raise

    def close(self) -> None:
        """End the child. A later call starts another one."""
        with self._lock:
            self._ending()
            self._process = None

    def kill(self) -> None:
        """End the child at once and wait for nothing: a call under way fails as if it had died."""
        process = self._process
        if process is not None:
            process.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._ending()
            self._process = _start(self._command)
            self._ending = weakref.finalize(self, _end, self._process)
        return self._process

    def _bury(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        self._ending()
        self._process = None

    def _failure(self, process: subprocess.Popen[bytes], lost: "_Lost") -> WorkerError:
        if isinstance(lost, _Late):
            self._bury(process)
            return WorkerError("worker-timeout", f"{self.kind}: no answer in time", kind=self.kind)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GOODBYE_SECONDS)
        status = process.returncode
        self._bury(process)
        return WorkerError(
            "worker-died",
            f"{self.kind}: the worker process ended without an answer",
            kind=self.kind,
            status="unknown" if status is None else status,
        )


class _Lost(Exception):
    """The child stopped talking."""


class _Late(_Lost):
    """The child is still silent at the deadline."""


def _nothing() -> None:
    """The end of a child that was never started."""


def _command(kind: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "_worker", kind]
    # -P: without it, a file of the current folder could stand in for one of our modules.
    return [sys.executable, "-P", "-m", "strongroom", "_worker", kind]


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        process = subprocess.Popen(
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
    except OSError as error:
        raise WorkerError("worker-died", f"the worker process did not start: {error}") from error
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        os.set_blocking(pipe.fileno(), False)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    try:
        process.wait(_GOODBYE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


def _exchange(process: subprocess.Popen[bytes], request: bytes, deadline: float) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    _send(process.stdin.fileno(), request, deadline)
    source = process.stdout.fileno()
    (length,) = LENGTH.unpack(_receive(source, LENGTH.size, deadline))
    if length > FRAME_LIMIT:
        raise _Lost
    return _receive(source, length, deadline)


def _send(pipe: int, data: bytes, deadline: float) -> None:
    rest = memoryview(data)
    while rest:
        _wait(pipe, select.POLLOUT, deadline)
        try:
            rest = rest[os.write(pipe, rest) :]
        except BlockingIOError:
            continue
        except OSError as error:
            raise _Lost from error


def _receive(pipe: int, length: int, deadline: float) -> bytes:
    received = bytearray()
    while len(received) < length:
        _wait(pipe, select.POLLIN, deadline)
        try:
            part = os.read(pipe, min(length - len(received), 1 << 20))
        except BlockingIOError:
            continue
        if not part:
            raise _Lost
        received += part
    return bytes(received)


def _wait(pipe: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise _Late


def _result(answer: bytes) -> Plain:
    try:
        content = unpack(answer)
    except ValueError as error:
        raise _Lost from error
    match content:
        case {"value": value}:
            return value
        case {"refused": str(reason)}:
            raise WorkerError("worker-refused", reason)
        case {"code": str(code), "message": str(message), "facts": Mapping() as facts}:
            raise StrongroomError(code, message, **_facts(facts))
    raise _Lost


def _facts(facts: Mapping[str, Plain]) -> dict[str, Fact]:
    reserved = ("self", "code", "message")
    return {
        name: value
        for name, value in facts.items()
        if name not in reserved and isinstance(value, str | int | float | bool)
    }
