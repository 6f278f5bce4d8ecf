"""In what two wallets differ, as sentences."""

from collections.abc import Mapping

from strongroom.model.errors import Fact
from strongroom.words.filling import fill
from strongroom.words.marker import QT_TRANSLATE_NOOP

_SENTENCES = {
    "network": QT_TRANSLATE_NOOP("Words", "The first is for {first}, the second for {second}."),
    "script-type": QT_TRANSLATE_NOOP(
        "Words", "The script type is {first} in the first, {second} in the second."
    ),
    "threshold": QT_TRANSLATE_NOOP(
        "Words", "The first takes {first:signature|signatures}, the second {second}."
    ),
    "sorting": QT_TRANSLATE_NOOP(
        "Words", "One sorts its keys (sortedmulti), the other keeps them in order (multi)."
    ),
    "key-only-in-first": QT_TRANSLATE_NOOP("Words", "Only the first has the key {key} ({origin})."),
    "key-only-in-second": QT_TRANSLATE_NOOP(
        "Words", "Only the second has the key {key} ({origin})."
    ),
    "key-order": QT_TRANSLATE_NOOP("Words", "The keys stand in another order, and it counts."),
    "branches": QT_TRANSLATE_NOOP("Words", "They use other branches of the key {key}."),
    "paths": QT_TRANSLATE_NOOP(
        "Words",
        "The ways to spend differ: {first:paths} in the first, {second:paths} in the second, and "
        "perhaps whose keys they need.",
    ),
    "origin": QT_TRANSLATE_NOOP(
        "Words",
        "The key {key} has the origin {first} in the first, {second} in the second;"
        " the addresses are the same.",
    ),
    "name": QT_TRANSLATE_NOOP("Words", "The first is named {first}, the second {second}."),
}


def difference_sentence(code: str, facts: Mapping[str, Fact]) -> str:
    """One difference by its code; the code itself where no sentence is kept for it."""
    return fill(_SENTENCES.get(code, code), facts)
