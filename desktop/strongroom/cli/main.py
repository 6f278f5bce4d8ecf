"""The command line: which words it knows, and what happens when something goes wrong."""

import argparse
import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence

from strongroom import __version__
from strongroom.cli import (
    address,
    contact,
    inspect,
    key,
    labels,
    log,
    message,
    practice,
    psbt,
    qr,
    rules,
    vault,
    wallet,
)
from strongroom.cli.fault_log import LogPlace, open_log
from strongroom.cli.options import UsageError
from strongroom.cli.output import (
    Exit,
    OutputError,
    exit_for_error,
    print_answer,
    print_error,
)
from strongroom.formats.reading import RecognitionError
from strongroom.model.errors import StrongroomError

_INTERRUPTED = 130
"""What shells expect of a command that was stopped by Ctrl-C."""

_COMMANDS = (
    inspect,
    key,
    wallet,
    address,
    psbt,
    qr,
    labels,
    contact,
    message,
    log,
    rules,
    vault,
    practice,
)
_logger = logging.getLogger(__name__)


def main(argv: Sequence[str]) -> int:
    """Run one command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # What comes from outside may hold characters this terminal's encoding has not.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    log = open_log()
    try:
        return _run(arguments)
    except UsageError as error:
        print(error, file=sys.stderr)
        return int(Exit.USAGE)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return _INTERRUPTED
    except OutputError as error:
        return _without_output(error)
    except Exception:
        return _unexpected(log)


def _run(arguments: argparse.Namespace) -> int:
    try:
        # Ended from outside, what was begun still cleans up behind itself.
        with _ended_by(signal.SIGTERM):
            answer = arguments.run(arguments)
        return print_answer(answer, as_json=arguments.json)
    except StrongroomError as error:
        print_error(error, as_json=arguments.json, extra=_kind(error))
        return int(exit_for_error(error))


@contextlib.contextmanager
def _ended_by(number: signal.Signals) -> Iterator[None]:
    """Let a signal end the command as Ctrl-C does, where that can be arranged."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(number, before)


def _without_output(error: OutputError) -> int:
    """Nobody can be told on standard output, so nothing more is written to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if error.is_reader_gone:
        return int(Exit.DONE)
    print(f"The answer could not be written: {error}", file=sys.stderr)
    return int(Exit.REJECTED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="strongroom",
        description="Coordinates bitcoin multisig wallets; private keys stay on the signers.",
    )
    parser.add_argument("--version", action="version", version=f"strongroom {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.add_to(commands)
    return parser


def _kind(error: StrongroomError) -> dict[str, str]:
    """What is known of a thing that was refused: its kind, and which of several files it is."""
    known = {}
    if isinstance(error, RecognitionError):
        known = {"kind": str(error.kind), "format": error.format}
    names = getattr(error, "__notes__", [])
    return {**known, "file": names[0]} if names else known


def _unexpected(log: LogPlace) -> int:
    _logger.exception("unexpected failure")
    print(f"Something went wrong in Strongroom itself; {log.sentence}", file=sys.stderr)
    return int(Exit.FAILED)
