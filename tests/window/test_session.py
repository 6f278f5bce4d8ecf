from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from strongroom.vault.header import Parameters
from strongroom.vault.records import LabelKind
from strongroom.vault.vault import create_with, open_with
from strongroom.window.session import Session
from strongroom.window.tasks import Lanes
from strongroom.workflows.keeping import Keeper, KeepingError, KeptWallet
from strongroom.workflows.payment import start
from tests.vault.quick import Held
from tests.window.frame import CLUB, COMPARED, FAMILY, NOW, PAYMENT


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    lanes = Lanes()
    yield lanes
    lanes.close()


@pytest.fixture
def session(qtbot: QtBot, lanes: Lanes) -> Session:
    return Session(lanes)


def keep(keeper: Keeper) -> KeptWallet:
    return keeper.keep_wallet(FAMILY, COMPARED, NOW)


def test_a_change_is_told_with_what_it_returned(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.wallets_changed):
        task = session.change(keep)
        returned: list[object] = []
        task.succeeded.connect(returned.append)
    qtbot.waitUntil(lambda: returned == list(session.wallets))
    assert session.wallets[0].wallet.name == "Family savings"


def test_each_change_is_told_with_what_was_kept_then(
    qtbot: QtBot, session: Session, lanes: Lanes
) -> None:
    numbers: list[int] = []
    for wallet in (FAMILY, CLUB):
        task = session.change(partial(Keeper.keep_wallet, wallet=wallet, cosigners=(), when=NOW))
        task.succeeded.connect(lambda _: numbers.append(len(session.wallets)))
    assert lanes.files.finish(5)
    qtbot.waitUntil(lambda: len(numbers) == 2)
    assert numbers == [1, 2]


def test_only_what_changed_is_told(qtbot: QtBot, session: Session) -> None:
    with (
        qtbot.assertNotEmitted(session.payments_changed),
        qtbot.waitSignal(session.wallets_changed),
    ):
        session.change(keep)


def test_a_change_that_fails_changes_nothing(qtbot: QtBot, session: Session) -> None:
    with qtbot.assertNotEmitted(session.wallets_changed):
        task = session.change(partial(Keeper.forget_payment, row=""))
        task = session.change(lambda keeper: keeper.wallet("nowhere"))
        with qtbot.waitSignal(task.failed) as heard:
            pass
    assert isinstance(heard.args[0], KeepingError)


def test_a_change_of_a_keeper_that_was_left_is_not_shown(qtbot: QtBot, session: Session) -> None:
    task = session.change(keep)
    session.use(Keeper())
    with qtbot.waitSignal(task.succeeded):
        pass
    assert session.wallets == ()


def test_what_is_written_as_it_is_locked_comes_into_the_vault(
    qtbot: QtBot, session: Session, lanes: Lanes, tmp_path: Path
) -> None:
    vault, go_on = create_with(tmp_path / "family.strongroom", [Held()]), Event()
    session.use(Keeper(vault))
    session.change(lambda _: go_on.wait())
    session.leaving.connect(lambda: session.change(keep))
    session.lock()
    assert not vault.is_locked
    go_on.set()
    qtbot.waitUntil(lambda: vault.is_locked)
    assert session.wallets == ()
    with open_with(vault.path, Held()) as again:
        assert [one.wallet for one in Keeper(again).wallets()] == [FAMILY]


