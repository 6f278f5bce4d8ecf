"""Heights of blocks as a person says them, and what is refused of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.model.psbt_fields import LEAST_TIME
from strongroom.review.history import History
from strongroom.workflows.told_heights import (
    HeightError,
    ToldHeights,
    as_told_before,
    read_heights,
    with_heights,
)
from tests.recovery_wallets import payment_with, recovery_wallet

USUAL = 0xFFFF_FFFD
PAYMENT = payment_with(recovery_wallet((1, 100)), (USUAL, USUAL))
COINS = [each.outpoint for each in PAYMENT.transaction.inputs]
FIRST, SECOND = (str(coin).partition(":")[0] for coin in COINS)

REFUSED = {
    "no newest block": (0, [], "height-out-of-bounds"),
    "a newest block that is a time": (LEAST_TIME, [], "height-out-of-bounds"),
    "a coin of the first block, which nobody spends": (9, [(FIRST, 0)], "height-out-of-bounds"),
    "a height below zero": (9, [(FIRST, -1)], "height-out-of-bounds"),
    "a coin after the newest block": (9, [(FIRST, 10)], "height-after-newest"),
    "two heights for one": (9, [(FIRST, 8), (FIRST, 9)], "height-twice"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_by_name(name: str) -> None:
    newest, pairs, code = REFUSED[name]
    with pytest.raises(HeightError) as refused:
        ToldHeights.of(newest, pairs)
    assert refused.value.code == code


@pytest.mark.parametrize("height", [1, LEAST_TIME - 1])
def test_takes_what_a_locktime_reads_as_a_height(height: int) -> None:
    assert ToldHeights.of(height, [(FIRST, height), (FIRST, height)]).blocks == {FIRST: height}


def test_each_coin_gets_the_block_of_its_transaction() -> None:
    history = with_heights(History(now=5), ToldHeights(9, {FIRST: 7, SECOND: 9}), PAYMENT)
    assert history == History(now=5, height=9, confirmed={COINS[0]: 7, COINS[1]: 9})


def test_a_coin_nobody_spoke_of_has_none() -> None:
    assert with_heights(History(), ToldHeights(9, {SECOND: 8}), PAYMENT).confirmed == {COINS[1]: 8}


def test_refuses_a_transaction_that_paid_no_coin_here() -> None:
    with pytest.raises(HeightError) as refused:
        with_heights(History(), ToldHeights(9, {"ab" * 32: 8}), PAYMENT)
    assert (refused.value.code, refused.value.facts["txid"]) == ("height-of-no-coin", "ab" * 32)


@pytest.mark.parametrize("text", ["840000", "840 000", "840,000", " 840\u2009000 ", "0840000"])
def test_a_height_is_read_as_people_write_it(text: str) -> None:
    told = ToldHeights(840_000, {FIRST: 840_000}, frozenset({FIRST}))
    assert read_heights(text, {FIRST: text}) == told


UNREADABLE = [
    "",
    " ",
    "840.000",
    "-1",
    "+1",
    "1e6",
    "0x10",
    "\u0661",
    "block 9",
    "9" * 10,
    "9" * 9_999,
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_height_is_named_with_its_field(text: str) -> None:
    with pytest.raises(HeightError) as refused:
        read_heights(text, {})
    assert refused.value.code == "height-malformed"
    assert "txid" not in refused.value.facts
    if text.strip():
        with pytest.raises(HeightError) as refused:
            read_heights("9", {FIRST: text})
        assert refused.value.facts == {"txid": FIRST}


@given(st.text())
def test_any_text_is_a_height_or_refused(text: str) -> None:
    try:
        told = read_heights(text, {FIRST: text})
    except HeightError:
        return
    assert told.blocks == {FIRST: told.newest}


def test_a_field_that_is_empty_says_nothing() -> None:
    assert read_heights("9", {FIRST: " ", SECOND: "8"}).blocks == {SECOND: 8}


def test_what_is_asked_for_and_not_told_is_known_no_more() -> None:
    known = History(confirmed={COINS[0]: 5, COINS[1]: 6})
    asked = read_heights("9", {FIRST: " ", SECOND: "8"})
    assert with_heights(known, asked, PAYMENT).confirmed == {COINS[1]: 8}
    told = ToldHeights(9, {SECOND: 8})
    assert with_heights(known, told, PAYMENT).confirmed == {COINS[0]: 5, COINS[1]: 8}


def test_refuses_a_newest_block_before_one_that_is_known() -> None:
    with pytest.raises(HeightError) as refused:
        with_heights(History(confirmed={COINS[0]: 5}), ToldHeights(4), PAYMENT)
    assert refused.value.code == "height-after-newest"
    assert refused.value.facts["txid"] == FIRST


def test_a_coin_that_is_out_of_bounds_is_named() -> None:
    with pytest.raises(HeightError) as refused:
        read_heights("9", {FIRST: "0"})
    assert refused.value.facts == {"height": 0, "txid": FIRST}


def test_what_was_told_lasts_as_other_things_become_known() -> None:
    told = with_heights(History(), ToldHeights(9, {FIRST: 7}), PAYMENT)
    assert as_told_before(History(least_used=4), told) == History(
        least_used=4, height=9, confirmed={COINS[0]: 7}
    )


def test_what_is_kept_by_now_stands_before_what_was_told_then() -> None:
    told = with_heights(History(), ToldHeights(9, {FIRST: 7, SECOND: 8}), PAYMENT)
    kept = as_told_before(History(confirmed={COINS[0]: 6}), told)
    assert kept.confirmed == {COINS[0]: 6, COINS[1]: 8}
