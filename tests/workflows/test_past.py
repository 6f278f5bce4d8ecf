from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from strongroom.engines.own_scripts import Place
from strongroom.model.psbt import Psbt
from strongroom.model.wallet import Branch
from strongroom.review.history import History, KnownAs
from strongroom.vault.records import LabelKind
from strongroom.workflows.finish import finish
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import PaymentUnderWay, accept, start
from tests.review.codes import FIRING, QUIET, shows
from tests.workflows.altered import without_outputs_spent
from tests.workflows.rounds import make_payment, make_wallet, signed_by

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
WALLET = replace(make_wallet(), name="Family")
OTHER = replace(make_wallet(threshold=3), name="Club")
PSBT = make_payment(WALLET)
REPLACING = make_payment(WALLET, amount=90_000)
"""Spends the same coins."""
NEXT = make_payment(WALLET, coins=(50_001, 90_001))
"""Spends others, and pays its change to the same address."""
FAR = make_payment(WALLET, coins=(50_001, 90_001), change=Place(Branch.CHANGE, 30))


@pytest.fixture
def keeper() -> Keeper:
    made = Keeper()
    made.keep_wallet(WALLET, (), NOW, row="family")
    made.keep_wallet(OTHER, (), NOW, row="club")
    return made


def review(keeper: Keeper, psbt: Psbt) -> PaymentUnderWay:
    return start(psbt.original, [WALLET, OTHER], None, keeper.past())


def codes(keeper: Keeper, psbt: Psbt) -> list[str]:
    return [found.code for found in review(keeper, psbt).review.findings]


def kept(keeper: Keeper, psbt: Psbt, *signers: int) -> PaymentUnderWay:
    payment, _ = accept(
        start(psbt.original, [WALLET]), [signed_by(n, psbt, WALLET) for n in signers]
    )
    keeper.keep_payment("family", payment, NOW)
    return payment


def finished(keeper: Keeper, psbt: Psbt) -> None:
    payment = kept(keeper, psbt, 1, 2)
    keeper.finish_payment(payment.txid, finish(payment.combined, WALLET), LATER)


def history(keeper: Keeper, psbt: Psbt) -> History:
    return keeper.past().history(WALLET, psbt)


def test_nothing_is_known_where_nothing_was_kept(keeper: Keeper) -> None:
    assert replace(history(keeper, PSBT), latest=None) == History()
    assert codes(keeper, PSBT) == codes(Keeper(), PSBT)


def test_a_wallet_is_known_under_another_name(keeper: Keeper) -> None:
    kept(keeper, PSBT)
    renamed = replace(WALLET, name="Ours")
    assert keeper.past().history(renamed, NEXT) == history(keeper, NEXT)


def test_the_log_tells_the_last_moment(keeper: Keeper) -> None:
    *_, last = keeper.log().records.values()
    assert history(keeper, PSBT).latest == int(last.at.timestamp())


def test_remembers_the_amounts_of_coins_for_every_wallet(keeper: Keeper) -> None:
    kept(keeper, PSBT)
    outpoint = PSBT.transaction.inputs[1].outpoint
    assert keeper.past().history(OTHER, REPLACING).seen[outpoint] == 80_000
    assert history(keeper, NEXT).seen == {}


def test_an_amount_that_is_not_proven_is_not_remembered(keeper: Keeper) -> None:
    bare = without_outputs_spent(PSBT)
    keeper.keep_payment("family", start(bare.original, [WALLET]), NOW)
    assert keeper.past().payments == {}


@shows("address-reuse", FIRING, QUIET)
def test_warns_where_change_goes_to_the_address_of_another_payment(keeper: Keeper) -> None:
    assert "address-reuse" not in codes(keeper, NEXT)
    kept(keeper, PSBT)
    assert "address-reuse" in codes(keeper, NEXT)
    assert "address-reuse" not in codes(keeper, FAR)


