"""Disks on which a chosen system call fails, and what can go wrong with one."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import Any

from strongroom.vault.disk import Disk


class Killed(BaseException):
    """The process is no more: nothing after this is done."""


class Fault(Enum):
    """What happens at the chosen call."""

    REFUSED = "refused"
    DONE_BUT_REFUSED = "done but refused"
    KILLED = "killed"
    FULL = "full"


class FailingDisk(Disk):
    """Healthy until it is armed; it remembers the names of the calls made since.

    Where it does not wait, what is written is not brought to the disk below, which takes long.
    """

    def __init__(self, *, links: bool = True, waits: bool = True) -> None:
        self.calls: list[str] = []
        self.opened_files: set[int] = set()
        self._links, self._waits = links, waits
        self._number: int | None = None
        self._fault = Fault.REFUSED

    def arm(self, number: int | None, fault: Fault = Fault.REFUSED) -> None:
        """From the call with this number, counted from 0 and from now, or never for None."""
        self.calls.clear()
        self._number = number
        self._fault = fault

    @property
    def has_failed(self) -> bool:
        return self._number is not None and len(self.calls) > self._number

    def end_process(self) -> None:
        """Close what is open, as the system does when a process ends."""
        for descriptor in self.opened_files:
            with suppress(OSError):
                os.close(descriptor)

    def call(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        self.calls.append(function.__name__)
        number = len(self.calls) - 1
        if self._number is None or number < self._number:
            return self._do(function, *arguments, **named)
        if self._fault is Fault.KILLED:
            raise Killed
        if self._fault is Fault.FULL:
            return self._do_when_full(function, *arguments, **named)
        if number > self._number:
            return self._do(function, *arguments, **named)
        # A descriptor is closed even where the system says that it could not be.
        if self._fault is Fault.DONE_BUT_REFUSED or function is os.close:
            result = self._do(function, *arguments, **named)
            if function is os.open:
                self._do(os.close, result)
        raise OSError(errno.EIO, "Input/output error")

    def _do(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        if function is os.link and not self._links:
            raise OSError(errno.EPERM, "Operation not permitted")
        if function is os.fsync and not self._waits:
            return None
        result = function(*arguments, **named)
        if function is os.open:
            self.opened_files.add(result)
        if function is os.close:
            self.opened_files.discard(arguments[0])
        return result

    def _do_when_full(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        if function is os.write and len(arguments[1]) > 1000:
            # As much as there is room for.
            return self._do(function, arguments[0], arguments[1][:1000])
        makes_file = function is os.open and arguments[1] & os.O_CREAT
        if makes_file or function in (os.write, os.mkdir, os.link):
            raise OSError(errno.ENOSPC, "No space left on device")
        return self._do(function, *arguments, **named)


class ShortWritesDisk(Disk):
    """Writes a few bytes at a time."""

    def call(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        if function is os.write:
            return os.write(arguments[0], arguments[1][:777])
        return function(*arguments, **named)


class StuckDisk(Disk):
    """Does not let go of one file."""

    def __init__(self, stuck: Path) -> None:
        self._stuck = stuck

    def remove(self, path: Path) -> None:
        if path == self._stuck:
            raise OSError(errno.EPERM, "Operation not permitted")
        super().remove(path)


@contextmanager
def plain_user() -> Iterator[None]:
    """Without the right of root to write everywhere."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
