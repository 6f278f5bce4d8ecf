"""Locks the vault by itself: when nobody has done anything for a while, and with the screen."""

import os
from typing import Any, Final

from PySide6.QtCore import SLOT, QEvent, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QGuiApplication

from strongroom.window.session import Session

_ACTS: Final = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    )
)

_SCREENS: Final = (
    ("org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("org.gnome.ScreenSaver", "ActiveChanged"),
    ("org.cinnamon.ScreenSaver", "ActiveChanged"),
    ("org.mate.ScreenSaver", "ActiveChanged"),
)
"""Interfaces of desktops that say on the session's bus when their screen is locked."""

_LOGIN: Final = ("org.freedesktop.login1.Session", "Lock")
"""What says so on the system's bus, for the session of the path it comes from."""
_SESSIONS: Final = "/org/freedesktop/login1/session/"


class AutoLock(QObject):
    """Watches what people do in the window, and what the desktop says of its screen."""

    def __init__(self, application: QGuiApplication, session: Session) -> None:
        super().__init__(application)
        self._session = session
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._lock)
        session.vault_changed.connect(self.follow)
        application.installEventFilter(self)
        self.follow()

    def listen(self) -> None:
        """Hear of the screen from the desktop, where it has a bus."""
        self.listen_on(QDBusConnection.sessionBus(), _SCREENS)
        ours = session_path(os.environ.get("XDG_SESSION_ID", ""))
        self.listen_on(QDBusConnection.systemBus(), (_LOGIN,), ours)

    def listen_on(
        self, bus: QDBusConnection, signals: tuple[tuple[str, str], ...], path: str = ""
    ) -> None:
        """Hear of these signals (interface and name) from one path, or whoever sends them on that
        bus."""
        # Its annotation says bytes, of which it takes none.
        slot: Any = SLOT("hear(QDBusMessage)")
        for interface, name in signals if bus.isConnected() else ():
            bus.connect("", path, interface, name, self, slot)

    def follow(self) -> None:
        """Count anew, by what the open vault says now; nothing is counted where none is open."""
        minutes = self._session.idle_minutes if self._session.vault is not None else 0
        if minutes:
            self._idle.start(minutes * 60_000)
        else:
            self._idle.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTS:
            self.follow()
        return False

    @Slot(QDBusMessage)
    def hear(self, message: QDBusMessage) -> None:
        """A desktop's word; *active* is false where the screen is unlocked again."""
        if message.arguments() in ([], [True]):
            self._lock()

    def _lock(self) -> None:
        if self._session.vault is not None:
            self._session.lock()


def session_path(name: str) -> str:
    """Where systemd-logind has the session of that name (its ``bus_label_escape``); empty, which
    is every session, where it has none: better locked once too often."""
    letters = (
        one if one.isascii() and (one.isalpha() or (at and one.isdigit())) else f"_{ord(one):02x}"
        for at, one in enumerate(name)
    )
    return _SESSIONS + "".join(letters) if name else ""
