from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from strongroom.vault.vault import create_with
from strongroom.window.auto_lock import _SCREENS, AutoLock
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


@pytest.mark.secret_service
@pytest.mark.parametrize("screen", _SCREENS, ids=lambda screen: screen[0])
def test_locks_with_the_screen_and_not_when_that_is_unlocked(
    qtbot: QtBot,
    watch: AutoLock,
    session: Session,
    private_bus: Path,
    screen: tuple[str, str],
    request: pytest.FixtureRequest,
) -> None:
    name = request.node.name
    here = QDBusConnection.connectToBus(f"unix:path={private_bus}/bus", f"here {name}")
    desktop = QDBusConnection.connectToBus(f"unix:path={private_bus}/bus", f"desktop {name}")
    watch.listen_on(here, _SCREENS)
    bus = "org.freedesktop.DBus"
    # Answered in order, so what was asked for before is known to the bus by then.
    here.call(QDBusMessage.createMethodCall(bus, "/", bus, "GetId"))
    heard: list[object] = []
    session.vault_changed.connect(lambda: heard.append(session.vault))
    with qtbot.waitSignal(session.vault_changed):
        for is_locked in (False, True):
            said = QDBusMessage.createSignal("/screen", *screen)
            said.setArguments([is_locked])
            desktop.send(said)
    assert heard == [None]
    for bus in (here, desktop):
        QDBusConnection.disconnectFromBus(bus.name())
