"""A screen of its own for the real program, with real keys and a real pointer.

An X server without a monitor, a window manager, and the bus that screen readers listen on: what
they are told is what the tests marked ``screen`` see. Nothing of it is the person's who runs them.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image

import strongroom

NONE_FOUND = "screen tests were not run, as these are missing: "
"""How the reason of every skip for a missing screen begins."""

SIZE = (1024, 700)
WAIT_SECONDS = 60.0
"""For anything that is to show; machines of a build are slow at times."""

_TOOLS = ("Xvfb", "xdotool", "openbox", "dbus-daemon")
_LAUNCHER = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
"""Of at-spi2-core: starts the bus of the screen readers when somebody asks for it."""

_MANAGER = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
<application class="strongroom" type="normal"><decor>no</decor><maximized>yes</maximized></application>
<application title="Files"><decor>no</decor><layer>above</layer></application>
</applications></openbox_config>
"""
_T = TypeVar("_T")


class ScreenError(Exception):
    """What was to show did not."""


class Screen:
    """A running X server and what belongs to it; ``stop`` ends all that was started on it."""

    def __init__(self, folder: Path, *, managed: bool = True) -> None:
        """``folder`` is home to all programs here; ``managed`` means with a window manager."""
        self.home = folder
        self.errors = folder / "errors.txt"
        self.frame_buffer = folder / "frames" / "Xvfb_screen0"
        self.frame_buffer.parent.mkdir()
        self._running: list[subprocess.Popen] = []
        self.environment = _environment(folder)
        self.environment["DISPLAY"] = self._start_server()
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._start_bus()
        if managed:
            (folder / "openbox.xml").write_text(_MANAGER)
            self._manager = self._start_manager()
            # Windows older than their manager are not given the keyboard.
            until(self._is_managed, "openbox did not start")

    def start(self, command: list[str], **environment: str) -> subprocess.Popen:
        """Starts a program here."""
        with self.errors.open("ab") as errors:
            running = subprocess.Popen(
                command,
                env=self.environment | environment,
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        self._running.append(running)
        return running

    def do(self, *words: object) -> str:
        """What the pointer or the keyboard does now, in the words of ``xdotool``."""
        command = ["xdotool", *map(str, words)]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=WAIT_SECONDS
        )
        if done.returncode:
            raise ScreenError(f"{' '.join(command)}: {done.stderr}")
        return done.stdout

    def grab(self) -> Image.Image:
        """What is on the screen now, from the dump (XWD) the X server keeps: pixels come last."""
        length = SIZE[0] * SIZE[1] * 4
        with self.frame_buffer.open("rb") as dump:
            dump.seek(-length, os.SEEK_END)
            return Image.frombytes("RGB", SIZE, dump.read(length), "raw", "BGRX")

    def stop(self) -> None:
        for running in reversed(self._running):
            running.terminate()
        for running in reversed(self._running):
            try:
                running.wait(10)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()

    def _start_server(self) -> str:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp"]
        command += ["-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24"]
        command += ["-fbdir", str(self.frame_buffer.parent)]
        self._running.append(
            subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        )
        os.close(writing)
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        if not number:
            raise ScreenError("Xvfb did not start")
        return f":{number}"

    def _start_manager(self) -> subprocess.Popen:
        rules = self.home / "openbox.xml"
        return self.start(["openbox", "--config-file", str(rules), "--sm-disable"])

    def _is_managed(self) -> bool:
        # A server that has only just begun turns it away at times.
        if self._manager.poll() is not None:
            self._manager = self._start_manager()
        with contextlib.suppress(ScreenError):
            return bool(self.do("get_num_desktops"))
        return False

    def _start_bus(self) -> str:
        running = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._running.append(running)
        assert running.stdout is not None
        with running.stdout as said:
            return said.readline().strip()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """A screen with nothing on it; skips where its parts are not installed."""
    absent = missing()
    if absent:
        pytest.skip(NONE_FOUND + ", ".join(absent))
    made = Screen(tmp_path)
    try:
        yield made
    finally:
        made.stop()


def missing() -> list[str]:
    """What a screen needs and this machine lacks, by name."""
    tools = [tool for tool in _TOOLS if shutil.which(tool) is None]
    return tools if _LAUNCHER.exists() else [*tools, "at-spi2-core"]


def until(look: Callable[[], _T | None], what: Callable[[], str] | str) -> _T:
    """What ``look`` sees as soon as it sees something; ``ScreenError`` when it never does."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        with contextlib.suppress(LookupError):
            if seen := look():
                return seen
        if time.monotonic() > deadline:
            raise ScreenError(what if isinstance(what, str) else what())
        time.sleep(0.2)


def _environment(home: Path) -> dict[str, str]:
    """An empty home, and none of the settings of the desktop this runs in."""
    foreign = re.compile("PYTHON|XDG_|QT_|DISPLAY|WAYLAND_|DBUS_|XAUTHORITY|AT_SPI")
    kept = {name: value for name, value in os.environ.items() if not foreign.match(name)}
    source = Path(strongroom.__file__).parent.parent
    ours = {
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONFAULTHANDLER": "1",
        "PYTHONPATH": str(source),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    return kept | ours
