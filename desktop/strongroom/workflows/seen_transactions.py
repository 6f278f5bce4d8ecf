"""Previous transactions that a vault has seen: given to a payment that lacks them, remembered."""

from strongroom.vault.chain_cache import ChainCache
from strongroom.workflows.payment import PaymentUnderWay
from strongroom.workflows.previous_transactions import missing_previous, take_in


def with_seen(payment: PaymentUnderWay, cache: ChainCache) -> PaymentUnderWay:
    """The payment with what it lacks and the cache has, reviewed anew; raises ``Rejected``."""
    missing = missing_previous(payment.review)
    seen = cache.find(missing) if missing else ()
    return take_in(payment, (each.transaction() for each in seen)) if seen else payment


def remember(payment: PaymentUnderWay, cache: ChainCache) -> None:
    """Take up the transactions the payment spends from; nothing happens where that fails."""
    given = (entry.previous_transaction for entry in payment.original.inputs)
    cache.add(each for each in given if each is not None)
