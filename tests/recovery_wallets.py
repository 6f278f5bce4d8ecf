"""Wallets of the practice signers with recovery paths, as the tests of several rooms need them."""

from strongroom.engines.own_scripts import Place, own_scripts
from strongroom.engines.wallet_fields import OwnCoin, wallet_psbt
from strongroom.formats.contract import ExportedKey, KeyExport
from strongroom.model.network import Network
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import Psbt
from strongroom.model.script_type import ScriptType
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.model.wallet import Branch, Wallet
from strongroom.practice.signers import practice_signers
from strongroom.workflows.pay import Funding, Payment, pay
from strongroom.workflows.review_payment import open_psbt
from strongroom.workflows.set_up import Draft, set_up
from strongroom.workflows.set_up_policy import RecoveryDraft


def exports(*numbers: int, script_type: ScriptType = ScriptType.P2WSH) -> tuple[KeyExport, ...]:
    """The key exports of the practice signers with these numbers, from 1."""
    signers = practice_signers(5)
    return tuple(
        KeyExport("test", "", (ExportedKey(signers[n - 1].account_key(script_type), script_type),))
        for n in numbers
    )


def recovery_wallet(
    *paths: tuple[int, int], threshold: int = 2, script_type: ScriptType = ScriptType.P2WSH
) -> Wallet:
    """``threshold`` of the first three signers at any time; ``paths`` are (threshold, blocks)."""
    recovery = tuple(RecoveryDraft(needed, delay) for needed, delay in paths)
    keys = exports(1, 2, 3, script_type=script_type)
    draft = Draft("Recovery", threshold, keys, script_type, Network.REGTEST, recovery)
    return set_up(draft).wallet


def heir_wallet(delay: int, script_type: ScriptType = ScriptType.P2WSH) -> Wallet:
    """2 of the first three signers at any time, the fourth alone later."""
    keys = exports(1, 2, 3, script_type=script_type)
    recovery = (RecoveryDraft(1, delay, exports(4, script_type=script_type)),)
    draft = Draft("Heir", 2, keys, script_type, Network.REGTEST, recovery)
    return set_up(draft).wallet


SHOP = b"\x00\x14" + b"\x09" * 20


def coin_of(wallet: Wallet, index: int = 0, amount: int = 1_000_000) -> Funding:
    """A transaction that pays one of the wallet's receiving addresses."""
    script = own_scripts(wallet).scripts(Branch.RECEIVE, index).script_pubkey
    spent = TxInput(OutPoint(bytes([index + 1]) * 32, 0))
    return Funding(Transaction(2, (spent,), (TxOutput(amount, script),), 0).serialize())


def payment_of(wallet: Wallet, path: int = 0) -> Psbt:
    """A payment that BDK builds for one way to spend."""
    return open_psbt(pay(wallet, [coin_of(wallet)], [Payment(SHOP, 400_000)], 3, 0, path=path))


def payment_with(wallet: Wallet, sequences: tuple[int, ...], version: int = 2) -> Psbt:
    """A payment whose inputs have these sequences, a coin of another address for each."""
    coins = [
        OwnCoin(PreviousTransaction.parse(coin_of(wallet, at).raw), 0, Place(Branch.RECEIVE, at))
        for at in range(len(sequences))
    ]
    inputs = tuple(
        TxInput(OutPoint(coin.previous.txid_bytes, 0), sequence=sequence)
        for coin, sequence in zip(coins, sequences, strict=True)
    )
    change = own_scripts(wallet).scripts(Branch.CHANGE, 0).script_pubkey
    paid = (TxOutput(400_000, SHOP), TxOutput(1_000_000 * len(sequences) - 401_000, change))
    transaction = Transaction(version, inputs, paid, 0)
    return wallet_psbt(wallet, transaction, coins, [None, Place(Branch.CHANGE, 0)])
