"""Shows codes in a window, or scans the screen in one: the two programs of the optical tests.

``show ENCODING VERSION RATE COINS`` shows a payment of so many coins; ``pay`` shows the reviewed
payment to Bob’s Jade; ``scan FILE`` has a part of the screen framed, scans it, and writes the identifier of the payment that
it is led to into a file.
"""

import sys
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from strongroom.engines.own_scripts import Place
from strongroom.model.device import Device
from strongroom.model.wallet import Branch
from strongroom.transports.qr.contract import Encoding
from strongroom.transports.qr.styles import Style
from strongroom.window.look import Look
from strongroom.window.page import Page, Parts
from strongroom.window.pages.payment_codes import PaymentCodesPage
from strongroom.window.pages.scan import ScanPage
from strongroom.window.pages.show_codes import ShowCodesPage
from strongroom.window.places import Home, PaymentCodesPlace, ScanPlace
from strongroom.window.theme import ThemeName, load_theme
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.show_codes import file_series
from tests.builders import Coin, Paid, make_payment, make_wallet
from tests.screen import SIZE
from tests.window.frame import COMPARED, FAMILY, NOW, make_parts
from tests.window.page_payments import fresh

_ASIDE = 40
"""Px of the scanning window that are on the screen; the rest would hide the codes."""


def main(words: list[str]) -> int:
    application = QApplication(["strongroom-codes"])
    look = Look(load_theme(ThemeName.LIGHT))
    look.dress(application)
    keeper = Keeper()
    keeper.keep_wallet(FAMILY, COMPARED, NOW)
    parts = make_parts(look, keeper)
    page, left = _page(parts, words)
    page.resize(*SIZE)
    page.move(left, 0)
    page.show()
    page.begin()
    if isinstance(page, ScanPage):
        page.watch_screen()
    return application.exec()


def _page(parts: Parts, words: list[str]) -> tuple[Page, int]:
    match words:
        case ["show", encoding, version, rate, coins]:
            return _codes(parts, Style(Encoding(encoding), int(version), int(rate)), int(coins)), 0
        case ["pay"]:
            _remember(parts, Device.JADE, Style(Encoding.UR, 12, 6))
            parts.session.review(fresh(), parts.session.wallets[0].row)
            return PaymentCodesPage(parts, PaymentCodesPlace(1)), 0
        case ["scan", path]:
            parts.opening.opened.connect(lambda _: _note(parts, Path(path)))
            return ScanPage(parts, ScanPlace(Home())), SIZE[0] - _ASIDE
    raise SystemExit(__doc__)


def _codes(parts: Parts, style: Style, coins: int) -> Page:
    """A page of codes that are as dense as the style allows: the payment is large enough."""
    _remember(parts, None, style)
    places = [Place(Branch.RECEIVE, number) for number in range(coins)]
    outputs = (Paid(coins * 990_000),)
    psbt = make_payment(make_wallet(), [Coin(place=place) for place in places], outputs)
    page = ShowCodesPage(parts, "Codes", "", Home(), None)
    page.fill("a camera", ())
    page.play(partial(file_series, psbt))
    return page


def _remember(parts: Parts, device: Device | None, style: Style) -> None:
    settings = parts.settings
    settings.remember(settings.remembered.with_style(device, style))


def _note(parts: Parts, path: Path) -> None:
    reviewed = parts.session.payment
    path.write_text(reviewed.payment.txid if reviewed else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
