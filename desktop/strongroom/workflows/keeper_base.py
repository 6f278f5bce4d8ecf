"""What every part of a keeper stands on: where rows lie, and changes that are saved at once."""

from strongroom.model.errors import StrongroomError
from strongroom.vault.rows import Rows
from strongroom.vault.tables import Shelf
from strongroom.vault.vault import Vault
from strongroom.workflows.kept_changes import Change, make


class KeepingError(StrongroomError):
    """Something is not kept: ``already-here``, or ``row-unknown`` where there is no such row."""


class KeeperBase:
    """Rows in an open vault or in memory, and changes to them that are made whole or not at all."""

    def __init__(self, vault: Vault | None = None) -> None:
        self._vault = vault
        self._shelf: Shelf = Rows() if vault is None else vault

    @property
    def vault(self) -> Vault | None:
        return self._vault

    @property
    def is_stored(self) -> bool:
        """Whether what is kept outlasts the program."""
        return self._vault is not None

    def _make(self, *changes: Change) -> tuple[Change, ...]:
        """Make and save changes; what is returned undoes them."""
        return make(self._shelf, changes, self._save)

    def _save(self) -> None:
        if self._vault is not None:
            self._vault.save()


def unknown_row(row: str) -> KeepingError:
    return KeepingError("row-unknown", "there is no such entry", row=row)
