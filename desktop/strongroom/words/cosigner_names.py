"""Cosigners by name, told apart where several go by one."""

from collections import Counter
from collections.abc import Sequence

from strongroom.words.amounts import grouped_address


def told_apart(names: Sequence[str], fingerprints: Sequence[bytes | None]) -> tuple[str, ...]:
    """The names; one that repeats has the master fingerprint beside it, as devices show it."""
    often = Counter(names)
    return tuple(
        f"{name} {grouped_address(fingerprint.hex().upper())}"
        if fingerprint is not None and name and often[name] > 1
        else name
        for name, fingerprint in zip(names, fingerprints, strict=True)
    )
