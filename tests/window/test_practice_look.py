from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from strongroom.formats.writing import write_wallet
from strongroom.model.network import Network
from strongroom.window.look import Look, qt_colour
from strongroom.window.main_window import MainWindow
from strongroom.window.measures import Measures
from strongroom.window.places import (
    Home,
    ImportPlace,
    PaymentPlace,
    Place,
    SettingsPlace,
    SetUpPlace,
    WalletPlace,
)
from strongroom.window.theme import Role, ThemeName, load_theme
from strongroom.window.wizards.name_step import NameStep
from strongroom.window.wizards.set_up import SetUpPage
from strongroom.workflows.open_wallet import open_wallet
from tests.window.frame import (
    COMPARED,
    FAMILY,
    NOW,
    PAYMENT,
    controls,
    make_parts,
    photograph,
    practice_keeper,
)

TESTNET = replace(FAMILY, name="Cabin fund", network=Network.TESTNET4)
FILE = write_wallet(FAMILY, "descriptor", None).encode()


@pytest.fixture
def window(look: Look) -> Iterator[MainWindow]:
    keeper = practice_keeper()
    keeper.keep_wallet(TESTNET, COMPARED, NOW, row="testnet")
    made = MainWindow(make_parts(look, keeper))
    made.show()
    yield made
    made.close()
    # A window that only waits to be deleted would still follow every later look.
    delete(made)


def go(window: MainWindow, place: Place) -> None:
    """Goes there, and waits for the turns it takes."""
    window.go(place)
    while not window.updatesEnabled():
        QApplication.processEvents()


def looks_like_practice(window: MainWindow) -> bool:
    """Whether band and colour say so; they never differ."""
    theme = window.parts.look.theme
    accent, practice = theme.colour(Role.ACCENT), theme.colour(Role.PRACTICE)
    assert window.band.isVisible() is (accent == practice)
    return window.band.isVisible()


def qt_accent() -> QColor:
    """The accent of Qt's own controls; they take a look in a turn of their own."""
    return QApplication.palette().color(QPalette.ColorRole.Highlight)


def practice_row(window: MainWindow) -> str:
    return window.parts.session.wallets[-1].row


def test_a_practice_wallet_has_band_and_colour(window: MainWindow) -> None:
    go(window, WalletPlace(practice_row(window)))
    assert looks_like_practice(window)
    assert window.band.text() == "Practice. These coins have no value."


def test_a_practice_payment_has_band_and_colour(qtbot: QtBot, window: MainWindow) -> None:
    go(window, PaymentPlace(PAYMENT.transaction.txid))
    assert looks_like_practice(window)
    qtbot.waitUntil(lambda: window.parts.session.payment is not None)
    assert looks_like_practice(window)


@pytest.mark.parametrize(
    ("network", "expected"), [(Network.REGTEST, True), (Network.SIGNET, False)]
)
def test_the_check_of_a_file_looks_like_its_network(
    window: MainWindow, network: Network, expected: bool
) -> None:
    go(window, ImportPlace(open_wallet(FILE, network), "family.txt"))
    assert looks_like_practice(window) is expected


def test_the_set_up_looks_like_practice_while_regtest_is_chosen(window: MainWindow) -> None:
    go(window, SetUpPlace())
    assert isinstance(window.page, SetUpPage)
    assert isinstance(window.page.view, NameStep)
    said = []
    for network in (Network.REGTEST, Network.TESTNET4):
        window.page.view.network.setCurrentIndex(list(Network).index(network))
        said.append(looks_like_practice(window))
    assert said == [True, False]


OTHERS: dict[str, Place] = {
    "home": Home(),
    "settings": SettingsPlace(),
    "another wallet": WalletPlace("testnet"),
}


@pytest.mark.parametrize("place", OTHERS.values(), ids=OTHERS.keys())
def test_it_ends_with_the_page(qtbot: QtBot, window: MainWindow, place: Place) -> None:
    go(window, WalletPlace(practice_row(window)))
    theme = load_theme(ThemeName.LIGHT)
    qtbot.waitUntil(lambda: qt_accent() == qt_colour(theme.colour(Role.PRACTICE)))
    go(window, place)
    assert not looks_like_practice(window)
    qtbot.waitUntil(lambda: qt_accent() == qt_colour(theme.colour(Role.ACCENT)))


@pytest.mark.parametrize("name", list(ThemeName))
def test_a_theme_that_is_chosen_meanwhile_stays_practice(
    qtbot: QtBot, window: MainWindow, name: ThemeName
) -> None:
    go(window, WalletPlace(practice_row(window)))
    window.parts.look.change(load_theme(name), Measures(2.0))
    assert looks_like_practice(window)
    practice = qt_colour(load_theme(name).colour(Role.PRACTICE))
    qtbot.waitUntil(lambda: qt_accent() == practice and window.updatesEnabled())
    seen = photograph(window, 1024, 700)
    plate = window.rail.width() + 4
    colours = {seen.pixelColor(x, 4).name() for x in range(plate, 1000, 3)}
    assert practice.name() in colours
    go(window, Home())
    assert window.parts.look.theme == load_theme(name)


def test_the_rail_says_which_wallets_are_practice(window: MainWindow) -> None:
    rows = [one.accessibleName() for one in controls(window.rail)]
    assert "House deposit, Practice, 2 of 2, Compared" in rows
    assert "Cabin fund, 2 of 3, Compared" in rows
