from dataclasses import fields

import pytest

from strongroom.review.limits import ADJUSTABLE, Adjustable, LimitError, Limits, bounds, with_limit
from strongroom.words.limit_words import LIMIT_WORDS

WORK = {"search_most", "hints_most", "hints_in_all", "addresses_most"}
"""Bounds on the work of one review; who moves them helps nobody but the maker of a file."""
BY_NAME = {limit.name: limit for limit in ADJUSTABLE}


def test_every_limit_but_those_on_work_can_be_moved() -> None:
    assert BY_NAME.keys() | WORK == {field.name for field in fields(Limits)}
    assert not BY_NAME.keys() & WORK


def test_every_limit_that_can_be_moved_has_words() -> None:
    assert LIMIT_WORDS.keys() == BY_NAME.keys()
    assert all(words.title and words.meaning and words.reason for words in LIMIT_WORDS.values())


@pytest.mark.parametrize("limit", ADJUSTABLE, ids=lambda limit: limit.name)
def test_moves_between_its_bounds_and_not_beyond(limit: Adjustable) -> None:
    least, most = bounds(Limits(), limit)
    assert least <= limit.usual <= most
    for value in (least, most):
        assert getattr(with_limit(Limits(), limit, value), limit.name) == value
    for value in (least - 1, most + 1):
        with pytest.raises(LimitError) as caught:
            with_limit(Limits(), limit, value)
        assert caught.value.code == "limit-out-of-bounds"


@pytest.mark.parametrize(
    ("low", "high"), [("fee_warn_percent", "fee_block_percent"), ("gap", "far")]
)
def test_what_warns_never_passes_what_stops(low: str, high: str) -> None:
    usual = Limits()
    assert bounds(usual, BY_NAME[low])[1] == getattr(usual, high)
    assert bounds(usual, BY_NAME[high])[0] == getattr(usual, low)


@pytest.mark.parametrize("limit", ADJUSTABLE, ids=lambda limit: limit.name)
def test_people_count_it_in_whole_units(limit: Adjustable) -> None:
    if limit.unit.size > 1 and limit.unit.size != 10:
        assert not any(value % limit.unit.size for value in (limit.least, limit.most, limit.usual))
