"""In what a transaction that came back differs: which part, how it was reviewed, how it is now."""

from collections.abc import Callable, Mapping

from strongroom.model.errors import Fact
from strongroom.words.amounts import bitcoin, grouped_address
from strongroom.words.filling import MISSING
from strongroom.words.locks import locktime_words
from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Translate, as_written
from strongroom.words.text import counted_place, visible

CHANGED = "changed-after-review"

_PARTS = {
    "version": QT_TRANSLATE_NOOP("Words", "version"),
    "locktime": QT_TRANSLATE_NOOP("Words", "locktime"),
    "input-count": QT_TRANSLATE_NOOP("Words", "number of inputs"),
    "output-count": QT_TRANSLATE_NOOP("Words", "number of outputs"),
    "outpoint": QT_TRANSLATE_NOOP("Words", "coin that is spent"),
    "sequence": QT_TRANSLATE_NOOP("Words", "sequence"),
    "spent-amount": QT_TRANSLATE_NOOP("Words", "amount of the coin"),
    "spent-script": QT_TRANSLATE_NOOP("Words", "address of the coin"),
    "sighash-type": QT_TRANSLATE_NOOP("Words", "sighash type"),
    "amount": QT_TRANSLATE_NOOP("Words", "amount"),
    "script": QT_TRANSLATE_NOOP("Words", "address"),
}
_AMOUNTS = ("amount", "spent-amount")
_SCRIPTS = ("script", "spent-script")


def changed_part(facts: Mapping[str, Fact], translate: Translate = as_written) -> str:
    """Which part it is, as in ``Output 1: address``."""
    part, place = str(facts.get("part", MISSING)), str(facts.get("place", "transaction"))
    said = translate("Words", _PARTS[part]) if part in _PARTS else visible(part)
    if place != "transaction":
        said = f"{counted_place(place)}: {said}"
    return said[:1].upper() + said[1:]


def changed_address(facts: Mapping[str, Fact], name: str) -> str | None:
    """The address that the fact ``reviewed`` or ``returned`` is; None where it is none."""
    value = facts.get(name)
    is_script = facts.get("part") in _SCRIPTS and isinstance(value, str)
    return str(value) if is_script and not str(value).startswith("script ") else None


def changed_value(
    facts: Mapping[str, Fact], name: str, amount: Callable[[int], str] = bitcoin
) -> str:
    """The fact ``reviewed`` or ``returned`` as people read it; ``amount`` writes satoshi.

    One that was not told was not there, as an output that was added.
    """
    part, value = facts.get("part"), facts.get(name)
    address = changed_address(facts, name)
    if value is None:
        return "not there"
    if address is not None:
        return grouped_address(visible(address))
    if not isinstance(value, int):
        return visible(str(value))
    if part in _AMOUNTS:
        return amount(value)
    if part == "locktime":
        return locktime_words(value)
    return f"{value} (0x{value:08x})" if part == "sequence" else str(value)
