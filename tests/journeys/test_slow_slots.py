"""Nothing keeps the window's thread for more than 50 ms, on the whole way and with large things."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.vectors_source import REPOSITORY
from tests.window.slow_slots import Slow


def run_timed(folder: Path) -> dict[tuple[str, str, str, str], Slow]:
    """What was slow in one run; of an event that was so more than once, the slowest."""
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.timed", str(folder)],
        cwd=REPOSITORY,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [Slow(**json.loads(line)) for line in done.stdout.splitlines()]
    return {slow.key: slow for slow in sorted(found, key=lambda slow: slow.seconds)}


@pytest.mark.alone
@pytest.mark.timeout(600)
def test_no_slot_is_slow_in_two_of_two_runs(tmp_path: Path) -> None:
    first = run_timed(tmp_path / "first")
    second = run_timed(tmp_path / "second") if first else {}
    again = sorted(first.keys() & second.keys())
    assert not [str(first[key]) for key in again]
