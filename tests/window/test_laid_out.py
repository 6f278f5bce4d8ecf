from weakref import ref

from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from strongroom.window.laid_out import bring_into_view


def test_what_was_out_of_sight_is_scrolled_into_view(qtbot: QtBot) -> None:
    area, inside = QScrollArea(), QWidget()
    column = QVBoxLayout(inside)
    buttons = [QPushButton(f"{number}") for number in range(50)]
    for button in buttons:
        column.addWidget(button)
    area.setWidget(inside)
    qtbot.addWidget(area)
    area.resize(200, 200)
    area.show()
    last = buttons[-1]
    assert last.visibleRegion().isEmpty()
    bring_into_view(last)
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())


def test_what_waits_to_be_seen_is_held_by_nothing(qapp: QApplication) -> None:
    button = QPushButton()
    bring_into_view(button)
    held = ref(button)
    del button
    assert held() is None
