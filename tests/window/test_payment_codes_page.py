from collections.abc import Iterator
from functools import partial

import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from strongroom.model.device import Device
from strongroom.model.psbt_reader import read_psbt
from strongroom.transports.qr.contract import Code, Encoding
from strongroom.transports.qr.joining import Joining
from strongroom.transports.qr.styles import FASTEST, Style
from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.page import Parts
from strongroom.window.pages import payment_codes
from strongroom.window.pages.code_controls import ENCODINGS
from strongroom.window.pages.payment_codes import MustShowCard, PaymentCodesPage
from strongroom.window.places import PaymentCodesPlace, PaymentPlace
from strongroom.window.widgets.address import Address
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.field import Choice
from strongroom.window.widgets.qr_plate import QrPlate
from strongroom.window.widgets.slider import Slider
from strongroom.workflows.show_codes import file_series
from tests.window.frame import cut_off, nameless, parts_with
from tests.window.page_payments import fresh

BOB = PaymentCodesPlace(1)


@pytest.fixture
def parts(look: Look) -> Iterator[Parts]:
    with parts_with(look) as made:
        made.session.review(fresh(), made.session.wallets[0].row)
        yield made


@pytest.fixture
def page(parts: Parts, qtbot: QtBot) -> PaymentCodesPage:
    """What Bob's Jade is shown, as fast as it goes."""
    settings = parts.settings
    fast = Style(Encoding.UR, 7, FASTEST)
    settings.remember(settings.remembered.with_style(Device.JADE, fast))
    return placed(parts, qtbot)


def placed(parts: Parts, qtbot: QtBot) -> PaymentCodesPage:
    made = PaymentCodesPage(parts, BOB)
    qtbot.addWidget(made)
    made.resize(1000, 760)
    made.show()
    qtbot.waitUntil(lambda: code_of(made) is not None)
    return made


def plate(page: PaymentCodesPage) -> QrPlate:
    return page.findChildren(QrPlate)[0]


def code_of(page: PaymentCodesPage) -> str | None:
    """What a camera would read off the page at the moment."""
    image = plate(page).grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = memoryview(image.constBits()).cast("B", (image.height(), image.bytesPerLine()))
    found = zxingcpp.read_barcode(
        pixels, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return found.text if found else None


def shows(page: PaymentCodesPage, start: str) -> bool:
    code = code_of(page)
    return code is not None and code.startswith(start)


def button(page: PaymentCodesPage, words: str) -> Button:
    return next(each for each in page.findChildren(Button) if each.text() == words)


def test_a_camera_that_watches_gets_the_reviewed_payment(
    page: PaymentCodesPage, qtbot: QtBot
) -> None:
    joining = Joining()

    def watched() -> bool:
        text = code_of(page)
        if text is not None:
            joining.take(Code.of_text(text))
        return joining.payload is not None

    qtbot.waitUntil(watched, timeout=20_000)
    assert joining.payload is not None
    assert read_psbt(joining.payload).transaction == fresh().original.transaction


def test_says_who_it_is_for_and_what_the_signer_must_show(page: PaymentCodesPage) -> None:
    assert page.title == "Show it to Bob’s Jade"
    (card,) = page.findChildren(MustShowCard)
    (address,) = card.findChildren(Address)
    (payee,) = [one.address for one in fresh().review.outputs if one.place is None]
    assert address.state.text == payee


def test_space_pauses_and_goes_on(page: PaymentCodesPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Space)
    assert button(page, "Go on").isVisibleTo(page)
    qtbot.wait(200)
    before = code_of(page)
    qtbot.wait(400)
    assert code_of(page) == before
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: code_of(page) not in (None, before))


def test_a_denser_code_has_fewer_parts_and_is_remembered_for_the_device(
    page: PaymentCodesPage, parts: Parts, qtbot: QtBot
) -> None:
    before = len(plate(page)._modules)
    slider = next(one for one in page.findChildren(Slider) if one.accessibleName() == "Dots")
    for _ in range(10):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: len(plate(page)._modules) > before)
    assert parts.settings.remembered.style_for(Device.JADE).version == 17
    assert parts.settings.remembered.style_for(Device.KRUX).version == 10


def test_every_kind_of_code_is_shown_or_refused_in_words(
    page: PaymentCodesPage, qtbot: QtBot
) -> None:
    choice = page.findChildren(Choice)[0]
    begins = {Encoding.UR: "UR:CRYPTO-PSBT/", Encoding.BBQR: "B$", Encoding.SPECTER: "p1of"}
    begins |= {Encoding.PLAIN: "cHNidP", Encoding.BASE43: ""}
    for number, encoding in enumerate(ENCODINGS):
        choice.setCurrentIndex(number)
        choice.activated.emit(number)
        qtbot.waitUntil(partial(shows, page, begins[encoding]))


def test_what_cannot_be_shown_is_said_in_words(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = partial(file_series, b"x" * 3_000, Style(Encoding.PLAIN, 40, 4))
    monkeypatch.setattr(payment_codes, "payment_series", lambda *_: large())
    page = PaymentCodesPage(parts, BOB)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "too large for one QR code" in page.notices.state.text)
    assert plate(page).accessibleName() == "No code"


def test_the_code_alone_and_back_again(page: PaymentCodesPage, qtbot: QtBot) -> None:
    small = plate(page).width()
    qtbot.mouseClick(button(page, "Bigger"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: plate(page).width() > small)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: plate(page).width() == small)
    with qtbot.waitSignal(page.go) as left:
        qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert left.args == [PaymentPlace()]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_has_a_name_and_nothing_is_cut(
    scale: float, look: Look, parts: Parts, qtbot: QtBot
) -> None:
    look.change(measures=Measures(scale))
    page = placed(parts, qtbot)
    page.resize(792, 700)
    qtbot.wait(50)
    assert (nameless(page), cut_off(page)) == ([], [])
