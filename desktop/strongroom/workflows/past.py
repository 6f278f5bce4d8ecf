"""What the vault knows when a payment is reviewed, from what it remembers of the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from strongroom.model.psbt import Psbt
from strongroom.model.transaction import OutPoint
from strongroom.model.wallet import Wallet
from strongroom.review.history import History, Known, KnownAs, Nonce
from strongroom.vault.past_records import PastRecord
from strongroom.vault.records import LabelKind, LabelRecord
from strongroom.vault.tables import LABELS, PAST, Shelf
from strongroom.workflows.kept import kept_wallets


@dataclass(frozen=True, slots=True)
class Past:
    """``rows`` are the wallets by what they are kept, ``payments`` by their transaction's id."""

    rows: Mapping[Wallet, str] = field(default_factory=dict)
    payments: Mapping[str, PastRecord] = field(default_factory=dict)
    labels: tuple[LabelRecord, ...] = ()

    @classmethod
    def of(cls, shelf: Shelf) -> "Past":
        """All that can be read."""
        return cls(
            {kept.wallet: kept.row for kept in kept_wallets(shelf)},
            PAST.all(shelf).records,
            tuple(LABELS.all(shelf).records.values()),
        )

    def history(self, wallet: Wallet, psbt: Psbt) -> History:
        """What there is to know beside a payment from this wallet.

        Amounts and nonces count whichever wallet they were seen with. Of two payments that spend
        one coin only one can be mined, so they do not use each other's addresses up.
        """
        row, txid = self.rows.get(wallet, ""), psbt.transaction.txid
        own = {key: each for key, each in self.payments.items() if each.wallet == row}
        spent = {str(spent.outpoint) for spent in psbt.transaction.inputs}
        beside = [
            each
            for key, each in own.items()
            if key != txid and not any(coin.outpoint in spent for coin in each.coins)
        ]
        return History(
            least_used=_least_used(own.values()),
            seen=_amounts(self.payments.values(), psbt),
            used_addresses=_used_addresses(own.values(), beside),
            known_addresses=_known_addresses(own.values(), self._names(row)),
            nonces=_nonces({key: each for key, each in self.payments.items() if key != txid}),
        )

    def _names(self, row: str) -> Mapping[str, str]:
        """What people call the holders of addresses."""
        return {
            label.target: label.text
            for label in self.labels
            if label.wallet == row and label.kind is LabelKind.ADDRESS
        }


def _amounts(payments: Iterable[PastRecord], psbt: Psbt) -> Mapping[OutPoint, int]:
    """Those of the coins that are spent here, as the first review of each knew them."""
    known = {coin.outpoint: coin.amount for each in payments for coin in each.coins}
    spent = (spent.outpoint for spent in psbt.transaction.inputs)
    return {outpoint: known[str(outpoint)] for outpoint in spent if str(outpoint) in known}


def _used_addresses(payments: Iterable[PastRecord], beside: Iterable[PastRecord]) -> frozenset[str]:
    """What was spent from, and what other payments pay back to the wallet."""
    spent = (coin.address for each in payments for coin in each.coins)
    paid = (out.address for each in beside for out in each.paid if out.index is not None)
    return frozenset((*spent, *paid))


def _least_used(payments: Iterable[PastRecord]) -> int:
    """The highest index of a finished payment; one that was only proposed may never be mined."""
    done = [each for each in payments if each.finished is not None]
    coins = [coin.index for each in done for coin in each.coins]
    return max([*coins, *(out.index or 0 for each in done for out in each.paid)], default=-1)


def _known_addresses(
    payments: Iterable[PastRecord], names: Mapping[str, str]
) -> Mapping[str, Known]:
    """Own addresses in use, those with a name, and those a payment to which has left."""
    own: dict[str, Known] = {}
    paid: dict[str, Known] = {}
    for each in payments:
        own |= dict.fromkeys((coin.address for coin in each.coins), Known(KnownAs.OWN))
        for out in each.paid:
            if out.index is not None:
                own[out.address] = Known(KnownAs.OWN)
            elif each.left is not None:
                paid[out.address] = Known(KnownAs.PAID)
    named = {address: Known(KnownAs.NAMED, name) for address, name in names.items()}
    return {**paid, **named, **own}


def _nonces(payments: Mapping[str, PastRecord]) -> Mapping[Nonce, str]:
    return {
        Nonce(nonce.key, nonce.point): txid
        for txid, each in payments.items()
        for nonce in each.nonces
    }
