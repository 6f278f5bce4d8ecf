"""The transactions a payment spends from, taken in where its file does not prove the amounts."""

from collections.abc import Iterable
from dataclasses import replace

from strongroom.formats.reading import recognise
from strongroom.model.errors import ReadError
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_edit import with_previous_transactions
from strongroom.model.transaction import Transaction
from strongroom.review.result import Review
from strongroom.workflows.payment import PaymentUnderWay, review_again


def missing_previous(review: Review) -> tuple[str, ...]:
    """The ids of the transactions without which the review stops, in the order of the inputs."""
    missing = (found.facts["txid"] for found in review.findings if found.code == "utxo-missing")
    return tuple(dict.fromkeys(map(str, missing)))


def read_transaction(data: bytes, name: str) -> Transaction:
    """A raw transaction, as binary or hex. Raises ``ReadError`` with ``previous-malformed`` for
    anything else that is known, and what ``recognise`` raises."""
    found = recognise(data).value
    if not isinstance(found, Transaction):
        raise ReadError("previous-malformed", f"{name} is not a transaction", name=name)
    return found


def spends_from(psbt: Psbt, transaction: Transaction) -> bool:
    """Whether an input of the payment spends an output of this transaction."""
    txids = (spent.outpoint.txid for spent in psbt.transaction.inputs)
    return transaction.txid_bytes in txids


def with_transactions(psbt: Psbt, given: Iterable[Transaction]) -> Psbt:
    """``psbt`` with these where it spends from them.

    Raises ``ReadError`` with ``previous-unrelated`` and the fact ``txid`` for one it does not
    spend from: the id is the hash of what was given, so that none can pass for another.
    """
    every = tuple(given)
    for each in every:
        if not spends_from(psbt, each):
            message = "the payment does not spend from this transaction"
            raise ReadError("previous-unrelated", message, txid=each.txid)
    return with_previous_transactions(
        psbt, (PreviousTransaction.parse(each.serialize()) for each in every)
    )


def take_in(payment: PaymentUnderWay, given: Iterable[Transaction]) -> PaymentUnderWay:
    """The payment with these previous transactions, reviewed anew.

    Raises what ``with_transactions`` does, and ``Rejected`` where one of them tells something else
    than the file did.
    """
    every = tuple(given)
    completed = replace(
        payment,
        original=with_transactions(payment.original, every),
        combined=with_transactions(payment.combined, every),
    )
    return review_again(completed, payment.limits, payment.history)
