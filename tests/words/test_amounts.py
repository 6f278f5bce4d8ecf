import time
from collections.abc import Iterator
from datetime import UTC, timedelta, timezone

import pytest

from strongroom.words.amounts import (
    bitcoin,
    date_in_words,
    day_in_words,
    day_of,
    fee_rate,
    fingerprint,
    grouped_address,
    plural,
    quorum,
    satoshi,
    time_span,
)
from strongroom.words.filling import fill


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0.000 000 00 BTC"),
        (1, "0.000 000 01 BTC"),
        (1_500_000, "0.015 000 00 BTC"),
        (100_000_000, "1.000 000 00 BTC"),
        (2_100_000_000_000_000, "21 000 000.000 000 00 BTC"),
        (-1_500_000, "-0.015 000 00 BTC"),
    ],
)
def test_bitcoin_has_eight_digits_in_groups(amount: int, text: str) -> None:
    assert bitcoin(amount) == text.replace(" ", "\u2009").replace("\u2009BTC", " BTC")


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "0 sat"), (1_500_000, "1|500|000 sat"), (-20, "-20 sat")]
)
def test_satoshi_are_grouped_by_thousands(amount: int, text: str) -> None:
    assert satoshi(amount) == text.replace("|", "\u2009")


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (12.34, "12.3 sat/vB"),
        (5.0, "5 sat/vB"),
        (0.1, "0.1 sat/vB"),
        (0.053, "0.053 sat/vB"),
        (0, "0 sat/vB"),
    ],
)
def test_fee_rates_have_the_digits_they_need(rate: float, text: str) -> None:
    assert fee_rate(rate) == text


def test_addresses_stand_in_groups_of_four_and_lose_nothing() -> None:
    address = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"
    grouped = grouped_address(address)
    assert grouped.startswith("bcrt 1qw5 08d6")
    assert grouped.replace(" ", "") == address
    assert {len(group) for group in grouped.split(" ")[:-1]} == {4}


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 keys"), (1, "1 key"), (2, "2 keys"), (1_000, "1\u2009000 keys")]
)
def test_numbers_and_nouns_agree(number: int, text: str) -> None:
    assert plural(number, "key") == text


def test_some_plurals_are_their_own() -> None:
    assert plural(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "less than a minute"),
        (59, "less than a minute"),
        (60, "about 1 minute"),
        (5_400, "about 2 hours"),
        (86_400, "about 1 day"),
        (8 * 86_400, "about 1 week"),
        (20 * 86_400, "about 3 weeks"),
        (730 * 86_400, "about 2 years"),
    ],
)
def test_spans_are_told_in_their_largest_unit(seconds: int, text: str) -> None:
    assert time_span(seconds) == text


def test_dates_are_in_words() -> None:
    assert date_in_words(1_804_255_500, UTC) == "5 March 2027, 14:05"
    east = timezone(timedelta(hours=2))
    assert date_in_words(1_804_255_500, east) == "5 March 2027, 16:05"
    assert day_of(1_804_255_500, UTC) == "5 March 2027"


@pytest.mark.parametrize("moment", [10**18, -(10**18)])
def test_a_moment_beyond_the_calendar_is_still_told(moment: int) -> None:
    assert str(moment) in date_in_words(moment)
    assert str(moment) in day_of(moment)


def test_a_fingerprint_is_shown_as_on_devices() -> None:
    assert fingerprint(bytes.fromhex("0f056943")) == "0f056943"
    assert fingerprint(None) == "not told"


def test_a_quorum_is_m_of_n() -> None:
    assert quorum(2, 3) == "2 of 3"


@pytest.fixture
def east_of_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as there:
        there.setenv("TZ", "UTC-2")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("east_of_utc")
def test_findings_and_pages_say_a_moment_alike_in_local_time() -> None:
    assert date_in_words(1_804_255_500) == "5 March 2027, 16:05"
    assert fill("from {until:date}", {"until": 1_804_255_500}) == "from 5 March 2027, 16:05"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-03-03", "3 March 2026"),
        ("2026-12", "December 2026"),
        ("2026", "2026"),
        ("then", "then"),
    ],
)
def test_a_day_a_month_or_a_year_is_told_in_words(text: str, words: str) -> None:
    assert day_in_words(text) == words
