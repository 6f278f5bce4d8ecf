"""A new recovery key on its way to paper: its groups on the terminal, or its sheet as a PDF."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from strongroom.cli.options import UsageError, add_paper
from strongroom.cli.secret_lines import secret_line
from strongroom.transports.files import remove_secret, write_secret
from strongroom.vault.recovery_key import DrawnRecoveryKey, RecoveryKey
from strongroom.vault.vault import Vault
from strongroom.workflows.backup_notes import sheet_saved
from strongroom.workflows.keeping import Keeper

_BACK = "Type all of the groups back: "


def add_sheet(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--sheet", metavar="FILE.pdf", help=f"{words}; not beside the vault")
    add_paper(parser)


def typed_back(vault: Vault, arguments: argparse.Namespace) -> RecoveryKey:
    """A new recovery key that somebody has on paper: written by hand, or printed.

    Raises ``UsageError``, ``FileError``, and what ``DrawnRecoveryKey.typed_back`` does.
    """
    drawn = DrawnRecoveryKey.draw()
    if arguments.sheet is not None:
        return _printed(vault, drawn, arguments)
    print("Write these groups down, in this order:", file=sys.stderr)
    for place, group in enumerate(drawn.groups, 1):
        print(f"  {place:2}  {group}", file=sys.stderr)
    return drawn.typed_back(secret_line(None, _BACK))


def _printed(vault: Vault, drawn: DrawnRecoveryKey, arguments: argparse.Namespace) -> RecoveryKey:
    """The file stays only where the key on it counts."""
    sheet = Path(arguments.sheet)
    if sheet.resolve().is_relative_to(vault.path.parent):
        raise UsageError("The sheet would lie beside the vault it opens; choose another place")
    if os.path.lexists(sheet):
        raise UsageError(f"{sheet} is there already; name a new file")
    write_secret(sheet, _pages(vault.path, drawn, arguments.paper))
    try:
        print(f"Print {sheet}: it is the key itself. Remove it afterwards.", file=sys.stderr)
        recovery_key = drawn.typed_back(secret_line(None, _BACK))
    except BaseException:
        remove_secret(sheet)
        raise
    Keeper(vault).note(sheet_saved(sheet))
    return recovery_key


def _pages(vault: Path, drawn: DrawnRecoveryKey, paper: str | None) -> bytes:
    # Qt comes along with them.
    from strongroom.paper.document import pdf
    from strongroom.paper.measures import PaperSize
    from strongroom.paper.recovery_sheet import recovery_sheet, sheet_for

    size = PaperSize[paper.upper()] if paper else None
    return pdf(recovery_sheet(sheet_for(vault, drawn, datetime.now(UTC))), size)
