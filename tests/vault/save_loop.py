"""Kills a process that saves without end, at random moments, and looks at what it left behind.

Now and then it re-keys the vault: then one factor opens it or the other, and what is kept of before
is gone at the latest when it was opened again. ``python save_loop.py FOLDER ROUNDS SEED``, with the
repository on the path. One process and its child, as only a process with a single thread may fork.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

from strongroom.vault.errors import VaultError
from strongroom.vault.vault import Vault, create_with, open_with
from tests.vault.quick import Held

NUMBER = 8
"""Bytes of a number that the child reports as saved."""

FACTORS = (Held(), Held(b"o" * 32))
REKEYS = 7
"""Every so many saves."""


def main(folder: Path, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    path = folder / "family.strongroom"
    create_with(path, [Held()]).lock()
    number = 0
    for _ in range(rounds):
        reported = run_and_kill(path, number, chance.uniform(0.001, 0.04))
        found = look(path)
        if found not in (reported, reported + 1):
            raise SystemExit(f"{reported} was reported as saved, and {found} was found")
        number = found
    sys.stdout.write(f"{rounds} kills, {number} saves, {number // REKEYS} re-keys\n")


def run_and_kill(path: Path, number: int, seconds: float) -> int:
    """The last number that the child said was saved."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        save_without_end(path, number, writing)
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with open(reading, "rb") as pipe:
        said = pipe.read()
    return int.from_bytes(said[-NUMBER:], "big") if said else number


def save_without_end(path: Path, number: int, report: int) -> None:
    vault, factor = opened(path)
    while True:
        number += 1
        vault.put("numbers", "first", {"number": number})
        vault.put("numbers", "second", {"number": number, "filling": "x" * (number % 9000)})
        if number % REKEYS:
            vault.save()
        else:
            factor = FACTORS[1 - FACTORS.index(factor)]
            vault.rekey([factor])
        os.write(report, number.to_bytes(NUMBER, "big"))


def opened(path: Path) -> tuple[Vault, Held]:
    """The vault by whichever factor opens it; both or neither ends the run."""
    found = []
    for factor in FACTORS:
        try:
            with open_with(path, factor):
                found.append(factor)
        except VaultError as error:
            if error.code != "passphrase-wrong":
                raise
    if len(found) != 1:
        raise SystemExit(f"{len(found)} factors open the vault")
    return open_with(path, found[0]), found[0]


def look(path: Path) -> int:
    """The number that is saved; both rows must agree, and what is kept must open as well."""
    vault, factor = opened(path)
    for kept in path.with_name("family.kept").glob("0*"):
        with open_with(kept, factor) as before:
            numbers(before.table("numbers"))
    with vault:
        return numbers(vault.table("numbers"))


def numbers(rows: object) -> int:
    found = {value["number"] for _, value in rows}  # type: ignore[attr-defined]
    if len(found) > 1:
        raise SystemExit("half of a save was found")
    return found.pop() if found else 0


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
