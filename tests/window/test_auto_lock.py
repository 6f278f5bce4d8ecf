from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from strongroom.vault.vault import create_with
from strongroom.window.auto_lock import _LOGIN, _SCREENS, AutoLock, session_path
from strongroom.window.look import Look
from strongroom.window.session import Session
from strongroom.workflows.keeping import IDLE_MINUTES, Keeper
from tests.vault.quick import quick
from tests.window.frame import make_parts


@pytest.fixture
def session(look: Look, tmp_path: Path) -> Iterator[Session]:
    vault = create_with(tmp_path / "home.strongroom", [quick()])
    session = make_parts(look, Keeper(vault)).session
    yield session
    session.lock()


@pytest.fixture
def watch(qapp: QApplication, session: Session) -> Iterator[AutoLock]:
    made = AutoLock(qapp, session)
    yield made
    qapp.removeEventFilter(made)
    made.deleteLater()


def set_minutes(qtbot: QtBot, session: Session, minutes: int) -> None:
    task = session.change(partial(Keeper.keep_idle_minutes, minutes=minutes))
    with qtbot.waitSignal(task.succeeded):
        pass


def test_counts_a_quarter_of_an_hour_where_nobody_said_otherwise(watch: AutoLock) -> None:
    assert IDLE_MINUTES == 15
    assert (watch._idle.isActive(), watch._idle.interval()) == (True, 900_000)


def test_locks_when_nobody_has_done_anything(
    qtbot: QtBot, watch: AutoLock, session: Session
) -> None:
    with qtbot.waitSignal(session.vault_changed):
        watch._idle.start(10)
    assert session.vault is None
    assert not watch._idle.isActive()


def test_whoever_types_or_points_is_there(qtbot: QtBot, watch: AutoLock) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    acts: tuple[Callable[[], object], ...] = (
        lambda: qtbot.keyClick(widget, Qt.Key.Key_A),
        lambda: qtbot.mouseClick(widget, Qt.MouseButton.LeftButton),
    )
    for act in acts:
        watch._idle.start(60_000)
        act()
        assert watch._idle.interval() == 900_000


def test_the_vault_says_how_long_and_whether_at_all(
    qtbot: QtBot, watch: AutoLock, session: Session
) -> None:
    set_minutes(qtbot, session, 2)
    watch.follow()
    assert watch._idle.interval() == 120_000
    set_minutes(qtbot, session, 0)
    watch.follow()
    assert not watch._idle.isActive()


def said(screen: tuple[str, str], *arguments: object) -> QDBusMessage:
    signal = QDBusMessage.createSignal("/screen", *screen)
    signal.setArguments(list(arguments))
    return signal


def test_a_screen_that_is_unlocked_locks_nothing(watch: AutoLock, session: Session) -> None:
    for arguments in ([False], ["active"], [1, 2]):
        watch.hear(said(_SCREENS[0], *arguments))
    assert session.vault is not None
    watch.hear(said(_LOGIN))
    assert session.vault is None


@pytest.mark.secret_service
@pytest.mark.parametrize("screen", _SCREENS, ids=lambda screen: screen[0])
def test_locks_with_the_screen(
    qtbot: QtBot,
    watch: AutoLock,
    session: Session,
    private_bus: Path,
    screen: tuple[str, str],
) -> None:
    address = f"unix:path={private_bus}/bus"
    here, desktop = (
        QDBusConnection.connectToBus(address, f"{name} {screen[0]}") for name in ("here", "desktop")
    )
    watch.listen_on(here, _SCREENS)

    def is_locked() -> bool:
        # Said again, as the bus may not know yet that somebody listens.
        desktop.send(said(screen, True))
        return session.vault is None

    qtbot.waitUntil(is_locked)
    for connection in (here, desktop):
        QDBusConnection.disconnectFromBus(connection.name())


PATHS = {"a number": ("2", "_32"), "two digits": ("42", "_342"), "no seat": ("c1", "c1")}


@pytest.mark.parametrize(("name", "end"), PATHS.values(), ids=PATHS.keys())
def test_a_session_is_found_where_logind_has_it(name: str, end: str) -> None:
    assert session_path(name) == f"/org/freedesktop/login1/session/{end}"


def test_without_a_session_of_its_own_it_hears_of_all() -> None:
    assert session_path("") == ""


class Hearing(AutoLock):
    """Notes where what it hears comes from."""

    def __init__(self, qapp: QApplication, session: Session) -> None:
        super().__init__(qapp, session)
        self.paths: list[str] = []

    @Slot(QDBusMessage)
    def hear(self, message: QDBusMessage) -> None:
        self.paths.append(message.path())


@pytest.mark.secret_service
def test_somebody_elses_session_locks_nothing(
    qtbot: QtBot, qapp: QApplication, session: Session, private_bus: Path
) -> None:
    address, watch = f"unix:path={private_bus}/bus", Hearing(qapp, session)
    here, logind = (QDBusConnection.connectToBus(address, name) for name in ("ours", "logind"))
    watch.listen_on(here, (_LOGIN,), session_path("2"))

    def is_heard_twice() -> bool:
        # Said again, as the bus may not know yet that somebody listens; it keeps the order.
        for name in ("3", "2"):
            logind.send(QDBusMessage.createSignal(session_path(name), *_LOGIN))
        return len(watch.paths) > 1

    qtbot.waitUntil(is_heard_twice)
    assert set(watch.paths) == {session_path("2")}
    qapp.removeEventFilter(watch)
    for connection in (here, logind):
        QDBusConnection.disconnectFromBus(connection.name())
