"""Other transactions that spend the coins of a payment: those a vault knows, or one in a file."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from strongroom.formats.reading import recognise
from strongroom.model.addresses import read_address
from strongroom.model.errors import ReadError, StrongroomError
from strongroom.model.psbt import Psbt
from strongroom.model.transaction import OutPoint, Transaction, TxOutput
from strongroom.model.wallet import Wallet
from strongroom.review.context import make_context
from strongroom.review.history import Conflicting, History
from strongroom.review.limits import Limits
from strongroom.vault.past_records import PastRecord
from strongroom.vault.tables import PAYMENTS, Shelf
from strongroom.workflows.kept import read_kept_payment


def read_replaced(data: bytes, name: str, psbt: Psbt, wallet: Wallet) -> Conflicting:
    """The transaction of a file (a PSBT, or raw as binary or hex) that ``psbt`` may replace.

    Raises ``ReadError`` with ``replaced-malformed`` for another thing that is known, with
    ``replaced-unrelated`` for one that spends none of the payment's coins, or (``reason`` same) is
    the payment itself, and what ``recognise`` raises.
    """
    found = recognise(data).value
    match found:
        case Psbt():
            other = _of_psbt(found, wallet)
        case Transaction():
            other = _of_transaction(found, {})
        case _:
            message = f"{name} is neither a PSBT nor a transaction"
            raise ReadError("replaced-malformed", message, name=name)
    if other.txid == psbt.transaction.without_signatures().txid:
        message = f"{name} is the payment itself"
        raise ReadError("replaced-unrelated", message, reason="same", name=name)
    if {each.outpoint for each in psbt.transaction.inputs}.isdisjoint(other.coins):
        message = f"{name} spends none of the payment's coins"
        raise ReadError("replaced-unrelated", message, name=name, txid=other.txid)
    return other


def with_replaced(history: History, others: Iterable[Conflicting]) -> History:
    """What is known beside a payment, with other transactions that were given; one that the vault
    knows too is not said twice."""
    known = {each.txid for each in history.conflicting}
    new = {each.txid: each for each in others if each.txid not in known}
    return replace(history, conflicting=(*history.conflicting, *new.values()))


def kept_conflicting(
    shelf: Shelf, payments: Mapping[str, PastRecord], wallet: Wallet
) -> tuple[Conflicting, ...]:
    """Payments a vault remembers, by their rows, as far as their transactions are still there; the
    latest first."""
    known = sorted(payments.items(), key=lambda each: (each[1].reviewed, each[0]), reverse=True)
    return tuple(_kept(shelf, row, past, wallet) for row, past in known)


def _kept(shelf: Shelf, row: str, past: PastRecord, wallet: Wallet) -> Conflicting:
    reviewed = int(past.reviewed.timestamp())
    try:
        whole = _whole(shelf, row, past, wallet)
    except StrongroomError:
        whole = None  # it is damaged, and what is remembered of it is left
    return replace(whole or _remembered(row, past), reviewed=reviewed)


def _whole(shelf: Shelf, row: str, past: PastRecord, wallet: Wallet) -> Conflicting | None:
    """None for a payment that was removed."""
    record = PAYMENTS.get(shelf, row)
    if record is None:
        return None
    if record.transaction is not None:
        transaction = Transaction.parse(bytes.fromhex(record.transaction))
        return _of_transaction(transaction, _amounts(past))
    return _of_psbt(read_kept_payment(shelf, row, record).combined, wallet)


def _of_psbt(psbt: Psbt, wallet: Wallet) -> Conflicting:
    context = make_context(psbt, wallet, Limits(), History())
    proven = {view.tx_input.outpoint: view.amount for view in context.inputs}
    known = {coin: amount for coin, amount in proven.items() if amount is not None}
    return replace(_of_transaction(psbt.transaction, known), vsize=context.vsize)


def _of_transaction(transaction: Transaction, amounts: Mapping[OutPoint, int]) -> Conflicting:
    """Its size is only known where it is signed."""
    bare = transaction.without_signatures()
    return Conflicting(
        txid=bare.txid,
        coins=tuple(each.outpoint for each in transaction.inputs),
        outputs=transaction.outputs,
        amounts=amounts,
        vsize=None if transaction == bare else transaction.vsize,
        locktime=transaction.locktime,
    )


def _remembered(row: str, past: PastRecord) -> Conflicting:
    """What is left of a payment that was removed: its coins, and the addresses it pays."""
    amounts = _amounts(past)
    outputs = (
        TxOutput(each.amount, read_address(each.address).script_pubkey) for each in past.paid
    )
    return Conflicting(row, tuple(amounts), tuple(outputs), amounts)


def _amounts(past: PastRecord) -> Mapping[OutPoint, int]:
    return {_outpoint(coin.outpoint): coin.amount for coin in past.coins}


def _outpoint(text: str) -> OutPoint:
    txid, _, index = text.partition(":")
    return OutPoint(bytes.fromhex(txid)[::-1], int(index))
