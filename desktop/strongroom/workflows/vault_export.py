"""All of a vault written as one age file, which stands in its log."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from strongroom.transports.files import write_file
from strongroom.vault.errors import VaultError
from strongroom.vault.kept import kept_folder
from strongroom.vault.progress import Progress, unheard
from strongroom.vault.vault import Vault
from strongroom.workflows.backup_notes import vault_exported
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.vault_archive import archive

Seal = Callable[[bytes], bytes]
"""Encrypts an archive."""


@dataclass(frozen=True, slots=True)
class Exported:
    """``size`` is that of the open archive, ``sha256`` that of the file, in hexadecimal."""

    size: int
    sha256: str


def export(
    vault: Vault, out: Path, seal: Seal, when: datetime, progress: Progress = unheard
) -> Exported:
    """Write everything to ``out``, in the place of what is there, and note it.

    A vault that is open for reading is exported too, and cannot note it. Raises ``VaultError`` with
    ``vault-exists`` where that would be the vault or an earlier state of it, and what ``seal`` and
    ``write_file`` do.
    """
    there = Path(os.path.realpath(out))
    if there == vault.path or there.parent == kept_folder(vault.path):
        raise VaultError("vault-exists", "this is the vault itself", name=there.name)
    data = archive(vault, when, progress)
    sealed = seal(data)
    # The last moment at which somebody who changed their mind is heard.
    progress(1, 1)
    write_file(out, sealed)
    digest = hashlib.sha256(sealed).hexdigest()
    if vault.read_only is None:
        Keeper(vault).note(vault_exported(out, digest))
    return Exported(len(data), digest)
