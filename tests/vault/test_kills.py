import subprocess
import sys
from pathlib import Path

from tests.vectors_source import REPOSITORY

ROUNDS = 80


def test_a_killed_save_leaves_the_old_or_the_new_state(tmp_path: Path) -> None:
    arguments = ["-m", "tests.vault.save_loop", str(tmp_path), str(ROUNDS), "1"]
    ended = subprocess.run(
        [sys.executable, *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(f"{ROUNDS} kills, ")
