"""Which security key is which: what each called itself when it was added, and when that was."""

from dataclasses import dataclass
from datetime import datetime

from strongroom.vault.log import LogKind
from strongroom.vault.records import LogRecord
from strongroom.vault.security_key import Credential
from strongroom.vault.tables import LOG
from strongroom.vault.vault import Vault
from strongroom.workflows.vault_factors import mark_of, security_keys


@dataclass(frozen=True, slots=True)
class NotedKey:
    """``number`` counts from 1. Where the log does not know it, it has no name and no date."""

    number: int
    credential: Credential
    name: str = ""
    added: datetime | None = None


def noted_keys(vault: Vault) -> tuple[NotedKey, ...]:
    """The security keys of a vault, in the order of their slots, as its log tells of them."""
    keys = security_keys(vault)
    known = _added(vault) if keys else {}
    return tuple(_noted(number, key, known.get(mark_of(key))) for number, key in enumerate(keys, 1))


def _noted(number: int, key: Credential, entry: LogRecord | None) -> NotedKey:
    if entry is None:
        return NotedKey(number, key)
    return NotedKey(number, key, str(entry.facts.get("key", "")), entry.at)


def _added(vault: Vault) -> dict[str, LogRecord]:
    """The entries of keys that were added, by their marks; the last of each counts."""
    entries = LOG.all(vault).records.values()
    kind = LogKind.SECURITY_KEY_ADDED.value
    return {str(entry.facts.get("mark")): entry for entry in entries if entry.kind == kind}
