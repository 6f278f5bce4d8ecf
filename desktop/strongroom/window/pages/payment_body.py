"""The body of the page of a payment: the money first, then what was found, then who signs."""

from datetime import datetime

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.model.finding import Finding, Severity
from strongroom.model.owner_rules import Role
from strongroom.review.result import ReviewedOutput
from strongroom.window.fonts import TypeSize
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.measures import CARD_GAP, REVIEW_COLUMN
from strongroom.window.page import emptied
from strongroom.window.pages.payment_ages import AgesCard
from strongroom.window.pages.payment_coins import Coin, CoinsCard
from strongroom.window.pages.payment_final import FinalCard
from strongroom.window.pages.payment_findings import (
    Group,
    RestCard,
    WarningCard,
    group_card,
    grouped,
)
from strongroom.window.pages.payment_money import OutputsCard
from strongroom.window.pages.payment_packing import PackingCard, Packings
from strongroom.window.pages.payment_phrase import PhraseCard
from strongroom.window.pages.payment_previous import PreviousCard
from strongroom.window.pages.payment_replaced import ReplacedCard
from strongroom.window.pages.payment_shown import Shown
from strongroom.window.pages.payment_signature_paths import SignaturePathsCard
from strongroom.window.pages.payment_signatures import SignaturesCard, next_cosigner
from strongroom.window.pages.payment_stopped import ClaimCard, KeysCard, StoppedCard
from strongroom.window.pages.payment_times import TimesCard, has_to_wait
from strongroom.window.pages.payment_words import PaymentWords, Stage
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role as ColourRole
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.folded_card import FoldedCard
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.text import Text
from strongroom.window.widgets.transaction_picture import TransactionPicture
from strongroom.words.stopped_words import steps
from strongroom.workflows.device_packing import PackingChoice, Way
from strongroom.workflows.payment import (
    Acknowledged,
    PaymentUnderWay,
    Signing,
    acknowledgements,
    progress,
)
from strongroom.workflows.previous_transactions import missing_previous

Opened = frozenset[type[FoldedCard]]

_BESIDE = 380
"""Where the left column would get less, in px at 100 %, the right one goes below it."""
_MOST_REPLACED = 3
_SOFT = Voice(TypeSize.SMALL, role=ColourRole.INK_SOFT)


