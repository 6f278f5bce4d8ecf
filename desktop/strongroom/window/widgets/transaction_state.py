"""What a picture of a transaction shows: where coins come from, and where they go."""

from dataclasses import dataclass
from enum import Enum

from strongroom.window.widgets.sign import SignKind

MOST_ENDS = 7
"""More ends than this on one side are drawn as one, unless they are blocked."""


class EndKind(Enum):
    """Whose an input or output is."""

    OWN = "own"
    """Coins of this wallet: what it spends, and change."""
    OTHER = "other"
    """A payment to someone, or a coin someone else adds."""
    BLOCKED = "blocked"
    """Coins that would be lost; drawn and said in ``block``."""


@dataclass(frozen=True, slots=True)
class TransactionEnd:
    """An input or output; ``amount`` in satoshi, None where it is not known.

    ``title`` and ``note`` stand beside it, the note behind ``sign`` if there is one. ``count`` is
    of how many inputs or outputs it stands for.
    """

    kind: EndKind
    amount: int | None
    title: str = ""
    note: str = ""
    sign: SignKind | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class TransactionState:
    """``wallet`` is its name; ``fee`` in satoshi, None where it is not known."""

    wallet: str
    inputs: tuple[TransactionEnd, ...]
    outputs: tuple[TransactionEnd, ...]
    fee: int | None
    fee_note: str = ""


def folded(ends: tuple[TransactionEnd, ...]) -> tuple[TransactionEnd, ...]:
    """At most ``MOST_ENDS`` ends and all that are blocked; the rest as one at the end."""
    blocked = sum(end.kind is EndKind.BLOCKED for end in ends)
    if len(ends) <= max(MOST_ENDS, blocked):
        return ends
    room = max(MOST_ENDS - 1 - blocked, 0)
    shown: list[TransactionEnd] = []
    rest: list[TransactionEnd] = []
    for end in ends:
        is_blocked = end.kind is EndKind.BLOCKED
        (shown if is_blocked or room > 0 else rest).append(end)
        room -= not is_blocked
    return (*shown, _together(rest))


def _together(ends: list[TransactionEnd]) -> TransactionEnd:
    amounts = [end.amount for end in ends]
    known = None if None in amounts else sum(amount or 0 for amount in amounts)
    kinds = {end.kind for end in ends}
    kind = EndKind.OWN if kinds == {EndKind.OWN} else EndKind.OTHER
    return TransactionEnd(kind, known, count=sum(end.count for end in ends))
