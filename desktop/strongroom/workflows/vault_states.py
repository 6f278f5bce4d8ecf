"""Earlier states of a vault, as people go back to them: each step stands in the log it keeps."""

from functools import partial

from strongroom.vault.kept import Kept
from strongroom.vault.log import LogKind
from strongroom.vault.vault import Vault
from strongroom.workflows.log import Note, write_with


def restore(vault: Vault, kept: Kept) -> None:
    """Bring an earlier generation back; the log goes on. Raises what ``Vault.restore`` does."""
    facts = {"generation": kept.generation, "present": vault.generation}
    note = Note(LogKind.GENERATION_RESTORED, facts)
    write_with(vault, note, partial(vault.restore, kept))


def go_on_from_older(vault: Vault) -> None:
    """Let an older file count as the last; its log says which later write is no longer in it.

    Raises what ``Vault.go_on_from_older`` does.
    """
    later = vault.older_than
    facts = {"generation": vault.generation, "later": later.generation if later else 0}
    note = Note(LogKind.OLDER_CONTINUED, facts)
    vault.go_on_from_older(lambda: write_with(vault, note, vault.save))
