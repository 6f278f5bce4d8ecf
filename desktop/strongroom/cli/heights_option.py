"""``--height`` and ``--confirmed``: how old coins are, as whoever types it says."""

import argparse
import re

from strongroom.cli.options import UsageError, whole_number
from strongroom.workflows.told_heights import ToldHeights

_CONFIRMED = re.compile(r"([0-9a-fA-F]{64}):([0-9]{1,10})", re.ASCII)


def add_heights(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--height",
        type=whole_number,
        metavar="H",
        help="the height of the newest block, as you know it: nothing here asks a chain",
    )
    parser.add_argument(
        "--confirmed",
        type=confirmed,
        action="append",
        default=[],
        metavar="TXID:H",
        help="the height of the block with a transaction that paid a coin spent here; repeatable",
    )


def heights_of(arguments: argparse.Namespace) -> ToldHeights | None:
    """The heights that were said, if any; raises ``UsageError`` and ``HeightError``."""
    if arguments.height is None:
        if arguments.confirmed:
            raise UsageError("Say how far the chain has come: --height H beside --confirmed")
        return None
    if not arguments.wallet:
        raise UsageError("Heights need a wallet beside them: --wallet FILE")
    return ToldHeights.of(arguments.height, arguments.confirmed)


def confirmed(text: str) -> tuple[str, int]:
    """A transaction's id, in lower case, and the height of its block."""
    found = _CONFIRMED.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError("it is the transaction's 64 characters, a colon, a height")
    return found[1].lower(), whole_number(found[2])
