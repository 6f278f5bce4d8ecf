from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from strongroom.window.look import Look, Unit
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.amount import Amount, plain_amount
from strongroom.window.widgets.copy_button import CopyButton
from tests.window.samples import CHANGE, PAYEE


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_a_click_copies_and_says_so_for_a_while(qtbot: QtBot, look: Look) -> None:
    button = CopyButton(look, PAYEE, "Copy the address")
    width = button.sizeHint().width()
    with qtbot.waitSignal(button.copied, timeout=1000) as seen:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (clipboard(), seen.args) == (PAYEE, [PAYEE])
    assert (button.accessibleName(), button.sizeHint().width()) == ("Copied", width)
    button.end_saying()
    assert button.accessibleName() == "Copy the address"


def test_an_address_is_copied_without_groups(qtbot: QtBot, look: Look) -> None:
    address = Address(look, AddressState(CHANGE, "Change 17"))
    with qtbot.waitSignal(address.copied, timeout=1000):
        qtbot.mouseClick(address, Qt.MouseButton.LeftButton)
    assert clipboard() == CHANGE
    assert address.says_copied


def test_the_keyboard_copies_an_address(qtbot: QtBot, look: Look) -> None:
    address = Address(look, AddressState(PAYEE))
    for key, modifier in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier),
    ):
        QGuiApplication.clipboard().clear()
        qtbot.keyClick(address, key, modifier)
        assert clipboard() == PAYEE


def test_an_address_is_heard_whole_and_in_groups(look: Look) -> None:
    address = Address(look, AddressState(PAYEE, "Pays to Nordwind"))
    grouped = "bc1q ppl5 zdqh xeap kltn yed4 vxwg thtm th6t rncs jj"
    assert address.accessibleName() == f"Pays to Nordwind: {grouped}"
    assert address.accessibleDescription() == "Copies the address"


def test_an_address_takes_as_many_lines_as_it_needs(look: Look) -> None:
    address = Address(look, AddressState(CHANGE))
    lines = [address.heightForWidth(width) // 22 for width in (700, 400, 200, 100)]
    assert lines == [1, 2, 4, 8]


def test_another_address_is_not_said_to_be_copied(look: Look) -> None:
    address = Address(look, AddressState(PAYEE))
    address.copy()
    address.set_state(AddressState(CHANGE))
    assert not address.says_copied


def test_an_amount_follows_the_unit(look: Look) -> None:
    amount = Amount(look, 1_500_000)
    assert amount.text() == "0.015\u2009000\u200900 BTC"
    look.change(unit=Unit.SATOSHI)
    assert amount.text() == "1\u2009500\u2009000 sat"
    amount.set_satoshi(7)
    assert amount.text() == "7 sat"


def test_an_amount_is_copied_as_digits_and_a_point(look: Look) -> None:
    amount = Amount(look, 123_456_789_012)
    (copying,) = amount.actions()
    copying.trigger()
    assert clipboard() == "1234.56789012"
    assert plain_amount(123_456_789_012, Unit.SATOSHI) == "123456789012"
