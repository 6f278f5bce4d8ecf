"""Looks for inputs that a reader does not bear: ``python -m tests.fuzz [TARGET …] [--minutes M]``.

Without a target all readers are tried in one process, and the first byte of an input says which; the
comparison with other libraries is asked for by its name. What breaks one is written to ``.fuzz``.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from contextlib import redirect_stderr
from hashlib import sha256
from io import StringIO
from pathlib import Path
from random import Random

import atheris

with redirect_stderr(StringIO()), atheris.instrument_imports(include=["strongroom"]):
    from tests.fuzz.targets import COMPARISON, TARGETS, Target, addressed, addressee

from tests.fuzz.checks import check
from tests.fuzz.corpus import kept
from tests.fuzz.psbt_mutations import Mutator, split
from tests.fuzz.seeds import psbts, seeds

FOUND = Path(".fuzz")
LONGEST = 16_384
MEBIBYTES = 2_048


class Session:
    """Tries inputs on the chosen targets until the time or the number of runs is over."""

    def __init__(self, targets: list[Target], seconds: float, runs: int, *, goes_on: bool) -> None:
        self._targets = targets
        self._seconds, self._runs, self._goes_on = seconds, runs, goes_on
        self._began = 0.0
        self._done: Counter[str] = Counter()
        self._broken: Counter[str] = Counter()
        self._mutator = Mutator([maps for data in psbts() if (maps := split(data))])

    def begin(self, folder: Path) -> None:
        """Put the samples there, each behind the byte that chooses its target."""
        folder.mkdir(parents=True, exist_ok=True)
        for target in self._targets:
            for data in (*seeds(target), *kept(target.name)):
                name = sha256(data).hexdigest()[:20]
                (folder / f"{target.name}-{name}").write_bytes(addressed(target, data))
        self._began = time.monotonic()

    def try_one(self, data: bytes) -> None:
        """Raises what a target raises that does not keep its word."""
        target, rest = addressee(data)
        if target not in self._targets:
            return
        try:
            check(target, rest)
        except Exception as error:
            print(f"{target.name} does not bear {_written(target, rest)}: {error!r}", flush=True)
            self._broken[target.name] += 1
            if not self._goes_on:
                self.tell()
                raise
        self._done[target.name] += 1
        late = time.monotonic() > self._began + self._seconds
        if late or self._done.total() == self._runs:
            self.tell()
            os._exit(1 if self._broken else 0)  # libFuzzer knows no other way to end well

    def mutate(self, data: bytes, longest: int, seed: int) -> bytes:
        """Another input near ``data``: a PSBT is changed record by record."""
        target, rest = addressee(data)
        chance = Random(seed)
        if target not in self._targets:
            target = chance.choice(self._targets)
        if target.is_psbt and chance.random() < 0.9:
            changed = self._mutator.mutate(rest, chance)
        else:
            changed = atheris.Mutate(rest, longest - 1)
        return addressed(target, changed[: longest - 1])

    def tell(self) -> None:
        seconds = time.monotonic() - self._began
        for name, count in sorted(self._done.items()):
            print(f"{name:32} {count:>10,}")
        borne = self._done.total() - self._broken.total()
        print(
            f"{borne:,} of {self._done.total():,} inputs in {seconds:.0f} s were borne", flush=True
        )


def _written(target: Target, data: bytes) -> Path:
    FOUND.mkdir(exist_ok=True)
    path = FOUND / f"{target.name}-{sha256(data).hexdigest()[:20]}"
    path.write_bytes(data)
    return path


def main() -> None:
    chosen = _arguments()
    seconds = 60 * chosen.minutes
    session = Session(chosen.targets, seconds, chosen.runs, goes_on=chosen.keep_going)
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.inputs or scratch
        session.begin(Path(folder))
        options = [
            f"-max_len={LONGEST}",
            f"-rss_limit_mb={MEBIBYTES}",
            "-timeout=120",
            "-verbosity=0",
        ]
        atheris.Setup(
            [sys.argv[0], *options, f"-artifact_prefix={folder}/", folder],
            session.try_one,
            custom_mutator=session.mutate,
        )
        atheris.Fuzz()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("targets", nargs="*", metavar="TARGET", type=_target)
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--inputs", metavar="FOLDER", help="begin with what is there, and add")
    parser.add_argument("--keep-going", action="store_true", help="past inputs that break a reader")
    parser.add_argument("--runs", type=int, default=0, help="end after so many inputs")
    parser.set_defaults(targets=[each for each in TARGETS if each.name != COMPARISON])
    return parser.parse_args()


def _target(name: str) -> Target:
    """The target of that name, for argparse."""
    for target in TARGETS:
        if target.name == name:
            return target
    raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(t.name for t in TARGETS)}")


if __name__ == "__main__":
    main()
