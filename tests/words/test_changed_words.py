import pytest

from strongroom.model.errors import Fact
from strongroom.model.frozen import FrozenPart
from strongroom.words.changed_words import changed_address, changed_part, changed_value
from strongroom.words.filling import MISSING

VALUES: dict[str, tuple[str, Fact, str]] = {
    "an address": ("script", "bc1qaddress", "bc1q addr ess"),
    "a script": ("script", "script 6a01", "script 6a01"),
    "the address of a coin": ("spent-script", "bc1qaddress", "bc1q addr ess"),
    "an amount": ("amount", 38_500, "0.000\u2009385\u200900 BTC"),
    "the amount of a coin": ("spent-amount", 1, "0.000\u2009000\u200901 BTC"),
    "a block": ("locktime", 900_000, "block 900000"),
    "no locktime": ("locktime", 0, "none"),
    "a sequence": ("sequence", 4_294_967_293, "4294967293 (0xfffffffd)"),
    "a number": ("output-count", 3, "3"),
    "a type": ("sighash-type", "SINGLE", "SINGLE"),
    "a coin": ("outpoint", "ab:1", "ab:1"),
    "what steers the display": ("outpoint", "a\u202eb", "a<U+202E>b"),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_said_as_what_it_is(name: str) -> None:
    part, value, words = VALUES[name]
    assert changed_value({"part": part, "reviewed": value}, "reviewed") == words


def test_only_an_address_is_one() -> None:
    assert changed_address({"part": "script", "returned": "bc1qx"}, "returned") == "bc1qx"
    assert changed_address({"part": "script", "returned": "script 6a"}, "returned") is None
    assert changed_address({"part": "outpoint", "returned": "ab:1"}, "returned") is None


@pytest.mark.parametrize("part", FrozenPart)
def test_every_part_has_its_words(part: FrozenPart) -> None:
    words = changed_part({"part": part.value, "place": "input 0"})
    assert words.startswith("Input 1: ")
    assert "-" not in words


def test_what_was_not_there_is_said_to_be_so() -> None:
    added: dict[str, Fact] = {"part": "amount", "place": "output 2", "returned": 1}
    assert changed_value(added, "reviewed") == "not there"
    assert changed_part({}) == MISSING


@pytest.mark.parametrize("value", ["text", 3, 2.5, True, -1, 10**30, float("nan"), 1e300])
@pytest.mark.parametrize("part", [*(part.value for part in FrozenPart), "another", 7])
def test_facts_of_any_kind_raise_nothing(part: Fact, value: Fact) -> None:
    facts = {"part": part, "place": value, "returned": value}
    assert changed_part(facts)
    assert changed_value(facts, "returned")
