"""Cosigners by name, told apart where several go by one; one without a name by its place."""

from collections import Counter
from collections.abc import Sequence

from strongroom.words.amounts import grouped_address
from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Translate, as_written

_UNNAMED = QT_TRANSLATE_NOOP("Words", "Key {number}")


def unnamed(place: int, translate: Translate = as_written) -> str:
    """What a cosigner without a name is called; ``place`` counts from 0."""
    return translate("Words", _UNNAMED).format(number=place + 1)


def told_apart(
    names: Sequence[str],
    fingerprints: Sequence[bytes | None],
    translate: Translate = as_written,
) -> tuple[str, ...]:
    """The names; one that repeats has the master fingerprint beside it, as devices show it."""
    often = Counter(names)
    return tuple(
        f"{name} {grouped_address(fingerprint.hex().upper())}"
        if fingerprint is not None and name and often[name] > 1
        else name or unnamed(place, translate)
        for place, (name, fingerprint) in enumerate(zip(names, fingerprints, strict=True))
    )
