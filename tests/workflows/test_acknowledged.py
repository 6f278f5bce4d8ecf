from strongroom.model.finding import Finding, Severity
from strongroom.workflows.acknowledged import Acknowledged

LOCK = Finding("locktime", Severity.WARN, facts={"time": 2_000, "wait": 900, "until": 2_000})


def with_facts(**facts: int) -> Finding:
    return Finding(LOCK.code, LOCK.severity, LOCK.where, {**LOCK.facts, **facts})


def test_a_warning_of_other_facts_is_another_one() -> None:
    assert Acknowledged.of(LOCK) != Acknowledged.of(with_facts(time=3_000))


def test_a_lock_that_has_come_nearer_is_the_same_warning() -> None:
    assert Acknowledged.of(LOCK) == Acknowledged.of(with_facts(wait=100, until=2_001))
