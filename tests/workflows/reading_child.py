"""The calls of a process that comes to grief over what it reads, for ``test_reading_apart.py``."""

import os
import signal
import time

from strongroom.worker import Plain

MEMORY_LIMIT = 512 * 1024 * 1024


def open_file(data: bytes) -> Plain:
    match data.strip():
        case b"crash":
            os.abort()
        case b"kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case b"hang":
            time.sleep(600)
        case b"hoard":
            return len(bytearray(MEMORY_LIMIT))
        case b"lie":
            os._exit(0)
    return None


HANDLERS = {"open_file": open_file, "take_back": open_file, "bear": open_file}
