"""Which of a wallet's payments that went to a signer stand, as far as is known without a chain."""

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass

from strongroom.vault.errors import VaultError
from strongroom.vault.past_records import PastRecord
from strongroom.vault.tables import PAST, Shelf

_TXID = re.compile(rb"[0-9a-f]{64}")
"""As outpoints begin in a row."""


@dataclass(frozen=True, slots=True)
class SentPayments:
    """``standing`` are those that can be mined, by transaction, and ``replaced`` the others.

    Of several that spend one coin only one can be mined: the one whose block was told, or that is
    finished, or else that went to a signer last. ``spent`` says by which one an outpoint is spent,
    ``done`` are those finished or told to be mined.
    """

    standing: Mapping[str, PastRecord]
    replaced: frozenset[str]
    spent: Mapping[str, str]
    done: frozenset[str]

    @classmethod
    def of(cls, payments: Mapping[str, PastRecord], blocks: Mapping[str, int]) -> "SentPayments":
        """Of a wallet's payments; ``blocks`` are the heights that were told."""
        standing: dict[str, PastRecord] = {}
        replaced: set[str] = set()
        spent: dict[str, str] = {}
        done = {txid for txid, each in payments.items() if each.finished or txid in blocks}
        for txid in sorted(payments, key=lambda key: _weight(key, payments, blocks), reverse=True):
            coins = [coin.outpoint for coin in payments[txid].coins]
            if payments[txid].left is None and txid not in done:
                continue
            if any(coin in spent for coin in coins):
                replaced.add(txid)
                continue
            standing[txid] = payments[txid]
            spent |= dict.fromkeys(coins, txid)
        return cls(standing, frozenset(replaced), spent, frozenset(done - replaced))

    def rules_out(self, outpoint: str) -> bool:
        """Whether a payment that is done spends it, or the payment that made it was replaced."""
        is_spent = self.spent.get(outpoint, "") in self.done
        return is_spent or outpoint.partition(":")[0] in self.replaced


def payments_with(shelf: Shelf, txids: Collection[str]) -> Mapping[str, PastRecord]:
    """The payments that are these transactions or spend coins of them.

    Of all others nothing is decoded, as there may be very many.
    """
    found: dict[str, PastRecord] = {}
    for row, value in shelf.table(PAST.name):
        named = {txid.decode() for txid in _TXID.findall(value.line)}
        if row in txids or not named.isdisjoint(txids):
            with suppress(VaultError):
                found[row] = PAST.kind.from_json(value.decoded())
    return found


def _weight(
    txid: str, payments: Mapping[str, PastRecord], blocks: Mapping[str, int]
) -> tuple[bool, bool, float]:
    record = payments[txid]
    left = record.left.timestamp() if record.left else 0
    return txid in blocks, record.finished is not None, left
