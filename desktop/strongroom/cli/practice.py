"""``practice``: practice mode in the terminal; ``practice keys``: the signers' exports."""

import argparse
import sys
from pathlib import Path

from strongroom.cli.options import common
from strongroom.cli.output import Answer, Json, say
from strongroom.cli.review_text import review_lines
from strongroom.practice.exports import write_exports
from strongroom.transports.files import FileError
from strongroom.workflows.practice_walk import Step, Walk


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
    practice = commands.add_parser(
        "practice", parents=[common()], help="the whole way, without hardware or network"
    )
    practice.add_argument(
        "--terminal", action="store_true", help="in text, also where there is a display"
    )
    practice.add_argument(
        "--folder", metavar="DIR", help="where to leave its files; a new folder unless said"
    )
    practice.set_defaults(run=_walk)
    group = practice.add_subparsers(metavar="keys")
    keys = group.add_parser("keys", help="write the practice signers' key exports")
    keys.add_argument("--out", required=True, metavar="DIR")
    keys.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    keys.set_defaults(run=_keys)


def _keys(arguments: argparse.Namespace) -> Answer:
    files = [str(path) for path in write_exports(Path(arguments.out))]
    document: dict[str, Json] = {"files": files}
    return Answer(document, files)


def _walk(arguments: argparse.Namespace) -> Answer:
    steps: list[Step] = []
    with Walk(_folder(arguments.folder)) as walk:
        print(f"The files of this walk go to {walk.folder}", file=sys.stderr)
        for step in walk.steps():
            steps.append(step)
            if not arguments.json:
                _print_step(step, len(steps))
        outcome = walk.outcome()
    document: dict[str, Json] = {
        "steps": [{"name": step.name, "result": step.result} for step in steps],
        "txid": outcome.txid,
        "verified": outcome.verified,
        "folder": str(outcome.folder),
    }
    return Answer(document, [f"All files are in {outcome.folder}"])


def _folder(name: str | None) -> Path | None:
    """A folder that is there for the walk, or None for one of its own."""
    if name is None:
        return None
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "it cannot be made"
        raise FileError("file-unwritable", f"{name}: {reason}", name=name, reason=reason) from error
    return folder


def _print_step(step: Step, number: int) -> None:
    review = review_lines(step.review, step.wallet) if step.review else []
    told = (f"   {line}".rstrip() for line in (*step.lines, *review))
    say(f"{number}. {step.title}", *told, *([] if review else [""]))
