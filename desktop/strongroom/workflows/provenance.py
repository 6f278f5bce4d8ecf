"""What people say of where a key comes from, made fit to be kept."""

import re
from dataclasses import replace
from datetime import date

from strongroom.model.errors import ReadError
from strongroom.vault.provenance import ProvenanceRecord
from strongroom.workflows.free_text import clean

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def clean_provenance(said: ProvenanceRecord) -> ProvenanceRecord:
    """The record with texts fit to be kept.

    Raises ``ReadError``: ``secret-found``, and ``date-malformed`` for a day that is none.
    """
    check_date(said.made)
    return replace(
        said,
        serial=clean(said.serial),
        firmware_then=clean(said.firmware_then),
        firmware_now=clean(said.firmware_now),
        notes=clean(said.notes),
    )


def check_date(text: str) -> None:
    """Raise ``ReadError`` with ``date-malformed`` where ``is_date`` says no."""
    if not is_date(text):
        raise ReadError("date-malformed", "this is no day, month or year", text=text[:40])


def is_date(text: str) -> bool:
    """Whether it is a day, a month or a year as in ISO 8601, or nothing."""
    if not text:
        return True
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
