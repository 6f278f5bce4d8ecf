"""A payment that spends from two transactions, with and without them."""

from strongroom.engines.own_scripts import Place
from strongroom.engines.wallet_fields import OwnCoin, wallet_psbt
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import Psbt
from strongroom.model.psbt_edit import slim
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.model.wallet import Branch, Wallet
from tests.workflows.rounds import FEE, PAYEE, SEQUENCE, make_funding

COINS = ((60_000, 1_000), (80_000, 2_000))


def previous_of(wallet: Wallet) -> tuple[Transaction, Transaction]:
    """The transactions that are spent from."""
    first, second = (Transaction.parse(make_funding(wallet, coins).raw) for coins in COINS)
    return first, second


def whole(wallet: Wallet) -> Psbt:
    """The payment with all that proves its amounts."""
    previous = [PreviousTransaction.parse(each.serialize()) for each in previous_of(wallet)]
    own = [OwnCoin(each, 0, Place(Branch.RECEIVE, 0)) for each in previous]
    spent = tuple(TxInput(OutPoint(each.txid_bytes, 0), sequence=SEQUENCE) for each in previous)
    unsigned = Transaction(2, spent, (TxOutput(140_000 - FEE, PAYEE),), 101)
    return wallet_psbt(wallet, unsigned, own, [None])


def lacking(wallet: Wallet) -> Psbt:
    """The same, claiming its amounts without proof."""
    return slim(whole(wallet), [0, 1])
