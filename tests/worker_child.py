"""The calls of the worker process in ``test_worker.py``."""

import os
import resource
import signal
import time

from strongroom.model.errors import StrongroomError
from strongroom.worker import Plain

MEMORY_LIMIT = 512 * 1024 * 1024


def echo(*values: Plain) -> Plain:
    return list(values)


def identify() -> Plain:
    return os.getpid()


def surroundings() -> Plain:
    return {
        "core": resource.getrlimit(resource.RLIMIT_CORE),
        "blocked": [int(number) for number in signal.pthread_sigmask(signal.SIG_BLOCK, ())],
        "hangup": signal.getsignal(signal.SIGHUP) is signal.SIG_DFL,
    }


def refuse() -> Plain:
    raise StrongroomError("key-malformed", "not a key", position=3)


def fail() -> Plain:
    raise ZeroDivisionError("a bug")


def hang() -> Plain:
    time.sleep(60)
    return None


def crash() -> Plain:
    os.kill(os.getpid(), signal.SIGABRT)
    return None


def chatter() -> Plain:
    os.write(1, b"a library's own words\n")
    print("and Python's", flush=True)
    return "heard"


def hoard() -> Plain:
    return len(bytearray(MEMORY_LIMIT))


def flood() -> Plain:
    return bytes(64 * 1024 * 1024)


def object_not_plain() -> Plain:
    return object()  # type: ignore[return-value]


HANDLERS = {
    function.__name__: function
    for function in (
        echo,
        identify,
        surroundings,
        refuse,
        fail,
        hang,
        crash,
        chatter,
        hoard,
        flood,
        object_not_plain,
    )
}
