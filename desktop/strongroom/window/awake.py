"""Keeps the screen from going dark while a code is shown."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

_SERVICE, _PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"


class Awake(QObject):
    """By the desktop's own service on Linux; elsewhere, and where there is none, nothing is done.

    Nobody waits for the desktop's answer: ``agreed`` comes when it is there.
    """

    agreed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cookie: int | None = None
        self._is_wanted = False
        self._asked: QDBusPendingCallWatcher | None = None

    def keep(self, reason: str) -> None:
        """Asks for it; ``reason`` is what the desktop may show."""
        self._is_wanted = True
        bus = _session_bus()
        if bus is None or self._cookie is not None or self._asked is not None:
            return
        self._asked = QDBusPendingCallWatcher(bus.asyncCall(_message("Inhibit", reason)), self)
        self._asked.finished.connect(self._hear)

    def let_go(self) -> None:
        self._is_wanted = False
        bus = _session_bus()
        if bus is not None and self._cookie is not None:
            message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, "UnInhibit")
            message.setArguments([self._cookie])
            bus.asyncCall(message)
        self._cookie = None

    def _hear(self, watcher: QDBusPendingCallWatcher) -> None:
        answer = watcher.reply()
        self._asked = None
        if answer.type() is not QDBusMessage.MessageType.ReplyMessage or not answer.arguments():
            return
        self._cookie = int(answer.arguments()[0])
        if self._is_wanted:
            self.agreed.emit()
        else:
            self.let_go()


def _session_bus() -> QDBusConnection | None:
    if not sys.platform.startswith("linux"):
        return None
    bus = QDBusConnection.sessionBus()
    return bus if bus.isConnected() else None


def _message(method: str, reason: str) -> QDBusMessage:
    message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, method)
    message.setArguments(["strongroom", reason])
    return message
