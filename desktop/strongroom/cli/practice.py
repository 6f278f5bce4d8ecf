"""``practice``: practice mode in the terminal; ``practice keys``: the signers' exports."""

import argparse
import sys
from pathlib import Path

from strongroom.cli.options import common
from strongroom.cli.output import Answer, Json
from strongroom.cli.review_text import review_lines
from strongroom.practice.exports import write_exports
from strongroom.workflows.practice_walk import Step, Walk


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
    practice = commands.add_parser(
        "practice", parents=[common()], help="the whole way, without hardware or network"
    )
    practice.add_argument("--terminal", action="store_true", help="in text, without a window")
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
    if not arguments.terminal:
        print("There is no window in this version; practising in the terminal.", file=sys.stderr)
    steps: list[Step] = []
    with Walk() as walk:
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


def _print_step(step: Step, number: int) -> None:
    print(f"{number}. {step.title}")
    for line in step.lines:
        print(f"   {line}")
    if step.review is not None:
        for line in review_lines(step.review, step.wallet):
            print(f"   {line}".rstrip())
    print(flush=True)
