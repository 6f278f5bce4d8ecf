from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.widgets.check_box import CheckBox, RoundBox
from strongroom.window.widgets.field import Choice, TextArea, TextField


def test_a_click_on_the_words_ticks_the_box(qtbot: QtBot, look: Look) -> None:
    box = CheckBox(look, "I compared this key & that on the device")
    assert box.accessibleName() == "I compared this key & that on the device"
    with qtbot.waitSignal(box.toggled, timeout=1000):
        qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()


def test_enter_is_left_to_the_page(qtbot: QtBot, look: Look) -> None:
    box = CheckBox(look, "Compared")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert not box.isChecked()


def test_of_round_boxes_one_is_chosen(qtbot: QtBot, look: Look) -> None:
    together = QWidget()
    column = QVBoxLayout(together)
    first, second = RoundBox(look, "2 of 3"), RoundBox(look, "3 of 5")
    column.addWidget(first)
    column.addWidget(second)
    first.setChecked(True)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert (first.isChecked(), second.isChecked()) == (False, True)


def test_the_words_of_a_box_wrap(look: Look) -> None:
    box = CheckBox(look, "I compared this key on the device itself")
    assert box.heightForWidth(400) == 28
    assert box.heightForWidth(180) == 48


def test_a_box_is_heard_as_one_that_can_be_ticked(look: Look) -> None:
    box = CheckBox(look, "Compared")
    interface = QAccessible.queryAccessibleInterface(box)
    assert interface.role() is QAccessible.Role.CheckBox
    assert interface.state().checkable


def test_fields_have_names_and_the_height_of_buttons(look: Look) -> None:
    fields = (TextField(look, "Name"), Choice(look, "Network", ("Bitcoin", "Signet")))
    for field, name in zip(fields, ("Name", "Network"), strict=True):
        field.ensurePolished()
        assert field.accessibleName() == name
        assert field.sizeHint().height() == 36


def test_fields_grow_with_the_text(look: Look, qtbot: QtBot) -> None:
    field, choice = TextField(look, "Name"), Choice(look, "Network", ("Bitcoin",))
    look.change(measures=Measures(2.0))
    field.ensurePolished()
    assert field.sizeHint().height() == choice.sizeHint().height() == 72


def test_tab_leaves_a_text_area_and_plain_text_stays_plain(look: Look) -> None:
    area = TextArea(look, "Descriptor", "Paste a descriptor")
    assert area.tabChangesFocus()
    area.setPlainText("<b>wsh</b>")
    assert area.toPlainText() == "<b>wsh</b>"
