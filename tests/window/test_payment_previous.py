"""A stopped payment goes on when the transactions it spends from are opened."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from strongroom.model.transaction import Transaction
from strongroom.vault.chain_cache import ChainCache
from strongroom.vault.vault import Vault, create_with
from strongroom.window.look import Look
from strongroom.window.main_window import MainWindow
from strongroom.window.opening import Opening
from strongroom.window.pages.payment import PaymentPage
from strongroom.window.pages.payment_previous import PreviousCard
from strongroom.window.pages.payment_words import Stage
from strongroom.window.places import Home, PaymentPlace, ScanPlace
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.copy_button import CopyButton
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.kept_payment import take_up
from tests.vault.quick import Held
from tests.window.frame import COMPARED, FAMILY, NOW, make_parts
from tests.window.page_payments import unproven
from tests.window.test_payment_page import button, click
from tests.workflows.lacking import lacking, previous_of, whole

FIRST, SECOND = previous_of(FAMILY)
STRANGER = replace(FIRST, locktime=7)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with create_with(tmp_path / "home.strongroom", [Held()]) as made:
        yield made


@pytest.fixture
def window(look: Look, vault: Vault) -> Iterator[MainWindow]:
    keeper = Keeper(vault)
    keeper.keep_wallet(FAMILY, COMPARED, NOW, row="family")
    parts = make_parts(look, keeper)
    session, lanes, reader = parts.session, parts.lanes, parts.code_reader
    made = MainWindow(replace(parts, opening=Opening(session, lanes, reader, vault.path.parent)))
    made.show()
    made.parts.session.review(unproven(), "family")
    made.go(PaymentPlace())
    yield made
    made.close()
    made.parts.lanes.close()
    made.parts.code_reader.close()
    # A window that only waits to be deleted would still follow every later look.
    delete(made)


def page(window: MainWindow) -> PaymentPage:
    assert isinstance(window.page, PaymentPage)
    return window.page


def saved(folder: Path, *transactions: Transaction) -> list[str]:
    paths = [folder / f"{each.txid[:8]}.txt" for each in transactions]
    for path, each in zip(paths, transactions, strict=True):
        path.write_text(each.serialize().hex())
    return [str(path) for path in paths]


def choose(window: MainWindow, monkeypatch: pytest.MonkeyPatch, names: list[str]) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
    click(button(page(window), "Open the previous transactions"))


def until_said(window: MainWindow, text: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.page is not None and text in window.page.notices.state.text)


def test_the_ids_that_are_missing_can_be_copied(window: MainWindow) -> None:
    card = page(window).findChild(PreviousCard)
    assert card is not None
    for copy, previous in zip(card.findChildren(CopyButton), (FIRST, SECOND), strict=True):
        copy.click()
        assert QGuiApplication.clipboard().text() == previous.txid
    next(one for one in card.findChildren(Button) if one.text() == "Copy all numbers").click()
    assert QGuiApplication.clipboard().text().split() == [FIRST.txid, SECOND.txid]


def test_files_let_the_review_go_on_and_are_kept(
    window: MainWindow,
    vault: Vault,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    choose(window, monkeypatch, saved(tmp_path, FIRST, SECOND))
    until_said(window, "2 previous transactions came in", qtbot)
    assert page(window).stage is Stage.SIGNING
    assert page(window).findChild(PreviousCard) is None
    qtbot.waitUntil(lambda: bool(window.parts.session.payments))
    kept = Keeper(vault).payments()[0]
    assert not take_up(kept, FAMILY).is_blocked


def test_one_of_two_leaves_the_other_missing(window: MainWindow, qtbot: QtBot) -> None:
    window.opening.open_text(SECOND.serialize().hex())
    until_said(window, "One is still missing", qtbot)
    assert page(window).stage is Stage.BLOCKED
    card = page(window).findChild(PreviousCard)
    assert card is not None
    assert len(card.findChildren(CopyButton)) == 1
    assert window.parts.session.payments == ()
    window.opening.open_text(FIRST.serialize().hex())
    qtbot.waitUntil(lambda: page(window).stage is Stage.SIGNING)


def test_another_transaction_is_refused_by_its_id(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    choose(window, monkeypatch, saved(tmp_path, STRANGER))
    until_said(window, "is not one that the payment spends from", qtbot)
    assert STRANGER.txid in page(window).notices.state.text
    assert page(window).stage is Stage.BLOCKED


def test_it_can_be_scanned(window: MainWindow) -> None:
    click(button(page(window), "Scan a QR code"))
    assert isinstance(window.place, ScanPlace)


def test_it_is_taken_from_any_page(window: MainWindow, qtbot: QtBot) -> None:
    window.go(Home())
    window.opening.open_bytes(FIRST.serialize(), "first.txn")
    qtbot.waitUntil(lambda: isinstance(window.page, PaymentPage))
    assert page(window).findChild(PreviousCard) is not None


def test_the_vault_finds_what_it_has_seen(window: MainWindow, vault: Vault, qtbot: QtBot) -> None:
    window.opening.open_bytes(whole(FAMILY).original, "whole.psbt")
    cache = ChainCache(vault.path.parent, vault)
    qtbot.waitUntil(lambda: len(cache.find([FIRST.txid, SECOND.txid])) == 2)
    window.parts.session.end_review()
    window.go(Home())
    window.opening.open_bytes(lacking(FAMILY).original, "bare.psbt")
    qtbot.waitUntil(lambda: isinstance(window.page, PaymentPage))
    assert page(window).stage is Stage.SIGNING
