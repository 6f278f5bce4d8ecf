"""When the recovery paths open for the coins a payment spends, by heights that somebody types."""

from collections.abc import Iterator, Sequence

from strongroom.model.locks import Tip
from strongroom.window.look import Look
from strongroom.window.pages.heights_card import HeightRow, HeightsCard
from strongroom.window.pages.payment_coins import Coin
from strongroom.window.pages.payment_words import PaymentWords


class AgesCard(HeightsCard):
    """A field for each transaction that paid coins of the wallet."""

    def __init__(
        self,
        look: Look,
        words: PaymentWords,
        coins: Sequence[Coin],
        newest: int | None,
        before: Tip | None,
    ) -> None:
        super().__init__(look, tuple(_rows(words, coins)), newest, before, words.heights_wanted())


def _rows(words: PaymentWords, coins: Sequence[Coin]) -> Iterator[HeightRow]:
    by_transaction: dict[str, list[Coin]] = {}
    for coin in coins:
        if coin.entry.mine:
            txid = str(coin.entry.outpoint).partition(":")[0]
            by_transaction.setdefault(txid, []).append(coin)
    for txid, paid in by_transaction.items():
        title = ", ".join(words.coin(each.entry, each.label) for each in paid)
        first = paid[0].entry
        yield HeightRow(txid, title, first.confirmed, first.opens)
