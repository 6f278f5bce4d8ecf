"""A payment beside another that spends one of the same coins."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongroom.engines.own_scripts import Place
from strongroom.model.finding import Finding, Severity
from strongroom.model.transaction import OutPoint
from strongroom.model.wallet import Branch
from strongroom.review.history import Conflicting, History
from strongroom.review.replacement import ChangedPayee, Figures, PayeeChange, Replacement
from tests.builders import CHANGE, STRANGER, Coin, Draft, Paid, draft_payment, make_wallet
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows
from tests.review.reviewing import review_of

SIGNERS = make_wallet()
OTHER = draft_payment(SIGNERS)
"""Of a coin of a million 600 000 satoshi for a stranger, and 390 000 back."""
NEIGHBOUR, THIRD = (b"\x00\x14" + bytes([number]) * 20 for number in (1, 2))
NOTE = b"\x6a\x04note"
BACK = Place(Branch.CHANGE, 3)
THEN, NOW = 1_700_000_000, 1_800_000_000


def conflicting(draft: Draft = OTHER, **told: Any) -> Conflicting:
    made = draft.transaction
    coins = tuple(each.outpoint for each in made.inputs)
    facts = {"locktime": made.locktime, "vsize": 200, **told}
    return Conflicting(made.txid, coins, made.outputs, **facts)


def beside(draft: Draft, other: Conflicting | None = None, **told: Any) -> Replacement:
    """The payment beside the other, as the review has it."""
    history = History(conflicting=(other or conflicting(),), **told)
    (replacement,) = review_of(draft, SIGNERS, history=history).replacements
    return replacement


def said(draft: Draft, other: Conflicting | None = None, **told: Any) -> Finding:
    """What is found of it, beside that it may be replaced itself."""
    history = History(conflicting=(other or conflicting(),), **told)
    findings = review_of(draft, SIGNERS, history=history).findings
    (found,) = (each for each in findings if each.code == "rbf" and "txid" in each.facts)
    return found


def paying(*outputs: Paid, **more: Any) -> Draft:
    return draft_payment(SIGNERS, outputs=outputs, **more)


PAYEES = {
    "a higher fee, from the change": ((Paid(600_000), Paid(380_000, CHANGE)), "replaces"),
    "change at another address": ((Paid(600_000), Paid(380_000, BACK)), "replaces"),
    "change to two addresses": (
        (Paid(600_000), Paid(190_000, CHANGE), Paid(190_000, BACK)),
        "replaces",
    ),
    "no change any more": ((Paid(600_000),), "replaces"),
    "the payee's amount in two outputs": ((Paid(500_000), Paid(100_000)), "replaces"),
    "a satoshi more": ((Paid(600_001), Paid(380_000, CHANGE)), "replaces"),
    "a satoshi less": ((Paid(599_999), Paid(380_000, CHANGE)), "replaces-payee"),
    "another payee": ((Paid(600_000, script=NEIGHBOUR), Paid(380_000, CHANGE)), "replaces-payee"),
    "one payee more": (
        (Paid(600_000), Paid(1_000, script=NEIGHBOUR), Paid(380_000, CHANGE)),
        "replaces-payee",
    ),
    "nobody, as when it is called off": ((Paid(980_000, CHANGE),), "replaces-payee"),
    "other data": (
        (Paid(600_000), Paid(0, script=NOTE), Paid(380_000, CHANGE)),
        "replaces-payee",
    ),
}


@shows("rbf", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("name", PAYEES)
def test_warns_where_a_replacement_does_not_pay_the_same(name: str) -> None:
    outputs, reason = PAYEES[name]
    found = said(paying(*outputs))
    assert (found.facts["reason"], found.facts["txid"]) == (reason, OTHER.transaction.txid)
    assert found.severity is (Severity.INFO if reason == "replaces" else Severity.WARN)


def test_says_how_many_payees_are_new_gone_or_paid_less() -> None:
    before = paying(Paid(300_000), Paid(300_000, script=NEIGHBOUR))
    after = paying(Paid(200_000), Paid(300_000, script=THIRD))
    facts = said(after, conflicting(before)).facts
    assert (facts["added"], facts["gone"], facts["less"]) == (1, 1, 1)


def test_lists_the_payees_that_differ_with_both_amounts() -> None:
    payees = beside(paying(Paid(500_000), Paid(90_000, script=NEIGHBOUR))).payees
    assert [(each.script_pubkey, each.other, each.this) for each in payees] == [
        (STRANGER, 600_000, 500_000),
        (NEIGHBOUR, None, 90_000),
    ]
    assert [each.change for each in payees] == [PayeeChange.LESS, PayeeChange.NEW]
    assert all(each.address and each.address.startswith("bcrt1q") for each in payees)


def test_a_payee_that_is_gone_stands_last_and_gets_nothing() -> None:
    new, gone = beside(paying(Paid(600_000, script=NEIGHBOUR))).payees
    assert (new.change, gone.change, gone.this) == (PayeeChange.NEW, PayeeChange.GONE, None)


@pytest.mark.parametrize(
    ("other", "this", "change"),
    [(9, 10, PayeeChange.MORE), (9, 8, PayeeChange.LESS), (None, 0, PayeeChange.NEW)],
)
def test_a_payee_differs_in_one_way(other: int | None, this: int, change: PayeeChange) -> None:
    assert ChangedPayee(STRANGER, None, other, this).change is change


def test_lays_change_fee_rate_and_locktime_side_by_side() -> None:
    draft = paying(Paid(600_000), Paid(380_000, CHANGE), locktime=7)
    both = beside(draft)
    assert both.other == Figures(390_000, 10_000, 50.0, 0)
    review = review_of(draft, SIGNERS)
    assert both.this == Figures(380_000, 20_000, review.fee_rate, 7)


def test_names_the_coins_that_only_one_of_them_spends() -> None:
    two = draft_payment(SIGNERS, [Coin(), Coin(2_000_000)])
    _, second = (each.outpoint for each in two.transaction.inputs)
    assert (beside(two).coins_added, beside(two).coins_gone) == ((second,), ())
    fewer = beside(OTHER, conflicting(two))
    assert (fewer.coins_added, fewer.coins_gone) == ((), (second,))


def test_a_fee_with_a_coin_of_unknown_amount_is_not_told() -> None:
    two = draft_payment(SIGNERS, [Coin(), Coin(2_000_000)])
    second = two.transaction.inputs[1].outpoint
    unknown, known = conflicting(two), conflicting(two, amounts={second: 2_000_000})
    assert (beside(OTHER, unknown).other.fee, beside(OTHER, unknown).other.fee_rate) == (None, None)
    assert beside(OTHER, known).other.fee == 2_010_000


def test_a_rate_without_a_size_is_not_told() -> None:
    other = beside(OTHER, conflicting(vsize=None)).other
    assert (other.fee, other.fee_rate) == (10_000, None)


def test_of_one_that_is_known_by_its_addresses_only_those_are_compared() -> None:
    remembered = conflicting(locktime=None, vsize=None, amounts={OutPoint(b"\x00" * 32, 0): 1})
    found = beside(paying(Paid(600_000), Paid(0, script=NOTE), Paid(380_000, CHANGE)), remembered)
    assert found.payees == ()
    assert found.other == Figures(390_000, None, None, None)


@shows("rbf", FIRING, BOUNDARY)
@pytest.mark.parametrize(
    ("reviewed", "other", "reason"),
    [
        (None, THEN, "replaces"),
        (NOW, None, "replaces"),
        (NOW, THEN, "replaces"),
        (NOW, NOW, "replaces"),
        (NOW, NOW + 1, "later"),
    ],
)
def test_of_two_the_one_that_was_kept_last_replaces(
    reviewed: int | None, other: int | None, reason: str
) -> None:
    known = conflicting(reviewed=other)
    cheap, less = paying(Paid(600_000), Paid(380_000, CHANGE)), paying(Paid(599_999))
    assert said(cheap, known, reviewed=reviewed).facts["reason"] == reason
    warned = said(less, known, reviewed=reviewed)
    assert (warned.severity, warned.facts["reason"]) == (Severity.WARN, f"{reason}-payee")


def test_each_that_conflicts_is_found_alone() -> None:
    others = (conflicting(), conflicting(paying(Paid(700_000))))
    history = History(conflicting=others)
    review = review_of(paying(Paid(600_000), Paid(380_000, CHANGE)), SIGNERS, history=history)
    assert [each.txid for each in review.replacements] == [each.txid for each in others]
    assert [each.changes_payees for each in review.replacements] == [False, True]


@shows("rbf", QUIET)
def test_nothing_is_compared_without_another_or_without_a_wallet() -> None:
    assert review_of(OTHER, SIGNERS).replacements == ()
    review = review_of(OTHER, None, history=History(conflicting=(conflicting(),)))
    assert review.replacements == ()
    assert all("txid" not in found.facts for found in review.findings)


OUTPUTS = st.lists(
    st.builds(
        Paid,
        st.integers(1, 100_000),
        st.sampled_from([None, CHANGE, BACK]),
        st.sampled_from([STRANGER, NEIGHBOUR, THIRD, NOTE]),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=25)
@given(OUTPUTS, OUTPUTS)
def test_no_satoshi_is_lost_between_the_two(before: list[Paid], after: list[Paid]) -> None:
    found = beside(paying(*after), conflicting(paying(*before, locktime=1)))
    this, other = found.this, found.other
    more_paid = sum((each.this or 0) - (each.other or 0) for each in found.payees)
    assert this.fee is not None
    assert other.fee is not None
    assert more_paid + this.change - other.change + this.fee - other.fee == 0


def test_false_change_is_a_payee_too() -> None:
    foreign = make_wallet(seed=90).scripts(CHANGE).script_pubkey
    found = beside(paying(Paid(600_000), Paid(390_000, script=foreign)))
    assert [(each.script_pubkey, each.change) for each in found.payees] == [
        (foreign, PayeeChange.NEW)
    ]
    assert found.this.change == 0
