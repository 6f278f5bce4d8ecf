"""A vault moved to another place, which stands in its log there."""

import os
from pathlib import Path

from strongroom.vault.progress import Progress, unheard
from strongroom.vault.vault import Vault
from strongroom.workflows.backup_notes import vault_moved
from strongroom.workflows.log import write_with


def move(vault: Vault, target: Path, progress: Progress = unheard) -> tuple[Path, ...]:
    """Have an open vault lie at ``target``; returns what could not be removed where it lay.

    Raises what ``Vault.move`` does.
    """
    there = Path(os.path.realpath(target))
    left: list[Path] = []

    def write() -> None:
        left.extend(vault.move(there, progress))

    write_with(vault, vault_moved(vault.path, there), write)
    return tuple(left)
