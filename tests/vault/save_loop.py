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
from collections.abc import Callable
from functools import partial
from pathlib import Path

from strongroom.vault.errors import VaultError
from strongroom.vault.vault import Vault, create_with, open_with
from tests.vault.quick import Held

NUMBER = 8
"""Bytes of a number that a child reports as saved."""

FACTORS = (Held(), Held(b"o" * 32))
LONGEST = 0.02
"""Seconds before a kill: some saves."""

REKEYS = 7
"""Every so many saves."""


def main(folder: Path, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    path = folder / "family.strongroom"
    create_with(path, [Held()]).lock()
    number = 0
    for _ in range(rounds):
        reported = run_and_kill(path, number, chance.uniform(0, LONGEST))
        found = look(path)
        if found not in (reported, reported + 1):
            raise SystemExit(f"{reported} was reported as saved, and {found} was found")
        number = found
    sys.stdout.write(f"{rounds} kills, {number} saves, {number // REKEYS} re-keys\n")


def run_and_kill(path: Path, number: int, seconds: float) -> int:
    """The last number that the child said was saved; the seconds begin when it can save."""
    said = killed_after(seconds, partial(save_without_end, path, number))
    return int.from_bytes(said[-NUMBER:], "big")


def killed_after(seconds: float, endless: Callable[[int], None]) -> bytes:
    """All that a child of this process reported before it was killed.

    It is handed what it reports to, and the seconds begin with its first word: when it is ready.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        endless(writing)
    os.close(writing)
    with open(reading, "rb", buffering=0) as pipe:
        said = pipe.read(NUMBER) or b""
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != -signal.SIGKILL:
            raise SystemExit("it ended before it was killed")
        return said + pipe.readall()


def save_without_end(path: Path, number: int, report: int) -> None:
    vault, factor = opened(path)
    os.write(report, number.to_bytes(NUMBER, "big"))
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
