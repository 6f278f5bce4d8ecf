"""``--replaces``: payments of the same coins, whose place the one that is reviewed takes."""

import argparse

from strongroom.cli.files import read_any
from strongroom.cli.options import about
from strongroom.model.psbt import Psbt
from strongroom.model.wallet import Wallet
from strongroom.review.history import Conflicting, History
from strongroom.workflows.conflicting import read_replaced, with_replaced


def add_replaces(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--replaces",
        nargs="+",
        default=[],
        metavar="FILE",
        help="payments of the same coins that this one replaces: PSBTs or transactions;"
        " a vault knows its own",
    )


def with_named(
    arguments: argparse.Namespace, history: History, psbt: Psbt, wallet: Wallet
) -> History:
    """What is known beside a payment, with those of ``--replaces``; raises ``ReadError``."""
    others = list[Conflicting]()
    for name in arguments.replaces:
        with about(name):
            others.append(read_replaced(read_any(name), name, psbt, wallet))
    return with_replaced(history, others) if others else history
