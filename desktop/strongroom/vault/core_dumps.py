"""No core dumps: when the program crashes, its memory is not written to the disk."""

import contextlib
from pathlib import Path

_FILTER = Path("/proc/self/coredump_filter")


def forbid_core_dumps() -> None:
    """For this process and those it starts; what the system does not know is left out."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    empty_core_dumps()


def empty_core_dumps() -> None:
    """Programs that collect dumps are not bound by the limit: this leaves them nothing (Linux)."""
    with contextlib.suppress(OSError):
        _FILTER.write_text("0")
