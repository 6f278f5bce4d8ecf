"""Somebody at the screen: sees what is spoken, acts by pointer or by keys, waits for what comes."""

import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Self

from tests.accessible import Area, Reader, Spoken, State
from tests.screen import SIZE, Screen, ScreenError, until

_FIELDS = ("text", "password text")
_PRESSED = ("push button", "check box", "radio button", "toggle button")
_MOST_STEPS = 80
"""Tab keys before a control counts as out of the keyboard's reach."""
_MOST_TURNS = 80
"""Looks before a control counts as out of the pointer's reach."""
_SOURCE = Path(__file__).with_name("file_source.py")
_FILE_NAME = "File name:"


class Person(ABC):
    """A ``Visitor`` of the real program, by X events alone; knows of it what a screen reader is told."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.program = self.start()
        self._reader = Reader(screen.environment["DBUS_SESSION_BUS_ADDRESS"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.close()

    def start(self) -> subprocess.Popen:
        """Starts the program, as from a menu."""
        self.program = self.screen.start([sys.executable, "-m", "strongroom"])
        return self.program

    def kill(self) -> None:
        """Ends the program in the middle of whatever it does (SIGKILL)."""
        self.program.kill()
        self.program.wait()
        until(lambda: not self._reader.spoken(), "the window stays")

    # What differs between pointer and keys

    @abstractmethod
    def _use(self, start: str) -> None: ...

    @abstractmethod
    def _go_on(self, start: str) -> None: ...

    @abstractmethod
    def enter(self, start: str) -> None: ...

    @abstractmethod
    def choose(self, now: str, wanted: str) -> None: ...

    @abstractmethod
    def bring(self, path: Path, then: str) -> None: ...

    # What is the same

    @property
    def home(self) -> Path:
        return self.screen.home

    def use(self, start: str, *files: Path) -> None:
        self._use(start)
        if files:
            self.answer(*files)

    def go_on(self, start: str, *files: Path) -> None:
        self._go_on(start)
        if files:
            self.answer(*files)

    def write(self, text: str) -> None:
        self.screen.do("type", "--delay", 5, "--", text)

    def press(self, *keys: str) -> None:
        """Presses keys by their X names."""
        self.screen.do("key", "--delay", 20, *keys)

    def answer(self, *paths: Path) -> None:
        """Types names of files in the dialog that asks for them."""
        self.see(_FILE_NAME)
        names = str(paths[0]) if len(paths) == 1 else " ".join(f'"{path}"' for path in paths)
        self.press("ctrl+a")
        self.write(names)
        self.press("Return")
        until(lambda: not self._shown(_FILE_NAME), "the dialog of files stays")

    def see(self, start: str) -> str:
        return self.spoken(start).name

    def see_all(self, start: str, count: int) -> None:
        until(
            lambda: len(self._shown(start)) == count,
            lambda: self._report(f"{count} of {start}"),
        )

    def is_ticked(self, start: str) -> bool:
        """Whether a box is ticked, once it shows."""
        return self.spoken(start).has(State.CHECKED)

    def spoken(self, start: str) -> Spoken:
        """Waits for something; all that is told of it."""
        return self._first(start, lambda one: True)

    def shows(self, start: str) -> bool:
        """Whether something shows now whose name begins so."""
        return bool(self._shown(start))

    def see_any(self, *starts: str) -> str:
        """Waits for one of several; says which."""
        return until(
            lambda: next(filter(self.shows, starts), None),
            lambda: self._report(" or ".join(starts)),
        )

    def _shown(self, start: str) -> list[Spoken]:
        return [one for one in self._reader.spoken() if one.name.startswith(start)]

    def _first(self, start: str, fits: Callable[[Spoken], bool]) -> Spoken:
        return until(
            lambda: next(filter(fits, self._shown(start)), None), lambda: self._report(start)
        )

    def _pressable(self, start: str) -> Spoken:
        """Waits until it can be pressed."""
        return self._first(start, lambda one: one.role in _PRESSED and one.has(State.ENABLED))

    def _report(self, wanted: str) -> str:
        spoken = self._reader.spoken()
        shown = "\n".join(f"  {one.role}: {one.name}" for one in spoken if one.name)
        ended = self.program.poll()
        program = "runs" if ended is None else f"ended with {ended}"
        errors = self.screen.errors.read_text(errors="replace")[-4000:]
        return f"{wanted!r} does not show; the program {program}; what does:\n{shown}\n{errors}"


class Pointing(Person):
    """Uses the pointer for all but words."""

    def _use(self, start: str) -> None:
        self._click(self._in_sight(start, lambda: self._pressable(start)))

    def _go_on(self, start: str) -> None:
        self._use(start)

    def enter(self, start: str) -> None:
        found = self._in_sight(start, lambda: self._first(start, lambda one: one.role in _FIELDS))
        self._click(found)

    def choose(self, now: str, wanted: str) -> None:
        self._click(self._first(now, lambda one: one.role == "combo box").area)
        self._click(self._first(wanted, lambda one: one.role == "list item").area)
        self._first(wanted, lambda one: one.role == "combo box")

    def bring(self, path: Path, then: str) -> None:
        """Drags it from the window of another program into the middle of ours."""
        source = self.screen.start([sys.executable, str(_SOURCE), str(path)])
        x, y = self.spoken("Drag me").area.centre
        self.screen.do("mousemove", x, y, "sleep", 0.2, "mousedown", 1, "sleep", 0.2)
        for step in range(1, 11):
            self.screen.do("mousemove", x - 20 * step, y + 30 * step, "sleep", 0.05)
        self.screen.do("sleep", 0.3, "mouseup", 1)
        self.see(then)
        source.terminate()

    def _click(self, area: Area) -> None:
        x, y = area.centre
        self.screen.do("mousemove", x, y, "sleep", 0.1, "click", 1)

    def _in_sight(self, start: str, look: Callable[[], Spoken]) -> Area:
        """Where it is once the wheel has brought it in sight and it stands still."""
        before = look()
        for _ in range(_MOST_TURNS):
            now = look()
            if now.seen == now.area == before.area:
                return now.area
            if now.seen != now.area:
                self._turn_wheel(is_down=now.area.top >= now.seen.top)
            before = now
        raise ScreenError(f"{start!r} cannot be brought in sight")

    def _turn_wheel(self, *, is_down: bool) -> None:
        width, height = SIZE
        where = ("mousemove", width - 12, height // 2)
        self.screen.do(*where, "click", 5 if is_down else 4, "sleep", 0.1)


class Typing(Person):
    """Has no pointer."""

    def _use(self, start: str) -> None:
        self._pressable(start)
        self.go_to(start, _PRESSED)
        self.press("space")

    def _go_on(self, start: str) -> None:
        """Enter goes on from everywhere but another button, which it presses."""
        self._pressable(start)
        if self._focused().role == "push button":
            self.go_to(start, _PRESSED)
        self.press("Return")

    def enter(self, start: str) -> None:
        self.see(start)
        self.go_to(start, _FIELDS)

    def choose(self, now: str, wanted: str) -> None:
        self.go_to(now, ("combo box",))
        for _ in range(10):
            if self.shows(wanted):
                return
            self.press("Down")
        raise ScreenError(f"arrows do not lead to {wanted!r}")

    def bring(self, path: Path, then: str) -> None:
        self.press("ctrl+o")
        self.answer(path)
        self.see(then)

    def go_to(self, start: str, roles: Collection[str]) -> None:
        """Presses Tab until the keyboard is there."""
        way: list[str] = []
        for _ in range(_MOST_STEPS):
            now = self._focused()
            if now.role in roles and now.name.startswith(start):
                return
            way.append(now.name)
            self.press("Tab")
        raise ScreenError(f"Tab never comes to {start!r}; it goes {way}")

    def _focused(self) -> Spoken:
        return until(self._reader.focused, lambda: self._report("the keyboard"))
