"""What every part of a keeper stands on: where rows lie, and changes that are saved at once."""

from collections.abc import Iterable

from strongroom.formats.log_chain import CheckedLog
from strongroom.model.errors import StrongroomError
from strongroom.vault.log import check_log, log_lines
from strongroom.vault.records import LogRecord, WalletRecord
from strongroom.vault.rows import Rows
from strongroom.vault.tables import LOG, WALLETS, Listing, Shelf
from strongroom.vault.vault import Vault
from strongroom.workflows.kept_changes import Change, make
from strongroom.workflows.kept_payments import KeptPayments
from strongroom.workflows.log import Clock, Note, entries, now


class KeepingError(StrongroomError):
    """Something is not kept: ``already-here``, ``row-unknown`` where there is no such row,
    ``changed-since`` where it is another by now, ``no-own-coins`` or ``coin-unknown``."""


class KeeperBase:
    """Rows in an open vault or in memory, and changes to them that are made whole or not at all."""

    def __init__(self, vault: Vault | None = None, clock: Clock = now) -> None:
        """``clock`` says when what is noted in the log was done."""
        self._vault = vault
        self._clock = clock
        self._shelf: Shelf = Rows() if vault is None else vault
        self._payments = KeptPayments(self._shelf)

    @property
    def vault(self) -> Vault | None:
        return self._vault

    @property
    def is_stored(self) -> bool:
        """Whether what is kept outlasts the program."""
        return self._vault is not None

    def note(self, *notes: Note) -> None:
        """Put into the log what was done outside; an act that changes rows has its own note.

        Where a vault is open for reading only, nothing is noted.
        """
        if self._vault is None or self._vault.read_only is None:
            self._make(notes=notes)

    def log(self) -> Listing[LogRecord]:
        """What was noted, by row, which is in the order it was done."""
        return LOG.all(self._shelf)

    def check_log(self) -> CheckedLog:
        """Whether the log holds; takes a while where it is long."""
        return check_log(self._shelf)

    def log_file(self) -> bytes:
        """The log as a file that proves itself."""
        return b"".join(log_lines(self._shelf))

    def _make(self, *changes: Change, notes: Iterable[Note] = ()) -> tuple[Change, ...]:
        """Make and save changes, and note them; what is returned undoes them, but no note."""
        noted = entries(self._shelf, notes, self._clock())
        undoing = make(self._shelf, (*changes, *noted), self._save)
        return tuple(each for each in undoing if each.table != LOG.name)

    def _wallet_record(self, row: str) -> WalletRecord:
        """Raises ``KeepingError`` with ``row-unknown``."""
        record = WALLETS.get(self._shelf, row)
        if record is None:
            raise unknown_row(row)
        return record

    def _save(self) -> None:
        if self._vault is not None:
            self._vault.save()


def unknown_row(row: str) -> KeepingError:
    return KeepingError("row-unknown", "there is no such entry", row=row)
