import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from strongroom.window import crash
from strongroom.window.crash import CrashDialog, CrashReporter
from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.page import Page
from strongroom.window.tasks import Task, without_progress
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.field import TextArea
from tests.window.frame import PAYMENT, cut_off, make_parts, nameless, photograph

SECRETS = (
    "marker-of-a-passphrase",
    "legal winner thank year wave sausage worth useful legal winner thank yellow",
    "tpubDEgix3ahVTGkJkU9bZ5TnFs1Krq6pRQRsLFzCxWQpTqLQCgJBC4n7A1qGsjsvV5bPWqCzsqyGn3QhEzCtLL8CEq",
    "bcrt1q703wkn7x5nmymn8kxpxqusn7qq528zgk4vyvakgx0fqplkpq3zrsqu3986",
    "/home/alice/wallets/Family savings.json",
    PAYMENT.original.hex(),
)


def fail() -> None:
    """A fault that carries all that a report must not hold, in its message and its values."""
    held = dict.fromkeys(SECRETS, 1)
    try:
        int(SECRETS[0])
    except ValueError as error:
        raise KeyError(*held) from error


@pytest.fixture
def reporter(look: Look, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashReporter]:
    """Hears of failures in place of the tests, for as long as one takes."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    made = CrashReporter(look)
    made.listen()
    yield made
    if made.dialog is not None:
        made.dialog.deleteLater()


def in_a_slot(page: Page) -> None:
    QTimer.singleShot(0, page, fail)


def in_a_task(page: Page) -> None:
    task = Task(page)
    task.failed.connect(page.say_error)
    task.run(page.parts.lanes.files, without_progress(fail))


def in_a_thread(page: Page) -> None:
    threading.Thread(target=fail).start()


def shown(qtbot: QtBot, reporter: CrashReporter) -> CrashDialog:
    qtbot.waitUntil(lambda: reporter.dialog is not None and reporter.dialog.isVisible())
    assert reporter.dialog is not None
    return reporter.dialog


def text_of(dialog: CrashDialog) -> str:
    area = dialog.findChild(TextArea)
    assert area is not None
    return area.toPlainText()


@pytest.mark.parametrize("where", [in_a_slot, in_a_task, in_a_thread])
def test_a_fault_is_shown_with_kinds_and_places_alone(
    qtbot: QtBot,
    look: Look,
    reporter: CrashReporter,
    where: Callable[[Page], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = Page(make_parts(look), "Here")
    qtbot.addWidget(page)
    where(page)
    said = text_of(shown(qtbot, reporter))
    assert "KeyError\n" in said
    assert "ValueError\n" in said
    assert f"{Path(__file__).name}:" in said
    for secret in SECRETS:
        assert secret not in said
        assert secret not in caplog.text
    assert "alice" not in said
    assert "winner" not in said


def test_the_keyboard_is_enough(qtbot: QtBot, look: Look) -> None:
    dialog = CrashDialog(look, "kinds and places")
    qtbot.addWidget(dialog)
    dialog.open()
    go_on = dialog.focusWidget()
    assert isinstance(go_on, Button)
    assert go_on.accessibleName() == "Go on"
    reached: list[QWidget] = []
    for _ in range(3):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        reached.append(dialog.focusWidget())
    assert {type(one) for one in reached} == {TextArea, CopyButton, Button}
    copy = next(one for one in reached if isinstance(one, CopyButton))
    qtbot.keyClick(copy, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == "kinds and places"
    area = next(one for one in reached if isinstance(one, TextArea))
    area.setFocus()
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(area, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(area, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "kinds and places"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_goes_on_after_it_was_closed(
    qtbot: QtBot, look: Look, reporter: CrashReporter, key: Qt.Key
) -> None:
    page = Page(make_parts(look), "Here")
    qtbot.addWidget(page)
    in_a_slot(page)
    first = shown(qtbot, reporter)
    qtbot.keyClick(first, key)
    qtbot.waitUntil(lambda: not first.isVisible())
    in_a_slot(page)
    qtbot.waitUntil(lambda: reporter.dialog is not first)
    assert shown(qtbot, reporter) is not first


def test_a_fault_in_the_dialog_is_not_shown_for_ever(
    qtbot: QtBot, look: Look, reporter: CrashReporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []

    def broken(*given: object) -> CrashDialog:
        tried.append(given)
        raise TypeError("no dialog today")

    monkeypatch.setattr(crash, "CrashDialog", broken)
    page = Page(make_parts(look), "Here")
    qtbot.addWidget(page)
    in_a_slot(page)
    qtbot.waitUntil(lambda: bool(tried))
    qtbot.wait(50)
    assert len(tried) == 1


def test_it_is_whole_with_large_text(qtbot: QtBot, look: Look) -> None:
    look.change(measures=Measures(2.0))
    dialog = CrashDialog(look, "kinds and places\n" * 40)
    qtbot.addWidget(dialog)
    dialog.show()
    photograph(dialog, 1024, 700)
    assert nameless(dialog) == []
    assert cut_off(dialog) == []
