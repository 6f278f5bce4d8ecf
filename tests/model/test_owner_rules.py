from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.model.owner_rules import (
    MOST_AMOUNT,
    MOST_HOURS,
    CoolDown,
    OwnerRules,
    Role,
    RulesError,
    SpendingLimit,
    StandingRules,
    Strength,
    strictest,
)

ANNA, BERT = Role("treasurer", "Anna"), Role("witness", "Bert")
AMOUNTS = st.none() | st.integers(0, MOST_AMOUNT)
LIMITS = st.builds(
    SpendingLimit,
    st.sampled_from(Strength),
    st.integers(0, MOST_AMOUNT),
    AMOUNTS,
    st.integers(1, 366),
)
RULES = st.builds(
    OwnerRules,
    st.none() | st.sampled_from(Strength),
    st.none() | LIMITS,
    st.none() | st.builds(CoolDown, st.integers(0, MOST_AMOUNT), st.integers(1, MOST_HOURS)),
    st.sets(st.sampled_from([ANNA, BERT])).map(lambda roles: tuple(sorted(roles, key=str))),
    st.integers(0, MOST_HOURS),
)


@given(RULES, RULES)
def test_the_strictest_of_two_is_as_strict_as_either(one: OwnerRules, other: OwnerRules) -> None:
    both = strictest(one, other)
    assert strictest(one, both) == strictest(both, both) == both
    assert set(both.roles) == set(one.roles) | set(other.roles)
    assert both.waiting_hours == max(one.waiting_hours, other.waiting_hours)
    for each in (one, other):
        assert each.spending is None or both.spending is not None
        assert each.cool_down is None or both.cool_down is not None


STRICTER = {
    "no list, then a warning": (OwnerRules(), OwnerRules(allow_list=Strength.WARNS)),
    "a warning, then a stop": (
        OwnerRules(allow_list=Strength.WARNS),
        OwnerRules(allow_list=Strength.STOPS),
    ),
    "less at once": (
        OwnerRules(spending=SpendingLimit(per_payment=10)),
        OwnerRules(spending=SpendingLimit(per_payment=9)),
    ),
    "the same in more days": (
        OwnerRules(spending=SpendingLimit(per_period=10, days=7)),
        OwnerRules(spending=SpendingLimit(per_period=10, days=8)),
    ),
    "another limit beside": (
        OwnerRules(spending=SpendingLimit(per_payment=10)),
        OwnerRules(spending=SpendingLimit(per_payment=10, per_period=50)),
    ),
    "a longer rest": (OwnerRules(cool_down=CoolDown(5, 1)), OwnerRules(cool_down=CoolDown(5, 2))),
    "a rest for smaller ones": (
        OwnerRules(cool_down=CoolDown(5, 1)),
        OwnerRules(cool_down=CoolDown(4, 1)),
    ),
    "one more to look": (OwnerRules(roles=(ANNA,)), OwnerRules(roles=(ANNA, BERT))),
    "a longer wait": (OwnerRules(waiting_hours=1), OwnerRules(waiting_hours=2)),
}


@pytest.mark.parametrize("name", STRICTER)
def test_knows_which_of_two_is_the_stricter(name: str) -> None:
    lax, strict = STRICTER[name]
    assert strictest(lax, strict) == strictest(strict, lax) == strict


def test_of_rules_that_are_each_stricter_in_something_both_hold() -> None:
    one = OwnerRules(spending=SpendingLimit(Strength.WARNS, per_period=10, days=30))
    other = OwnerRules(spending=SpendingLimit(Strength.STOPS, per_period=20, days=7))
    assert strictest(one, other).spending == SpendingLimit(Strength.STOPS, None, 10, 30)


BAD: dict[str, Callable[[], object]] = {
    "no amount at all": lambda: SpendingLimit(),
    "a negative amount": lambda: SpendingLimit(per_payment=-1),
    "more than there is": lambda: CoolDown(MOST_AMOUNT + 1, 1),
    "no day": lambda: SpendingLimit(per_period=1, days=0),
    "more than a year": lambda: SpendingLimit(per_period=1, days=367),
    "no hour": lambda: CoolDown(1, 0),
    "a role of nobody": lambda: Role("witness", ""),
    "a person without a role": lambda: Role("", "Anna"),
    "a role twice": lambda: OwnerRules(roles=(ANNA, ANNA)),
    "too many roles": lambda: OwnerRules(roles=tuple(Role("w", str(n)) for n in range(9))),
    "a wait into the past": lambda: OwnerRules(waiting_hours=-1),
    "an endless wait": lambda: OwnerRules(waiting_hours=MOST_HOURS + 1),
}


@pytest.mark.parametrize("name", BAD)
def test_refuses_rules_that_cannot_be(name: str) -> None:
    with pytest.raises(RulesError) as caught:
        BAD[name]()
    assert caught.value.code == "rules-invalid"


@pytest.mark.parametrize(("moment", "is_lax"), [(99, False), (100, True)])
def test_what_follows_holds_from_its_moment_on(moment: int, is_lax: bool) -> None:
    strict = OwnerRules(allow_list=Strength.STOPS)
    standing = StandingRules(strict, OwnerRules(), 100)
    assert standing.at(moment) == (OwnerRules() if is_lax else strict)


def test_a_waiting_time_alone_is_no_rule() -> None:
    assert OwnerRules(waiting_hours=7).is_empty
    assert not OwnerRules(roles=(ANNA,)).is_empty
