import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from strongroom.window import clipboard as clipboard_module
from strongroom.window.clipboard import KEPT_FOR, copy_private


def test_a_minute_later_nothing_is_left(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert KEPT_FOR == 60_000
    monkeypatch.setattr(clipboard_module, "KEPT_FOR", 20)
    copy_private("bc1qprivate")
    assert QGuiApplication.clipboard().text() == "bc1qprivate"
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")


def test_what_was_copied_since_stays(qapp: QApplication) -> None:
    copy_private("bc1qprivate")
    QGuiApplication.clipboard().setText("a recipe")
    clipboard_module.forget("bc1qprivate")
    assert QGuiApplication.clipboard().text() == "a recipe"


def test_the_end_of_the_program_leaves_nothing_of_it(qapp: QApplication) -> None:
    copy_private("bc1qprivate")
    clipboard_module.forget_all()
    assert QGuiApplication.clipboard().text() == ""


def test_histories_of_the_clipboard_are_told_to_leave_it_out(qapp: QApplication) -> None:
    copy_private("bc1qprivate")
    data = QGuiApplication.clipboard().mimeData()
    assert data.data("x-kde-passwordManagerHint").data() == b"secret"
