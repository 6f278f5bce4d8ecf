"""Every kept input is borne by its reader; and what a reader must not do is noticed."""

import pytest

from strongroom.model.errors import ReadError, StrongroomError
from tests.fuzz.checks import check
from tests.fuzz.corpus import CORPUS, kept
from tests.fuzz.seeds import seeds
from tests.fuzz.targets import MEBIBYTE, TARGETS, Target

NAMES = [target.name for target in TARGETS]


@pytest.mark.parametrize("target", TARGETS, ids=NAMES)
def test_a_reader_bears_its_kept_inputs(target: Target) -> None:
    inputs = list(kept(target.name))
    assert inputs
    for data in inputs:
        check(target, data)


def test_every_kept_input_has_a_reader() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(NAMES)
    assert len(NAMES) == len(set(NAMES))


def _refuse(_data: bytes) -> object:
    raise ReadError("file-malformed", "no")


def _break(_data: bytes) -> object:
    raise IndexError("a bug")


def _work(_data: bytes) -> object:
    return sum(range(200_000))


def _hoard(_data: bytes) -> object:
    return len(b"\1" * 300 * MEBIBYTE)


def test_a_value_and_a_refusal_are_borne() -> None:
    check(Target("same", bytes), b"abc")
    check(Target("refuse", _refuse), b"")


BAD = {
    "another error": (Target("break", _break), IndexError),
    "another room's error": (Target("refuse", _refuse, refuses=(KeyError,)), StrongroomError),
    "too long": (Target("work", _work, seconds=0.0), AssertionError),
    "too much memory": (Target("hoard", _hoard), AssertionError),
    "never the same": (Target("moody", lambda _data: object()), AssertionError),
}


@pytest.mark.parametrize("name", BAD)
def test_what_a_reader_must_not_do_is_noticed(name: str) -> None:
    target, error = BAD[name]
    with pytest.raises(error):
        check(target, b"")


def test_every_search_begins_somewhere() -> None:
    psbt = next(target for target in TARGETS if target.is_psbt)
    assert len(list(seeds(psbt))) > 50
