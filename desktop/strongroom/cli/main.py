"""The command line: which words it knows, and what happens when something goes wrong."""

import argparse
import logging
import sys
from collections.abc import Sequence

from strongroom import __version__
from strongroom.cli import address, inspect, key, practice, psbt, wallet
from strongroom.cli.log import LogPlace, open_log
from strongroom.cli.options import UsageError
from strongroom.cli.output import Exit, exit_for_error, print_answer, print_error
from strongroom.formats.reading import RecognitionError
from strongroom.model.errors import StrongroomError

_COMMANDS = (inspect, key, wallet, address, psbt, practice)
_logger = logging.getLogger(__name__)


def main(argv: Sequence[str]) -> int:
    """Run one command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # What comes from outside may hold characters this terminal's encoding has not.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    if not hasattr(arguments, "run"):
        print(
            "This version has no window yet. Try: strongroom practice --terminal", file=sys.stderr
        )
        return int(Exit.USAGE)
    log = open_log()
    try:
        return print_answer(arguments.run(arguments), as_json=arguments.json)
    except UsageError as error:
        print(error, file=sys.stderr)
        return int(Exit.USAGE)
    except StrongroomError as error:
        print_error(error, as_json=arguments.json, extra=_kind(error))
        return int(exit_for_error(error))
    except BrokenPipeError:
        return int(Exit.FAILED)
    except Exception:
        return _unexpected(log)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="strongroom",
        description="Coordinates bitcoin multisig wallets; private keys stay on the signers.",
    )
    parser.add_argument("--version", action="version", version=f"strongroom {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for command in _COMMANDS:
        command.add_to(commands)
    return parser


def _kind(error: StrongroomError) -> dict[str, str]:
    """What ``inspect`` could tell of a thing it refuses."""
    if isinstance(error, RecognitionError):
        return {"kind": error.kind, "format": error.format}
    return {}


def _unexpected(log: LogPlace) -> int:
    _logger.exception("unexpected failure")
    print(f"Something went wrong in Strongroom itself; {log.sentence}", file=sys.stderr)
    return int(Exit.FAILED)
