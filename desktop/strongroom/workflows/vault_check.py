"""Whether a vault and all that is kept of it can be read to the end."""

from dataclasses import dataclass
from enum import Enum

from strongroom.formats.log_chain import CheckedLog
from strongroom.vault.errors import VaultError
from strongroom.vault.kept import Kept
from strongroom.vault.log import check_log
from strongroom.vault.rows import Rows
from strongroom.vault.vault import Vault
from strongroom.workflows.keeping import Keeper


class Integrity(Enum):
    """DAMAGED: some row or some earlier generation cannot be read, or the log does not hold."""

    OK = "ok"
    DAMAGED = "damaged"


class GenerationState(Enum):
    """OPENS: with the present key. CLOSED: with another, as before a re-key."""

    OPENS = "opens"
    CLOSED = "closed"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Checked:
    """``unreadable`` are rows (``table/row``); generations are the latest first."""

    unreadable: tuple[str, ...]
    generations: tuple[tuple[Kept, GenerationState], ...]
    log: CheckedLog

    @property
    def integrity(self) -> Integrity:
        states = {state for _, state in self.generations}
        is_read = not self.unreadable and GenerationState.DAMAGED not in states
        return Integrity.OK if is_read and self.log.is_intact else Integrity.DAMAGED


def check(vault: Vault) -> Checked:
    """Read everything; raises ``VaultError`` with ``vault-unreadable`` for the folder itself."""
    generations = tuple((kept, _state(vault, kept)) for kept in vault.generations())
    lost = {*Rows.decode(vault.lines()).malformed(), *Keeper(vault).unreadable(to_the_end=True)}
    return Checked(tuple(sorted(lost)), generations, check_log(vault))


def _state(vault: Vault, kept: Kept) -> GenerationState:
    try:
        vault.read_generation(kept)
    except VaultError as error:
        is_closed = error.code == "generation-closed"
        return GenerationState.CLOSED if is_closed else GenerationState.DAMAGED
    return GenerationState.OPENS
