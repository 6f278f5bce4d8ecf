from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.page import Page, Parts
from strongroom.window.pages.messages import MessagesPage
from strongroom.window.pages.signed_message import SignedMessagePage
from strongroom.window.places import MessagesPlace, SignedMessagePlace
from strongroom.window.widgets.qr_plate import QrPlate
from strongroom.workflows.check_message import check_message
from strongroom.workflows.keeping import Keeper
from tests.window.frame import cut_off, make_parts, nameless
from tests.window.signed_text import FILE, SIGNED_FILES, SIGNED_TEXT, signed_text

FALSE = replace(SIGNED_TEXT, message="Bob holds nothing.")
PATH = "m/84h/0h/0h/0/0"


@pytest.fixture
def parts(look: Look) -> Parts:
    return make_parts(look, Keeper())


def placed(page: Page, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(792, 700)
    page.show()
    page.begin()


def result(parts: Parts, qtbot: QtBot, signed: object = SIGNED_TEXT) -> SignedMessagePage:
    page = SignedMessagePage(parts, SignedMessagePlace(check_message(signed)))  # type: ignore[arg-type]
    placed(page, qtbot)
    return page


def form(parts: Parts, qtbot: QtBot, signature: str = "") -> MessagesPage:
    page = MessagesPage(parts, MessagesPlace(signature))
    placed(page, qtbot)
    return page


def texts(page: Page) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_says_that_the_address_signed_and_shows_the_whole_text(parts: Parts, qtbot: QtBot) -> None:
    page = result(parts, qtbot)
    assert "This address signed exactly this text." in texts(page)
    assert SIGNED_TEXT.message in texts(page)
    assert "Compare a file" not in texts(page)


def test_says_that_the_address_did_not_sign_and_what_to_do(parts: Parts, qtbot: QtBot) -> None:
    page = result(parts, qtbot, FALSE)
    assert "did not sign this text" in texts(page)
    assert "Do not rely on it" in texts(page)


def test_signs_that_hide_are_shown_in_the_text(parts: Parts, qtbot: QtBot) -> None:
    page = result(parts, qtbot, signed_text("pay \u202eme"))
    assert "pay <U+202E>me" in texts(page)


def test_of_an_endless_text_the_beginning_is_drawn(parts: Parts, qtbot: QtBot) -> None:
    page = result(parts, qtbot, replace(SIGNED_TEXT, message="line\n" * 10_000))
    assert "It goes on" in texts(page)
    assert texts(page).count("line") < 300


@pytest.mark.parametrize(
    ("data", "said"), [(FILE, "is a file that was signed"), (b"other", "none of the files")]
)
def test_a_file_is_compared_with_those_that_were_signed(
    data: bytes, said: str, parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    page = result(parts, qtbot, SIGNED_FILES)
    path = tmp_path / "export.json"
    path.write_bytes(data)
    page.compare(path)
    qtbot.waitUntil(lambda: said in page.notices.state.text, timeout=10_000)


def test_three_parts_written_by_hand_lead_to_what_the_check_came_to(
    parts: Parts, qtbot: QtBot
) -> None:
    page = form(parts, qtbot, SIGNED_TEXT.signature)
    assert "add the address and the text" in page.notices.state.text
    assert not page._verify.isEnabled()
    page.address.setText(f" {SIGNED_TEXT.address} ")
    page.message.setPlainText(SIGNED_TEXT.message)
    assert page._verify.isEnabled()
    with qtbot.waitSignal(page.go, timeout=20_000) as gone:
        page.verify()
    assert gone.args[0].checked.is_valid


@pytest.mark.parametrize(
    ("address", "signature", "said"),
    [("bc1q", SIGNED_TEXT.signature, "address"), (SIGNED_TEXT.address, "abc", "not a signature")],
)
def test_what_is_no_address_or_signature_is_said(
    address: str, signature: str, said: str, parts: Parts, qtbot: QtBot
) -> None:
    page = form(parts, qtbot, signature)
    page.address.setText(address)
    page.message.setPlainText("text")
    page.verify()
    qtbot.waitUntil(lambda: said in page.notices.state.text, timeout=20_000)


def test_a_signer_is_asked_by_a_code(parts: Parts, qtbot: QtBot) -> None:
    card = form(parts, qtbot).request
    card.path.setText(PATH)
    card.message.setText("Bob holds this key")
    card.make()
    qtbot.waitUntil(lambda: card.content != "", timeout=10_000)
    assert card.content == "signmessage m/84h/0h/0h/0/0 ascii:Bob holds this key"
    assert len(card.findChildren(QrPlate)) == 1


def test_what_was_made_for_other_words_is_not_shown(parts: Parts, qtbot: QtBot) -> None:
    card = form(parts, qtbot).request
    card.path.setText(PATH)
    card.message.setText("one")
    card.make()
    qtbot.waitUntil(lambda: card.content != "", timeout=10_000)
    card.message.setText("two")
    assert card.content == ""
    assert not card._save.isVisible()


def test_a_coldcard_is_asked_by_a_file(parts: Parts, qtbot: QtBot, tmp_path: Path) -> None:
    page = form(parts, qtbot)
    card = page.request
    card.device.setCurrentText("Coldcard")
    card.path.setText(PATH)
    card.message.setText("Bob holds this key")
    card.make()
    qtbot.waitUntil(lambda: card.content != "", timeout=10_000)
    card.save(tmp_path / "ask.json")
    qtbot.waitUntil(lambda: "Saved as ask.json" in page.notices.state.text, timeout=10_000)
    assert '"subpath": "m/84\'/0\'/0\'/0/0"' in (tmp_path / "ask.json").read_text()
    assert card.findChildren(QrPlate) == []


SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"


@pytest.mark.parametrize(
    ("path", "message", "said"),
    [
        ("m/x", "text", "no derivation path"),
        ("m", "text", "no derivation path"),
        (PATH, "x" * 1001, "shorter"),
        (PATH, SEED, "secret"),
    ],
    ids=["no path", "no steps", "too long", "seed words"],
)
def test_what_no_signer_is_asked_is_said(
    path: str, message: str, said: str, parts: Parts, qtbot: QtBot
) -> None:
    page = form(parts, qtbot)
    page.request.path.setText(path)
    page.request.message.setText(message)
    page.request.make()
    qtbot.waitUntil(lambda: said in page.notices.state.text, timeout=10_000)
    assert page.request.content == ""


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_has_a_name_and_nothing_is_cut(
    scale: float, look: Look, parts: Parts, qtbot: QtBot
) -> None:
    look.change(measures=Measures(scale))
    pages = (form(parts, qtbot), result(parts, qtbot, SIGNED_FILES))
    qtbot.wait(50)
    assert [(nameless(page), cut_off(page)) for page in pages] == [([], [])] * 2
