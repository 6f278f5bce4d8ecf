"""The part of a keeper that notes drills, which stand in the log and nowhere else."""

from collections.abc import Sequence
from datetime import date

from strongroom.formats.json_text import JsonValue
from strongroom.vault.log import LogKind
from strongroom.workflows.drills import Drill, NotedDrill, key_mark, noted_drills
from strongroom.workflows.free_text import clean
from strongroom.workflows.keeper_base import KeeperBase
from strongroom.workflows.kept import KeptWallet, read_kept_wallet
from strongroom.workflows.log import Note


class DrillKeeper(KeeperBase):
    """What ``Keeper`` says of changes holds here too."""

    def drills(self) -> tuple[NotedDrill, ...]:
        """All, the latest day first."""
        return noted_drills(self._shelf)

    def note_drill(self, wallet_row: str, drill: Drill, today: date) -> None:
        """Put a drill into the log, of a wallet or (by what was tried) of the vault.

        Raises ``DrillError``, and ``KeepingError`` with ``row-unknown``.
        """
        drill.check(today)
        kept = read_kept_wallet(wallet_row, self._wallet_record(wallet_row))
        kind = LogKind.DRILL_PASSED if drill.went_well else LogKind.DRILL_FAILED
        facts: dict[str, JsonValue] = {
            "tried": drill.tried.value,
            "by": clean(drill.by),
            "day": drill.day.isoformat(),
            "note": clean(drill.note),
            "proof": dict(drill.proof),
        }
        if drill.tried.is_of_vault:
            self._make(notes=[Note(kind, facts)])
            return
        facts["wallet"] = kept.record.name
        if drill.tried.is_of_keys:
            facts |= _keys(kept, drill.keys)
        self._make(notes=[Note(kind, facts, wallet_row)])


def _keys(kept: KeptWallet, positions: Sequence[int]) -> dict[str, JsonValue]:
    """What the keys are called, and by what they are known."""
    names = kept.names()
    marks = [key_mark(key) for key in kept.wallet.policy.cosigners]
    named = ", ".join(names[at] for at in positions)
    return {"keys": [marks[at] for at in positions], "cosigners": named}
