"""Kills a process that moves a vault to and fro, at random moments, and looks at what it left.

``python move_loop.py FOLDER ROUNDS SEED``, with the repository on the path. One process and its
child, as only a process with a single thread may fork.
"""

import os
import random
import sys
from functools import partial
from pathlib import Path

from strongroom.vault.kept import LATEST
from strongroom.vault.vault import create_with, open_with
from tests.vault.quick import Held
from tests.vault.save_loop import NUMBER, killed_after

LONGEST = 0.04
"""Seconds before a kill: some moves."""


def main(folder: Path, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    places = (folder / "home" / "family.strongroom", folder / "stick" / "boat.strongroom")
    with create_with(places[0], [Held()]) as vault:
        for number in range(LATEST + 1):
            vault.put("numbers", "first", {"number": number, "filling": "x" * 50_000})
            vault.save()
    moves = both = 0
    for _ in range(rounds):
        here, there = places if places[0].exists() else places[::-1]
        said = killed_after(chance.uniform(0, LONGEST), partial(move_without_end, here, there))
        found = [place for place in places if place.exists()]
        look(found, int.from_bytes(said[-NUMBER:], "big"))
        moves += len(said) // NUMBER - 1
        both += len(found) == 2
        # Where it is at both, one is taken away as a person would.
        for place in found[1:]:
            place.unlink()
    sys.stdout.write(f"{rounds} kills, {moves} moves, {both} times at both places\n")


def move_without_end(here: Path, there: Path, report: int) -> None:
    vault = open_with(here, Held())
    while True:
        os.write(report, vault.generation.to_bytes(NUMBER, "big"))
        vault.move(there)
        here, there = there, here


def look(found: list[Path], reported: int) -> None:
    """Whole at each place where it is, with all of its last generations beside it; each move is
    a generation."""
    latest = max(map(look_at, found), default=0)
    if latest not in (reported, reported + 1):
        raise SystemExit(f"generation {reported} was reported, and {latest} was found")


def look_at(place: Path) -> int:
    """The generation there."""
    with open_with(place, Held()) as vault:
        value = vault.get("numbers", "first")
        if value is None or value["number"] != LATEST:
            raise SystemExit("half of a vault was found")
        kept = vault.generations()
        for one in kept:
            vault.read_generation(one)
        number = vault.generation
        if {number - back for back in range(1, LATEST + 1)} - {one.generation for one in kept}:
            raise SystemExit("an earlier generation is missing")
        return number


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
