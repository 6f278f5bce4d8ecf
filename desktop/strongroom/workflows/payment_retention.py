"""How long the PSBTs of a payment are kept: ninety days more, once its transaction is final."""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from strongroom.vault.records import PaymentRecord, PsbtVersion
from strongroom.vault.tables import PAYMENTS, PSBTS, Shelf
from strongroom.workflows.kept_changes import Change, delete, put

KEPT_FOR: Final = timedelta(days=90)


def due(shelf: Shelf, when: datetime) -> dict[str, PaymentRecord]:
    """The payments, by row, whose PSBTs are no longer needed."""
    records = PAYMENTS.all(shelf).records
    return {row: record for row, record in records.items() if _is_due(record, when)}


def reduced(shelf: Shelf, row: str, record: PaymentRecord, when: datetime) -> Iterator[Change]:
    """Changes that leave of a payment its transaction, its records, and of each PSBT the digest."""
    versions = tuple(_with_digest(shelf, version) for version in record.versions)
    yield put(PAYMENTS, row, replace(record, versions=versions, reduced=when))
    for version in record.versions:
        yield delete(PSBTS, version.row)


def _is_due(record: PaymentRecord, when: datetime) -> bool:
    is_final = record.transaction is not None and record.reduced is None
    return is_final and record.finished is not None and when - record.finished > KEPT_FOR


def _with_digest(shelf: Shelf, version: PsbtVersion) -> PsbtVersion:
    """Empty for a PSBT that cannot be read any more."""
    try:
        held = PSBTS.get(shelf, version.row)
        digest = sha256(b64decode(held.text)).hexdigest() if held is not None else ""
    except ValueError:
        digest = ""
    return replace(version, sha256=digest)
