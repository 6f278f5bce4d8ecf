"""Files named on the command line: one as it is, or the QR codes that one or several hold."""

import contextlib
from collections.abc import Sequence

from strongroom.cli.options import about
from strongroom.formats.bsms_encryption import open_record
from strongroom.transports.files import read_file
from strongroom.transports.qr.gathering import codes_of, holds_codes, take_all, whole
from strongroom.transports.qr.joining import Joining
from strongroom.transports.qr.reader import CodeReader
from strongroom.workflows.reading_apart import borne_apart


def read_foreign(name: str) -> bytes:
    """A file as it is, if it does no harm to a process that reads it, as far as it is large.

    Raises ``FileError``, ``ReadError`` with ``file-too-big``, and ``WorkerError``.
    """
    return borne_apart(read_file(name))


def read_any(name: str, token: str | None = None) -> bytes:
    """A file as it is, or what the QR codes in it make, decrypted where a token was given.

    Raises what reading it raises.
    """
    with CodeReader() as reader:
        data = borne_apart(whole(read_file(name), reader))
    return data if token is None else open_record(data, token)


def open_files(names: Sequence[str]) -> bytes | Joining:
    """The one file, or its codes or those of several, joined as far as they go.

    Raises what reading them raises, saying of which of several files.
    """
    if len(names) == 1 and not holds_codes(data := read_file(names[0])):
        return borne_apart(data)
    joining = Joining()
    with CodeReader() as reader:
        for name in names:
            with about(name) if len(names) > 1 else contextlib.nullcontext():
                take_all(joining, codes_of(read_file(name), reader))
    return joining