@pytest.mark.parametrize("psbt", [PSBT, REPLACING])
def test_a_payment_and_what_replaces_it_may_share_an_address(keeper: Keeper, psbt: Psbt) -> None:
    kept(keeper, PSBT)
    assert "address-reuse" not in codes(keeper, psbt)


def test_warns_of_an_address_that_was_spent_from(keeper: Keeper) -> None:
    kept(keeper, PSBT)
    back = make_payment(WALLET, coins=(50_001, 90_001), change=Place(Branch.RECEIVE, 1))
    assert history(keeper, back).used_addresses >= {
        coin.address for each in keeper.past().payments.values() for coin in each.coins
    }


def test_what_was_sent_tells_how_far_addresses_are_used(keeper: Keeper) -> None:
    assert "change-unfindable" in codes(keeper, FAR)
    kept(keeper, make_payment(WALLET, change=Place(Branch.CHANGE, 10)))
    assert "change-unfindable" in codes(keeper, FAR)
    finished(keeper, make_payment(WALLET, change=Place(Branch.CHANGE, 10)))
    assert history(keeper, FAR).least_used == 10
    assert "change-unfindable" not in codes(keeper, FAR)


def test_knows_names_own_addresses_and_those_that_were_paid(keeper: Keeper) -> None:
    payment = kept(keeper, PSBT)
    payee = payment.review.outputs[0].address or ""
    assert payee not in history(keeper, NEXT).known_addresses
    keeper.note_saved(payment.txid, "aabbccdd", NOW)
    assert history(keeper, NEXT).known_addresses[payee].known_as is KnownAs.PAID
    keeper.label("family", LabelKind.ADDRESS, payee, "Landlord")
    known = history(keeper, NEXT).known_addresses
    assert (known[payee].known_as, known[payee].name) == (KnownAs.NAMED, "Landlord")
    assert [each.known_as for each in known.values()].count(KnownAs.OWN) == 3


def test_remembers_the_nonces_of_other_payments(keeper: Keeper) -> None:
    payment = kept(keeper, PSBT, 1)
    nonces = {nonce for entry in payment.review.inputs for nonce in entry.nonces}
    assert set(history(keeper, NEXT).nonces) == nonces
    assert set(history(keeper, NEXT).nonces.values()) == {payment.txid}
    assert history(keeper, PSBT).nonces == {}


def test_nonces_stay_when_a_payment_is_kept_without_its_signatures(keeper: Keeper) -> None:
    kept(keeper, PSBT, 1)
    before = history(keeper, NEXT).nonces
    keeper.keep_payment("family", start(PSBT.original, [WALLET]), LATER)
    assert history(keeper, NEXT).nonces == before


def test_a_proposal_that_is_removed_is_forgotten(keeper: Keeper) -> None:
    payment = kept(keeper, PSBT)
    back = keeper.forget_payment(payment.txid)
    assert keeper.past().payments == {}
    keeper.put_back(back)
    assert keeper.past().payments[payment.txid].reviewed == NOW


def test_a_payment_that_went_to_a_signer_is_remembered_when_it_is_removed(keeper: Keeper) -> None:
    payment = kept(keeper, PSBT)
    keeper.note_saved(payment.txid, "aabbccdd", LATER)
    keeper.forget_payment(payment.txid)
    assert keeper.past().payments[payment.txid].left == LATER
    assert "address-reuse" in codes(keeper, NEXT)


def test_a_removed_wallet_takes_its_past_along_and_brings_it_back(keeper: Keeper) -> None:
    payment = kept(keeper, PSBT, 1)
    keeper.remove_wallet("family", LATER)
    assert keeper.past().payments == {}
    keeper.bring_back("family")
    assert payment.txid in keeper.past().payments


def test_the_first_moments_stay(keeper: Keeper) -> None:
    payment = kept(keeper, PSBT, 1)
    keeper.keep_payment("family", payment, LATER)
    keeper.note_saved(payment.txid, "aabbccdd", LATER)
    past = keeper.past().payments[payment.txid]
    assert (past.reviewed, past.left, past.finished) == (NOW, NOW, None)
