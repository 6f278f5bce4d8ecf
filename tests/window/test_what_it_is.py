import json

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from strongroom.formats.bip329 import LabelFile, read_labels
from strongroom.model.addresses import read_address
from strongroom.model.transaction import Transaction
from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.pages.what_it_is import WhatItIsPage
from strongroom.window.places import WalletPlace, WalletTab, WhatItIsPlace
from strongroom.window.tasks import Task, without_progress
from strongroom.window.widgets.address import Address
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.window.widgets.finding import FindingCard
from strongroom.window.widgets.text import Text
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.open_anything import OpenedAddress
from tests.recovery_wallets import coin_of, recovery_wallet
from tests.window.frame import COMPARED, FAMILY, NOW, cut_off, make_parts, nameless, photograph
from tests.workflows.rounds import make_funding

TEXT = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
ADDRESS = OpenedAddress(read_address(TEXT))
TRANSACTION = Transaction.parse(make_funding(FAMILY).raw)
LABELS = read_labels(json.dumps({"type": "tx", "ref": "ab" * 32, "label": "Salary"}))


def shown(qtbot: QtBot, look: Look, thing: OpenedAddress | Transaction | LabelFile) -> WhatItIsPage:
    page = WhatItIsPage(make_parts(look), WhatItIsPlace(thing))
    qtbot.addWidget(page)
    page.show()
    return page


def words(page: WhatItIsPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(Text))


def test_an_address_can_be_copied_and_its_network_is_told(qtbot: QtBot, look: Look) -> None:
    page = shown(qtbot, look, ADDRESS)
    page.findChildren(Address)[0].click()
    assert QGuiApplication.clipboard().text() == TEXT
    assert "Network: Bitcoin" in words(page)
    assert "of none of the wallets here" in words(page)


def test_a_transaction_says_its_number_and_what_it_moves(qtbot: QtBot, look: Look) -> None:
    page = shown(qtbot, look, TRANSACTION)
    page.findChildren(CopyButton)[0].click()
    assert QGuiApplication.clipboard().text() == TRANSACTION.txid
    assert f"Coins spent: {len(TRANSACTION.inputs)}" in words(page)
    assert f"Size: {TRANSACTION.vsize} vB" in words(page)


def test_a_transaction_that_pays_a_wallet_with_later_ways_offers_its_coins(
    qtbot: QtBot, look: Look
) -> None:
    keeper, wallet = Keeper(), recovery_wallet((1, 100))
    row = keeper.keep_wallet(wallet, COMPARED, NOW).row
    keeper.keep_wallet(FAMILY, COMPARED, NOW)
    paying = Transaction.parse(coin_of(wallet).raw)
    page = WhatItIsPage(make_parts(look, keeper), WhatItIsPlace(paying))
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: "It pays 0.010" in words(page))
    (keep,) = (b for b in page.findChildren(Button) if b.face.words == "Keep its coins")
    with qtbot.waitSignal(page.go) as gone:
        keep.click()
    assert gone.args == [WalletPlace(row, tab=WalletTab.COINS)]
    assert [coin.outpoint for coin in keeper.told_coins(row).coins] == [f"{paying.txid}:0"]


def test_a_transaction_of_others_offers_nothing(qtbot: QtBot, look: Look) -> None:
    keeper = Keeper()
    keeper.keep_wallet(recovery_wallet((1, 100)), COMPARED, NOW)
    parts = make_parts(look, keeper)
    page = WhatItIsPage(parts, WhatItIsPlace(TRANSACTION))
    qtbot.addWidget(page)
    ended: list[object] = []
    task = Task(page)
    task.succeeded.connect(ended.append)
    task.run(parts.lanes.engines, without_progress(lambda: None))
    qtbot.waitUntil(lambda: bool(ended))
    assert not page.findChildren(FindingCard)


def test_labels_are_counted_and_their_wallet_is_asked_for(qtbot: QtBot, look: Look) -> None:
    said = words(shown(qtbot, look, LABELS))
    assert "Of type tx: 1" in said
    assert "Open their wallet first" in said


@pytest.mark.parametrize(
    "thing", [ADDRESS, TRANSACTION, LABELS], ids=lambda one: type(one).__name__
)
def test_every_control_has_a_name_and_is_whole_with_large_text(
    qtbot: QtBot, look: Look, thing: OpenedAddress | Transaction | LabelFile
) -> None:
    look.change(measures=Measures(2.0))
    page = shown(qtbot, look, thing)
    photograph(page, 684, 700)
    assert nameless(page) == []
    assert cut_off(page) == []