class PaymentBody(QWidget):
    """``answered`` has the warnings of a box, whether it is ticked now, and whose box it is."""

    save_for = Signal(int)
    sign_with = Signal(int)
    packing_chosen = Signal(int, object)
    scan = Signal()
    previous_wanted = Signal()
    copy = Signal(str)
    answered = Signal(object, bool, object)
    payee_named = Signal(str, str)
    coin_named = Signal(str, str)
    heights_told = Signal(object)
    code_wanted = Signal()
    compared = Signal(str)
    save_record = Signal()
    show_log = Signal()
    remove = Signal()

    def __init__(
        self, look: Look, words: PaymentWords, shown: Shown, opened: Opened = frozenset()
    ) -> None:
        """``opened`` are the kinds of lists that are open from the start."""
        super().__init__()
        self._look, self._words, self._shown = look, words, shown
        self._is_stale = False
        self._warnings: list[WarningCard] = []
        self.final: FinalCard | None = None
        self._packing: PackingCard | None = None
        self._column = _column(QVBoxLayout(self), look)
        groups = grouped(shown.payment.review.findings)
        self._add_heaviest(groups)
        self._add_previous()
        self._add_returned()
        self._add_final()
        self._add_picture()
        self._add_warnings(groups)
        self._add_replaced()
        for output, claim in shown.claims:
            keys = len(shown.cosigners)
            self._column.addWidget(ClaimCard(look, output, claim, keys))
        self._lists = self._folded(opened)
        halves = Ends(look, gap=16, least=_BESIDE, row_gap=CARD_GAP)
        halves.addWidget(self._left(groups))
        halves.addWidget(self._right())
        self._column.addLayout(halves)
        self._column.addWidget(self._foot())
        self._column.addStretch(1)
        self._say_ticks()

    @property
    def opened(self) -> Opened:
        """The kinds of lists that are open now."""
        return frozenset(type(card) for card in self._lists if card.is_open)

    def forget(self) -> None:
        """The look has changed; a new body is needed."""
        self._is_stale = True

    def take(self, shown: Shown) -> bool:
        """Shows another form of the same review; False where it takes a new body."""
        before = self._shown
        if self._is_stale or not before.is_like(shown):
            return False
        self._shown = shown
        if before.aside != shown.aside:
            self._fill_aside()
        self._show_kept()
        self._say_ticks()
        return True

    def _say_ticks(self) -> None:
        payment = self._shown.payment
        for card in self._warnings:
            for role in card.boxes:
                times = [_read_at(payment, each, role) for each in card.group.findings]
                known = [at for at in times if at is not None]
                said = self._words.when(max(known)) if len(known) == len(times) else ""
                card.say_when(role, said)

    def _add_heaviest(self, groups: tuple[Group, ...]) -> None:
        """What stops the payment comes before the money."""
        for group in groups:
            if group.severity >= Severity.BLOCK:
                self._column.addWidget(group_card(self._look, group))

    def _add_previous(self) -> None:
        """The transactions without which the review stops."""
        missing = missing_previous(self._shown.payment.review)
        if missing:
            card = PreviousCard(self._look, missing)
            card.wanted.connect(self.previous_wanted)
            card.scan.connect(self.scan)
            card.copy.connect(self.copy)
            self._column.addWidget(card)

    def _add_returned(self) -> None:
        """What is wrong with the files that came in."""
        known = self._shown.payment.review.findings
        fresh = [found for found in self._shown.findings if found not in known]
        for group in grouped(fresh):
            self._column.addWidget(group_card(self._look, group))

    def _add_final(self) -> None:
        if self._shown.transaction is not None:
            self.final = FinalCard(self._look, self._shown.transaction)
            self.final.code_wanted.connect(self.code_wanted)
            self._column.addWidget(self.final)

    def _add_picture(self) -> None:
        picture = Card(self._look)
        state = self._words.picture(self._shown.payment, self._shown.labels)
        picture.body.addWidget(TransactionPicture(self._look, state))
        self._column.addWidget(picture)

    def _add_warnings(self, groups: tuple[Group, ...]) -> None:
        """What waits for an answer is seen without scrolling."""
        for group in groups:
            if group.severity is Severity.WARN:
                self._column.addWidget(self._warning(group))

    def _add_replaced(self) -> None:
        """The payment beside others of the same coins; of very many only the latest."""
        replacements = self._shown.payment.review.replacements
        for each in replacements[:_MOST_REPLACED]:
            card = ReplacedCard(self._look, each, self._shown.labels.payees)
            self._column.addWidget(card)
        hidden = len(replacements) - _MOST_REPLACED
        if hidden > 0:
            more = self.tr("and %n more payments of the same coins", "", hidden)
            self._column.addWidget(Text(self._look, more, _SOFT))

    def _left(self, groups: tuple[Group, ...]) -> QWidget:
        held, shown = QWidget(), self._shown
        column = _column(QVBoxLayout(held), self._look)
        if any(claim.kept for _, claim in shown.claims):
            column.addWidget(self._stopped())
        outputs = tuple(each for each in shown.payment.review.outputs if each.claim is None)
        if outputs:
            column.addWidget(self._outputs(outputs))
        for card in self._lists:
            column.addWidget(card)
        if has_to_wait(shown.payment.review):
            column.addWidget(self._times())
        if self._shown.payment.wallet.policy.has_other_paths:
            column.addWidget(self._ages())
        column.addWidget(self._rest(groups))
        return held

    def _outputs(self, outputs: tuple[ReviewedOutput, ...]) -> OutputsCard:
        labels, can_name = self._shown.labels, not self._shown.is_blocked
        card = OutputsCard(self._look, self._words, outputs, labels, can_name=can_name)
        card.named.connect(self.payee_named)
        return card

    def _folded(self, opened: Opened) -> tuple[FoldedCard, ...]:
        """The coins, and the signatures of each where there are any."""
        coins = CoinsCard(self._look, self._words, self._named_coins())
        coins.named.connect(self.coin_named)
        lists: list[FoldedCard] = [coins]
        if any(entry.signatures for entry in self._shown.payment.review.inputs):
            lists.append(self._signatures())
        for card in lists:
            card.open(is_open=type(card) in opened)
        return tuple(lists)

    def _signatures(self) -> SignaturePathsCard:
        coins, policy = self._named_coins(), self._shown.payment.wallet.policy
        return SignaturePathsCard(self._look, self._words, coins, self._shown.cosigners, policy)

    def _times(self) -> TimesCard:
        review = self._shown.payment.review
        return TimesCard(self._look, self._words, review, self._named_coins())

    def _named_coins(self) -> tuple[Coin, ...]:
        inputs, labels = self._shown.payment.review.inputs, self._shown.labels.coins
        return tuple(Coin(entry, label) for entry, label in zip(inputs, labels, strict=True))

    def _ages(self) -> AgesCard:
        history = self._shown.payment.history
        newest, before = history.height, history.last_tip
        card = AgesCard(self._look, self._words, self._named_coins(), newest, before)
        card.told.connect(self.heights_told)
        return card

    def _stopped(self) -> StoppedCard:
        found = self._shown.payment.review.findings
        codes = [each.code for each in found if each.severity >= Severity.BLOCK]
        return StoppedCard(self._look, steps(codes))

    def _warning(self, group: Group) -> QWidget:
        if self._shown.stage in (Stage.BLOCKED, Stage.FINISHED):
            return group_card(self._look, group)
        payment = self._shown.payment
        read = [role for role in payment.roles or (None,) if _is_read(payment, group, role)]
        card = WarningCard(self._look, group, payment.roles, read)
        card.answered.connect(lambda *answer: self.answered.emit(group.findings, *answer))
        self._warnings.append(card)
        return card

    def _rest(self, groups: tuple[Group, ...]) -> RestCard:
        light = [group for group in groups if group.severity is Severity.INFO]
        return RestCard(self._look, light, has_heavier=len(light) < len(groups))

    def _right(self) -> QWidget:
        held = _Aside(self._look)
        self._aside = _column(QVBoxLayout(held), self._look)
        self._fill_aside()
        return held

    def _fill_aside(self) -> None:
        is_open = self._packing is not None and self._packing.is_open
        self._packing = None
        emptied(self._aside)
        if self._shown.is_blocked:
            self._fill_stopped()
            return
        shown = self._shown
        if shown.payment.digest is not None:
            phrase = PhraseCard(self._look, shown.phrase)
            phrase.compared.connect(self.compared)
            self._aside.addWidget(phrase)
        signatures = SignaturesCard(self._look, self._words, shown.signing)
        signatures.save_for.connect(self.save_for)
        signatures.sign_with.connect(self.sign_with)
        signatures.scan.connect(self.scan)
        self._aside.addWidget(signatures)
        if shown.stage is Stage.SIGNING:
            packings = Packings(Way.FILE, *self._waiting())
            packing = PackingCard(self._look, shown.payment, packings)
            packing.chosen.connect(self.packing_chosen)
            self._aside.addWidget(packing)
            if is_open:
                packing.turn()
            self._packing = packing

    def _waiting(self) -> tuple[dict[int, str], dict[int, PackingChoice]]:
        """The signers of those who have not signed, the next one first, and how each is packed."""
        shown = self._shown
        following = next_cosigner(shown.signing)
        first = following.position if following is not None else None
        waiting = [one.position for one in progress(shown.payment) if one.state != Signing.SIGNED]
        waiting.sort(key=lambda position: position != first)
        named = {at: self._words.signer(shown.cosigners[at]) for at in waiting}
        return named, {at: shown.packing(at) for at in waiting}

    def _fill_stopped(self) -> None:
        shown = [claim for _, claim in self._shown.claims if claim.kept]
        own = self._shown.payment.wallet.policy.threshold
        for claim in shown:
            self._aside.addWidget(KeysCard(self._look, claim, self._shown.cosigners, own))
        if not shown:
            self._aside.addWidget(self._stopped())

    def _foot(self) -> QWidget:
        """What one may do beside signing, and out of its way."""
        held = QWidget()
        row = Flow(self._look, parent=held)
        record = self._bare(self.tr("Save the record of this review…"), Icon.FILE)
        record.clicked.connect(self.save_record)
        self._log = self._bare(self.tr("Log of this payment"), Icon.CLOCK)
        self._log.clicked.connect(self.show_log)
        self._remove = self._bare(self.tr("Remove this payment"), Icon.CLOSE)
        self._remove.clicked.connect(self.remove)
        for button in (record, self._log, self._remove):
            row.addWidget(button)
        # Only now: a widget that is shown before it lies in another is a window of its own.
        record.setVisible(not self._shown.is_blocked)
        self._show_kept()
        return held

    def _show_kept(self) -> None:
        """What only one that is kept has."""
        for button in (self._log, self._remove):
            button.setVisible(self._shown.is_kept)

    def _bare(self, words: str, icon: Icon) -> Button:
        return Button(self._look, words, ButtonKind.BARE, icon, ButtonSize.SMALL)


class _Aside(QWidget):
    """As wide as a side column is, or as there is room."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(REVIEW_COLUMN), super().sizeHint().height())


def _ticks(payment: PaymentUnderWay, warning: Finding, role: Role | None) -> list[Acknowledged]:
    """Those in one box: a role's own, or anybody's."""
    read = acknowledgements(payment, warning)
    return [each for each in read if role is None or each.role == role]


def _is_read(payment: PaymentUnderWay, group: Group, role: Role | None) -> bool:
    return all(_ticks(payment, each, role) for each in group.findings)


def _read_at(payment: PaymentUnderWay, warning: Finding, role: Role | None) -> datetime | None:
    return next((each.at for each in _ticks(payment, warning, role)), None)


def _column(column: QVBoxLayout, look: Look) -> QVBoxLayout:
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.px(CARD_GAP))
    return column
