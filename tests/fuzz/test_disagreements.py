"""Our PSBT reader beside embit's, BDK's and HWI's: every disagreement is a known one."""

from random import Random

import pytest

from tests.fuzz import disagreements
from tests.fuzz.corpus import kept
from tests.fuzz.disagreements import READERS, explanation, unexplained
from tests.fuzz.habits import HABITS, Disagreement, Habit, Kind, Library
from tests.fuzz.psbt_mutations import Mutator, split
from tests.fuzz.psbt_readings import Reading, Refused, read_by_us
from tests.fuzz.seeds import psbts
from tests.fuzz.targets import COMPARISON

KEPT = list(kept(COMPARISON))
SHOWN = {explanation(found) for data in KEPT for found in disagreements.disagreements(data)}


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: f"{habit.library.value} {habit.reason}")
def test_a_habit_is_shown_by_a_kept_psbt_and_has_its_source(habit: Habit) -> None:
    assert habit in SHOWN
    assert habit.source.startswith(("BIP-", "Bitcoin Core: ", "embit: ", "hwi: ", "rust-bitcoin: "))


def test_no_two_habits_explain_the_same() -> None:
    found = {each for data in KEPT for each in disagreements.disagreements(data)}
    assert all(sum(habit.explains(each) for habit in HABITS) == 1 for each in found)


def test_every_library_reads_the_good_psbts_as_we_do_but_for_its_habits() -> None:
    assert [data.hex() for data in psbts() if unexplained(data)] == []


@pytest.mark.parametrize("seed", range(4))
def test_of_changed_psbts_no_disagreement_is_unexplained(seed: int) -> None:
    chance = Random(seed)
    mutator = Mutator([maps for data in psbts() if (maps := split(data))])
    for _ in range(250):
        data = mutator.mutate(chance.choice(psbts()), chance)
        assert unexplained(data) == [], data.hex()


GOOD = psbts()[-1]
OURS = read_by_us(GOOD)[1]
LIES = {
    "another transaction": Reading(b"", OURS.fee, OURS.inputs),
    "another fee": Reading(OURS.transaction, 1, OURS.inputs),
    "other inputs": Reading(OURS.transaction, OURS.fee, read_by_us(psbts()[-4])[1].inputs),
}


@pytest.mark.parametrize("name", LIES)
def test_what_no_habit_explains_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READERS, Library.BDK, lambda _data: LIES[name])
    assert {found.library for found in unexplained(GOOD)} == {Library.BDK}


def test_a_refusal_that_no_habit_explains_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_data: bytes) -> Reading:
        raise Refused("I do not like it")

    monkeypatch.setitem(READERS, Library.HWI, refuse)
    expected = Disagreement(Library.HWI, Kind.REFUSES, "I do not like it")
    assert expected in unexplained(GOOD)
