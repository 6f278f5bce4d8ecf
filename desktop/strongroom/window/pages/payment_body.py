"""The body of the page of a payment: the money first, then what was found, then who signs."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.model.finding import Finding, Severity
from strongroom.window.look import Look
from strongroom.window.measures import CARD_GAP, REVIEW_COLUMN
from strongroom.window.page import emptied
from strongroom.window.pages.payment_cards import DigestCard, FinalCard, StoppedCard
from strongroom.window.pages.payment_findings import (
    Group,
    RestCard,
    WarningCard,
    group_card,
    grouped,
)
from strongroom.window.pages.payment_money import OutputsCard
from strongroom.window.pages.payment_signatures import SignaturesCard, SigningState
from strongroom.window.pages.payment_words import Cosigner, PaymentWords, Stage
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.transaction_picture import TransactionPicture
from strongroom.workflows.payment import Acknowledged, PaymentUnderWay

_BESIDE = 380
"""Where the left column would get less, in px at 100 %, the right one goes below it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows; ``findings`` are about the files that came in last, ``transaction``
    is the finished one in the network's form."""

    payment: PaymentUnderWay
    stage: Stage
    cosigners: tuple[Cosigner, ...]
    saved_for: frozenset[int]
    findings: tuple[Finding, ...]
    transaction: bytes | None

    @property
    def signing(self) -> SigningState:
        return SigningState(self.payment, self.cosigners, self.stage, self.saved_for)


class PaymentBody(QWidget):
    """``answered`` has the warnings of a box, and whether it is ticked now."""

    save_for = Signal(int)
    answered = Signal(object, bool)

    def __init__(self, look: Look, words: PaymentWords, shown: Shown) -> None:
        super().__init__()
        self._look, self._words, self._shown = look, words, shown
        self._is_stale = False
        self._column = _column(QVBoxLayout(self), look)
        groups = grouped(shown.payment.review.findings)
        self._add_heaviest(groups)
        self._add_returned()
        if shown.transaction is not None:
            self._column.addWidget(FinalCard(look, shown.transaction))
        picture = Card(look)
        picture.body.addWidget(TransactionPicture(look, words.picture(shown.payment)))
        self._column.addWidget(picture)
        halves = Ends(look, gap=16, least=_BESIDE, row_gap=CARD_GAP)
        halves.addWidget(self._left(groups))
        halves.addWidget(self._right())
        self._column.addLayout(halves)
        self._column.addStretch(1)

    def forget(self) -> None:
        """The look has changed; a new body is needed."""
        self._is_stale = True

    def take(self, shown: Shown) -> bool:
        """Shows another form of the same review; False where it takes a new body."""
        before = self._shown
        same = (
            not self._is_stale
            and before.payment.review is shown.payment.review
            and before.findings == shown.findings
            and before.transaction == shown.transaction
            and before.cosigners == shown.cosigners
        )
        if same:
            self._shown = shown
            if (before.stage, before.saved_for) != (shown.stage, shown.saved_for):
                self._fill_aside()
        return same

    def _add_heaviest(self, groups: tuple[Group, ...]) -> None:
        """What stops the payment comes before the money."""
        for group in groups:
            if group.severity >= Severity.BLOCK:
                self._column.addWidget(group_card(self._look, group))

    def _add_returned(self) -> None:
        """What is wrong with the files that came in."""
        known = self._shown.payment.review.findings
        fresh = [found for found in self._shown.findings if found not in known]
        for group in grouped(fresh):
            self._column.addWidget(group_card(self._look, group))

    def _left(self, groups: tuple[Group, ...]) -> QWidget:
        held = QWidget()
        column = _column(QVBoxLayout(held), self._look)
        column.addWidget(OutputsCard(self._look, self._words, self._shown.payment.review.outputs))
        for group in groups:
            if group.severity is Severity.WARN:
                column.addWidget(self._warning(group))
        column.addWidget(self._rest(groups))
        return held

    def _warning(self, group: Group) -> QWidget:
        if self._shown.stage in (Stage.BLOCKED, Stage.FINISHED):
            return group_card(self._look, group)
        read = self._shown.payment.acknowledged
        is_read = all(Acknowledged.of(one) in read for one in group.findings)
        card = WarningCard(self._look, group, is_read=is_read)
        card.answered.connect(lambda ticked: self.answered.emit(group.findings, ticked))
        return card

    def _rest(self, groups: tuple[Group, ...]) -> RestCard:
        light = [group for group in groups if group.severity is Severity.INFO]
        return RestCard(self._look, light, has_heavier=len(light) < len(groups))

    def _right(self) -> QWidget:
        held = QWidget()
        self._aside = _column(QVBoxLayout(held), self._look)
        held.setFixedWidth(self._look.px(REVIEW_COLUMN))
        self._fill_aside()
        return held

    def _fill_aside(self) -> None:
        emptied(self._aside)
        shown = self._shown
        if shown.stage is Stage.BLOCKED:
            self._aside.addWidget(StoppedCard(self._look))
            return
        signatures = SignaturesCard(self._look, self._words, shown.signing)
        signatures.save_for.connect(self.save_for)
        self._aside.addWidget(signatures)
        if shown.payment.digest is not None:
            self._aside.addWidget(DigestCard(self._look, shown.payment.digest))


def _column(column: QVBoxLayout, look: Look) -> QVBoxLayout:
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.px(CARD_GAP))
    return column
