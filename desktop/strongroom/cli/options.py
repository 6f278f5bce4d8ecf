"""Options several commands share."""

import argparse

from strongroom.model.network import Network
from strongroom.model.script_type import MULTISIG, ScriptType


class UsageError(Exception):
    """The words on the command line do not go together."""


NETWORKS = tuple(network.value for network in Network)
SCRIPTS = tuple(script_type.value for script_type in MULTISIG)


def common() -> argparse.ArgumentParser:
    """The options every command takes."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    return parser


def add_network(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--network", choices=NETWORKS, help="only where the data leaves it open")


def network_of(arguments: argparse.Namespace) -> Network | None:
    """The network asked for, if one was."""
    return Network(arguments.network) if arguments.network else None


def add_wallet(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--wallet", required=required, metavar="FILE", help="any wallet file, or - to read one"
    )


def add_wallet_or_file(parser: argparse.ArgumentParser) -> None:
    """A wallet by ``--wallet``, or just named."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="any wallet file, or - to read one")
    add_wallet(parser, required=False)


def wallet_of(arguments: argparse.Namespace) -> str:
    """The wallet file asked for; raises ``UsageError`` when none was."""
    name = arguments.wallet or getattr(arguments, "file", None)
    if not name:
        raise UsageError("Name a wallet file: --wallet FILE")
    return str(name)


def add_script(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--script", choices=SCRIPTS, default=ScriptType.P2WSH.value)


def add_out(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--out", required=required, metavar="FILE", help="where to write; - prints")


def whole_number(text: str) -> int:
    """A number of digits alone, not above 2^31."""
    if not text.isascii() or not text.isdigit() or len(text) > 10 or int(text) > 2**31:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)
