"""What a payment changes of another that spends one of the same coins, as one with a higher fee."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from strongroom.model.addresses import write_address
from strongroom.model.finding import Finding
from strongroom.model.transaction import OutPoint
from strongroom.review.context import Context
from strongroom.review.history import Conflicting
from strongroom.review.ownership import Ownership
from strongroom.review.weigh import info, warn


class PayeeChange(Enum):
    """How what a payee gets differs; the value is the word of the command line.

    ``NEW`` is paid by this payment alone, ``GONE`` by the other alone; the others get ``LESS`` or
    ``MORE`` by this one.
    """

    NEW = "new"
    GONE = "gone"
    LESS = "less"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class ChangedPayee:
    """A script that is not ours, and the satoshi it gets by the other payment and by this one.

    An amount is None where the script is not among the outputs; ``address`` is None for a script
    without an address form.
    """

    script_pubkey: bytes
    address: str | None
    other: int | None
    this: int | None

    @property
    def change(self) -> PayeeChange:
        if self.other is None or self.this is None:
            return PayeeChange.NEW if self.other is None else PayeeChange.GONE
        return PayeeChange.LESS if self.this < self.other else PayeeChange.MORE


@dataclass(frozen=True, slots=True)
class Figures:
    """What a payment brings back to the wallet and costs (satoshi, sat/vB), and its locktime.

    None stands for what is not known.
    """

    change: int
    fee: int | None
    fee_rate: float | None
    locktime: int | None


@dataclass(frozen=True, slots=True)
class Replacement:
    """This payment beside another that spends one of the same coins.

    ``txid`` is the other's before its scriptSigs. ``reviewed`` is when that one was kept first
    (seconds since 1970), None where it is not kept; ``is_later`` says that this was after this
    payment was, so that it is this one that would be replaced. ``payees`` are those that get
    another sum, ``coins_added`` what this payment alone spends and ``coins_gone`` the other alone.
    """

    txid: str
    reviewed: int | None
    is_later: bool
    payees: tuple[ChangedPayee, ...]
    other: Figures
    this: Figures
    coins_added: tuple[OutPoint, ...]
    coins_gone: tuple[OutPoint, ...]

    @property
    def changes_payees(self) -> bool:
        """Whether somebody is new, is gone, or gets less."""
        return any(each.change is not PayeeChange.MORE for each in self.payees)

    def count(self, change: PayeeChange) -> int:
        """How many payees differ so."""
        return sum(each.change is change for each in self.payees)


def replaced_payment(context: Context) -> Iterator[Finding]:
    """Another payment of the same coins, of which only one can be mined."""
    for each in replacements(context):
        if not each.changes_payees:
            yield info("rbf", reason="later" if each.is_later else "replaces", txid=each.txid)
            continue
        yield warn(
            "rbf",
            reason="later-payee" if each.is_later else "replaces-payee",
            txid=each.txid,
            added=each.count(PayeeChange.NEW),
            gone=each.count(PayeeChange.GONE),
            less=each.count(PayeeChange.LESS),
        )


def replacements(context: Context) -> tuple[Replacement, ...]:
    """The payment beside each of those that are known to conflict with it; none without a wallet,
    as nobody could say then what is paid and what comes back."""
    owner = context.ownership
    if owner is None:
        return ()
    return tuple(_beside(context, owner, other) for other in context.history.conflicting)


def _beside(context: Context, owner: Ownership, other: Conflicting) -> Replacement:
    coins = dict.fromkeys(view.tx_input.outpoint for view in context.inputs)
    other_coins = dict.fromkeys(other.coins)
    change, paid = _split(other, owner)
    fee = _fee(context, other)
    rate = None if fee is None or other.vsize is None else round(fee / other.vsize, 3)
    return Replacement(
        txid=other.txid,
        reviewed=other.reviewed,
        is_later=_is_later(other.reviewed, context.history.reviewed),
        payees=tuple(_changed_payees(paid, _paid(context, other), owner)),
        other=Figures(change, fee, rate, other.locktime),
        this=_figures(context),
        coins_added=tuple(coin for coin in coins if coin not in other_coins),
        coins_gone=tuple(coin for coin in other_coins if coin not in coins),
    )


def _is_later(other: int | None, this: int | None) -> bool:
    """Whether both are kept, and the other since after this one."""
    return other is not None and this is not None and other > this


def _figures(context: Context) -> Figures:
    fee = context.fee
    return Figures(
        change=sum(view.output.amount for view in context.own_outputs),
        fee=fee,
        fee_rate=None if fee is None else round(fee / context.vsize, 3),
        locktime=context.psbt.transaction.locktime,
    )


def _split(other: Conflicting, owner: Ownership) -> tuple[int, Mapping[bytes, int]]:
    """What of the other comes back to the wallet, and what each script that is not ours gets."""
    outputs = [(each.script_pubkey, each.amount) for each in other.outputs]
    own = {script for script, _ in outputs if _is_ours(script, owner)}
    back = sum(amount for script, amount in outputs if script in own)
    return back, _sums((script, amount) for script, amount in outputs if script not in own)


def _is_ours(script_pubkey: bytes, owner: Ownership) -> bool:
    place = owner.place(script_pubkey, ())
    return place is not None and place.index <= owner.farthest


def _paid(context: Context, other: Conflicting) -> Mapping[bytes, int]:
    """What each script gets that is not ours; of one without an address nothing is said where the
    other's are not known."""
    return _sums(
        (view.output.script_pubkey, view.output.amount)
        for view in context.outputs
        if not view.is_ours and (other.is_whole or view.address is not None)
    )


def _sums(outputs: Iterable[tuple[bytes, int]]) -> Mapping[bytes, int]:
    sums: dict[bytes, int] = {}
    for script, amount in outputs:
        sums[script] = sums.get(script, 0) + amount
    return sums


def _changed_payees(
    other: Mapping[bytes, int], this: Mapping[bytes, int], owner: Ownership
) -> Iterator[ChangedPayee]:
    """Those of this payment first."""
    for script in dict.fromkeys((*this, *other)):
        amounts = other.get(script), this.get(script)
        if amounts[0] != amounts[1]:
            yield ChangedPayee(script, write_address(script, owner.wallet.network), *amounts)


def _fee(context: Context, other: Conflicting) -> int | None:
    """The other's fee in satoshi, where all of its amounts are proven, there or here."""
    here = {view.tx_input.outpoint: view.amount for view in context.inputs}
    amounts = [other.amounts.get(coin, here.get(coin)) for coin in other.coins]
    known = [amount for amount in amounts if amount is not None]
    if not other.is_whole or len(known) < len(amounts):
        return None
    return sum(known) - sum(output.amount for output in other.outputs)
