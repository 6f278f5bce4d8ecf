"""Nothing somebody wrote is lost, or comes to another vault, when the vault or window is left."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from strongroom.vault.vault import create_with, open_with
from strongroom.window.app import end
from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow
from strongroom.window.pages.wallet_receive import LabelField
from strongroom.window.places import SetUpPlace, VaultPlace, WalletPlace, WalletTab
from strongroom.window.tasks import Task, without_progress
from strongroom.window.wizards.name_step import NameStep
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.set_up_flow import resume
from tests.vault.quick import Held
from tests.window.frame import make_parts, practice_keeper


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "family.strongroom"


@pytest.fixture
def window(qtbot: QtBot, look: Look, path: Path) -> Iterator[MainWindow]:
    keeper = practice_keeper(Keeper(create_with(path, [Held()])))
    made = MainWindow(make_parts(look, keeper))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.parts.session.lock()
    made.close()
    # A window that only waits to be deleted would still follow every later look.
    delete(made)


def write_name(qtbot: QtBot, window: MainWindow) -> None:
    """As far as the pause after which it would be kept."""
    window.go(SetUpPlace())
    qtbot.waitUntil(lambda: bool(window.findChildren(NameStep)))
    (step,) = window.findChildren(NameStep)
    qtbot.keyClicks(step.name, "Cabin fund")


def write_label(qtbot: QtBot, window: MainWindow) -> None:
    """The keyboard is still in its field."""
    window.go(WalletPlace(window.parts.session.wallets[0].row, tab=WalletTab.RECEIVE))
    qtbot.waitUntil(lambda: bool(window.findChildren(LabelField)))
    (field,) = window.findChildren(LabelField)
    field.setFocus()
    qtbot.keyClicks(field, "the mast")


def name_in(keeper: Keeper) -> str:
    flow = resume(keeper)
    return flow.said.name if flow else ""


def label_in(keeper: Keeper) -> str:
    rows = (kept.row for kept in keeper.wallets())
    return " ".join(label.text for row in rows for label in keeper.labels(row))


Write = Callable[[QtBot, MainWindow], None]
Read = Callable[[Keeper], str]
WRITTEN = {
    "a name": (write_name, name_in, "Cabin fund"),
    "a label": (write_label, label_in, "the mast"),
}


def lock(window: MainWindow) -> None:
    window.parts.session.lock()


def lock_behind_others(window: MainWindow) -> None:
    """As when the screen is locked: no field has the keyboard."""
    other = QWidget()
    other.show()
    other.activateWindow()
    while window.isActiveWindow():
        QGuiApplication.processEvents()
    window.parts.session.lock()
    other.close()


def close(window: MainWindow) -> None:
    """While the lane of files is busy with something else."""
    busy = Event()
    window.parts.session.change(lambda _: busy.wait(0.3))
    window.close()
    end(window.parts)


@pytest.mark.parametrize("leave", [lock, lock_behind_others, close])
@pytest.mark.parametrize(("write", "read", "text"), WRITTEN.values(), ids=WRITTEN.keys())
def test_what_was_just_written_is_in_the_vault(
    qtbot: QtBot,
    window: MainWindow,
    path: Path,
    leave: Callable[[MainWindow], None],
    write: Write,
    read: Read,
    text: str,
) -> None:
    vault = window.parts.session.vault
    assert vault is not None
    write(qtbot, window)
    leave(window)
    qtbot.waitUntil(lambda: vault.is_locked)
    assert read(window.parts.session.keeper) == ""
    with open_with(path, Held()) as again:
        assert text in read(Keeper(again))


def test_a_file_that_a_page_saves_is_whole_when_the_window_is_closed(
    window: MainWindow, tmp_path: Path
) -> None:
    assert window.page is not None
    task = Task(window.page)
    window.parts.session.change(lambda _: Event().wait(0.3))
    save = partial((tmp_path / "boat.psbt").write_bytes, b"signed")
    task.run(window.parts.lanes.files, without_progress(save))
    window.close()
    end(window.parts)
    assert (tmp_path / "boat.psbt").read_bytes() == b"signed"


def test_nothing_of_the_vault_comes_to_a_page_after_it_is_locked(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window.page is not None
    heard: list[object] = []
    task, lane = Task(window.page), window.parts.lanes.files
    task.succeeded.connect(heard.append)
    task.run(lane, without_progress(lambda: "a payment"))
    assert lane.finish(5)
    window.parts.session.lock()
    qtbot.waitUntil(lambda: isinstance(window.place, VaultPlace))
    QGuiApplication.processEvents()
    assert heard == []
