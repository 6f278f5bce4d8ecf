from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongroom.model.finding import Finding, Severity
from strongroom.model.owner_rules import (
    DAY,
    HOUR,
    AllowedAddress,
    CoolDown,
    OwnerRules,
    Role,
    SpendingLimit,
    StandingRules,
    Strength,
)
from strongroom.review.history import History, Spent
from strongroom.review.owner_rules import TOLERANCE
from tests.builders import CHANGE, Draft, Paid, draft_payment, make_wallet
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows
from tests.review.reviewing import found, reasons, review_of, seen

SIGNERS = make_wallet()
NOW = 1_800_000_000
DRAFT = draft_payment(SIGNERS)
"""600 000 satoshi to somebody, 10 000 as fee."""

LEAVING = 610_000
PAYEE = review_of(DRAFT, SIGNERS).outputs[0].address or ""
LIST = OwnerRules(allow_list=Strength.STOPS)


def told(rules: OwnerRules, *allowed: AllowedAddress, **known: Any) -> History:
    return History(now=NOW, rules=StandingRules(rules, allowed=allowed), **known)


def findings(code: str, history: History, draft: Draft = DRAFT) -> list[Finding]:
    return found(draft, SIGNERS, code, history=history)


def listed(counts_from: int, address: str = PAYEE) -> AllowedAddress:
    return AllowedAddress(address, "Landlord", "Anna", NOW - DAY, counts_from)


@shows("address-not-whitelisted", QUIET)
@shows("spending-limit", QUIET)
@shows("cool-down", QUIET)
@pytest.mark.parametrize("code", ["address-not-whitelisted", "spending-limit", "cool-down"])
def test_is_silent_without_rules_or_without_the_time(code: str) -> None:
    every = OwnerRules(Strength.STOPS, SpendingLimit(per_payment=0), CoolDown(0, 1))
    assert findings(code, told(every))
    assert not findings(code, told(OwnerRules()))
    assert not findings(code, History(now=NOW))
    assert not findings(code, replace(told(every), now=None))
    assert not found(DRAFT, None, code, history=told(every))


ALLOWED = {
    "nothing": ((), ["None"]),
    "another": ((listed(NOW, "bcrt1qother"),), ["None"]),
    "from now on": ((listed(NOW),), []),
    "from the next second on": ((listed(NOW + 1),), ["waiting"]),
}


