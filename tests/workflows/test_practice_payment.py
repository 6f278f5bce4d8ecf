from dataclasses import replace
from datetime import UTC, datetime

import pytest

from strongroom.model.network import Network
from strongroom.vault.records import CosignerRecord
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import Finished, PaymentUnderWay, finish, may_sign
from strongroom.workflows.practice_payment import (
    NAME,
    keep_practice_payment,
    make_practice_payment,
)
from strongroom.workflows.practice_signing import practice_signers_of, sign_with_practice_signer
from tests.workflows.rounds import make_wallet

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def kept(keeper: Keeper, payment: PaymentUnderWay) -> str:
    return keep_practice_payment(keeper, payment, NOW)


def completed(payment: PaymentUnderWay) -> Finished:
    """Signed by as many practice signers as its wallet needs."""
    signers = practice_signers_of(payment.wallet)
    for position in range(payment.wallet.policy.threshold):
        payment, findings = sign_with_practice_signer(payment, signers[position])
        assert findings == ()
    return finish(payment)


def test_the_first_payment_comes_with_a_wallet_of_three_practice_signers() -> None:
    keeper = Keeper()
    payment = make_practice_payment(keeper)
    assert not keeper.wallets()
    assert not keeper.payments()
    row = kept(keeper, payment)
    wallet = keeper.wallet(row)
    assert (wallet.wallet.name, wallet.wallet.network) == (NAME, Network.REGTEST)
    assert [each.name for each in wallet.record.cosigners] == [
        f"Practice signer {number}" for number in (1, 2, 3)
    ]
    assert [each.compared for each in wallet.record.cosigners] == [None] * 3
    assert [each.row for each in keeper.payments()] == [payment.txid]


def test_nothing_stands_between_it_and_the_signers() -> None:
    payment = make_practice_payment(Keeper())
    assert may_sign(payment)
    assert completed(payment).verified


def test_every_further_payment_is_of_other_coins_of_the_same_wallet() -> None:
    keeper = Keeper()
    kept(keeper, made := make_practice_payment(keeper))
    kept(keeper, make_practice_payment(keeper))
    keeper.forget_payment(made.txid)
    kept(keeper, make_practice_payment(keeper))
    spent = [each.original.transaction.inputs for each in keeper.payments()]
    coins = [entry.outpoint for entries in spent for entry in entries]
    assert len(keeper.wallets()) == 1
    assert len(keeper.payments()) == 2
    assert len(set(coins)) == len(coins)


def test_a_wallet_that_was_kept_under_another_name_is_paid_from_as_it_is() -> None:
    keeper = Keeper()
    mine = replace(make_wallet(), name="Cabin fund")
    names = [CosignerRecord(name) for name in ("Alice", "Bob", "Carol")]
    row = keeper.keep_wallet(mine, names, NOW).row
    payment = make_practice_payment(keeper)
    assert payment.wallet.name == "Cabin fund"
    assert kept(keeper, payment) == row


def test_another_wallet_of_practice_signers_is_paid_from_when_it_is_named() -> None:
    keeper = Keeper()
    wallet = make_wallet(threshold=3, count=5)
    row = keeper.keep_wallet(wallet, (), NOW).row
    payment = make_practice_payment(keeper, wallet)
    assert kept(keeper, payment) == row
    assert completed(payment).verified


def test_whoever_waits_can_end_it() -> None:
    def stop(done: int, whole: int) -> None:
        if done == 2:
            raise InterruptedError(whole)

    keeper = Keeper()
    with pytest.raises(InterruptedError):
        make_practice_payment(keeper, progress=stop)
    assert keeper.wallets() == ()
