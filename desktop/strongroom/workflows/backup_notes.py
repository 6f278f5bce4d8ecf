"""What the log says of backups and of the vault's own place: which was made, and where to."""

import hashlib
from pathlib import Path

from strongroom.formats import bip138
from strongroom.formats.json_text import JsonValue
from strongroom.formats.text import safe_name
from strongroom.vault.log import LogKind
from strongroom.words.text import visible
from strongroom.workflows.kept import KeptWallet
from strongroom.workflows.log import Note


def wallet_saved(kept: KeptWallet, form: str, path: Path, content: bytes) -> Note:
    """That a file of a wallet was written; ``form`` is the name of its format."""
    is_sealed = form == bip138.NAME
    kind = LogKind.WALLET_BACKED_UP if is_sealed else LogKind.WALLET_EXPORTED
    facts = {"wallet": kept.record.name, "form": form.replace("_", " ")}
    return Note(kind, {**facts, **_file(path, content)}, kept.row)


def labels_saved(kept: KeptWallet, path: Path, content: bytes) -> Note:
    """That a wallet's labels were written."""
    facts = {"wallet": kept.record.name, **_file(path, content)}
    return Note(LogKind.LABELS_EXPORTED, facts, kept.row)


def vault_copied(generation: int, path: Path, digest: str) -> Note:
    """That the vault's file was copied; ``digest`` is its SHA-256."""
    facts = {"generation": generation, **_where(path), "sha256": digest}
    return Note(LogKind.VAULT_COPIED, facts)


def vault_exported(path: Path, digest: str) -> Note:
    """That an archive of all was written; ``digest`` is the SHA-256 of that file."""
    return Note(LogKind.VAULT_EXPORTED, {**_where(path), "sha256": digest})


def vault_moved(before: Path, path: Path) -> Note:
    """That the vault lies elsewhere; ``before`` is where it lay."""
    return Note(LogKind.VAULT_MOVED, {**_where(path), "before": visible(str(before.parent))})


def sheet_printed() -> Note:
    """That a recovery sheet went to a printer."""
    return Note(LogKind.RECOVERY_SHEET_PRINTED)


def sheet_saved(path: Path) -> Note:
    """That a recovery sheet was written as a PDF, of which nothing is kept."""
    return Note(LogKind.RECOVERY_SHEET_SAVED, _where(path))


def _file(path: Path, content: bytes) -> dict[str, JsonValue]:
    return {**_where(path), "sha256": hashlib.sha256(content).hexdigest()}


def _where(path: Path) -> dict[str, JsonValue]:
    whole = path.absolute()
    return {"name": safe_name(whole.name)[0], "folder": visible(str(whole.parent))}
