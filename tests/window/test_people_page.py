import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from strongroom.vault.people import PersonRecord, PlaceRecord, Role
from strongroom.window.look import Look
from strongroom.window.pages.cosigner_card import CosignerCard
from strongroom.window.pages.named_section import NamedForm, NamedSection
from strongroom.window.pages.people import PeoplePage
from strongroom.window.pages.wallet import WalletPage
from strongroom.window.places import ContactsPlace, Home, PeoplePlace, WalletPlace
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.field import TextField
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.workflows.keeping import Keeper
from tests.window.frame import make_parts, practice_keeper


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> PeoplePage:
    keeper = practice_keeper()
    keeper.keep_person(PersonRecord("Alice", Role.TREASURER, "by telephone"))
    keeper.keep_place(PlaceRecord("at home"))
    page = PeoplePage(make_parts(look, keeper), PeoplePlace(Home()))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not (page.people._turns.is_busy or page.places._turns.is_busy))
    return page


def keeper_of(page: PeoplePage) -> Keeper:
    return page.session.keeper


def texts(section: NamedSection) -> list[str]:
    return [one.text() for one in section.findChildren(Text)]


def press(section: NamedSection, name: str) -> None:
    button = next(one for one in section.findChildren(Button) if one.accessibleName() == name)
    button.click()


def form(section: NamedSection) -> NamedForm:
    (found,) = section.findChildren(NamedForm)
    return found


def test_whoever_is_named_with_a_key_stands_there(page: PeoplePage) -> None:
    said = texts(page.people)
    assert [name for name in said if name in ("Alice", "Bob", "Carol")] == ["Alice", "Bob", "Carol"]
    alice = said[said.index("Alice") + 1]
    assert alice.startswith("treasurer · by telephone · keys: Coldcard (Family savings)")
    assert texts(page.places).count("at home") == 1


def test_somebody_is_added(qtbot: QtBot, page: PeoplePage) -> None:
    press(page.people, "Add a person")
    form(page.people).name.setText("Dora")
    form(page.people).kind.setCurrentIndex(list(Role).index(Role.WITNESS))
    with qtbot.waitSignal(page.session.people_changed):
        qtbot.keyClick(form(page.people).name, Qt.Key.Key_Return)
    assert [one.record.name for one in page.session.people] == ["Alice", "Dora"]
    qtbot.waitUntil(lambda: page.notices.state.sign is SignKind.SEEN)
    assert not page.people.findChildren(NamedForm)


def test_another_name_is_taken_on_every_key(qtbot: QtBot, page: PeoplePage) -> None:
    press(page.people, "Change: Alice")
    form(page.people).name.setText("Alice Berg")
    with qtbot.waitSignal(page.session.wallets_changed):
        form(page.people).keep.click()
    held = [one.holder for kept in page.session.wallets for one in kept.record.cosigners]
    assert "Alice Berg" in held
    assert "Alice" not in held
    qtbot.waitUntil(lambda: "Alice Berg" in texts(page.people))


def test_of_somebody_whom_only_keys_name_more_is_said(qtbot: QtBot, page: PeoplePage) -> None:
    press(page.people, "Say more: Bob")
    assert not form(page.people).name.isEnabled()
    form(page.people).text.setText("at the office")
    with qtbot.waitSignal(page.session.people_changed):
        form(page.people).keep.click()
    assert [one.record.name for one in keeper_of(page).people()] == ["Alice", "Bob"]


def test_a_name_that_is_taken_leaves_the_fields_open(qtbot: QtBot, page: PeoplePage) -> None:
    press(page.people, "Add a person")
    form(page.people).name.setText("alice")
    form(page.people).keep.click()
    qtbot.waitUntil(lambda: page.notices.state.sign is SignKind.STOPS)
    assert form(page.people).name.text() == "alice"


def test_what_is_left_as_it_was_is_not_kept(page: PeoplePage) -> None:
    press(page.people, "Change: Alice")
    form(page.people).name.setText("Somebody else")
    press(page.people, "Leave as it was")
    assert not page.people.findChildren(NamedForm)
    assert [one.record.name for one in keeper_of(page).people()] == ["Alice"]


def test_what_is_removed_comes_back_by_undo(qtbot: QtBot, page: PeoplePage) -> None:
    with qtbot.waitSignal(page.session.people_changed):
        press(page.places, "Remove at home")
    qtbot.waitUntil(lambda: page.notices.state.has_undo)
    assert page.notices.state.text == "Removed: at home"
    assert keeper_of(page).places() == ()
    with qtbot.waitSignal(page.session.people_changed):
        page.notices.undone.emit()
    assert [one.record.name for one in keeper_of(page).places()] == ["at home"]


def test_whom_one_pays_is_one_press_away(qtbot: QtBot, page: PeoplePage) -> None:
    with qtbot.waitSignal(page.go) as heard:
        next(one for one in page.findChildren(Button) if one.text() == "Contacts").click()
    assert heard.args == [ContactsPlace(PeoplePlace(Home()))]


def test_names_are_offered_where_a_cosigner_is_described(qtbot: QtBot, look: Look) -> None:
    keeper = practice_keeper()
    keeper.keep_person(PersonRecord("Dora Lund"))
    row = keeper.wallets()[0].row
    page = WalletPage(make_parts(look, keeper), WalletPlace(row))
    qtbot.addWidget(page)
    page.show()
    card = page.findChildren(CosignerCard)[0]
    card.open()
    field = next(
        one for one in card.findChildren(TextField) if one.accessibleName() == "Alice: Who holds it"
    )
    field.completer().setCompletionPrefix("do")
    assert field.completer().currentCompletion() == "Dora Lund"
