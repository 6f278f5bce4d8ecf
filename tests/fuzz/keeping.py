"""Chooses what of a search is kept: ``python -m tests.fuzz.keeping FOLDER``.

Of the samples, and the inputs that a search left in FOLDER, the smallest are kept that together take
every step from line to line in the program that all of them take; of those for the comparison with
other libraries, the smallest that show each of their habits.
"""

import sys
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import Any

from tests.fuzz.corpus import CORPUS, kept
from tests.fuzz.disagreements import disagreements, explanation
from tests.fuzz.seeds import seeds
from tests.fuzz.targets import COMPARISON, TARGETS, Target, addressee

MOST_BYTES, MOST_INPUTS = 5_300, 24
"""Of one input, and of one target."""


def main() -> None:
    found: dict[str, list[bytes]] = {target.name: [] for target in TARGETS}
    for path in Path(sys.argv[1]).iterdir():
        target, data = addressee(path.read_bytes())
        found[target.name].append(data)
    for target in TARGETS:
        every = (*kept(target.name), *seeds(target), *found[target.name])
        keep(target, chosen(target, every))


def chosen(target: Target, inputs: Iterable[bytes]) -> list[bytes]:
    """The smallest of the inputs that show something new, up to the limits."""
    known: set[object] = set()
    choice = []
    for data in sorted({data for data in inputs if len(data) <= MOST_BYTES}, key=_by_size):
        new = shown(target, data) - known
        if new:
            known |= new
            choice.append(data)
    return choice if target.name == COMPARISON else _spread(choice)


def shown(target: Target, data: bytes) -> set[object]:
    """The habits of other libraries that ``data`` shows, or the steps that reading it takes."""
    if target.name == COMPARISON:
        return {explanation(found) for found in disagreements(data)}
    return steps(target, data)


def steps(target: Target, data: bytes) -> set[object]:
    """File, line and the line before it, for all of the program that reading ``data`` runs."""
    taken: set[object] = set()
    last: dict[FrameType, int] = {}

    def trace(frame: FrameType, event: str, _value: Any) -> Any:
        file = frame.f_code.co_filename
        if "/strongroom/" not in file:
            return None
        if event == "line":
            taken.add((file, last.get(frame, 0), frame.f_lineno))
            last[frame] = frame.f_lineno
        return trace

    sys.settrace(trace)
    try:
        with suppress(*target.refuses):
            target.read(data)
    finally:
        sys.settrace(None)
    return taken


def keep(target: Target, inputs: Iterable[bytes]) -> None:
    """Put these in the place of what was kept before."""
    folder = CORPUS / target.name
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for data in inputs:
        (folder / sha256(data).hexdigest()[:16]).write_bytes(data)


def _spread(choice: list[bytes]) -> list[bytes]:
    return choice[:: -(-len(choice) // MOST_INPUTS)] if choice else choice


def _by_size(data: bytes) -> tuple[int, bytes]:
    return len(data), data


if __name__ == "__main__":
    main()
