"""The system calls a vault is kept by, all through one place, so that tests can let each fail."""

import contextlib
import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700

_READ_AT_ONCE = 1024 * 1024
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_LOCK_FILE = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
# Opened without waiting, so that a pipe without a writer cannot hold the program.
_OLD_FILE = os.O_RDONLY | os.O_NONBLOCK


class Disk:
    """What is done to files and folders. Everything raises ``OSError``, and only that."""

    def call(self, function: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
        """Every system call passes here."""
        return function(*arguments, **named)

    @contextlib.contextmanager
    def opened(self, path: Path, flags: int = _OLD_FILE) -> Iterator[int]:
        """The descriptor of a file, closed again whatever happens."""
        descriptor = self.call(os.open, path, flags, PRIVATE_FILE)
        try:
            yield descriptor
        except BaseException:
            # The first error is the one to tell of.
            with contextlib.suppress(OSError):
                self.call(os.close, descriptor)
            raise
        self.call(os.close, descriptor)

    def size(self, descriptor: int) -> int:
        """Bytes of an open file; refuses what is no plain file."""
        status = self.call(os.fstat, descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a file")
        return status.st_size

    def read(self, descriptor: int, count: int) -> bytes:
        """The next ``count`` bytes, fewer only at the end of the file."""
        parts: list[bytes] = []
        while count:
            part = self.call(os.read, descriptor, min(count, _READ_AT_ONCE))
            if not part:
                break
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def write_new(self, path: Path, *parts: bytes) -> None:
        """Make a private file that is on the disk when this returns; there must be none."""
        with self.opened(path, _NEW_FILE) as descriptor:
            for part in parts:
                self._write_all(descriptor, part)
            self.call(os.fsync, descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Give ``source`` the name ``target``, whatever had it, for good."""
        self.call(os.replace, source, target)
        self.sync_folder(target.parent)

    def read_file(self, path: Path) -> bytes:
        """All bytes of a file."""
        with self.opened(path) as descriptor:
            return self.read(descriptor, self.size(descriptor))

    def exists(self, path: Path) -> bool:
        """Whether anything has this name."""
        return self.call(os.path.lexists, path)

    def modified(self, path: Path) -> float:
        """When a file was last written, in seconds since 1970."""
        return self.call(os.stat, path).st_mtime

    def set_modified(self, path: Path, seconds: float) -> None:
        """Say when a file was last written, in seconds since 1970."""
        self.call(os.utime, path, (seconds, seconds))

    def names(self, folder: Path) -> list[str]:
        """What lies in a folder."""
        return self.call(os.listdir, folder)

    def sync_folder(self, folder: Path) -> None:
        """See to it that the names in a folder are on the disk, where that can be asked for."""
        with self.opened(folder, os.O_RDONLY | os.O_DIRECTORY) as descriptor:
            try:
                self.call(os.fsync, descriptor)
            except OSError as error:
                # Some network file systems know no such thing, and do it in their own time.
                if error.errno != errno.EINVAL:
                    raise

    def remove(self, path: Path) -> None:
        """Remove a file, if there is one."""
        with contextlib.suppress(FileNotFoundError):
            self.call(os.unlink, path)

    def remove_folder(self, folder: Path) -> None:
        """Remove an empty folder."""
        self.call(os.rmdir, folder)

    def make_folder(self, folder: Path) -> None:
        """Make a private folder, and the ones above it, where they are missing."""
        try:
            self.call(os.mkdir, folder, PRIVATE_FOLDER)
        except FileExistsError:
            return
        except FileNotFoundError:
            self.make_folder(folder.parent)
            self.make_folder(folder)
        else:
            self.sync_folder(folder.parent)

    def lock(self, path: Path) -> int | None:
        """The descriptor that holds this lock file, or None where another holds it.

        The lock ends with ``unlock``, or when the process ends, however it ends.
        """
        while True:
            descriptor = self.call(os.open, path, _LOCK_FILE, PRIVATE_FILE)
            try:
                self.call(fcntl.flock, descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if self.is_at(path, descriptor):
                    return descriptor
            except BlockingIOError:
                self.call(os.close, descriptor)
                return None
            except BaseException:
                with contextlib.suppress(OSError):
                    self.call(os.close, descriptor)
                raise
            # Whoever had it before has removed the file meanwhile, and a third may lock a new one.
            self.call(os.close, descriptor)

    def unlock(self, path: Path, descriptor: int) -> None:
        """Remove the lock file and give the lock up."""
        try:
            if self.is_at(path, descriptor):
                self.remove(path)
        finally:
            self.call(os.close, descriptor)

    def is_at(self, path: Path, descriptor: int) -> bool:
        """Whether an open file is still the one of this name."""
        try:
            named = self.call(os.lstat, path)
        except FileNotFoundError:
            return False
        held = self.call(os.fstat, descriptor)
        return (named.st_dev, named.st_ino) == (held.st_dev, held.st_ino)

    def _write_all(self, descriptor: int, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self.call(os.write, descriptor, rest) :]
