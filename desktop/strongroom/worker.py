"""A child process for work that may hang, crash or be attacked: calls go in, plain values come out.

One frame is a length (four bytes, big-endian) and JSON; it carries plain values only, bytes and
mappings under a tag, so that nothing which comes out of the child can be more than data.
"""

import base64
import contextlib
import importlib
import json
import os
import resource
import select
import signal
import struct
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

from strongroom.model.errors import Fact, StrongroomError

Plain = None | bool | int | float | str | bytes | Sequence["Plain"] | Mapping[str, "Plain"]
Handler = Callable[..., Plain]

FRAME_LIMIT = 64 * 1024 * 1024
"""The largest request or answer, in bytes."""

CALL_SECONDS = 30.0
"""How long a call may take unless its caller says otherwise; a cold start is part of it."""

_LENGTH = struct.Struct(">I")
_GOODBYE_SECONDS = 2.0
_ALARM_MARGIN = 5.0


class WorkerError(StrongroomError):
    """The child gave no result.

    ``worker-died``: it ended, or what it said cannot be understood. ``worker-timeout``: it took too
    long and was ended. ``worker-refused``: it lives, and could not do this call.
    """


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
        request = _frame({"call": name, "arguments": arguments, "seconds": float(seconds)})
        with self._lock:
            process = self._running()
            try:
                answer = _exchange(process, request, time.monotonic() + seconds)
                return _result(_unpack(answer))
            except _Lost as lost:
                raise self._failure(process, lost) from None
            except StrongroomError:
                raise
            except BaseException:
                self._kill(process)  # its answer would be taken for the next call's
                raise

    def close(self) -> None:
        """End the child. A later call starts another one."""
        with self._lock:
            self._ending()
            self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._ending()
            self._process = _start(self._command)
            self._ending = weakref.finalize(self, _end, self._process)
        return self._process

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        self._ending()
        self._process = None

    def _failure(self, process: subprocess.Popen[bytes], lost: "_Lost") -> WorkerError:
        if isinstance(lost, _Late):
            self._kill(process)
            return WorkerError("worker-timeout", f"{self.kind}: no answer in time", kind=self.kind)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GOODBYE_SECONDS)
        status = process.returncode
        self._kill(process)
        return WorkerError(
            "worker-died",
            f"{self.kind}: the worker process ended without an answer",
            kind=self.kind,
            status="unknown" if status is None else status,
        )


def run(module: str) -> None:
    """Be the child: answer calls by ``module``'s ``HANDLERS`` until the pipe closes.

    The module is imported here, after the pipe was taken over, and its ``MEMORY_LIMIT`` (bytes of
    address space) set. One that cannot be imported answers every call with the reason.
    """
    requests, answers = _take_pipes()
    _prepare_process()
    try:
        part = importlib.import_module(module)
    except ImportError as error:
        _serve(requests, answers, {}, f"it cannot be loaded: {error}")
        return
    limit: int = part.MEMORY_LIMIT
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    _serve(requests, answers, part.HANDLERS, "it has no such call")


# -- the parent's side


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
    (length,) = _LENGTH.unpack(_receive(source, _LENGTH.size, deadline))
    if length > FRAME_LIMIT:
        raise _Lost
    return _receive(source, length, deadline)


def _send(pipe: int, frame: bytes, deadline: float) -> None:
    rest = memoryview(frame)
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


def _result(answer: Plain) -> Plain:
    match answer:
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


# -- the child's side


def _take_pipes() -> tuple[int, int]:
    """Move the two pipes to descriptors that no library prints to or reads from."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def _prepare_process() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer


def _serve(requests: int, answers: int, handlers: Mapping[str, Handler], otherwise: str) -> None:
    with open(requests, "rb") as source, open(answers, "wb", buffering=0) as sink:
        while (head := source.read(_LENGTH.size)) and len(head) == _LENGTH.size:
            (length,) = _LENGTH.unpack(head)
            body = source.read(min(length, FRAME_LIMIT))
            if len(body) < length:
                return
            rest = memoryview(_answer(_unpack(body), handlers, otherwise))
            while rest:
                rest = rest[sink.write(rest) :]


def _answer(request: Plain, handlers: Mapping[str, Handler], otherwise: str) -> bytes:
    match request:
        case {"call": str(name), "arguments": list(arguments), "seconds": float(seconds)}:
            handler = handlers.get(name)
        case _:
            handler = None
    if handler is None:
        return _frame({"refused": otherwise})
    # Should the parent be gone, nobody else would end a call that hangs.
    signal.setitimer(signal.ITIMER_REAL, seconds + _ALARM_MARGIN)
    try:
        return _frame({"value": handler(*arguments)})
    except WorkerError as error:
        return _frame({"refused": str(error)})
    except StrongroomError as error:
        return _frame({"code": error.code, "message": str(error), "facts": error.facts})
    except Exception as error:
        return _frame({"refused": f"{type(error).__name__}: {error}"[:500]})
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


# -- frames


def _frame(value: Plain) -> bytes:
    """``value`` as one frame; raises ``worker-refused`` where it is too large."""
    body = json.dumps(_tagged(value), allow_nan=False, separators=(",", ":")).encode()
    if len(body) > FRAME_LIMIT:
        raise WorkerError("worker-refused", "too much for one call", bytes=len(body))
    return _LENGTH.pack(len(body)) + body


def _unpack(body: bytes) -> Plain:
    try:
        return _untagged(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise _Lost from error


def _tagged(value: Plain) -> object:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return {"bytes": base64.b64encode(value).decode()}
        case Mapping():
            return {"map": {name: _tagged(item) for name, item in value.items()}}
        case Sequence():
            return [_tagged(item) for item in value]
    raise TypeError(f"not a plain value: {type(value).__name__}")


def _untagged(value: object) -> Plain:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case {"bytes": str(text)}:
            return base64.b64decode(text, validate=True)
        case {"map": dict(items)}:
            return {name: _untagged(item) for name, item in items.items()}
        case list():
            return [_untagged(item) for item in value]
    raise ValueError("not a plain value")
