"""When a payment can be mined, where it says that it has to wait."""

from collections.abc import Iterator, Sequence

from strongroom.model.locks import RelativeLock
from strongroom.review.result import Review
from strongroom.window.fonts import Weight
from strongroom.window.look import Look
from strongroom.window.pages.payment_coins import Coin
from strongroom.window.pages.payment_words import PaymentWords
from strongroom.window.paragraph import Voice
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.text import Text
from strongroom.words.locks import locktime_words, relative_lock_words

_STRONG = Voice(weight=Weight.STRONG)
_MOST = 5
"""Different waits of coins that are told."""


def has_to_wait(review: Review) -> bool:
    """Whether a payment has a locktime, or a coin of it a relative lock."""
    return bool(review.locktime) or any(entry.lock for entry in review.inputs)


class TimesCard(Card):
    """The locktime as a date, and each wait of coins in blocks and days."""

    def __init__(
        self, look: Look, words: PaymentWords, review: Review, coins: Sequence[Coin]
    ) -> None:
        super().__init__(look)
        self._words = words
        self.body.addWidget(Text(look, self.tr("When it can be mined"), _STRONG))
        for said in (*self._locktime(review), *self._waits(coins)):
            self.body.addWidget(Text(look, said))

    def _locktime(self, review: Review) -> Iterator[str]:
        if not review.locktime:
            return
        lock = locktime_words(review.locktime, review.tip)
        if review.heeds_locktime:
            yield self.tr("Only after {lock}.").format(lock=lock)
        else:
            yield self.tr("At once: its locktime, {lock}, has no effect.").format(lock=lock)

    def _waits(self, coins: Sequence[Coin]) -> Iterator[str]:
        """What waits alike is told together."""
        alike: dict[RelativeLock, list[Coin]] = {}
        for coin in coins:
            if coin.entry.lock is not None:
                alike.setdefault(coin.entry.lock, []).append(coin)
        for lock, waiting in list(alike.items())[:_MOST]:
            who = self.tr("%n coins", "", len(waiting))
            if len(waiting) == 1:
                who = self._words.coin(waiting[0].entry, waiting[0].label)
            said = self.tr("{who}: when confirmed for {wait}.")
            yield said.format(who=who, wait=relative_lock_words(lock))
        if len(alike) > _MOST:
            yield self.tr("And %n other waits.", "", len(alike) - _MOST)
