"""Which coins a transaction pays to a wallet."""

from strongroom.engines.derivation import derive_address
from strongroom.engines.own_scripts import own_scripts
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.model.wallet import Branch
from strongroom.review.limits import Limits
from strongroom.vault.past_records import CoinRecord
from strongroom.workflows.received_coins import received_coins
from tests.recovery_wallets import SHOP, recovery_wallet

WALLET = recovery_wallet((1, 100))


def paying(*scripts: bytes) -> Transaction:
    outputs = tuple(TxOutput(1_000 + at, script) for at, script in enumerate(scripts))
    return Transaction(2, (TxInput(OutPoint(bytes(32), 0)),), outputs, 0)


def script(branch: Branch, index: int) -> bytes:
    return own_scripts(WALLET).scripts(branch, index).script_pubkey


def test_only_what_is_paid_to_the_wallet_is_its_own() -> None:
    transaction = paying(SHOP, script(Branch.RECEIVE, 7), SHOP, script(Branch.CHANGE, 2))
    addresses = [
        derive_address(WALLET, b, i).text for b, i in ((Branch.RECEIVE, 7), (Branch.CHANGE, 2))
    ]
    assert received_coins(WALLET, transaction) == (
        CoinRecord(f"{transaction.txid}:1", 1_001, addresses[0], 7),
        CoinRecord(f"{transaction.txid}:3", 1_003, addresses[1], 2),
    )


def test_a_wallet_with_another_delay_gets_nothing() -> None:
    assert received_coins(recovery_wallet((1, 101)), paying(script(Branch.RECEIVE, 0))) == ()


def test_it_looks_as_far_as_a_review_does() -> None:
    far = Limits().far
    assert received_coins(WALLET, paying(script(Branch.RECEIVE, far - 1)))
    assert not received_coins(WALLET, paying(script(Branch.RECEIVE, far)))
