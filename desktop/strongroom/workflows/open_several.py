"""Opening several files at once: what belongs together is taken together, the rest is named."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial

from strongroom.model.errors import ReadError, StrongroomError
from strongroom.model.transaction import Transaction
from strongroom.review.limits import Limits
from strongroom.workflows.compare import compare_wallets
from strongroom.workflows.kept import KeptPayment, KeptWallet
from strongroom.workflows.open_anything import Opened, open_anything
from strongroom.workflows.open_key import OpenedKey
from strongroom.workflows.open_wallet import OpenedWallet
from strongroom.workflows.past import Past
from strongroom.workflows.payment import PaymentUnderWay, Returned, accept
from strongroom.workflows.previous_transactions import missing_previous, spends_from, take_in

MAX_FILES = 64
"""Of all kinds; the most signers of a wallet, three times over."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something to be opened: the name people know it by, and how its bytes are got."""

    name: str
    read: Callable[[], bytes]


class LeftWhy(Enum):
    """Why something that could be read was left all the same."""

    OTHER_KIND = "other-kind"
    OTHER_PAYMENT = "other-payment"
    OTHER_WALLET = "other-wallet"
    NOT_SPENT = "not-spent"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Left:
    """What was not taken; an error where it could not be read at all."""

    name: str
    why: LeftWhy | StrongroomError


@dataclass(frozen=True, slots=True)
class OpenedSeveral:
    """``opened`` is what leads on, ``keys`` all keys where those do, ``taken`` the names of what
    came along, ``previous`` how many transactions came in that the payment spends from."""

    opened: Opened
    taken: tuple[str, ...]
    left: tuple[Left, ...] = ()
    keys: tuple[OpenedKey, ...] = ()
    previous: int = 0


class NothingOpened(StrongroomError):
    """None of several could be opened: ``nothing-opened``; ``left`` says why of each."""

    def __init__(self, left: Sequence[Left]) -> None:
        super().__init__("nothing-opened", "none of these could be opened", count=len(left))
        self.left = tuple(left)


@dataclass(frozen=True, slots=True)
class _Read:
    """A source that was read, and what it is."""

    name: str
    data: bytes = field(repr=False)
    opened: Opened


def open_several(
    sources: Sequence[Source],
    wallets: Sequence[KeptWallet] = (),
    payments: Iterable[KeptPayment] = (),
    *,
    limits: Limits | None = None,
    past: Past | None = None,
    reviewed: Opened | None = None,
) -> OpenedSeveral:
    """Open each and take what belongs together: a payment with its signatures before a wallet,
    that before keys, and these before the rest. A key opens an encrypted backup beside it.
    Transactions are held against ``reviewed``, a payment that may lack those it spends from.

    What cannot be opened is left with its error, such as ``ReadError`` with ``file-empty``. Raises
    that error where there is one source alone, ``NothingOpened``, and ``ReadError`` with
    ``files-too-many`` or ``previous-unrelated``.
    """
    if len(sources) > MAX_FILES:
        count, limit = len(sources), MAX_FILES
        raise ReadError("files-too-many", "too many files at once", count=count, limit=limit)
    here = tuple(payments)
    opening = partial(open_anything, wallets=wallets, payments=here, limits=limits, past=past)
    read: list[_Read] = []
    left: list[Left] = []
    locked: list[tuple[Left, bytes]] = []
    for source in sources:
        data = b""
        try:
            data = _data(source)
            read.append(_Read(source.name, data, opening(data, name=source.name)))
        except StrongroomError as error:
            if len(sources) == 1:
                raise
            left.append(Left(source.name, error))
            if error.code == "backup-locked":
                locked.append((left[-1], data))
    if not read:
        raise NothingOpened(left)
    unlocked = _unlocked(locked, read, opening)
    left = [one for one in left if not any(one is opened for opened, _, _ in unlocked)]
    used = [key for _, _, key in unlocked]
    rest = [*(backup for _, backup, _ in unlocked), *(one for one in read if one not in used)]
    taken = _for_reviewed(rest, reviewed) or _together(sorted(rest, key=_rank))
    names = (*taken.taken, *dict.fromkeys(key.name for key in used))
    return replace(taken, taken=names, left=(*left, *taken.left))


def _unlocked(
    locked: Sequence[tuple[Left, bytes]], read: Sequence[_Read], opening: Callable[..., Opened]
) -> list[tuple[Left, _Read, _Read]]:
    """What was left and a key beside it opens: with the backup as it is read now, and the key."""
    found: list[tuple[Left, _Read, _Read]] = []
    for left, data in locked:
        for one in read:
            if not isinstance(one.opened.thing, OpenedKey):
                continue
            keys = [each.key.xpub for each in one.opened.thing.export.keys]
            with suppress(ReadError):
                opened = opening(data, name=left.name, keys=keys)
                found.append((left, _Read(left.name, data, opened), one))
                break
    return found


def _data(source: Source) -> bytes:
    data = source.read()
    if not data.strip():
        raise ReadError("file-empty", f"{source.name} is empty", name=source.name)
    return data


