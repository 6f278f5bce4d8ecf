"""Proposing a payment: which coins there are, what is paid, and the PSBT for it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from strongroom.engines.bdk_psbt import bdk_reading
from strongroom.engines.errors import EngineError
from strongroom.engines.own_scripts import own_scripts
from strongroom.engines.payment_builder import Payment, PaymentTerms, build_payment
from strongroom.engines.wallet_fields import OwnCoin
from strongroom.model.addresses import read_address
from strongroom.model.errors import StrongroomError
from strongroom.model.network import Network
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import Psbt
from strongroom.model.transaction import OutPoint
from strongroom.model.wallet import Wallet

__all__ = ["Funding", "Payment", "PaymentError", "pay", "payment_to"]

REACH = 1_000
"""Address indices of each branch in which coins are looked for."""


class PaymentError(StrongroomError):
    """A payment that cannot be proposed: ``wrong-network``."""


@dataclass(frozen=True, slots=True)
class Funding:
    """A raw transaction that paid the wallet, and the height of its block if it is in one."""

    raw: bytes
    height: int | None = None


def payment_to(address: str, amount: int, network: Network) -> Payment:
    """A payment of ``amount`` satoshi to an address.

    Raises ``StrongroomError``: ``address-malformed``, ``wrong-network``, ``amount-out-of-range``.
    """
    parsed = read_address(address)
    if network not in parsed.networks:
        message = f"this address is not for {network.value}"
        raise PaymentError("wrong-network", message, network=network.value, address=address)
    return Payment(parsed.script_pubkey, amount)


def pay(
    wallet: Wallet,
    funding: Sequence[Funding],
    payments: Sequence[Payment],
    fee_rate: float,
    change_index: int,
    coins: Collection[OutPoint] | None = None,
    path: int = 0,
) -> bytes:
    """A binary version 0 PSBT that makes the payments at ``fee_rate`` sat/vB; nobody has signed it.

    ``funding`` are transactions whose outputs to the wallet are unspent, or of which ``coins``
    names those that may be spent. ``path`` is the way to spend, by its place among the policy's
    paths; a recovery path needs coins that are old enough. Raises ``StrongroomError``:
    ``file-malformed``, ``funds-short``, ``payment-dust``, ``payment-impossible``,
    ``engines-disagree``.
    """
    own = list(_own_coins(wallet, funding))
    offered = [coin for coin in own if coins is None or _outpoint(coin) in coins]
    height = max((entry.height or 0 for entry in funding), default=0)
    terms = PaymentTerms(fee_rate, change_index, height, path)
    psbt = build_payment(wallet, offered, payments, terms)
    _check(psbt, payments)
    return psbt.original


def _own_coins(wallet: Wallet, funding: Sequence[Funding]) -> Iterator[OwnCoin]:
    made = [PreviousTransaction.parse(entry.raw) for entry in funding]
    outputs = [
        (previous, index, output.script_pubkey)
        for previous in made
        for index in range(previous.output_count)
        if (output := previous.output(index)) is not None
    ]
    places = own_scripts(wallet).find({script for _, _, script in outputs}, REACH)
    for previous, index, script in outputs:
        if script in places:
            yield OwnCoin(previous, index, places[script])


def _outpoint(coin: OwnCoin) -> OutPoint:
    return OutPoint(coin.previous.txid_bytes, coin.index)


def _check(psbt: Psbt, payments: Sequence[Payment]) -> None:
    """What was built must be what was asked for, and BDK must read it as we do."""
    reading = bdk_reading(psbt.original)
    if reading.unsigned_transaction != psbt.transaction.serialize_without_witness():
        raise EngineError("engines-disagree", "BDK reads another transaction", engine="BDK")
    paid = [(output.script_pubkey, output.amount) for output in psbt.transaction.outputs]
    for payment in payments:
        try:
            paid.remove((payment.script_pubkey, payment.amount))
        except ValueError:
            message = "BDK built another payment"
            raise EngineError("engines-disagree", message, engine="BDK") from None
    if len(paid) > 1:
        raise EngineError("engines-disagree", "BDK pays somebody else", engine="BDK")
