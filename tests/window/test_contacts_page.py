import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from strongroom.model.comparison import Comparison
from strongroom.model.network import Network
from strongroom.vault.contacts import GivenAddress
from strongroom.window.look import Look
from strongroom.window.pages.contact_section import ContactForm
from strongroom.window.pages.contacts import ContactsPage
from strongroom.window.pages.payment import PaymentPage
from strongroom.window.places import ContactsPlace, Home, PaymentPlace
from strongroom.window.widgets.address import Address
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.label_edit import LabelEdit
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import grouped_address
from tests.window.frame import NOW, make_parts, practice_keeper
from tests.window.page_payments import fresh

PAYEE = fresh().review.outputs[0].address or ""
GIVEN = GivenAddress(PAYEE, Network.REGTEST, NOW, "Alice", Comparison.PHONE)


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> ContactsPage:
    keeper = practice_keeper()
    keeper.describe_contact("", "Nordwind", "berth", GIVEN)
    page = ContactsPage(make_parts(look, keeper), ContactsPlace(Home()))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not page.section._turns.is_busy)
    return page


def press(page: ContactsPage, name: str) -> None:
    next(one for one in page.findChildren(Button) if one.accessibleName() == name).click()


def form(page: ContactsPage) -> ContactForm:
    (found,) = page.section.findChildren(ContactForm)
    return found


def texts(page: ContactsPage) -> list[str]:
    return [one.text() for one in page.findChildren(Text)]


def test_a_contact_stands_there_with_what_is_known_of_the_address(page: ContactsPage) -> None:
    assert [one.state.text for one in page.findChildren(Address)] == [PAYEE]
    said = texts(page)
    assert said[said.index("Nordwind") + 1] == "berth"
    line = "read aloud by telephone or video · entered by Alice on 1 March 2026"
    assert line in said


def test_a_contact_is_added_with_an_address(qtbot: QtBot, page: ContactsPage) -> None:
    other = fresh().review.outputs[1].address or ""
    press(page, "Add a contact")
    form(page).name.setText("Exchange")
    form(page).address.setText(other)
    form(page).compared.setCurrentIndex(list(Comparison).index(Comparison.IN_PERSON))
    form(page).by.setText("Bob")
    with qtbot.waitSignal(page.session.people_changed):
        qtbot.keyClick(form(page).by, Qt.Key.Key_Return)
    (given,) = page.session.contacts[0].record.addresses
    assert (given.address, given.network, given.entered_by) == (other, Network.REGTEST, "Bob")
    assert given.compared is Comparison.IN_PERSON
    qtbot.waitUntil(lambda: page.notices.state.sign is SignKind.SEEN)


def test_what_is_no_address_leaves_the_fields_open(qtbot: QtBot, page: ContactsPage) -> None:
    press(page, "Change: Nordwind")
    form(page).address.setText("hello")
    form(page).keep.click()
    qtbot.waitUntil(lambda: page.notices.state.sign is SignKind.STOPS)
    assert form(page).address.text() == "hello"
    assert page.session.contacts[0].record.addresses == (GIVEN,)


@pytest.mark.parametrize(
    ("spoken", "title"),
    [
        ("Remove Nordwind", "Removed: Nordwind"),
        (
            f"Remove the address {grouped_address(PAYEE)} of Nordwind",
            "Removed: an address of Nordwind",
        ),
    ],
)
def test_what_is_removed_comes_back_by_undo(
    qtbot: QtBot, page: ContactsPage, spoken: str, title: str
) -> None:
    before = page.session.contacts
    press(page, spoken)
    qtbot.waitUntil(lambda: page.notices.state.has_undo)
    assert page.notices.state.text == title
    assert page.session.contacts != before
    page.notices.undone.emit()
    qtbot.waitUntil(lambda: page.session.contacts == before)


def test_a_payment_to_a_contact_is_called_by_their_name(qtbot: QtBot, look: Look) -> None:
    keeper = practice_keeper()
    keeper.describe_contact("", "Nordwind", "", GIVEN)
    parts = make_parts(look, keeper)
    parts.session.review(fresh(), parts.session.wallets[0].row)
    page = PaymentPage(parts, PaymentPlace())
    qtbot.addWidget(page)
    page.furnish()
    page.show()
    assert page.title == "Payment to Nordwind"
    said = [one.text() for one in page.findChildren(Text)]
    assert "In your contacts: read aloud by telephone or video" in "\n".join(said)
    # Another label would change nothing that is seen.
    assert not [one for one in page.findChildren(LabelEdit) if "payee" in one.button.text()]
