"""Kills a process that moves a vault to and fro, at random moments, and looks at what it left.

``python move_loop.py FOLDER ROUNDS SEED``, with the repository on the path. One process and its
child, as only a process with a single thread may fork.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

from strongroom.vault.vault import create_with, open_with
from tests.vault.quick import Held

GENERATIONS = 4


def main(folder: Path, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    places = (folder / "home" / "family.strongroom", folder / "stick" / "boat.strongroom")
    with create_with(places[0], [Held()]) as vault:
        for number in range(GENERATIONS):
            vault.put("numbers", "first", {"number": number, "filling": "x" * 50_000})
            vault.save()
    both = 0
    for _ in range(rounds):
        run_and_kill(places, chance.uniform(0.001, 0.06))
        found = [place for place in places if place.exists()]
        both += len(found) == 2
        look(found)
    sys.stdout.write(f"{rounds} kills, {both} times at both places\n")


def run_and_kill(places: tuple[Path, Path], seconds: float) -> None:
    child = os.fork()
    if child == 0:
        move_without_end(places)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def move_without_end(places: tuple[Path, Path]) -> None:
    here, there = places if places[0].exists() else places[::-1]
    vault = open_with(here, Held())
    while True:
        vault.move(there)
        here, there = there, here


def look(found: list[Path]) -> None:
    """Whole at each place where it is; where it is at both, one is taken away as a person would."""
    for place in found:
        with open_with(place, Held()) as vault:
            value = vault.get("numbers", "first")
            if value is None or value["number"] != GENERATIONS - 1:
                raise SystemExit("half of a vault was found")
            for kept in vault.generations():
                vault.read_generation(kept)
    if not found:
        raise SystemExit("the vault is at neither place")
    for place in found[1:]:
        place.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
