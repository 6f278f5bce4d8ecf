"""Builds an unsigned payment from a wallet's coins; BDK chooses which, and reckons the fee."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from strongroom.engines.bdk_addresses import bdk_descriptor, bdk_network
from strongroom.engines.bdk_paths import bdk_choices
from strongroom.engines.derivation import derive_address
from strongroom.engines.errors import EngineError
from strongroom.engines.own_scripts import Place, own_scripts
from strongroom.engines.wallet_fields import OwnCoin, wallet_psbt
from strongroom.model.descriptor import write_descriptor
from strongroom.model.psbt import Psbt
from strongroom.model.transaction import OutPoint, Transaction
from strongroom.model.wallet import Branch, Wallet

if TYPE_CHECKING:
    from bdkpython import bdk

MAX_AMOUNT = 2_100_000_000_000_000
"""Satoshi that can ever exist."""

MAX_FEE_RATE = 10_000.0
"""Satoshi per virtual byte; what is too much for a payment is for its review to say."""

_KILO_WEIGHT = 250
"""sat/vB times this is satoshi per 1,000 weight units, in which BDK counts."""


@dataclass(frozen=True, slots=True)
class Payment:
    """``amount`` satoshi for an output script; raises ``amount-out-of-range``."""

    script_pubkey: bytes
    amount: int

    def __post_init__(self) -> None:
        if not 0 < self.amount <= MAX_AMOUNT:
            message = f"{self.amount} sat cannot be paid"
            raise EngineError("amount-out-of-range", message, amount=self.amount)


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """How a payment is made: its fee rate in sat/vB, where change goes, and its locktime.

    ``change_index`` is an index of the change branch, or of the only branch. ``height`` is a block
    height that was reached, which the transaction is then locked to (against fee sniping).
    ``path`` is the way to spend, by its place among the policy's paths.
    """

    fee_rate: float
    change_index: int
    height: int = 0
    path: int = 0


def build_payment(
    wallet: Wallet, coins: Sequence[OwnCoin], payments: Sequence[Payment], terms: PaymentTerms
) -> Psbt:
    """A complete version 0 PSBT that pays from some of ``coins``, and signals replacement.

    Raises ``EngineError``: ``funds-short``, ``payment-dust``, ``payment-impossible``.
    """
    if not 0 < terms.fee_rate <= MAX_FEE_RATE:
        raise EngineError("payment-impossible", "this is no fee rate", fee_rate=terms.fee_rate)
    change = _change_place(wallet, terms.change_index)
    transaction = _select(wallet, coins, payments, terms, change)
    return _complete(wallet, transaction, coins, change)


def _change_place(wallet: Wallet, index: int) -> Place:
    branch = Branch.CHANGE if wallet.policy.has_change_branch else Branch.RECEIVE
    return Place(branch, index)


def _select(
    wallet: Wallet,
    coins: Sequence[OwnCoin],
    payments: Sequence[Payment],
    terms: PaymentTerms,
    change: Place,
) -> Transaction:
    from bdkpython import bdk

    change_script = derive_address(wallet, change.branch, change.index).scripts.script_pubkey
    rate = bdk.FeeRate.from_sat_per_kwu(round(terms.fee_rate * _KILO_WEIGHT))
    builder = bdk.TxBuilder().fee_rate(rate).current_height(terms.height)
    builder = builder.drain_to(bdk.Script(change_script))
    for payment in payments:
        amount = bdk.Amount.from_sat(payment.amount)
        builder = builder.add_recipient(bdk.Script(payment.script_pubkey), amount)
    funded = _funded(wallet, coins)
    if not wallet.policy.is_plain:
        builder = _on_path(builder, funded, wallet.policy.paths[terms.path].delay)
    offered = {_outpoint(coin) for coin in coins}
    known = [output.outpoint for output in funded.list_unspent()]
    builder = builder.unspendable([point for point in known if _of_bdk(point) not in offered])
    try:
        psbt = builder.finish(funded)
        raw = psbt.extract_tx_unchecked_fee_rate().serialize()
    except (bdk.CreateTxError, bdk.ExtractTxError) as error:
        raise _refused(error) from error
    return Transaction.parse(bytes(raw))


def _on_path(builder: "bdk.TxBuilder", funded: "bdk.Wallet", delay: int) -> "bdk.TxBuilder":
    """Take the way to spend with this delay; BDK then sets the sequence of each input."""
    from bdkpython import bdk

    for keychain in (bdk.KeychainKind.EXTERNAL, bdk.KeychainKind.INTERNAL):
        policy = funded.policies(keychain)
        if policy is not None:
            builder = builder.policy_path(bdk_choices(policy, delay), keychain)
    return builder


def _funded(wallet: Wallet, coins: Sequence[OwnCoin]) -> "bdk.Wallet":
    """BDK's wallet, in memory, that knows of these coins.

    It takes their transactions as waiting ones; so it never spends what a coinbase made.
    """
    from bdkpython import bdk

    descriptors = [
        bdk_descriptor(write_descriptor(wallet.policy, branch), wallet.network.kind)
        for branch in wallet.branches
    ]
    network, memory = bdk_network(wallet.network), bdk.Persister.new_in_memory()
    make = bdk.Wallet if len(descriptors) == 2 else bdk.Wallet.create_single
    funded = make(*descriptors, network, memory)
    for coin in coins:
        receive = coin.place.branch is Branch.RECEIVE
        keychain = bdk.KeychainKind.EXTERNAL if receive else bdk.KeychainKind.INTERNAL
        funded.reveal_addresses_to(keychain, coin.place.index)
    made = {coin.previous.txid: coin.previous.data for coin in coins}
    funded.apply_unconfirmed_txs(
        [bdk.UnconfirmedTx(tx=bdk.Transaction(data), last_seen=1) for data in made.values()]
    )
    return funded


def _complete(
    wallet: Wallet, transaction: Transaction, coins: Sequence[OwnCoin], change: Place
) -> Psbt:
    by_outpoint = {_outpoint(coin): coin for coin in coins}
    spent = [by_outpoint.get(entry.outpoint) for entry in transaction.inputs]
    known = [coin for coin in spent if coin is not None]
    if len(known) < len(spent):
        raise EngineError("engines-disagree", "BDK spends a coin it was not given", engine="BDK")
    change_script = own_scripts(wallet).scripts(change.branch, change.index).script_pubkey
    outputs = [
        change if output.script_pubkey == change_script else None for output in transaction.outputs
    ]
    return wallet_psbt(wallet, transaction, known, outputs)


def _outpoint(coin: OwnCoin) -> OutPoint:
    return OutPoint(coin.previous.txid_bytes, coin.index)


def _of_bdk(outpoint: "bdk.OutPoint") -> OutPoint:
    return OutPoint(bytes.fromhex(str(outpoint.txid))[::-1], int(outpoint.vout))


def _refused(error: Exception) -> EngineError:
    from bdkpython import bdk

    reason = str(error)[:200]
    short = (bdk.CreateTxError.InsufficientFunds, bdk.CreateTxError.CoinSelection)
    if isinstance(error, short):
        return EngineError("funds-short", f"the coins are not enough: {reason}", reason=reason)
    if isinstance(error, bdk.CreateTxError.OutputBelowDustLimit):
        return EngineError("payment-dust", "an amount is too small to be passed on", reason=reason)
    return EngineError("payment-impossible", f"BDK makes no such payment: {reason}", reason=reason)
