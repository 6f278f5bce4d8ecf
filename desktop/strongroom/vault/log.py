"""The log of a vault: what was done in it, in rows chained so that none is changed unnoticed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum

from strongroom.formats.log_chain import (
    CheckedLog,
    canonical_line,
    check_entries,
    entry_line,
    first_line,
    line_hash,
)
from strongroom.vault.records import LogRecord
from strongroom.vault.tables import LOG, Shelf


class LogKind(Enum):
    """What is noted. A later program may know more."""

    WALLET_SET_UP = "wallet-set-up"
    WALLET_IMPORTED = "wallet-imported"
    WALLET_CHANGED = "wallet-changed"
    WALLET_RENAMED = "wallet-renamed"
    WALLET_REMOVED = "wallet-removed"
    WALLET_BACK = "wallet-back"
    WALLET_GONE = "wallet-gone"
    KEY_COMPARED = "key-compared"
    KEY_NOT_COMPARED = "key-not-compared"
    COSIGNER_DESCRIBED = "cosigner-described"
    DEVICE_REGISTERED = "device-registered"
    REGISTRATION_REMOVED = "registration-removed"
    DRILL_PASSED = "drill-passed"
    DRILL_FAILED = "drill-failed"
    RISK_ACCEPTED = "risk-accepted"
    RISK_NOT_ACCEPTED = "risk-not-accepted"
    CONTACT_ADDRESS_ENTERED = "contact-address-entered"
    CONTACT_ADDRESS_REMOVED = "contact-address-removed"
    CONTACT_RENAMED = "contact-renamed"
    CONTACT_REMOVED = "contact-removed"
    CONTACT_BACK = "contact-back"
    LIMITS_MOVED = "limits-moved"
    RULES_CHANGED = "rules-changed"
    RULES_TO_FOLLOW = "rules-to-follow"
    RULES_CALLED_OFF = "rules-called-off"
    ADDRESS_ALLOWED = "address-allowed"
    ADDRESS_DISALLOWED = "address-disallowed"
    ADDRESS_BACK = "address-back"
    PAYMENT_KEPT = "payment-kept"
    PAYMENT_STOPPED = "payment-stopped"
    WARNINGS_READ = "warnings-read"
    PAYMENT_SAVED = "payment-saved"
    PHRASE_COMPARED = "phrase-compared"
    PAYMENT_SIGNED = "payment-signed"
    RETURN_REFUSED = "return-refused"
    PAYMENT_FINISHED = "payment-finished"
    PAYMENT_CARRIED = "payment-carried"
    PAYMENT_REDUCED = "payment-reduced"
    PAYMENT_REMOVED = "payment-removed"
    PAYMENT_BACK = "payment-back"
    PASSPHRASE_CHANGED = "passphrase-changed"
    RECOVERY_KEY_MADE = "recovery-key-made"
    KEYRING_REQUIRED = "keyring-required"
    KEYRING_NOT_REQUIRED = "keyring-not-required"
    SECURITY_KEY_ADDED = "security-key-added"
    SECURITY_KEY_REMOVED = "security-key-removed"
    RE_KEYED = "re-keyed"
    GENERATION_RESTORED = "generation-restored"
    FILE_REPLACED = "file-replaced"
    OLDER_CONTINUED = "older-continued"
    WALLET_EXPORTED = "wallet-exported"
    WALLET_BACKED_UP = "wallet-backed-up"
    LABELS_EXPORTED = "labels-exported"
    VAULT_COPIED = "vault-copied"
    VAULT_EXPORTED = "vault-exported"
    VAULT_MOVED = "vault-moved"
    RECOVERY_SHEET_PRINTED = "recovery-sheet-printed"
    RECOVERY_SHEET_SAVED = "recovery-sheet-saved"


def log_lines(shelf: Shelf) -> Iterator[bytes]:
    """The log as it is exported: the line that names the vault, and each entry as it is stored."""
    yield first_line(shelf.vault_id)
    for _, value in shelf.table(LOG.name):
        yield entry_line(value)


def check_log(shelf: Shelf) -> CheckedLog:
    """Whether the log of a vault holds."""
    return check_entries(shelf.vault_id, (value for _, value in shelf.table(LOG.name)))


def chained(shelf: Shelf, entries: Iterable[LogRecord]) -> Iterator[LogRecord]:
    """The same entries with their numbers, each naming the one before, behind what is there."""
    last = shelf.last(LOG.name)
    number = _number(shelf, last[0]) if last else 0
    before = entry_line(last[1]) if last else first_line(shelf.vault_id)
    for place, entry in enumerate(entries, number + 1):
        made = replace(entry, number=place, previous=line_hash(before))
        before = canonical_line(made.to_json())
        yield made


def _number(shelf: Shelf, row: str) -> int:
    """Of the last entry; where its row is a stranger's, one that overwrites nothing."""
    if row.isascii() and row.isdigit():
        return int(row)
    return sum(1 for _ in shelf.table(LOG.name))
