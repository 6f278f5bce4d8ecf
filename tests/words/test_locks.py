"""Locktimes as dates, and relative locks in blocks and days."""

import time
from collections.abc import Iterator

import pytest

from strongroom.model.locks import Tip, relative_lock
from strongroom.words.filling import fill
from strongroom.words.locks import locktime_words, relative_lock_words, span_in_days

TIP = Tip(900_000, 1_800_000_000)
BY_TIME = 1 << 22


@pytest.fixture
def greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as there:
        there.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


LOCKTIMES = {
    "a time": (1_804_255_500, None, "5 March 2027, 14:05"),
    "nothing": (0, TIP, "none"),
    "a block": (900_144, None, "block 900144"),
    "a block to come": (900_144, TIP, "block 900144 (about 16 January 2027)"),
    "the next block": (900_001, TIP, "block 900001 (about 15 January 2027)"),
    "the newest block": (900_000, TIP, "block 900000 (already there)"),
    "the last height": (499_999_999, None, "block 499999999"),
    "the first time": (500_000_000, TIP, "5 November 1985, 00:53"),
}


@pytest.mark.usefixtures("greenwich")
@pytest.mark.parametrize("name", LOCKTIMES)
def test_a_locktime_is_a_date_or_a_block(name: str) -> None:
    lock, tip, words = LOCKTIMES[name]
    assert locktime_words(lock, tip) == words


RELATIVE = {
    1: "1 block (about 10 minutes)",
    144: "144 blocks (about 1 day)",
    1_008: "1\u2009008 blocks (about 7 days)",
    52_560: "52\u2009560 blocks (about 365 days)",
    65_535: "65\u2009535 blocks (about 455 days)",
    BY_TIME | 2: "about 17 minutes",
    BY_TIME | 2_363: "about 14 days",
}


@pytest.mark.parametrize("sequence", RELATIVE)
def test_a_relative_lock_is_told_in_days(sequence: int) -> None:
    lock = relative_lock(sequence)
    assert lock is not None
    assert relative_lock_words(lock) == RELATIVE[sequence]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(172_799, "about 2 days"), (172_800, "about 2 days"), (7_200, "about 2 hours")],
)
def test_short_spans_are_no_days(seconds: int, words: str) -> None:
    assert span_in_days(seconds) == words


@pytest.mark.usefixtures("greenwich")
def test_they_stand_in_sentences() -> None:
    facts = {"blocks": 1_008, "wait": 604_800, "until": 1_804_248_300}
    words = "{blocks:lock}, {wait:days}, {until:day}"
    assert fill(words, facts) == "1\u2009008 blocks (about 7 days), about 7 days, 5 March 2027"
