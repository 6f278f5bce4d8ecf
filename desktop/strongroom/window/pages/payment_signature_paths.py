"""With which key each coin's signatures were made, and which way to spend they serve."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtWidgets import QWidget

from strongroom.model.policy import Policy
from strongroom.review.result import InputSignature
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.pages.payment_coins import Coin
from strongroom.window.pages.payment_words import Cosigner, PaymentWords
from strongroom.window.paragraph import Run, Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.card import card_row
from strongroom.window.widgets.folded_card import FoldedCard
from strongroom.window.widgets.text import Text
from strongroom.words.paths import derivation_words, path_words

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_MARK = "\N{RIGHT SINGLE QUOTATION MARK}"


class SignaturePathsCard(FoldedCard):
    """A row for each of the wallet's own coins that a payment spends."""

    def __init__(
        self,
        look: Look,
        words: PaymentWords,
        coins: Sequence[Coin],
        cosigners: Sequence[Cosigner],
        policy: Policy,
    ) -> None:
        own = [coin for coin in coins if coin.entry.mine]
        super().__init__(look, self.tr("Each coin’s signatures"), len(own))
        self._words, self._coins, self._cosigners, self._policy = words, own, cosigners, policy

    def _spoken(self) -> tuple[str, str]:
        return self.tr("Show each coin’s signatures"), self.tr("Hide each coin’s signatures")

    def _row(self, number: int) -> QWidget:
        """The way that is taken comes first, with who signed for it."""
        coin = self._coins[number]
        held, column = card_row(self.look)
        column.addWidget(Text(self.look, self._words.coin(coin.entry, coin.label), _STRONG))
        ordered = sorted(coin.entry.signatures, key=lambda one: (not one.counts, one.path))
        for _, given in groupby(ordered, lambda one: one.path):
            first, *others = given
            if self._policy.has_other_paths:
                column.addWidget(Text(self.look, self._way(first), _SOFT))
            for each in (first, *others):
                column.addWidget(Text(self.look, self._key(each)))
        if not ordered:
            column.addWidget(Text(self.look, self.tr("Nobody has signed it yet."), _SOFT))
        return held

    def _key(self, signature: InputSignature) -> tuple[Run, ...]:
        """Who signed, and the path from their master key as devices write it."""
        name = self._cosigners[signature.cosigner].name
        is_whole = signature.fingerprint is not None
        path = derivation_words(signature.derivation, is_whole=is_whole, mark=_MARK)
        return (Run(f"{name} ", Weight.STRONG), Run(path, role=Role.INK_SOFT))

    def _way(self, signature: InputSignature) -> str:
        path = self._policy.paths[signature.path]
        way = path_words(path.threshold, len(path.keys), path.delay)
        if signature.counts:
            return self.tr("For the way it is spent, {way}:").format(way=way)
        return self.tr("For another way, {way}:").format(way=way)
