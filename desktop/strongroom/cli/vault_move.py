"""``vault move``: the vault at another place, and no longer at the one before."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from strongroom.cli.options import UsageError
from strongroom.vault.vault import Vault
from strongroom.words.amounts import plural
from strongroom.workflows import vault_move


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", required=True, metavar="FILE", help="where it is to lie: a new file, or a folder"
    )


def move(arguments: argparse.Namespace, vault: Vault) -> tuple[Sequence[Path], list[str]]:
    """What could not be removed where it lay, and what is to be said.

    Raises ``UsageError`` and what ``vault_move.move`` does.
    """
    if arguments.out in ("", "-"):
        raise UsageError("A vault is binary: name a file with --out")
    out = Path(arguments.out)
    left = vault_move.move(vault, out / vault.path.name if out.is_dir() else out)
    lines = [
        f"It lies at {vault.path} now, read back there, and its earlier generations beside it."
    ]
    if left:
        count = plural(len(left), "file")
        lines.append(f"{count} could not be removed where it lay. Remove by hand:")
        lines += [f"  {path}" for path in left]
    return left, [*lines, "The window opens it there by “Another vault’s file…”, once."]
