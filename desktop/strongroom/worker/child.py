"""The child's side of a worker process: takes calls over a pipe until that closes."""

import importlib
import os
import resource
import signal
from collections.abc import Mapping

from strongroom.model.errors import StrongroomError
from strongroom.worker.frames import (
    FRAME_LIMIT,
    LENGTH,
    Handler,
    Plain,
    WorkerError,
    frame,
    unpack,
)

_ALARM_MARGIN = 5.0
"""Seconds after the parent would have ended a call."""


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
        while (head := source.read(LENGTH.size)) and len(head) == LENGTH.size:
            (length,) = LENGTH.unpack(head)
            body = source.read(min(length, FRAME_LIMIT))
            if len(body) < length:
                return
            request = unpack(body)
            del body  # the text of a picture takes more room than the picture
            rest = memoryview(_answer(request, handlers, otherwise))
            while rest:
                rest = rest[sink.write(rest) :]


def _answer(request: Plain, handlers: Mapping[str, Handler], otherwise: str) -> bytes:
    match request:
        case {"call": str(name), "arguments": list(arguments), "seconds": float(seconds)}:
            handler = handlers.get(name)
        case _:
            handler = None
    if handler is None:
        return frame({"refused": otherwise})
    # Should the parent be gone, nobody else would end a call that hangs.
    signal.setitimer(signal.ITIMER_REAL, seconds + _ALARM_MARGIN)
    try:
        return frame({"value": handler(*arguments)})
    except WorkerError as error:
        return frame({"refused": str(error)})
    except StrongroomError as error:
        return frame({"code": error.code, "message": str(error), "facts": error.facts})
    except Exception as error:
        return frame({"refused": f"{type(error).__name__}: {error}"[:500]})
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
