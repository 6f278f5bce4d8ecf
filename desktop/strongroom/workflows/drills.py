"""Drills: what was tried before it is needed, when, by whom, and how it went."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final

from strongroom.formats.json_text import JsonValue
from strongroom.formats.text import slug
from strongroom.model.cosigner_key import CosignerKey
from strongroom.model.drill import Tried
from strongroom.model.errors import StrongroomError
from strongroom.model.wallet import Wallet
from strongroom.vault.errors import VaultError
from strongroom.vault.log import LogKind
from strongroom.vault.records import LogRecord
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.slots import SlotKind, unwrap
from strongroom.vault.tables import LOG, Shelf
from strongroom.vault.vault import Vault
from strongroom.words.drill_words import drill_line
from strongroom.words.phrase import Translate, as_written
from strongroom.workflows.compare import compare_wallets
from strongroom.workflows.kept import KeptWallet
from strongroom.workflows.open_wallet import open_wallet
from strongroom.workflows.signed_text import signed_text

DUE_AFTER_DAYS: Final = 180
"""How old a drill may be before it is to be done again."""

_RAW = b'"kind":"drill-'


class DrillError(StrongroomError):
    """A drill that cannot be noted: ``drill-nobodys``, ``drill-keyless``, ``drill-to-come``; or
    whose check failed: ``drill-other-wallet``, ``drill-other-key``."""


@dataclass(frozen=True, slots=True)
class Drill:
    """What somebody did; ``keys`` are the positions of cosigners, where it is of keys.

    ``proof`` is what the program checked itself; empty where a person says so.
    """

    tried: Tried
    went_well: bool
    by: str
    day: date
    keys: tuple[int, ...] = ()
    note: str = ""
    proof: Mapping[str, JsonValue] = field(default_factory=dict)

    def check(self, today: date) -> None:
        """Raise ``DrillError`` for one that cannot be noted."""
        if not self.by.strip():
            raise DrillError("drill-nobodys", "nobody did this drill")
        if self.tried.is_of_keys and not self.keys:
            raise DrillError("drill-keyless", "no key was tried")
        if self.day > today:
            raise DrillError("drill-to-come", "a drill of a day to come")


@dataclass(frozen=True, slots=True)
class NotedDrill:
    """A drill as it stands in the log; ``keys`` are by their ``key_mark``, ``wallet`` is a row,
    empty for the vault's own."""

    number: int
    wallet: str
    tried: Tried
    went_well: bool
    by: str
    day: date
    keys: tuple[str, ...]
    note: str
    is_checked: bool
    facts: Mapping[str, JsonValue] = field(default_factory=dict, hash=False)

    @property
    def kind(self) -> str:
        """Of the log's entry."""
        return str((LogKind.DRILL_PASSED if self.went_well else LogKind.DRILL_FAILED).value)

    def line(self, today: date, translate: Translate = as_written) -> str:
        """When and by whom, and how long ago that is."""
        day, age, due = self.day.isoformat(), self.age(today), self.is_due(today)
        went_well = self.went_well
        return drill_line(day, self.by, age, translate, went_well=went_well, is_due=due)

    def age(self, today: date) -> int:
        """In days; none for a day to come."""
        return max((today - self.day).days, 0)

    def is_due(self, today: date) -> bool:
        """Whether it is to be done again: it failed, or is long ago."""
        return not self.went_well or self.age(today) > DUE_AFTER_DAYS


def noted_drills(shelf: Shelf) -> tuple[NotedDrill, ...]:
    """Those of the log, the latest day first; of other entries nothing is decoded."""
    found = []
    for _, value in shelf.table(LOG.name):
        if _RAW in value.line:
            try:
                found.append(_noted(LogRecord.from_json(value.decoded())))
            except (VaultError, ValueError, KeyError):
                continue  # of a later program
    return tuple(sorted(found, key=lambda one: (one.day, one.number), reverse=True))


def key_mark(key: CosignerKey) -> str:
    """By what drills name a key: the master fingerprint, or the extended key where nobody told
    that."""
    return key.fingerprint.hex() if key.fingerprint is not None else str(key.xpub)


def last_of_key(drills: Iterable[NotedDrill], key: CosignerKey, *tried: Tried) -> NotedDrill | None:
    """The latest with a key, of these kinds (or any); it counts in every wallet that has the
    key."""
    own = (one for one in drills if key_mark(key) in one.keys)
    return next((one for one in own if not tried or one.tried in tried), None)


def last_of(drills: Iterable[NotedDrill], wallet_row: str, tried: Tried) -> NotedDrill | None:
    """The latest of a wallet, or of the vault."""
    return next((one for one in drills if one.wallet == wallet_row and one.tried is tried), None)


# What the program checks itself


def drill_text(wallet: Wallet, day: date) -> str:
    """What a device is to sign; printable ASCII that ends with the day."""
    return f"Strongroom drill of {slug(wallet.name)}. {day.isoformat()}"


def signed_drill(kept: KeptWallet, answer: str, by: str, today: date) -> Drill:
    """The drill of the key that signed the text, on the day that stands there.

    Raises what ``signed_text`` does.
    """
    position, proof = signed_text(kept, partial(drill_text, kept.wallet), answer, today)
    day = min(date.fromisoformat(proof.message.rpartition(" ")[2]), today)
    facts = {"message": proof.message, "address": proof.address, "signature": proof.signature}
    return Drill(Tried.SIGNED, True, by, day, (position,), "", facts)


def file_drill(kept: KeptWallet, data: bytes, name: str, by: str, today: date) -> Drill:
    """The drill of a wallet's file, which is opened and laid beside the wallet.

    Raises what ``open_wallet`` does, and ``DrillError`` with ``drill-other-wallet``.
    """
    keys = [key.xpub for key in kept.wallet.policy.cosigners]
    opened = open_wallet(data, kept.wallet.network, kept.wallet.name, keys, accept_paths=True)
    if not compare_wallets(opened.wallet, kept.wallet).same:
        raise DrillError("drill-other-wallet", "another wallet", name=name)
    return Drill(Tried.WALLET_FILE, True, by, today, proof={"file": name})


def recovery_drill(vault: Vault, text: str, by: str, today: date) -> Drill:
    """The drill of the recovery key, typed in from paper; it is held to the vault and not kept.

    Raises what ``RecoveryKey.read`` does, and ``DrillError`` with ``drill-other-key``.
    """
    typed = RecoveryKey.read(text)
    slots = (slot for slot in vault.slots if slot.kind == SlotKind.RECOVERY_KEY)
    if not any(unwrap(slot, typed, vault.vault_id) for slot in slots):
        raise DrillError("drill-other-key", "this recovery key does not open the vault")
    return Drill(Tried.RECOVERY_KEY, True, by, today, proof={"opens": True})


def _noted(record: LogRecord) -> NotedDrill:
    facts = record.facts
    keys = facts.get("keys")
    return NotedDrill(
        record.number,
        record.wallet,
        Tried(facts["tried"]),
        record.kind == LogKind.DRILL_PASSED.value,
        str(facts["by"]),
        date.fromisoformat(str(facts["day"])),
        tuple(map(str, keys)) if isinstance(keys, list) else (),
        str(facts.get("note", "")),
        bool(facts.get("proof")),
        facts,
    )
