"""The part of a keeper that notes drills, which stand in the log and nowhere else."""

from datetime import date

from strongroom.formats.json_text import JsonValue
from strongroom.vault.log import LogKind
from strongroom.words.cosigner_names import told_apart
from strongroom.workflows.drills import Drill, NotedDrill, key_mark, noted_drills
from strongroom.workflows.free_text import clean
from strongroom.workflows.keeper_base import KeeperBase
from strongroom.workflows.kept import read_kept_wallet
from strongroom.workflows.log import Note

_VAULTS = "vault-copy", "recovery-key"


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
        keys = kept.wallet.policy.cosigners
        said = [one.name for one in kept.record.cosigners]
        names = told_apart(said, [key.fingerprint for key in keys])
        marks = [key_mark(key) for key in keys]
        facts: dict[str, JsonValue] = {
            "tried": drill.tried.value,
            "by": clean(drill.by),
            "day": drill.day.isoformat(),
            "note": clean(drill.note),
            "proof": dict(drill.proof),
        }
        if drill.tried.is_of_keys:
            named = ", ".join(names[at] or marks[at] for at in drill.keys)
            facts |= {"keys": [marks[at] for at in drill.keys], "cosigners": named}
        kind = LogKind.DRILL_PASSED if drill.went_well else LogKind.DRILL_FAILED
        is_vaults = drill.tried.value in _VAULTS
        row = "" if is_vaults else wallet_row
        self.note(Note(kind, facts if is_vaults else {"wallet": kept.record.name, **facts}, row))
