"""Earlier states of a vault, as people go back to them: each step stands in the log it keeps."""

from functools import partial

from strongroom.formats.json_text import JsonValue
from strongroom.vault.kept import Kept
from strongroom.vault.log import LogKind
from strongroom.vault.rescue import replaced
from strongroom.vault.vault import Vault
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.log import Note, write_with


def restore(vault: Vault, kept: Kept) -> None:
    """Bring an earlier generation back; the log goes on. Raises what ``Vault.restore`` does."""
    facts = {"generation": kept.generation, "present": vault.generation}
    note = Note(LogKind.GENERATION_RESTORED, facts)
    write_with(vault, note, partial(vault.restore, kept))


def note_replaced(keeper: Keeper) -> None:
    """Say in the log that an earlier state took the place of the file, where that was since its
    last entry; what was noted in the file that was put aside is not in it."""
    records = tuple(keeper.log().records.values())
    if keeper.vault is None or not records:
        return
    since = [when for when in replaced(keeper.vault.path) if when > records[-1].at]
    if since:
        facts: dict[str, JsonValue] = {"replaced": int(since[-1].timestamp())}
        keeper.note(Note(LogKind.FILE_REPLACED, facts))


def go_on_from_older(vault: Vault) -> None:
    """Let an older file count as the last; its log says which later write is no longer in it.

    Raises what ``Vault.go_on_from_older`` does.
    """
    later = vault.older_than
    facts = {"generation": vault.generation, "later": later.generation if later else 0}
    note = Note(LogKind.OLDER_CONTINUED, facts)
    vault.go_on_from_older(lambda: write_with(vault, note, vault.save))
