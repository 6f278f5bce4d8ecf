"""A vault of 100,000 labels and 20,000 finished payments: opened, shown, changed, saved."""

import tempfile
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication

from strongroom.model.psbt_writer import write_psbt
from strongroom.vault.records import (
    LabelKind,
    LabelRecord,
    PaymentRecord,
    PsbtRecord,
    PsbtVersion,
    psbt_row,
)
from strongroom.vault.slots import Factor
from strongroom.vault.tables import LABELS, PAYMENTS, PSBTS
from strongroom.vault.vault import Vault, create_with, open_with
from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow, import_pages
from strongroom.window.places import Place, VaultPlace, WalletPlace, WalletTab
from strongroom.window.session import Kept
from strongroom.window.theme import ThemeName, load_theme
from strongroom.workflows.keeping import Keeper
from tests.bench.figures import Figure, LeftOut, Timing
from tests.vault.quick import Held
from tests.window.frame import COMPARED, FAMILY, NOW, PAYMENT, make_parts

_LABELS, _PAYMENTS = 100_000, 20_000
_PATIENCE = 60.0
"""Seconds."""
_T = TypeVar("_T")


def large_vault() -> Iterator[Figure | LeftOut]:
    """As it is in the window after the passphrase was stretched. Each is done once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "large.strongroom")
        make_large_vault(path, [Held()])
        size = f"{path.stat().st_size / 2**20:.0f} MiB"
        vault, took = _timed(lambda: open_with(path, Held()))
        yield took.figure("opening 100,000 labels, 20,000 payments", 2000.0, size)
        keeper = Keeper(vault)
        kept, took = _timed(lambda: Kept.of(keeper))
        yield took.figure("reading what the pages show of them", 3000.0)
        _, took = _timed(partial(_change, keeper))
        yield took.figure("a change among them, saved and shown", 2000.0)
        yield from _pages(keeper, kept)
        vault.lock()


def _change(keeper: Keeper) -> None:
    keeper.keep_idle_minutes(10)
    Kept.of(keeper)


def _pages(keeper: Keeper, kept: Kept) -> Iterator[Figure]:
    """Until each page is painted; what it has done in lanes may come later."""
    application = QApplication.instance() or QApplication(["strongroom", "-platform", "offscreen"])
    assert isinstance(application, QApplication)
    look = Look(load_theme(ThemeName.LIGHT))
    look.dress(application)
    window = MainWindow(make_parts(look), VaultPlace())
    window.show()
    import_pages()

    def use() -> None:
        window.parts.session.use(keeper, kept)
        _painted(window)

    yield _timed(use)[1].figure("the first page of them", 500.0)
    row = kept.wallets[0].row
    places: dict[str, Place] = {
        "their wallet": WalletPlace(row),
        "their payments": WalletPlace(row, tab=WalletTab.PAYMENTS),
    }
    for name, place in places.items():

        def go(place: Place = place) -> None:
            window.go(place)
            _painted(window)

        yield _timed(go)[1].figure(f"the page of {name}", 500.0)
    window.close()
    window.parts.lanes.close()


def _painted(window: MainWindow) -> None:
    end = time.monotonic() + _PATIENCE
    QApplication.processEvents()
    while (window.page is None or not window.page.isVisible()) and time.monotonic() < end:
        QApplication.processEvents()
    window.grab()


def make_large_vault(path: Path, factors: Sequence[Factor]) -> None:
    """Of one wallet, all labels and all payments."""
    with create_with(path, factors) as vault:
        row = Keeper(vault).keep_wallet(FAMILY, COMPARED, NOW).row
        for number in range(_PAYMENTS):
            _put_payment(vault, row, number)
        for number in range(_LABELS):
            text = f"label {number}, as long as people write them"
            label = LabelRecord(row, LabelKind.ADDRESS, f"bcrt1q{number:058}", text)
            LABELS.put(vault, label.row, label)
        vault.save()


def _put_payment(vault: Vault, wallet: str, number: int) -> None:
    """Each is another transaction, by its locktime."""
    transaction = replace(PAYMENT.transaction, locktime=number + 1)
    before, after = PAYMENT.transaction.serialize(), transaction.serialize()
    psbt = write_psbt(PAYMENT).replace(before, after)
    txid = sha256(sha256(after).digest()).digest()[::-1].hex()
    at, kept_in = NOW + timedelta(minutes=number), psbt_row(txid, 1)
    PSBTS.put(vault, kept_in, PsbtRecord(b64encode(psbt).decode()))
    record = PaymentRecord(
        wallet,
        at,
        (PsbtVersion(kept_in, at, "payment.psbt"),),
        transaction=after.hex(),
        finished=at,
    )
    PAYMENTS.put(vault, txid, record)


def _timed(do: Callable[[], _T]) -> tuple[_T, Timing]:
    """What was done, and how long it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    done = do()
    return done, Timing(time.perf_counter() - wall, time.process_time() - cpu)
