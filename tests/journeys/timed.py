"""Goes the whole way and through large things in one window, and prints what kept its thread.

``python -m tests.journeys.timed FOLDER``; one JSON object a line. In a process of its own, as there
is one application in a process, and this one is timed.
"""

import dataclasses
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtTest import QTest

from strongroom.engines.own_scripts import Place, own_scripts
from strongroom.engines.wallet_fields import OwnCoin, wallet_psbt
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import Psbt
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.model.wallet import Branch, Wallet
from strongroom.practice.chain import PracticeChain
from strongroom.vault.past_records import CoinRecord
from strongroom.window.collecting import Collector, spare
from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow, import_pages
from strongroom.window.places import Home, SettingsPlace, WalletPlace, WalletTab
from strongroom.window.theme import ThemeName, load_theme
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.told_heights import ToldHeights
from tests.builders import make_wallet
from tests.journeys.chains import KernelChain
from tests.journeys.in_window import Clicking, T
from tests.journeys.steps import pay
from tests.recovery_wallets import recovery_wallet
from tests.window.frame import NOW, make_parts
from tests.window.slow_slots import TimedApplication
from tests.workflows.rounds import PAYEE, make_funding

MANY_KEYS = 15
MANY_COINS = 200
_COIN, _FEE = 100_000, 500
"""Satoshi, of each input and its output."""
_SETTLE = 1_000
"""Milliseconds for lanes to answer and pages to be painted."""


def main(folder: Path) -> None:
    os.environ["HOME"] = str(folder)
    application = TimedApplication(["strongroom"])
    Collector(application)
    parts = make_parts(Look(load_theme(ThemeName.LIGHT)))
    parts.look.dress(application)
    window = MainWindow(parts)
    window.resize(1280, 800)
    window.show()
    # The program does that in a lane, right after its first frame.
    import_pages()
    spare()
    visitor = Watched(window, folder, application)
    scenes: tuple[Callable[[Clicking], None], ...] = (
        whole_way,
        practising,
        many_keys,
        many_coins,
        aging_coins,
        search,
        other_looks,
    )
    for scene in scenes:
        application.during = scene.__name__.replace("_", " ")
        scene(visitor)
        QTest.qWait(_SETTLE)
        for slow in application.slow:
            print(json.dumps(dataclasses.asdict(slow)), flush=True)
        application.slow.clear()
    parts.session.lock()
    parts.lanes.close()


class Watched(Clicking):
    """Says what it waits for, so that a slow slot is known again in the next run."""

    def __init__(self, window: MainWindow, home: Path, application: TimedApplication) -> None:
        super().__init__(window, home)
        self._application = application

    def until(self, look: Callable[[], T | None], what: str) -> T:
        self._application.step = what
        return super().until(look, what)


def whole_way(visitor: Clicking) -> None:
    with PracticeChain() as chain:
        pay(visitor, KernelChain(chain))


def practising(visitor: Clicking) -> None:
    """A payment that is made here, and a signature of a practice signer."""
    visitor.use("Practise")
    visitor.use("Another payment from Journey")
    visitor.see("Reviewed. 2 more signatures")
    visitor.use("Sign with Practice signer 2")
    visitor.see("Reviewed. One more signature")


def many_keys(visitor: Clicking) -> None:
    """A wallet with as many keys as can be, on each of its parts."""
    wallet = replace(make_wallet(threshold=8, count=MANY_KEYS).wallet, name="Museum")
    session = visitor.window.parts.session
    task = session.change(lambda keeper: keeper.keep_wallet(wallet, (), NOW))
    task.succeeded.connect(lambda kept: visitor.window.go(WalletPlace(kept.row)))
    visitor.see_all("Museum", 1)
    for part in ("Keys", "Receive", "Addresses", "Files for devices"):
        visitor.use(part)
        QTest.qWait(_SETTLE)


def many_coins(visitor: Clicking) -> None:
    """A payment with many inputs and outputs, from its file to what signs it."""
    wallets = visitor.window.parts.session.wallets
    wallet = next(kept.wallet for kept in wallets if kept.wallet.name == "Journey")
    path = visitor.home / "large.psbt"
    path.write_bytes(large_payment(wallet).original)
    visitor.bring(path, then="Comparison phrase")


def aging_coins(visitor: Clicking) -> None:
    """Many coins of a wallet with a recovery path, and when that opens for each."""
    session, wallet = visitor.window.parts.session, recovery_wallet((1, 1_000))
    coins = [CoinRecord(f"{at:064x}:0", _COIN, f"coin {at}", at) for at in range(MANY_COINS)]
    blocks = {coin.outpoint[:64]: 100 + coin.index for coin in coins}

    def kept(keeper: Keeper) -> str:
        row = keeper.keep_wallet(wallet, (), NOW).row
        keeper.keep_heights(row, ToldHeights(900, blocks), NOW, coins)
        return row

    task = session.change(kept)
    task.succeeded.connect(lambda row: visitor.window.go(WalletPlace(row, tab=WalletTab.COINS)))
    visitor.see("Show more")
    visitor.use("Show more")


def search(visitor: Clicking) -> None:
    """A search through the addresses."""
    visitor.use("Journey")
    visitor.use("Addresses")
    visitor.enter("Search")
    visitor.write("bcrt1q")


def other_looks(visitor: Clicking) -> None:
    """Every theme and a larger text, on the page of settings, at home and beside a payment."""
    session = visitor.window.parts.session
    wallet = session.wallets[0]
    for place in (SettingsPlace(), Home(), WalletPlace(wallet.row)):
        visitor.window.go(SettingsPlace())
        visitor.see("Theme")
        for theme in ("Dark", "High contrast", "Light"):
            visitor.use(theme)
            QTest.qWait(200)
        visitor.choose("100%", "150%")
        visitor.window.go(place)
        QTest.qWait(200)
        visitor.window.go(SettingsPlace())
        visitor.see("Theme")
        visitor.choose("150%", "100%")


def large_payment(wallet: Wallet) -> Psbt:
    """An unsigned payment with ``MANY_COINS`` inputs and as many outputs."""
    amounts = [_COIN] * MANY_COINS
    previous = PreviousTransaction.parse(make_funding(wallet, amounts).raw)
    coins = [OwnCoin(previous, at, Place(Branch.RECEIVE, at)) for at in range(MANY_COINS)]
    spent = tuple(TxInput(OutPoint(previous.txid_bytes, at)) for at in range(MANY_COINS))
    change = Place(Branch.CHANGE, 0)
    back = own_scripts(wallet).scripts(change.branch, change.index).script_pubkey
    outputs = [TxOutput(_COIN - _FEE, PAYEE)] * (MANY_COINS - 1) + [TxOutput(_COIN - _FEE, back)]
    unsigned = Transaction(2, spent, tuple(outputs), 0)
    return wallet_psbt(wallet, unsigned, coins, [None] * (MANY_COINS - 1) + [change])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
