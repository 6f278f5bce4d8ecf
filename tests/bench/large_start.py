"""The program started on a vault of 100,000 labels and 20,000 payments, until home is painted."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from strongroom.vault.slots import Passphrase
from strongroom.vault.stretching import FLOOR
from tests.bench.figures import Figure, LeftOut, median
from tests.bench.large_vault import make_large_vault
from tests.vectors_source import REPOSITORY

_STARTS = 3
_PASSPHRASE = "seven quiet lanterns cross the harbour"
_LONGEST = 120.0
"""Seconds."""


def large_start() -> Iterator[Figure | LeftOut]:
    """The passphrase is typed as soon as there is a field for it; its stretching stands apart."""
    with tempfile.TemporaryDirectory(prefix="strongroom-bench-") as folder:
        home = Path(folder)
        path = home / ".local" / "share" / "strongroom" / "large.strongroom"
        make_large_vault(path, [Passphrase(_PASSPHRASE, FLOOR)])
        settings = home / ".config" / "strongroom" / "settings.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text(f'vaults = ["{path}"]\n')
        seen = [_start(home) for _ in range(_STARTS)]
    yield from _figures(seen)


def _figures(seen: list[dict[str, float]]) -> Iterator[Figure]:
    note = f"median of {len(seen)}, without the stretching"
    of = {name: median([one[name] for one in seen]) for name in seen[0]}
    yield Figure("start with the large vault, first frame", of["first"], "s")
    yield Figure("start with the large vault, home", of["home"], "s", note=note)
    yield Figure("start with the large vault, home, CPU time", of["cpu"], "s", note=note)
    yield Figure("  the stretching of its passphrase at the floor", of["stretched"], "s")
    slow = max(one["slow"] for one in seen)
    yield Figure("slots of that start over 50 ms of CPU", slow, "slots", 0.5, "the worst start")


def _start(home: Path) -> dict[str, float]:
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(home),
        "PYTHONPATH": os.pathsep.join(str(REPOSITORY / part) for part in ("desktop", ".")),
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
    }
    begun = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bench.opened_window", _PASSPHRASE],
        cwd=REPOSITORY,
        env=environment,
        stdout=subprocess.PIPE,
        timeout=_LONGEST,
        check=True,
    )
    seen = json.loads(ended.stdout.splitlines()[-1])
    for slow in seen["slow"]:
        print(f"  {slow}")
    return {
        "first": seen["first_frame"] - begun,
        "home": seen["home"] - begun - seen["stretched"],
        "cpu": seen["cpu"] - seen["stretched_cpu"],
        "stretched": seen["stretched"],
        "slow": len(seen["slow"]),
    }
