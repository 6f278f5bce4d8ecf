"""The coins that a transaction pays to a wallet, found by the wallet's own derivation."""

from strongroom.model.addresses import write_address
from strongroom.model.transaction import Transaction
from strongroom.model.wallet import Wallet
from strongroom.review.limits import Limits
from strongroom.review.search import Reach, search_of
from strongroom.vault.past_records import CoinRecord


def received_coins(wallet: Wallet, transaction: Transaction) -> tuple[CoinRecord, ...]:
    """Those in reach of a wallet of which nobody knows how far it is used."""
    search, reach = search_of(wallet), Reach(-1, Limits())
    found = []
    for number, output in enumerate(transaction.outputs):
        place = search.within(output.script_pubkey, reach)
        if place is not None:
            address = write_address(output.script_pubkey, wallet.network) or ""
            outpoint = f"{transaction.txid}:{number}"
            found.append(CoinRecord(outpoint, output.amount, address, place.index))
    return tuple(found)