def test_locking_forgets_wallets_and_the_payment_under_review(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    vault = create_with(tmp_path / "family.strongroom", [Held()])
    keeper = Keeper(vault)
    keep(keeper)
    session.use(keeper)
    session.review(start(PAYMENT.original, [FAMILY]), session.wallets[0].row)
    with qtbot.waitSignals([session.vault_changed, session.payment_changed]):
        session.lock()
    assert vault.is_locked
    assert (session.wallets, session.payment, session.vault) == ((), None, None)


def test_locking_does_not_wait_for_what_is_being_written(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    vault, gate, begun = create_with(tmp_path / "home.strongroom", [Held()]), Event(), Event()
    session.use(Keeper(vault))

    class Waiting(Held):
        def key_material(self, parameters: Parameters, salt: bytes) -> bytes:
            begun.set()
            gate.wait(10)
            return bytes(32)

    session.change(lambda _: vault.add_factor(Waiting()))
    assert begun.wait(10)
    session.lock()
    assert not vault.is_locked
    gate.set()
    qtbot.waitUntil(lambda: vault.is_locked)


def test_what_was_removed_is_put_back_once(qtbot: QtBot, session: Session) -> None:
    row = keep(session.keeper).row
    payment = start(PAYMENT.original, [FAMILY])
    session.change(lambda keeper: keeper.keep_payment(row, payment, NOW))
    session.remove_payment(payment.txid, "Rent")
    qtbot.waitUntil(lambda: session.removed is not None)
    assert session.kept_payment(payment.txid) is None
    session.put_back()
    assert session.put_back() is None
    qtbot.waitUntil(lambda: session.removed is None)
    assert session.kept_payment(payment.txid) is not None
    assert session.put_back() is None


def test_a_removal_that_cannot_be_undone_yet_can_be_once_it_may(
    qtbot: QtBot, session: Session
) -> None:
    row = keep(session.keeper).row
    session.remove_wallet(row, "Family", NOW)
    qtbot.waitUntil(lambda: session.removed is not None)
    again = keep(session.keeper).row
    task = session.put_back()
    assert task is not None
    with qtbot.waitSignal(task.failed) as failed:
        pass
    assert failed.args is not None
    assert failed.args[0].code == "already-here"
    session.keeper.remove_wallet(again, NOW)
    session.put_back()
    qtbot.waitUntil(lambda: session.removed is None)
    assert [kept.row for kept in session.wallets] == [row]


def test_a_removed_wallet_is_put_back_with_its_payments(qtbot: QtBot, session: Session) -> None:
    row = keep(session.keeper).row
    payment = start(PAYMENT.original, [FAMILY])
    session.change(lambda keeper: keeper.keep_payment(row, payment, NOW))
    session.remove_wallet(row, "Family", NOW)
    qtbot.waitUntil(lambda: session.removed is not None)
    assert (session.wallet(row), session.payments) == (None, ())
    session.put_back()
    qtbot.waitUntil(lambda: session.removed is None)
    assert session.wallet(row) is not None
    assert session.kept_payment(payment.txid) is not None
    assert session.keeper.removed_wallets() == ()


def test_what_was_removed_is_not_put_back_into_another_vault(
    qtbot: QtBot, session: Session
) -> None:
    row = keep(session.keeper).row
    payment = start(PAYMENT.original, [FAMILY])
    session.change(lambda keeper: keeper.keep_payment(row, payment, NOW))
    session.remove_payment(payment.txid, "Rent")
    qtbot.waitUntil(lambda: session.removed is not None)
    session.use(Keeper())
    assert (session.removed, session.put_back()) == (None, None)


def test_a_label_that_is_taken_away_can_be_put_back(qtbot: QtBot, session: Session) -> None:
    row = keep(session.keeper).row
    session.keeper.label(row, LabelKind.ADDRESS, "bcrt1q", "rent")
    with qtbot.waitSignal(session.removed_changed):
        session.label(row, LabelKind.ADDRESS, "bcrt1q", "")
    assert session.removed is not None
    assert session.removed.title == "rent"
    with qtbot.waitSignal(session.removed_changed):
        session.put_back()
    assert session.keeper.label_of(row, LabelKind.ADDRESS, "bcrt1q") == "rent"


def test_a_label_that_is_changed_is_no_removal(qtbot: QtBot, session: Session) -> None:
    row = keep(session.keeper).row
    for text in ("", "rent", "rent for May"):
        with qtbot.assertNotEmitted(session.removed_changed):
            task = session.label(row, LabelKind.ADDRESS, "bcrt1q", text)
            with qtbot.waitSignal(task.succeeded):
                pass
