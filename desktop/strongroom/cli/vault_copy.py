"""``vault copy``: the file for another computer, and what opens it there."""

import argparse
from pathlib import Path

from strongroom.cli.options import UsageError
from strongroom.cli.output import Answer, Json
from strongroom.vault.copying import copy_vault
from strongroom.vault.storage import header_of
from strongroom.words.elsewhere_words import ELSEWHERE_WORDS
from strongroom.workflows.vault_copy import needed_elsewhere


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, metavar="FILE", help="the copy, which is new")


def copy(arguments: argparse.Namespace) -> Answer:
    """Without the passphrase: nothing in it is read."""
    if arguments.out in ("", "-"):
        raise UsageError("A vault is binary: name a file with --out")
    path, out = Path(arguments.vault), Path(arguments.out)
    needed = needed_elsewhere(header_of(path).slots)
    digest = copy_vault(path, out)
    document: dict[str, Json] = {
        "path": str(path),
        "out": str(out),
        "sha256": digest,
        "elsewhere": [one.value for one in needed],
    }
    return Answer(document, [f"Copied to {out}.", *(ELSEWHERE_WORDS[one.value] for one in needed)])
