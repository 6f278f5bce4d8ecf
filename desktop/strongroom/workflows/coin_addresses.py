"""At which addresses the coins of a payment lie."""

from functools import lru_cache

from strongroom.model.addresses import write_address
from strongroom.model.network import Network
from strongroom.workflows.payment import PaymentUnderWay


def coin_address(payment: PaymentUnderWay, index: int) -> str:
    """The address at which the coin of an input lies; empty where it has none."""
    spent = payment.original.spent_output(index)
    return script_address(spent.script_pubkey, payment.wallet.network) if spent else ""


def write_coin_addresses(payment: PaymentUnderWay) -> PaymentUnderWay:
    """The same payment: from now on ``coin_address`` has nothing to work out for it."""
    for entry in payment.review.inputs:
        coin_address(payment, entry.index)
    return payment


@lru_cache(maxsize=4096)
def script_address(script_pubkey: bytes, network: Network) -> str:
    """The address of a script, empty where it has none; kept, as a page asks again and again."""
    return write_address(script_pubkey, network) or ""
