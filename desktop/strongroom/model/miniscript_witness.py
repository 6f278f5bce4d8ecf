"""What is shown to satisfy a miniscript expression, as far as its size has to be known."""

from collections.abc import Callable, Collection

from strongroom.model.miniscript import Fragment

Stack = tuple[bytes, ...]
_TRUE, _FALSE = (b"\x01",), (b"",)


def satisfied(
    fragment: Fragment, signed: Collection[int], signature: bytes, key: bytes
) -> Stack | None:
    """The stack that opens an expression, the item on top last; None where it does not open.

    ``signed`` are the places of the keys that sign; ``signature`` and ``key`` stand for each.
    Every delay is taken to be over.
    """

    def of(part: Fragment) -> Stack | None:
        return satisfied(part, signed, signature, key)

    match fragment.name:
        case "older":
            return ()
        case "pk" | "pkh":
            one = (signature, key) if fragment.name == "pkh" else (signature,)
            return one if fragment.keys[0] in signed else None
        case "multi":
            ours = sum(place in signed for place in fragment.keys)
            return (b"",) + (signature,) * fragment.number if ours >= fragment.number else None
        case "multi_a":
            return _counted(fragment, signed, signature)
        case "thresh":
            given = [part for part in fragment.parts if of(part)][: fragment.number]
            shown = [of(p) if p in given else refused(p, key) for p in reversed(fragment.parts)]
            return _all(*shown) if len(given) == fragment.number else None
    return _joined(fragment, of, key)


def _joined(fragment: Fragment, of: Callable[[Fragment], Stack | None], key: bytes) -> Stack | None:
    """What opens an expression made of others, by what opens these."""
    first, *rest = fragment.parts
    match fragment.name:
        case "and_v":
            return _all(of(rest[0]), of(first))
        case "andor":
            return _all(of(rest[0]), of(first)) or _all(of(rest[1]), refused(first, key))
        case "or_i":
            return _all(of(first), _TRUE) or _all(of(rest[0]), _FALSE)
        case "or_b":
            return _all(refused(rest[0], key), of(first)) or _all(of(rest[0]), refused(first, key))
    return of(first) or _all(of(rest[0]), refused(first, key))


def refused(fragment: Fragment, key: bytes) -> Stack | None:
    """The stack that leaves an expression unsatisfied; None where there is none."""
    parts = [refused(part, key) for part in fragment.parts]
    match fragment.name:
        case "pk":
            return (b"",)
        case "pkh":
            return b"", key
        case "multi":
            return (b"",) * (fragment.number + 1)
        case "multi_a":
            return (b"",) * len(fragment.keys)
        case "thresh" | "or_b" | "or_d":
            return _all(*reversed(parts))
        case "andor":
            return _all(parts[2], parts[0])
        case "or_i":
            return _all(parts[0], _TRUE) or _all(parts[1], _FALSE)
    return None


def _counted(fragment: Fragment, signed: Collection[int], signature: bytes) -> Stack | None:
    """An item for each key of ``multi_a``, the first key's on top; exactly a quorum signs."""
    able = [place for place in fragment.keys if place in signed][: fragment.number]
    shown = tuple(signature if place in able else b"" for place in reversed(fragment.keys))
    return shown if len(able) == fragment.number else None


def _all(*stacks: Stack | None) -> Stack | None:
    """The stacks one on the other; None where one is missing."""
    known = [stack for stack in stacks if stack is not None]
    return sum(known, ()) if len(known) == len(stacks) else None
