"""A vault moved to another place, which stands in its log there."""

import os
from pathlib import Path

from strongroom.formats.text import safe_name
from strongroom.vault.log import LogKind
from strongroom.vault.moving import Progress, unheard
from strongroom.vault.vault import Vault
from strongroom.workflows.log import Note, write_with


def move(vault: Vault, target: Path, progress: Progress = unheard) -> tuple[Path, ...]:
    """Have an open vault lie at ``target``; returns what could not be removed where it lay.

    Raises what ``Vault.move`` does.
    """
    there = Path(os.path.realpath(target))
    left: list[Path] = []

    def write() -> None:
        left.extend(vault.move(there, progress))

    named = {"before": vault.path.parent, "folder": there.parent, "name": there}
    facts = {fact: safe_name(path.name)[0] for fact, path in named.items()}
    write_with(vault, Note(LogKind.VAULT_MOVED, facts), write)
    return tuple(left)
