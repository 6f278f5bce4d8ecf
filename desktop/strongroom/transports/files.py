"""Files on this computer: read with a limit, written whole or not at all."""

import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from strongroom.model.errors import ReadError, StrongroomError

MAX_FILE = 16 * 1024 * 1024
"""Bytes; no more are ever read."""


class FileError(StrongroomError):
    """A file cannot be opened (``file-unreadable``) or written (``file-unwritable``)."""


def read_file(name: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``.

    Raises ``ReadError`` with ``file-too-big`` and ``FileError`` with ``file-unreadable``.
    """
    try:
        data = _read_input() if name == "-" else _read_regular(Path(name))
    except IsADirectoryError as error:
        raise FileError(
            "file-unreadable", f"{name}: a folder", name=name, reason="folder"
        ) from error
    except (OSError, ValueError) as error:  # a name with a null character is a ValueError
        raise _cannot("file-unreadable", name, error) from error
    if len(data) > MAX_FILE:
        raise ReadError("file-too-big", f"{name} is larger than 16 MiB", name=name, limit=MAX_FILE)
    return data


def write_file(path: Path, data: bytes) -> None:
    """Write a whole file or nothing; raises ``FileError`` with ``file-unwritable``.

    A link is followed. What is no file (a device, a pipe, a folder) is left alone.
    """
    temporary = ""
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            raise OSError("it is not a file")
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=".strongroom-", delete=False
        ) as file:
            temporary = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except (OSError, ValueError, RuntimeError) as error:  # a loop of links is a RuntimeError
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise _cannot("file-unwritable", str(path), error) from error


def write_secret(path: Path, data: bytes) -> None:
    """Write a file for its owner alone, in place and with nothing laid beside it for a while.

    Raises ``FileError`` with ``file-unwritable``; no part of it is there then. What is no file
    and what a link leads to is left alone.
    """
    try:
        if path.exists() and not path.is_file():
            raise OSError("it is not a file")
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except (OSError, ValueError) as error:
        raise _cannot("file-unwritable", str(path), error) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _cannot("file-unwritable", str(path), error) from error


def remove_secret(path: Path) -> None:
    """Write zeros over a file and remove it; raises ``FileError`` with ``file-unwritable``.

    Memory sticks and solid-state disks may keep what was there before all the same.
    """
    try:
        with path.open("r+b") as file:
            file.write(bytes(os.fstat(file.fileno()).st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return
    except OSError as error:
        raise _cannot("file-unwritable", str(path), error) from error


def _read_input() -> bytes:
    if sys.stdin is None:
        raise OSError("standard input is closed")
    return _all_of(sys.stdin.buffer)


def _read_regular(path: Path) -> bytes:
    # Opened without waiting, so that a pipe without a writer cannot hold the program.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("it is not a file")
        return _all_of(file)


def _all_of(file: BinaryIO) -> bytes:
    data = file.read(MAX_FILE + 1)
    if data is None:
        raise OSError("it has nothing to read at the moment")
    return data


def _cannot(code: str, name: str, error: Exception) -> FileError:
    reason = getattr(error, "strerror", None) or str(error)
    return FileError(code, f"{name}: {reason}", name=name, reason=reason)
