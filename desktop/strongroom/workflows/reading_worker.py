"""Reads what somebody opens or gets back; imported in a worker process only."""

from contextlib import suppress

from strongroom.formats.log_chain import read_log
from strongroom.formats.reading import recognise, search_for_secrets
from strongroom.model.errors import ReadError, StrongroomError
from strongroom.vault.envelope import MAGIC
from strongroom.worker import Handler, Plain
from strongroom.workflows.returned import Returned, read_returned

MEMORY_LIMIT = 768 * 1024 * 1024
"""Bytes of address space; 16 MiB of words take a good half of it."""


def open_file(data: bytes) -> Plain:
    """Raises what ``recognise`` does; a vault is nothing to be recognised."""
    if not data.startswith(MAGIC):
        recognise(data)
    return None


def take_back(data: bytes) -> Plain:
    """Raises what ``read_returned`` does, or ``secret-found`` where that is why."""
    try:
        read_returned(Returned("", data))
    except ReadError:
        search_for_secrets(data)
        raise
    return None


def bear(data: bytes) -> Plain:
    """Reads it as all that it may be, until one reader takes it; that none does is no matter."""
    for read in (open_file, take_back, read_log):
        with suppress(StrongroomError):
            read(data)
            break
    return None


HANDLERS: dict[str, Handler] = {"open_file": open_file, "take_back": take_back, "bear": bear}
