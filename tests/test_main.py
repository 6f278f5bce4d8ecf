"""What the command without words does."""

import os
import subprocess
import sys
from pathlib import Path

from strongroom.formats.writing import write_wallet
from tests.window.frame import FAMILY

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def start(home: Path, *words: str, **told: str) -> subprocess.Popen[bytes]:
    kept = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    return subprocess.Popen(
        [sys.executable, "-m", "strongroom", *words],
        env={**kept, "HOME": str(home), **told},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_without_a_display_the_walk_is_taken_in_the_terminal(tmp_path: Path) -> None:
    with start(tmp_path, TMPDIR=str(tmp_path)) as program:
        out, err = program.communicate(timeout=120)
    assert program.returncode == 0
    assert err.startswith(b"There is no display here")
    assert b"Mined in block" in out


def test_practice_begins_in_the_window_and_without_a_display_in_the_terminal(
    tmp_path: Path,
) -> None:
    with start(tmp_path, "practice", TMPDIR=str(tmp_path)) as program:
        out, _ = program.communicate(timeout=120)
    assert b"Mined in block" in out
    assert stays_open(tmp_path, "practice")


def test_files_are_opened_and_without_a_display_inspected(tmp_path: Path) -> None:
    wallet = tmp_path / "wallet.txt"
    wallet.write_text(write_wallet(FAMILY, "descriptor", None))
    with start(tmp_path, str(wallet)) as program:
        out, _ = program.communicate(timeout=120)
    assert program.returncode == 0
    assert b"2 of 3" in out


def test_with_a_display_the_window_opens_and_stays(tmp_path: Path) -> None:
    assert stays_open(tmp_path)


def stays_open(home: Path, *words: str) -> bool:
    """Whether there is a window that does not close by itself."""
    with start(home, *words, QT_QPA_PLATFORM="offscreen") as program:
        try:
            program.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            program.kill()
            return True
    return False
