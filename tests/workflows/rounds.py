"""A wallet of practice signers, a payment from it, and what its signers give back."""

from collections.abc import Sequence

from strongroom.engines.own_scripts import Place, own_scripts
from strongroom.engines.wallet_fields import OwnCoin, wallet_psbt
from strongroom.model.network import Network
from strongroom.model.policy import Policy, PolicyKey
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import Psbt
from strongroom.model.script_type import ScriptType
from strongroom.model.scripts import p2wsh
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.model.wallet import Branch, Wallet
from strongroom.practice.signers import ReturnForm, practice_signer, practice_signers
from strongroom.workflows.combine import Returned
from strongroom.workflows.pay import Funding

PAYEE = p2wsh(b"\x51")
COINS = (60_000, 80_000)
AMOUNT = 100_000
"""Satoshi, more than one coin: the payment has two inputs and change."""

FEE = 1_500
CHANGE_INDEX = 4
CHANGE = Place(Branch.CHANGE, CHANGE_INDEX)
SEQUENCE = 0xFFFF_FFFD


def make_wallet(
    script_type: ScriptType = ScriptType.P2WSH, threshold: int = 2, count: int = 3
) -> Wallet:
    """The wallet of the first ``count`` practice signers."""
    signers = practice_signers(count)
    keys = tuple(PolicyKey(signer.account_key(script_type)) for signer in signers)
    return Wallet("Practice", Network.REGTEST, Policy(script_type, threshold, keys))


def make_funding(wallet: Wallet, coins: Sequence[int] = COINS) -> Funding:
    """A transaction that pays each of ``coins`` (satoshi) to an address of its own."""
    own = own_scripts(wallet)
    outputs = [
        TxOutput(amount, own.scripts(Branch.RECEIVE, index).script_pubkey)
        for index, amount in enumerate(coins)
    ]
    spent = TxInput(OutPoint(b"\x01" * 32, 0), script_sig=b"\x51")
    return Funding(Transaction(2, (spent,), tuple(outputs), 0).serialize(), 101)


def make_payment(
    wallet: Wallet,
    *,
    amount: int = AMOUNT,
    change: Place = CHANGE,
    coins: tuple[int, int] = COINS,
    payee: bytes = PAYEE,
) -> Psbt:
    """An unsigned payment of two inputs, with change; always the same. Other ``coins`` (satoshi)
    are of another transaction."""
    previous = PreviousTransaction.parse(make_funding(wallet, coins).raw)
    own = [OwnCoin(previous, at, Place(Branch.RECEIVE, at)) for at in range(len(coins))]
    spent = (TxInput(OutPoint(previous.txid_bytes, at), sequence=SEQUENCE) for at in range(2))
    back = own_scripts(wallet).scripts(change.branch, change.index).script_pubkey
    outputs = (TxOutput(amount, payee), TxOutput(sum(coins) - amount - FEE, back))
    unsigned = Transaction(2, tuple(spent), outputs, 101)
    return wallet_psbt(wallet, unsigned, own, [None, change])


def signed_by(
    number: int, psbt: Psbt, wallet: Wallet, form: ReturnForm = ReturnForm.FULL
) -> Returned:
    """What a practice signer gives back."""
    data = practice_signer(number).sign(psbt.original, wallet, form).psbt
    return Returned(f"signer {number}", data)


def spent_by(psbt: Psbt) -> list[TxOutput]:
    """What the inputs spend."""
    known = [psbt.spent_output(index) for index in range(len(psbt.inputs))]
    return [output for output in known if output is not None]
