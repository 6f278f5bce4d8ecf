"""The ways to spend that a miniscript expression allows: which quorum, and after how long."""

from dataclasses import dataclass

from strongroom.model.errors import PolicyError
from strongroom.model.miniscript import Fragment

MAX_DELAY = 65_535
"""Blocks, about 15 months: what a relative lock can hold (BIP-68)."""

MAX_PATHS = 9
"""The usual way and eight for recovery; more could not be told apart by anybody."""


@dataclass(frozen=True, slots=True)
class SpendingPath:
    """``threshold`` of the keys at these places must sign.

    ``delay`` is how many blocks the coin must be confirmed before; 0 leaves it open at any time.
    """

    threshold: int
    keys: tuple[int, ...]
    delay: int = 0


def spending_paths(fragment: Fragment) -> tuple[SpendingPath, ...]:
    """Every way to satisfy an expression, the soonest first.

    Raises ``PolicyError``: ``wallet-unsupported`` (fact ``part``) for conditions that are no quorum
    after a delay in blocks, and for an expression that nobody has to sign.
    """
    found = _paths(fragment)
    if not all(path.keys for path in found):
        raise _unsupported("keyless")
    return tuple(sorted(found, key=lambda path: path.delay))


def _paths(fragment: Fragment) -> list[SpendingPath]:
    match fragment.name:
        case "older":
            return [SpendingPath(0, (), _delay(fragment.number))]
        case "pk" | "pkh":
            return [SpendingPath(1, fragment.keys)]
        case "multi" | "multi_a":
            return [_quorum(fragment.number, fragment.keys)]
        case "thresh":
            return [_quorum(fragment.number, _single_keys(fragment))]
        case "and_v":
            return _both(*fragment.parts)
        case "andor":
            return _some(_both(*fragment.parts[:2]), _paths(fragment.parts[2]))
    return _some(*map(_paths, fragment.parts))


def _some(first: list[SpendingPath], second: list[SpendingPath]) -> list[SpendingPath]:
    if len(first) + len(second) > MAX_PATHS:
        raise _unsupported("paths")
    return first + second


def _both(first: Fragment, second: Fragment) -> list[SpendingPath]:
    return [_joined(one, other) for one in _paths(first) for other in _paths(second)]


def _joined(one: SpendingPath, other: SpendingPath) -> SpendingPath:
    """Both at once; two quorums are one only where all of both must sign."""
    keys, delay = one.keys + other.keys, max(one.delay, other.delay)
    is_whole = all(path.threshold == len(path.keys) for path in (one, other))
    if one.keys and other.keys and not is_whole:
        raise _unsupported("and_v")
    return SpendingPath(one.threshold + other.threshold, keys, delay)


def _quorum(threshold: int, keys: tuple[int, ...]) -> SpendingPath:
    if not 1 <= threshold <= len(keys):
        raise PolicyError(
            "threshold-invalid",
            f"{threshold} of {len(keys)} is not a quorum",
            threshold=threshold,
            count=len(keys),
            limit=len(keys),
        )
    return SpendingPath(threshold, keys)


def _single_keys(fragment: Fragment) -> tuple[int, ...]:
    if any(part.name not in ("pk", "pkh") for part in fragment.parts):
        raise _unsupported("thresh")
    return tuple(part.keys[0] for part in fragment.parts)


def _delay(number: int) -> int:
    if number > MAX_DELAY:
        raise _unsupported("older")
    return number


def _unsupported(part: str) -> PolicyError:
    return PolicyError("wallet-unsupported", "a condition no wallet here has", part=part)
