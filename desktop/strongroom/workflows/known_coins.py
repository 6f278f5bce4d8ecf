"""The coins of a wallet that are known here without a chain, and when its later ways open for them.

They are those of payments that were kept, the change of those that went to a signer, and those that
people told of. There may be others: nobody here hears of what is received.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from strongroom.model.locks import Tip
from strongroom.model.wallet import Wallet
from strongroom.review.ages import PathOpens, paths_open
from strongroom.vault.past_records import CoinRecord, PastRecord
from strongroom.workflows.keeper_base import KeepingError
from strongroom.workflows.kept import KeptWallet
from strongroom.workflows.past import Past
from strongroom.workflows.sent_payments import SentPayments
from strongroom.workflows.told_coins import ToldCoins
from strongroom.workflows.told_heights import HeightError, ToldHeights


class Nearness(Enum):
    """How near the first of the recovery paths of a coin is; the value is a word for programs."""

    OPEN = "open"
    APPROACHES = "approaches"
    LATER = "later"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True)
class KnownCoin:
    """A coin; ``amount`` is in satoshi, ``confirmed`` the height of its block, None while nobody
    told it. ``opens`` says when the recovery paths open, as of the newest block that was told.

    ``spent_by`` is a payment that went to a signer and spends it, and is not known to be finished;
    empty where there is none.
    """

    outpoint: str
    amount: int
    address: str
    nearness: Nearness
    confirmed: int | None = None
    opens: tuple[PathOpens, ...] = ()
    spent_by: str = ""

    @property
    def txid(self) -> str:
        """Of the transaction that paid it."""
        return self.outpoint.partition(":")[0]

    @property
    def opens_first(self) -> int | None:
        """The first block in which a recovery path can spend it; None where it is not known."""
        return min((each.height for each in self.opens), default=None)


@dataclass(frozen=True, slots=True)
class KnownCoins:
    """A wallet's coins, those first whose recovery paths open first; ``tip`` is the newest block of
    when somebody said so last, None where nobody ever did."""

    coins: tuple[KnownCoin, ...] = ()
    tip: Tip | None = None

    def near(self, nearness: Nearness) -> tuple[KnownCoin, ...]:
        """Those that are just so near."""
        return tuple(coin for coin in self.coins if coin.nearness is nearness)


@dataclass(frozen=True, slots=True)
class NearCoins:
    """How many coins of the wallet in a row a recovery path can spend now, and will soon."""

    wallet_row: str
    opened: int
    approaching: int


def near_coins(wallets: Iterable[KeptWallet], past: Past, now: int) -> tuple[NearCoins, ...]:
    """Of each wallet that has coins a recovery path is near to."""
    found = []
    for kept in wallets:
        known = known_coins(kept.wallet, past, now)
        opened, near = known.near(Nearness.OPEN), known.near(Nearness.APPROACHES)
        if opened or near:
            found.append(NearCoins(kept.row, len(opened), len(near)))
    return tuple(found)


def known_coins(wallet: Wallet, past: Past, now: int) -> KnownCoins:
    """What is known of a wallet's coins at a time (seconds since 1970)."""
    row = past.row(wallet)
    told = past.coins.get(row, ToldCoins())
    payments = {txid: each for txid, each in past.payments.items() if each.wallet == row}
    sent = SentPayments.of(payments, told.blocks)
    records = {coin.outpoint: coin for coin in _candidates(payments, sent, told)}
    coins = [
        _known(record, wallet, told, sent, now)
        for outpoint, record in records.items()
        if not (outpoint in told.spent or sent.rules_out(outpoint))
    ]
    coins.sort(key=_order)
    return KnownCoins(tuple(coins), told.tip)


def check_told(outpoints: Collection[str], told: ToldHeights) -> None:
    """Raise ``HeightError`` with ``height-of-no-coin`` for a transaction that paid none of them."""
    txids = {outpoint.partition(":")[0] for outpoint in outpoints}
    for txid in told.blocks:
        if txid not in txids:
            raise HeightError(
                "height-of-no-coin", f"no coin here is from {txid}", txid=txid, reason="wallet"
            )


def check_known(outpoints: Collection[str], spent: Iterable[str]) -> None:
    """Raise ``KeepingError`` with ``coin-unknown`` for a coin that is none of them."""
    for outpoint in spent:
        if outpoint not in outpoints:
            raise KeepingError("coin-unknown", "no coin that is known here", outpoint=outpoint)


def _order(coin: KnownCoin) -> tuple[bool, int, int, str]:
    first = coin.opens_first
    return first is None, first or 0, -coin.amount, coin.outpoint


def _candidates(
    payments: Mapping[str, PastRecord], sent: SentPayments, told: ToldCoins
) -> Iterator[CoinRecord]:
    yield from told.coins
    for record in payments.values():
        yield from record.coins
    for txid, record in sent.standing.items():
        for paid in record.paid:
            if paid.index is not None and paid.output is not None:
                yield CoinRecord(f"{txid}:{paid.output}", paid.amount, paid.address, paid.index)


def _known(
    record: CoinRecord, wallet: Wallet, told: ToldCoins, sent: SentPayments, now: int
) -> KnownCoin:
    confirmed, tip = told.blocks.get(record.outpoint.partition(":")[0]), told.tip
    opens: tuple[PathOpens, ...] = ()
    if tip is not None:
        opens = paths_open(wallet.policy.paths, confirmed, tip.height, tip.at, now)
    return KnownCoin(
        record.outpoint,
        record.amount,
        record.address,
        _nearness(opens),
        confirmed,
        opens,
        sent.spent.get(record.outpoint, ""),
    )


def _nearness(opens: tuple[PathOpens, ...]) -> Nearness:
    """Open by what was told, near by the clock too, however long ago it was told."""
    if not opens:
        return Nearness.NOT_KNOWN
    if any(not each.left for each in opens):
        return Nearness.OPEN
    is_near = any(each.is_near for each in opens)
    return Nearness.APPROACHES if is_near else Nearness.LATER
