"""PSBTs stay while a payment is under way and ninety days more; then the transaction alone."""

from datetime import timedelta
from hashlib import sha256

import pytest

from strongroom.model.psbt_writer import write_psbt
from strongroom.vault.errors import VaultError
from strongroom.vault.tables import PSBTS
from strongroom.workflows.keeping import Keeper
from tests.workflows.test_keeping import (
    COSIGNERS,
    FIRST,
    NOW,
    PSBT,
    SECOND,
    WALLET,
    finished,
    payment,
)

TXID = PSBT.transaction.txid
DUE = NOW + timedelta(days=90, seconds=1)


@pytest.fixture
def keeper() -> Keeper:
    """A wallet with a payment that is finished."""
    keeper = Keeper()
    row = keeper.keep_wallet(WALLET, COSIGNERS, NOW).row
    keeper.keep_payment(row, payment(), NOW, "rent.psbt")
    keeper.keep_payment(row, payment(FIRST, SECOND), NOW, "back.psbt")
    keeper.finish_payment(TXID, finished(), NOW)
    return keeper


def psbts(keeper: Keeper) -> int:
    return len(PSBTS.all(keeper._shelf).records)


@pytest.mark.parametrize("days", [0, 1, 90])
def test_nothing_goes_for_ninety_days(keeper: Keeper, days: int) -> None:
    keeper.reduce_payments(NOW + timedelta(days=days))
    assert psbts(keeper) == 2
    assert not keeper.payment(TXID).is_reduced


def test_what_is_under_way_stays_however_long() -> None:
    keeper = Keeper()
    row = keeper.keep_wallet(WALLET, COSIGNERS, NOW).row
    keeper.keep_payment(row, payment(FIRST), NOW)
    keeper.reduce_payments(NOW + timedelta(days=9_000))
    assert psbts(keeper) == 2


def test_then_the_transaction_the_digests_and_the_records_stay(keeper: Keeper) -> None:
    before = keeper.payment(TXID)
    last = sha256(write_psbt(before.combined)).hexdigest()
    keeper.reduce_payments(DUE)
    (kept,) = keeper.payments()
    assert psbts(keeper) == 0
    assert kept.record.transaction == finished().raw.hex()
    assert (kept.record.signed, kept.record.created) == (before.record.signed, NOW)
    assert [one.source for one in kept.record.versions] == ["rent.psbt", "back.psbt"]
    assert kept.record.versions[-1].sha256 == last
    assert list(keeper.log().records.values())[-1].kind == "payment-reduced"


def test_it_is_done_once(keeper: Keeper) -> None:
    keeper.reduce_payments(DUE)
    before = keeper.log()
    keeper.reduce_payments(DUE + timedelta(days=1))
    assert keeper.log() == before


def test_what_is_reduced_is_whole_and_says_what_is_gone(keeper: Keeper) -> None:
    keeper.reduce_payments(DUE)
    assert keeper.unreadable(to_the_end=True) == ()
    with pytest.raises(VaultError) as refused:
        _ = keeper.payment(TXID).combined
    assert refused.value.code == "psbts-gone"


def test_its_psbt_from_a_backup_makes_it_whole_again(keeper: Keeper) -> None:
    before = keeper.payment(TXID).record
    keeper.reduce_payments(DUE)
    kept = keeper.keep_payment(keeper.wallets()[0].row, payment(FIRST), DUE, "backup.psbt")
    assert kept.combined == payment(FIRST).combined
    assert (kept.record.transaction, kept.record.finished) == (before.transaction, NOW)
    assert not kept.is_reduced


def test_a_reduced_payment_is_removed_and_put_back_like_any_other(keeper: Keeper) -> None:
    keeper.reduce_payments(DUE)
    before = keeper.payments()
    keeper.put_back(keeper.forget_payment(TXID))
    assert keeper.payments() == before
