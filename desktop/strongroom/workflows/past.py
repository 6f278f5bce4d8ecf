"""What the vault knows when a payment is reviewed, from what it remembers of the others."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from strongroom.model.addresses import write_address
from strongroom.model.network import Network
from strongroom.model.owner_rules import StandingRules
from strongroom.model.policy import Policy
from strongroom.model.psbt import Psbt
from strongroom.model.transaction import OutPoint
from strongroom.model.wallet import Wallet
from strongroom.review.history import History, Known, KnownAs, Nonce, Spent
from strongroom.review.lookalikes import Ends, ends_of
from strongroom.vault.errors import VaultError
from strongroom.vault.past_records import PastRecord
from strongroom.vault.records import LabelKind, LogRecord
from strongroom.vault.rows import Rows
from strongroom.vault.rules_records import RulesRecord
from strongroom.vault.tables import LABELS, LOG, PAST, RULES, Listing, Shelf
from strongroom.workflows.conflicting import kept_conflicting
from strongroom.workflows.contacts import given_addresses
from strongroom.workflows.kept import kept_wallets
from strongroom.workflows.owner_rules import read_rules, unreadable_rules
from strongroom.workflows.told_coins import ToldCoins, told_coins
from strongroom.workflows.told_heights import confirmed_coins


@dataclass(frozen=True, slots=True)
class Past:
    """``rows`` say by what a wallet is kept, whatever it is called; ``payments`` are by their
    transaction's id, and ``logged`` is when the last entry of the log was made. ``coins`` is what
    people told of those of wallets, by their rows. ``shelf`` is where labels lie, of which there
    may be very many: few are read."""

    rows: Mapping[tuple[Network, Policy], str] = field(default_factory=dict)
    payments: Mapping[str, PastRecord] = field(default_factory=dict)
    rules: Listing[RulesRecord] = field(default_factory=lambda: Listing({}))
    logged: datetime | None = None
    shelf: Shelf = field(default_factory=Rows)
    coins: Mapping[str, ToldCoins] = field(default_factory=dict)

    @classmethod
    def of(cls, shelf: Shelf) -> "Past":
        """All that can be read."""
        return cls(
            {(kept.wallet.network, kept.wallet.policy): kept.row for kept in kept_wallets(shelf)},
            PAST.all(shelf).records,
            RULES.all(shelf),
            _logged(shelf),
            shelf,
            told_coins(shelf),
        )

    def row(self, wallet: Wallet) -> str:
        """By what a wallet is kept; empty for one that is not."""
        return self.rows.get((wallet.network, wallet.policy), "")

    def history(self, wallet: Wallet, psbt: Psbt) -> History:
        """What there is to know beside a payment from this wallet.

        Amounts and nonces count whichever wallet they were seen with. Of two payments that spend
        one coin only one can be mined, so they do not use each other's addresses up, and one of
        them is not spent beside the other. Raises ``VaultError`` with ``rules-unreadable``.
        """
        row, txid = self.row(wallet), psbt.transaction.txid
        own = {key: each for key, each in self.payments.items() if each.wallet == row}
        spent = {str(spent.outpoint) for spent in psbt.transaction.inputs}
        others = {key: each for key, each in self.payments.items() if key != txid}
        conflicting = {key: each for key, each in others.items() if _spends(each, spent)}
        beside = [each for key, each in own.items() if key in others and key not in conflicting]
        rules, this, told = self._rules(row), own.get(txid), self.coins.get(row, ToldCoins())
        return History(
            last_tip=told.tip,
            confirmed=confirmed_coins(psbt, told.blocks),
            least_used=_least_used(own.values()),
            seen=_amounts(self.payments.values(), psbt),
            used_addresses=_used_addresses(own.values(), beside),
            known_addresses=_known_addresses(
                own.values(), self._names(row, wallet.network, _ends(psbt, wallet.network)), rules
            ),
            nonces=_nonces(others),
            conflicting=kept_conflicting(self.shelf, conflicting, wallet),
            rules=rules,
            spent=tuple(Spent(_seconds(each.left), each.amount) for each in beside if each.left),
            reviewed=None if this is None else _seconds(this.reviewed),
            latest=self._latest(),
        )

    def _rules(self, row: str) -> StandingRules | None:
        """None where the wallet has none."""
        if row in self.rules.unreadable:
            raise unreadable_rules()
        record = self.rules.records.get(row)
        return None if record is None else read_rules(record)

    def _latest(self) -> int | None:
        """The last moment at which something here was done, by the clock of then."""
        done = {each.changed for each in self.rules.records.values()} | {self.logged}
        for each in self.payments.values():
            done |= {each.reviewed, each.left, each.finished}
        return max((_seconds(moment) for moment in done if moment is not None), default=None)

    def _names(self, row: str, network: Network, ends: Collection[Ends]) -> Mapping[str, str]:
        """What people call the holders of addresses that begin and end so: contacts before
        labels."""
        begins = f"{row}/{LabelKind.ADDRESS.value}/"
        rows = (
            (identity.removeprefix(begins), value)
            for identity, value in self.shelf.table(LABELS.name, begins)
        )
        labels = {
            address: str(value.get("text", ""))
            for address, value in rows
            if ends_of(address) in ends
        }
        given = given_addresses(self.shelf, network)
        return {**labels, **{address: name for address, name in given if ends_of(address) in ends}}


def _spends(payment: PastRecord, outpoints: Collection[str]) -> bool:
    return any(coin.outpoint in outpoints for coin in payment.coins)


def _ends(psbt: Psbt, network: Network) -> frozenset[Ends]:
    """How the addresses begin and end that are paid."""
    written = (write_address(each.script_pubkey, network) for each in psbt.transaction.outputs)
    return frozenset(ends_of(address) for address in written if address)


def _amounts(payments: Iterable[PastRecord], psbt: Psbt) -> Mapping[OutPoint, int]:
    """Those of the coins that are spent here."""
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
    coins = (coin.index for each in done for coin in each.coins)
    paid = (out.index for each in done for out in each.paid if out.index is not None)
    return max((*coins, *paid), default=-1)


def _known_addresses(
    payments: Iterable[PastRecord], names: Mapping[str, str], rules: StandingRules | None
) -> Mapping[str, Known]:
    """Own addresses in use, those on the owner's list, with a name, or paid by what has left."""
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
    allowed = rules.allowed if rules else ()
    listed = {each.address: Known(KnownAs.LISTED, each.name) for each in allowed}
    return {**paid, **named, **listed, **own}


def _logged(shelf: Shelf) -> datetime | None:
    last = shelf.last(LOG.name)
    try:
        return None if last is None else LogRecord.from_json(last[1]).at
    except VaultError:
        return None  # of a later program


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _nonces(payments: Mapping[str, PastRecord]) -> Mapping[Nonce, str]:
    return {
        Nonce(nonce.key, nonce.point): txid
        for txid, each in payments.items()
        for nonce in each.nonces
    }
