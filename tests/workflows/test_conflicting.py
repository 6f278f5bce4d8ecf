"""Other transactions of the same coins: what a vault knows of them, and those in files."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.formats.writing import write_wallet
from strongroom.model.errors import StrongroomError
from strongroom.model.psbt import Psbt
from strongroom.review.history import Conflicting, History
from strongroom.review.replacement import Figures, Replacement
from strongroom.vault.tables import PSBTS
from strongroom.workflows.conflicting import read_replaced, with_replaced
from strongroom.workflows.finish import Finished, finish
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.payment import PaymentUnderWay, accept, acknowledge, open_warnings, start
from strongroom.workflows.payment_retention import KEPT_FOR
from tests.workflows.rounds import AMOUNT, COINS, FEE, make_payment, make_wallet, signed_by

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
WALLET = replace(make_wallet(), name="Family")
PSBT = make_payment(WALLET)
BUMPED = make_payment(WALLET, amount=AMOUNT - 1)
"""Spends the same coins and pays a satoshi less."""
ELSEWHERE = make_payment(WALLET, coins=(50_001, 90_001))
BACK = sum(COINS) - AMOUNT - FEE


@pytest.fixture
def keeper() -> Keeper:
    made = Keeper()
    made.keep_wallet(WALLET, (), NOW, row="family")
    return made


def kept(keeper: Keeper, psbt: Psbt, *signers: int, when: datetime = NOW) -> PaymentUnderWay:
    payment = start(psbt.original, [WALLET], None, keeper.past())
    payment, _ = accept(payment, [signed_by(number, psbt, WALLET) for number in signers])
    keeper.keep_payment("family", payment, when)
    return payment


def finished(keeper: Keeper) -> Finished:
    payment = kept(keeper, PSBT, 1, 2)
    done = finish(payment.combined, WALLET)
    keeper.finish_payment(payment.txid, done, NOW)
    return done


def beside(keeper: Keeper, psbt: Psbt = BUMPED) -> Replacement:
    """What the review of a payment says of the one that was kept."""
    (found,) = start(psbt.original, [WALLET], None, keeper.past()).review.replacements
    return found


def test_a_payment_under_way_is_known_with_its_fee_and_rate(keeper: Keeper) -> None:
    payment = kept(keeper, PSBT)
    found = beside(keeper)
    assert (found.txid, found.reviewed) == (payment.txid, int(NOW.timestamp()))
    assert found.other == Figures(BACK, FEE, payment.review.fee_rate, 101)
    assert [(each.other, each.this) for each in found.payees] == [(AMOUNT, AMOUNT - 1)]


def test_one_that_is_finished_is_known_by_the_size_it_has(keeper: Keeper) -> None:
    done = finished(keeper)
    assert beside(keeper).other == Figures(BACK, FEE, round(FEE / done.vsize, 3), 101)


def test_it_is_as_well_known_when_its_psbts_are_gone(keeper: Keeper) -> None:
    finished(keeper)
    before = beside(keeper)
    keeper.reduce_payments(NOW + KEPT_FOR + timedelta(seconds=1))
    assert keeper.payments()[0].is_reduced
    assert beside(keeper) == before


def test_of_one_that_was_removed_the_addresses_are_known(keeper: Keeper) -> None:
    payment = kept(keeper, PSBT, 1)
    keeper.forget_payment(payment.txid)
    found = beside(keeper)
    assert found.txid == payment.txid
    assert found.other == Figures(BACK, None, None, None)
    assert [(each.other, each.this) for each in found.payees] == [(AMOUNT, AMOUNT - 1)]
    assert (found.coins_added, found.coins_gone) == ((), ())


def test_one_that_was_removed_and_never_left_is_forgotten(keeper: Keeper) -> None:
    keeper.forget_payment(kept(keeper, PSBT).txid)
    assert start(BUMPED.original, [WALLET], None, keeper.past()).review.replacements == ()


def test_one_whose_psbt_is_damaged_is_known_by_its_addresses(keeper: Keeper) -> None:
    payment = kept(keeper, PSBT)
    (row,) = (version.row for version in keeper.payment(payment.txid).record.versions)
    PSBTS.delete(keeper._shelf, row)
    assert beside(keeper).other == Figures(BACK, None, None, None)


def test_neither_the_payment_itself_nor_one_of_other_coins_conflicts(keeper: Keeper) -> None:
    kept(keeper, PSBT)
    kept(keeper, ELSEWHERE)
    assert start(PSBT.original, [WALLET], None, keeper.past()).review.replacements == ()


def test_the_one_kept_first_says_that_the_other_came_later(keeper: Keeper) -> None:
    kept(keeper, PSBT)
    kept(keeper, BUMPED, when=LATER)
    assert not beside(keeper, BUMPED).is_later
    assert beside(keeper, PSBT).is_later


def test_of_several_the_latest_is_first(keeper: Keeper) -> None:
    kept(keeper, PSBT, when=LATER)
    kept(keeper, make_payment(WALLET, amount=AMOUNT - 2))
    kept(keeper, make_payment(WALLET, amount=AMOUNT - 3), when=LATER + timedelta(hours=1))
    found = start(BUMPED.original, [WALLET], None, keeper.past()).review.replacements
    assert [each.payees[0].other for each in found] == [AMOUNT - 3, AMOUNT, AMOUNT - 2]


def test_its_warning_is_acknowledged_like_any_other(keeper: Keeper) -> None:
    kept(keeper, PSBT)
    payment = start(BUMPED.original, [WALLET], None, keeper.past())
    (warning,) = open_warnings(payment)
    assert (warning.code, warning.facts["less"]) == ("rbf", 1)
    assert open_warnings(acknowledge(payment, warning)) == ()


# A file


def named(data: bytes, psbt: Psbt = BUMPED) -> Conflicting:
    return read_replaced(data, "old.psbt", psbt, WALLET)


def test_a_psbt_says_what_it_costs(keeper: Keeper) -> None:
    other = named(PSBT.original)
    assert (other.txid, other.locktime) == (PSBT.transaction.txid, 101)
    assert sorted(other.amounts.values()) == sorted(COINS)
    assert other.vsize == start(PSBT.original, [WALLET]).review.vsize


def test_a_finished_transaction_is_compared_in_any_form(keeper: Keeper) -> None:
    raw = finished(keeper).raw
    other = named(raw)
    assert other == named(raw.hex().encode())
    assert (other.txid, other.amounts) == (PSBT.transaction.txid, {})


def test_a_transaction_that_is_not_signed_has_no_size() -> None:
    assert named(PSBT.transaction.serialize().hex().encode()).vsize is None


REFUSED = {
    "the payment itself": (BUMPED.original, "replaced-unrelated", "same"),
    "the payment itself, raw": (
        BUMPED.transaction.serialize().hex().encode(),
        "replaced-unrelated",
        "same",
    ),
    "other coins": (ELSEWHERE.original, "replaced-unrelated", None),
    "a wallet": (
        write_wallet(WALLET, "descriptor", None).encode(),
        "replaced-malformed",
        None,
    ),
    "nothing known": (b"a shopping list", "not-recognised", None),
    "nothing": (b"", "not-recognised", None),
    "half a PSBT": (PSBT.original[:-40], "psbt-malformed", None),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_what_it_cannot_replace(name: str) -> None:
    data, code, reason = REFUSED[name]
    with pytest.raises(StrongroomError) as refused:
        named(data)
    assert (refused.value.code, refused.value.facts.get("reason")) == (code, reason)


@given(st.integers(0, len(PSBT.original) - 1), st.integers(1, 255))
def test_a_changed_file_is_refused_or_is_another_payment_of_the_coins(at: int, by: int) -> None:
    data = bytearray(PSBT.original)
    data[at] ^= by
    try:
        other = named(bytes(data))
    except StrongroomError:
        return
    assert {each.outpoint for each in BUMPED.transaction.inputs} & set(other.coins)
    assert other.txid != BUMPED.transaction.txid


def test_what_the_vault_knows_is_not_said_twice(keeper: Keeper) -> None:
    kept(keeper, PSBT)
    history = keeper.past().history(WALLET, BUMPED)
    other = named(PSBT.original)
    assert with_replaced(history, [other]) == history
    assert with_replaced(History(), [other, other]).conflicting == (other,)