def _rank(read: _Read) -> int:
    order = (PaymentUnderWay, OpenedWallet, OpenedKey)
    thing = read.opened.thing
    return next((at for at, kind in enumerate(order) if isinstance(thing, kind)), len(order))


def _together(read: Sequence[_Read]) -> OpenedSeveral:
    """The first, and of the others what goes with it."""
    first, others = read[0], read[1:]
    match first.opened.thing:
        case PaymentUnderWay() as payment:
            return _with_signatures(first, payment, others)
        case OpenedKey():
            return _keys(read)
        case _:
            left = tuple(Left(other.name, _why_left(first, other)) for other in others)
            return OpenedSeveral(first.opened, (first.name,), left)


def _with_signatures(
    first: _Read, payment: PaymentUnderWay, others: Sequence[_Read]
) -> OpenedSeveral:
    previous = [other for other in others if _is_previous(payment, other)]
    if previous:
        return _with_previous(
            first, payment, previous, [one for one in others if one not in previous]
        )
    same = [other for other in others if _txid(other.opened.thing) == payment.txid]
    left = [
        Left(other.name, LeftWhy.OTHER_PAYMENT if _txid(other.opened.thing) else LeftWhy.OTHER_KIND)
        for other in others
        if other not in same
    ]
    if not same:
        return OpenedSeveral(first.opened, (first.name,), tuple(left))
    try:
        joined, found = accept(payment, [Returned(other.name, other.data) for other in same])
    except StrongroomError as error:
        left += [Left(other.name, error) for other in same]
        return OpenedSeveral(first.opened, (first.name,), tuple(left))
    findings = (*first.opened.findings, *found)
    opened = replace(first.opened, thing=joined, findings=findings)
    return OpenedSeveral(opened, (first.name, *(other.name for other in same)), tuple(left))


def _for_reviewed(read: Sequence[_Read], reviewed: Opened | None) -> OpenedSeveral | None:
    """The payment under review with the transactions it lacks, if some of these may be those."""
    payment = reviewed.thing if reviewed is not None else None
    if reviewed is None or not isinstance(payment, PaymentUnderWay):
        return None
    if not missing_previous(payment.review) or any(map(_is_payment, read)):
        return None
    if any(_is_previous(payment, one) for one in read):
        found = _with_signatures(_Read("", b"", reviewed), payment, read)
        return replace(found, taken=found.taken[1:])
    loose = [one.opened.thing for one in read if isinstance(one.opened.thing, Transaction)]
    if len(loose) == len(read) == 1:
        message = "the payment under review does not spend from this transaction"
        raise ReadError("previous-unrelated", message, txid=loose[0].txid)
    if len(loose) == len(read):
        raise NothingOpened([Left(one.name, LeftWhy.NOT_SPENT) for one in read])
    return None


def _with_previous(
    first: _Read, payment: PaymentUnderWay, previous: Sequence[_Read], others: Sequence[_Read]
) -> OpenedSeveral:
    """The payment with what it spends from, and then with its signatures."""
    given = [one.opened.thing for one in previous if isinstance(one.opened.thing, Transaction)]
    completed = take_in(payment, given)
    opened = replace(first.opened, thing=completed, findings=completed.review.findings)
    found = _with_signatures(_Read(first.name, first.data, opened), completed, others)
    names = (found.taken[0], *(one.name for one in previous), *found.taken[1:])
    return replace(found, taken=names, previous=len(previous))


def _is_previous(payment: PaymentUnderWay, read: _Read) -> bool:
    thing = read.opened.thing
    return isinstance(thing, Transaction) and spends_from(payment.original, thing)


def _is_payment(read: _Read) -> bool:
    return isinstance(read.opened.thing, PaymentUnderWay)


def _keys(read: Sequence[_Read]) -> OpenedSeveral:
    keys: list[OpenedKey] = []
    taken: list[str] = []
    left: list[Left] = []
    for one in read:
        thing = one.opened.thing
        if not isinstance(thing, OpenedKey):
            left.append(Left(one.name, LeftWhy.OTHER_KIND))
        elif thing.export in [key.export for key in keys]:
            left.append(Left(one.name, LeftWhy.AGAIN))
        else:
            keys.append(thing)
            taken.append(one.name)
    return OpenedSeveral(read[0].opened, tuple(taken), tuple(left), tuple(keys))


def _why_left(first: _Read, other: _Read) -> LeftWhy:
    one, another = first.opened.thing, other.opened.thing
    if isinstance(one, OpenedWallet) and isinstance(another, OpenedWallet):
        is_same = compare_wallets(one.wallet, another.wallet).same
        return LeftWhy.AGAIN if is_same else LeftWhy.OTHER_WALLET
    return LeftWhy.AGAIN if first.data == other.data else LeftWhy.OTHER_KIND


def _txid(thing: object) -> str:
    """The unsigned transaction's id, of what is a payment or the end of one."""
    match thing:
        case PaymentUnderWay():
            return thing.txid
        case Transaction():
            return thing.without_signatures().txid
    return ""
