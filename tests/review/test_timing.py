from dataclasses import replace

import pytest

from strongroom.model.finding import Severity
from strongroom.model.locks import Tip
from strongroom.review.history import History
from tests.builders import Coin, Paid, draft_payment, make_wallet
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows
from tests.review.reviewing import found, reasons, review_of, seen

SIGNERS = make_wallet()
NOW = 1_800_000_000
WEEK = 7 * 86_400
TIP = Tip(900_000, NOW)
FINAL = 0xFFFF_FFFF
TIME_BIT = 1 << 22


LOCKS = {
    "none": (0, History(now=NOW, height=900_000), []),
    "a height of the past": (899_000, History(height=900_000), []),
    "a week in blocks": (901_008, History(now=NOW, height=900_000), []),
    "more than a week in blocks": (901_009, History(now=NOW, height=900_000), ["height"]),
    "a week": (NOW + WEEK, History(now=NOW), []),
    "more than a week": (NOW + WEEK + 1, History(now=NOW), ["time"]),
    "a time of the past": (500_000_000, History(now=NOW), []),
    "a height that nobody can judge": (10_000_000, History(), []),
    "a time that nobody can judge": (NOW + 2 * WEEK, History(), []),
    "a likely height of today": (985_000, History(now=NOW), []),
    "a height test networks may have": (8_000_000, History(now=NOW), []),
    "an unlikely height": (20_000_000, History(now=NOW), ["height-reckoned"]),
    "a week after what was said once": (901_008, History(now=NOW, last_tip=TIP), []),
    "more after what was said once": (901_009, History(now=NOW, last_tip=TIP), ["height"]),
    "a week since then": (902_016, History(now=NOW + WEEK, last_tip=TIP), []),
}


@shows("locktime", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("name", LOCKS)
def test_warns_of_a_locktime_that_delays_for_long(name: str) -> None:
    lock, history, expected = LOCKS[name]
    draft = draft_payment(SIGNERS, locktime=lock)
    findings = found(draft, SIGNERS, "locktime", history=history)
    assert reasons(findings) == expected
    assert all(finding.severity is Severity.WARN for finding in findings)


def test_says_the_delay_as_blocks_and_as_a_date() -> None:
    draft = draft_payment(SIGNERS, locktime=910_000)
    (finding,) = found(draft, SIGNERS, "locktime", history=History(now=NOW, height=900_000))
    wait = 10_000 * 600
    assert finding.facts == {
        "reason": "height",
        "height": 910_000,
        "wait": wait,
        "until": NOW + wait,
        "limit": 7 * 24 * 60 * 60,
    }


@shows("locktime", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize(("sequence", "count"), [(FINAL, 1), (FINAL - 1, 0)])
def test_warns_of_a_locktime_without_effect(sequence: int, count: int) -> None:
    draft = draft_payment(SIGNERS, locktime=800_000, sequence=sequence)
    assert reasons(found(draft, SIGNERS, "locktime")) == ["no-effect"] * count


def test_one_input_is_enough_to_give_a_locktime_its_effect() -> None:
    draft = draft_payment(SIGNERS, [Coin(), Coin()], locktime=800_000, sequence=FINAL)
    first, second = draft.transaction.inputs
    inputs = (first, replace(second, sequence=FINAL - 1))
    draft.transaction = replace(draft.transaction, inputs=inputs)
    assert not found(draft, SIGNERS, "locktime")


RELATIVE = {
    "none": (2, FINAL - 2, []),
    "zero": (2, 0, []),
    "a week of blocks": (2, 1_008, []),
    "more blocks": (2, 1_009, ["relative"]),
    "less than a week": (2, TIME_BIT | 1_181, []),
    "more than a week": (2, TIME_BIT | 1_182, ["relative-time"]),
    "version 1": (1, 10, ["relative-no-effect"]),
    "bits that mean nothing": (2, 0x0001_0000, []),
}


@shows("locktime", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize("name", RELATIVE)
def test_warns_of_a_relative_lock(name: str) -> None:
    version, sequence, expected = RELATIVE[name]
    findings = found(
        draft_payment(SIGNERS, version=version, sequence=sequence), SIGNERS, "locktime"
    )
    assert reasons(findings) == expected
    assert all(finding.where == "input 0" for finding in findings)


@shows("rbf", FIRING, BOUNDARY)
@pytest.mark.parametrize(
    ("sequence", "signals"), [(FINAL, False), (FINAL - 1, False), (FINAL - 2, True), (0, True)]
)
def test_says_whether_it_may_be_replaced(sequence: int, signals: bool) -> None:
    review = review_of(draft_payment(SIGNERS, sequence=sequence), SIGNERS)
    findings = [finding for finding in review.findings if finding.code == "rbf"]
    assert seen(findings) == [(Severity.INFO, "transaction")]
    assert reasons(findings) == ["signals" if signals else "final"]
    assert review.rbf is signals


@shows("rbf", QUIET)
def test_a_transaction_without_inputs_says_nothing_of_replacement() -> None:
    draft = draft_payment(SIGNERS, [], [Paid(900_000)])
    assert not found(draft, SIGNERS, "rbf")


def test_one_input_is_enough_to_signal_replacement() -> None:
    draft = draft_payment(SIGNERS, [Coin(), Coin()], sequence=FINAL)
    first, second = draft.transaction.inputs
    inputs = (first, replace(second, sequence=1 << 31))
    draft.transaction = replace(draft.transaction, inputs=inputs)
    assert review_of(draft, SIGNERS).rbf