@shows("address-not-whitelisted", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("name", ALLOWED)
def test_an_address_is_paid_that_is_listed_and_counts(name: str) -> None:
    allowed, expected = ALLOWED[name]
    broken = findings("address-not-whitelisted", told(LIST, *allowed))
    assert reasons(broken) == expected
    assert seen(broken) == [(Severity.BLOCK, "output 0")] * len(expected)


def test_a_waiting_address_says_from_when_on_it_counts() -> None:
    (finding,) = findings("address-not-whitelisted", told(LIST, listed(NOW + 60)))
    assert (finding.facts["until"], finding.facts["name"]) == (NOW + 60, "Landlord")


def test_change_needs_no_list_and_data_pays_nobody() -> None:
    own = draft_payment(SIGNERS, outputs=[Paid(900_000, CHANGE), Paid(0, script=b"\x6a\x01\x01")])
    assert not findings("address-not-whitelisted", told(LIST), own)
    nameless = draft_payment(SIGNERS, outputs=[Paid(900_000, script=b"\x51")])
    assert findings("address-not-whitelisted", told(LIST), nameless)


def test_a_list_may_warn_instead() -> None:
    rules = OwnerRules(allow_list=Strength.WARNS)
    assert seen(findings("address-not-whitelisted", told(rules)))[0][0] is Severity.WARN


@shows("spending-limit", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize(("limit", "count"), [(LEAVING, 0), (LEAVING - 1, 1)])
@pytest.mark.parametrize("strength", Strength)
def test_limits_what_leaves_with_one_payment(limit: int, count: int, strength: Strength) -> None:
    rules = OwnerRules(spending=SpendingLimit(strength, per_payment=limit))
    broken = findings("spending-limit", told(rules))
    weight = Severity.BLOCK if strength is Strength.STOPS else Severity.WARN
    assert seen(broken) == [(weight, "transaction")] * count
    assert all(found.facts["amount"] == LEAVING for found in broken)


WEEK = OwnerRules(spending=SpendingLimit(per_period=1_000_000, days=7))
PERIODS: dict[str, tuple[tuple[Spent, ...], int | None]] = {
    "nothing before": ((), None),
    "just as much as is left": ((Spent(NOW - DAY, 390_000),), None),
    "a satoshi more": ((Spent(NOW - DAY, 390_001),), NOW + 6 * DAY),
    "a week before": ((Spent(NOW - 7 * DAY, 390_001),), None),
    "a second less than a week before": ((Spent(NOW - 7 * DAY + 1, 390_001),), NOW + 1),
    "by a clock that was ahead": ((Spent(NOW + DAY, 390_001),), NOW + 8 * DAY),
    "one of two has to be over": (
        (Spent(NOW - DAY, 300_000), Spent(NOW - 2 * DAY, 300_000)),
        NOW + 5 * DAY,
    ),
    "both have to be over": (
        (Spent(NOW - DAY, 390_001), Spent(NOW - 2 * DAY, 1)),
        NOW + 6 * DAY,
    ),
}


@shows("spending-limit", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("name", PERIODS)
def test_limits_what_leaves_in_some_days(name: str) -> None:
    spent, until = PERIODS[name]
    broken = findings("spending-limit", told(WEEK, spent=spent))
    assert reasons(broken) == ([] if until is None else ["period"])
    assert [found.facts["until"] for found in broken] == ([] if until is None else [until])


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(Spent, st.integers(NOW - 9 * DAY, NOW + DAY), st.integers(0, 500_000)), max_size=6
    )
)
def test_the_time_that_is_told_is_the_first_at_which_there_is_room(spent: list[Spent]) -> None:
    history = told(WEEK, spent=tuple(spent))
    for broken in findings("spending-limit", history):
        until = broken.facts["until"]
        assert isinstance(until, int)
        assert findings("spending-limit", replace(history, now=until - 1))
        assert not findings("spending-limit", replace(history, now=until))


def test_a_payment_that_never_fits_in_says_no_time() -> None:
    small = OwnerRules(spending=SpendingLimit(per_period=LEAVING - 1, days=7))
    (finding,) = findings("spending-limit", told(small))
    assert (finding.facts["reason"], "until" in finding.facts) == ("period-alone", False)


REST = OwnerRules(cool_down=CoolDown(LEAVING - 1, 24))
RESTING: dict[str, tuple[int | None, int | None]] = {
    "never seen": (None, NOW + DAY),
    "seen an hour ago": (NOW - HOUR, NOW + 23 * HOUR),
    "a second too early": (NOW - DAY + 1, NOW + 1),
    "long enough": (NOW - DAY, None),
    "seen by a clock that was ahead": (NOW + DAY, NOW + 2 * DAY),
}


@shows("cool-down", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("name", RESTING)
def test_a_large_payment_rests_after_its_first_review(name: str) -> None:
    reviewed, until = RESTING[name]
    resting = findings("cool-down", told(REST, reviewed=reviewed))
    assert [found.facts["until"] for found in resting] == ([] if until is None else [until])
    assert seen(resting) == [(Severity.BLOCK, "transaction")] * len(resting)


@shows("cool-down", QUIET, BOUNDARY)
def test_a_payment_of_just_the_amount_does_not_rest() -> None:
    assert not findings("cool-down", told(OwnerRules(cool_down=CoolDown(LEAVING, 24))))


@shows("clock-set-back", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize(("behind", "count"), [(TOLERANCE, 0), (TOLERANCE + 1, 1)])
def test_notices_a_clock_that_was_set_back(behind: int, count: int) -> None:
    noticed = findings("clock-set-back", told(REST, latest=NOW + behind))
    assert seen(noticed) == [(Severity.WARN, "transaction")] * count
    assert not findings("clock-set-back", told(OwnerRules(), latest=NOW + behind))


@shows("acknowledgement-required", FIRING, QUIET)
def test_says_who_has_to_acknowledge_warnings_where_there_are_some() -> None:
    rules = OwnerRules(roles=(Role("treasurer", "Anna"), Role("witness", "Bert")))
    assert not findings("acknowledgement-required", told(rules))
    doubtful = draft_payment(SIGNERS, outputs=[Paid(980_000), Paid(10_000, CHANGE)], locktime=5)
    doubtful.transaction = replace(doubtful.transaction, version=4)
    (finding,) = findings("acknowledgement-required", told(rules), doubtful)
    assert finding.facts["roles"] == "Anna (treasurer), Bert (witness)"
    assert finding.severity is Severity.INFO


def test_laxer_rules_hold_from_their_moment_on() -> None:
    rules = StandingRules(LIST, OwnerRules(), NOW + 1)
    history = History(now=NOW, rules=rules)
    assert findings("address-not-whitelisted", history)
    assert not findings("address-not-whitelisted", replace(history, now=NOW + 1))
