"""What a screen reader is told about the windows of a screen (AT-SPI 2, over D-Bus)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_COMPONENT = "org.a11y.atspi.Component"
_REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_Node = tuple[str, str]
"""The bus name of a program, and the path of an object in it."""


class State(IntEnum):
    """Bits of the states of ``AtspiStateType`` that tests ask for."""

    CHECKED = 4
    ENABLED = 8
    FOCUSABLE = 11
    FOCUSED = 12
    SHOWING = 25


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the screen, in px."""

    left: int
    top: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[int, int]:
        return self.left + self.width // 2, self.top + self.height // 2

    @property
    def is_empty(self) -> bool:
        return self.width <= 0 or self.height <= 0

    def within(self, other: "Area") -> "Area":
        """What the two have in common."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right = min(self.left + self.width, other.left + other.width)
        bottom = min(self.top + self.height, other.top + other.height)
        return Area(left, top, right - left, bottom - top)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A part of a window as it is spoken of; ``seen`` is what its scroll areas leave of ``area``."""

    role: str
    name: str
    states: int
    area: Area
    seen: Area

    def has(self, state: State) -> bool:
        return bool(self.states >> state & 1)


class Reader:
    """Listens like a screen reader."""

    def __init__(self, session_bus: str) -> None:
        address = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        with open_dbus_connection(session_bus) as session:
            asked = session.send_and_get_reply(new_method_call(address, "GetAddress"))
            self._bus: DBusConnection = open_dbus_connection(unwrap_msg(asked)[0])
        self._read: dict[_Node, Spoken] = {}

    def close(self) -> None:
        self._bus.close()

    def spoken(self) -> list[Spoken]:
        """All that shows now, from the outermost inwards, in the order it is read out.

        Raises ``LookupError`` when a window changes meanwhile.
        """
        try:
            self._read = {
                node: spoken
                for program in self._children(_REGISTRY)
                for window in self._children(program)
                for node, spoken in self._walk(window, None)
            }
        except DBusErrorResponse as error:
            raise LookupError(str(error)) from None
        return list(self._read.values())

    def focused(self) -> Spoken | None:
        """What has the keyboard; looks first among what was read last. Raises as ``spoken``."""
        for node, spoken in reversed(self._read.items()):
            if spoken.has(State.FOCUSABLE) and self._has_keyboard(node):
                return spoken
        found = [spoken for spoken in self.spoken() if spoken.has(State.FOCUSED)]
        return found[-1] if found else None

    def _has_keyboard(self, node: _Node) -> bool:
        try:
            states = self._ask(node, _ACCESSIBLE, "GetState")[0][0]
        except DBusErrorResponse:
            return False
        return bool(states >> State.FOCUSED & 1)

    def _walk(self, node: _Node, around: Area | None) -> Iterator[tuple[_Node, Spoken]]:
        states = self._ask(node, _ACCESSIBLE, "GetState")[0][0]
        if not states >> State.SHOWING & 1:
            return
        area = Area(*self._ask(node, _COMPONENT, "GetExtents", "u", (0,))[0])
        seen = area if around is None else area.within(around)
        role = self._ask(node, _ACCESSIBLE, "GetRoleName")[0]
        yield node, Spoken(role, self._name(node), states, area, seen)
        for child in self._children(node):
            yield from self._walk(child, seen)

    def _children(self, node: _Node) -> list[_Node]:
        return list(self._ask(node, _ACCESSIBLE, "GetChildren")[0])

    def _name(self, node: _Node) -> str:
        asked = Properties(DBusAddress(node[1], node[0], _ACCESSIBLE)).get("Name")
        return str(unwrap_msg(self._bus.send_and_get_reply(asked))[0][1])

    def _ask(
        self, node: _Node, interface: str, method: str, signature: str | None = None, body: Any = ()
    ) -> Any:
        address = DBusAddress(node[1], node[0], interface)
        asked = new_method_call(address, method, signature, body)
        return unwrap_msg(self._bus.send_and_get_reply(asked, timeout=20))
