"""What people call the ends of a payment: the coins it spends, and those it pays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from strongroom.model.addresses import write_address
from strongroom.model.errors import StrongroomError
from strongroom.model.network import Network
from strongroom.review.result import ReviewedInput
from strongroom.vault.contacts import GivenAddress
from strongroom.vault.records import LabelKind
from strongroom.workflows.keeping import Keeper, KeptPayment
from strongroom.workflows.payment import PaymentUnderWay


@dataclass(frozen=True, slots=True)
class PaymentLabels:
    """The labels of inputs and outputs in their order, empty where there is none; ``payees`` are
    those, by address, of payees that another payment of the same coins pays otherwise, and
    ``given`` is what is known of the addresses of contacts, by the output's index."""

    coins: tuple[str, ...]
    outputs: tuple[str, ...]
    payees: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[int, GivenAddress] = field(default_factory=dict)


def payment_labels(keeper: Keeper, wallet_row: str, payment: PaymentUnderWay) -> PaymentLabels:
    """What is kept with the wallet and of contacts; an output goes by the contact who gave its
    address, else by the address's label."""

    def coin(entry: ReviewedInput) -> str:
        own = entry.mine
        return coin_label(keeper, wallet_row, str(entry.outpoint), entry.address) if own else ""

    def payee(address: str | None) -> str:
        if address in contacts:
            return contacts[address][0]
        return keeper.label_of(wallet_row, LabelKind.ADDRESS, address) if address else ""

    contacts: dict[str | None, tuple[str, GivenAddress]] = {
        given.address: (contact.record.name, given)
        for contact in keeper.contacts()
        for given in contact.record.on(payment.wallet.network)
    }
    review = payment.review
    changed = {one.address for each in review.replacements for one in each.payees}
    payees = {address: payee(address) for address in changed if address}
    return PaymentLabels(
        tuple(map(coin, review.inputs)),
        tuple(payee(each.address) for each in review.outputs),
        {address: label for address, label in payees.items() if label},
        {one.index: contacts[one.address][1] for one in review.outputs if one.address in contacts},
    )


def coin_label(keeper: Keeper, wallet_row: str, outpoint: str, address: str | None) -> str:
    """What an own coin goes by: its own label, else that of its address, else that of the
    transaction it came with."""

    def said(kind: LabelKind, target: str) -> str:
        return keeper.label_of(wallet_row, kind, target) if target else ""

    return (
        said(LabelKind.OUTPUT, outpoint)
        or said(LabelKind.ADDRESS, address or "")
        or said(LabelKind.TRANSACTION, outpoint.partition(":")[0])
    )


def payee_of(keeper: Keeper, kept: KeptPayment, network: Network) -> str:
    """The name of the payee of a kept payment, before it is reviewed again: the first contact
    or label of an output that nobody says is the wallet's own. Empty where there is none, or it is
    unreadable."""
    try:
        original = kept.original
    except StrongroomError:
        return ""
    outputs = zip(original.transaction.outputs, original.outputs, strict=True)
    foreign = (paid.script_pubkey for paid, said in outputs if not said.derivations)
    names = (
        _payee(keeper, kept.wallet_row, address, network)
        for script in foreign
        if (address := _address(script, network))
    )
    return next(filter(None, names), "")


def _payee(keeper: Keeper, wallet_row: str, address: str, network: Network) -> str:
    """What the holder of an address is called: a contact's name wins over a label."""
    contact = keeper.contact_of(address, network)
    if contact is not None:
        return contact.record.name
    return keeper.label_of(wallet_row, LabelKind.ADDRESS, address)


@lru_cache(maxsize=4096)
def _address(script_pubkey: bytes, network: Network) -> str:
    """Kept, as home asks again whenever anything changes."""
    return write_address(script_pubkey, network) or ""
