"""From the start of the program to the first frame of its window, beside Electrum's."""

import mmap
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure, LeftOut, median
from tests.screen import SIZE, Screen, ScreenError, missing

_REPETITIONS = 7
_ROWS = 10
"""Every so manieth row of the screen is looked at; a pointer changes one or two of them."""
_CHANGED = 7
"""So many of them must change: a window is there, and painted."""
_PIXEL = 4
_LONGEST = 60.0
"""Seconds."""


def start_up() -> Iterator[Figure | LeftOut]:
    """The medians of both, started in turns on one machine, each time in an empty home."""
    absent = missing()
    if absent:
        yield LeftOut(f"start-up, as these are missing: {', '.join(absent)}")
        return
    strongroom = [sys.executable, "-m", "strongroom"]
    electrum = shutil.which("electrum")
    ours, theirs = [], []
    for number in range(1 + _REPETITIONS):
        mine = first_frame(strongroom)
        other = first_frame([electrum, "--offline", "--regtest"]) if electrum else 0.0
        # The first start only fills the caches of the disk.
        if number:
            ours.append(mine)
            theirs.append(other)
    note = f"median of {_REPETITIONS}"
    if electrum is None:
        yield Figure("First window", median(ours), "s", note=note)
        yield LeftOut("Electrum's first window, as it is not installed (Debian: electrum)")
        return
    yield Figure("First window of Electrum", median(theirs), "s", note=note)
    yield Figure("First window", median(ours), "s", median(theirs) / 2, note)


def first_frame(command: list[str]) -> float:
    """Seconds until a window of the program is painted on a screen that has nothing else."""
    with tempfile.TemporaryDirectory(prefix="strongroom-bench-") as folder:
        screen = Screen(Path(folder), managed=False)
        try:
            return _watch(screen, command)
        finally:
            screen.stop()


def _watch(screen: Screen, command: list[str]) -> float:
    with (
        screen.frame_buffer.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as frames,
    ):
        before = _rows(frames)
        begun = time.monotonic()
        screen.start(command, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="0")
        while time.monotonic() < begun + _LONGEST:
            changed = sum(now != then for now, then in zip(_rows(frames), before, strict=True))
            if changed >= _CHANGED:
                return time.monotonic() - begun
            time.sleep(0.002)
    raise ScreenError(f"no window of {command[0]} in {_LONGEST:.0f} s: {screen.errors.read_text()}")


def _rows(frames: mmap.mmap) -> list[bytes]:
    """Some rows of the screen, from the dump (XWD) that the X server keeps: its pixels come last."""
    width, height = SIZE
    row = width * _PIXEL
    begin = len(frames) - row * height
    return [frames[begin + at * row : begin + (at + 1) * row] for at in range(0, height, _ROWS)]
