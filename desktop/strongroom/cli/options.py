"""Options several commands share."""

import argparse
import contextlib
import os
from collections.abc import Iterator

from strongroom.model.derivation import DerivationPath
from strongroom.model.errors import StrongroomError
from strongroom.model.network import Network
from strongroom.model.script_type import COSIGNED, ScriptType


class UsageError(Exception):
    """The words on the command line do not go together."""


NETWORKS = tuple(network.value for network in Network)
SCRIPTS = tuple(script_type.value for script_type in COSIGNED)


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
    add_accept_paths(parser)


def add_accept_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--accept-paths",
        action="store_true",
        help="open a wallet whose ways to spend another program wrote; without it they are shown",
    )


def add_wallet_or_file(parser: argparse.ArgumentParser) -> None:
    """A wallet by ``--wallet``, or just named."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="any wallet file, or - to read one")
    add_wallet(parser, required=False)


def wallet_of(arguments: argparse.Namespace) -> str:
    """The wallet file asked for; raises ``UsageError`` when none was."""
    named = getattr(arguments, "file", None)
    if named and arguments.wallet:
        raise UsageError("Name the wallet file once: FILE or --wallet FILE")
    name = arguments.wallet or named
    if not name:
        raise UsageError("Name a wallet file: --wallet FILE")
    return str(name)


def add_token(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--token", help="what opens an encrypted BSMS file: digits or words")


def add_script(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--script",
        choices=SCRIPTS,
        default=ScriptType.P2WSH.value,
        help="the script type of the wallet (p2wsh unless said)",
    )


def add_previous(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--previous",
        nargs="+",
        default=[],
        metavar="TX",
        help="transactions the payment spends from, where its file lacks them: hex or binary",
    )


def add_out(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--out", required=required, metavar="FILE", help="where to write; - prints")


def add_paper(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--paper", choices=("a4", "letter"), help="its size, else the usual one of this computer"
    )


def out_of(arguments: argparse.Namespace, *inputs: str | None) -> str | None:
    """Where to write, if anywhere; raises ``UsageError`` for a file the command reads."""
    out: str | None = arguments.out
    if out == "":
        raise UsageError("--out needs the name of a file, or - to print")
    if out is None or out == "-":
        return out
    refuse_to_replace("--out", out, *inputs)
    return out


def refuse_to_replace(option: str, out: str, *inputs: str | None) -> None:
    """Raise ``UsageError`` where what is written would take the place of what is read."""
    for name in inputs:
        if name and name != "-" and os.path.realpath(name) == os.path.realpath(out):
            words = f"{option} {out} would replace a file that is read; choose another name"
            raise UsageError(words)


@contextlib.contextmanager
def about(name: str) -> Iterator[None]:
    """Say of an error which of several files it is about."""
    try:
        yield
    except StrongroomError as error:
        error.add_note(name)
        raise


def derivation_path(text: str) -> DerivationPath:
    """A path with at least one step, in any spelling."""
    try:
        path = DerivationPath.parse(text)
    except StrongroomError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if not path.steps:
        raise argparse.ArgumentTypeError("it has no steps")
    return path


def counting_number(text: str) -> int:
    """A whole number from 1."""
    number = whole_number(text)
    if number == 0:
        raise argparse.ArgumentTypeError("it is counted from 1")
    return number


def whole_number(text: str) -> int:
    """A number of digits alone, not above 2^31."""
    if not text.isascii() or not text.isdigit() or len(text) > 10 or int(text) > 2**31:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)
