"""The owner's rules of a wallet: what holds, what is to follow, and the fields to change it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from strongroom.model.owner_rules import OwnerRules, StandingRules
from strongroom.vault.errors import VaultError
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.page import Parts, emptied
from strongroom.window.pages.allowed_addresses import AllowedCard
from strongroom.window.pages.rules_form import RulesForm
from strongroom.window.pages.wallet_part import SOFT, WalletPart
from strongroom.window.paragraph import Voice
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.finding import FindingCard, FindingState
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import date_in_words
from strongroom.words.findings import Words, words_for
from strongroom.words.owner_rule_words import rule_sentences
from strongroom.workflows.allow_proof import prove
from strongroom.workflows.contacts import unlisted
from strongroom.workflows.keeping import Keeper, KeptWallet

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)


class RulesPart(WalletPart):
    """It is made anew, a piece at a time, whenever the rules were changed."""

    def __init__(self, parts: Parts, kept: KeptWallet) -> None:
        super().__init__(parts, kept)
        self.form: RulesForm | None = None
        self.allowed: AllowedCard | None = None
        self.look.changed.connect(self._show)
        self.session.removed_changed.connect(self._show)
        self._show()

    def take(self, kept: KeptWallet) -> bool:
        is_same = kept.wallet == self.kept.wallet
        self.kept = kept
        return is_same

    def _show(self) -> None:
        try:
            rules = self.session.keeper.rules(self.kept.row)
        except VaultError as error:
            self._say_unreadable(error)
            return
        now = int(datetime.now(UTC).timestamp())
        following = rules.following if rules.following and now < rules.since else None
        emptied(self.column)
        self._add(self._holding(rules.at(now)))
        if following is not None:
            self._add(self._to_follow(rules.since, rules.at(now), following))
        self.form = form = RulesForm(self.look, following or rules.at(now))
        form.wanted.connect(self._change)
        listed = {one.address for one in rules.allowed}
        offers = unlisted(self.session.contacts, self.kept.wallet.network, listed)
        self.allowed = allowed = AllowedCard(self.look, self.parts.lanes, self.kept, offers)
        allowed.added.connect(self._allow)
        allowed.removed.connect(self._disallow)
        allowed.failed.connect(self.failed)
        allowed.told.connect(self.told)
        pieces: list[Callable[[], None]] = [
            partial(self._add, Text(self.look, self.tr("Change the rules"), _LEAD)),
            partial(self._add, form),
            *(partial(form.add, row) for row in form.rows()),
            partial(self._add, Text(self.look, self.tr("The list of addresses"), _LEAD)),
            partial(self._add, allowed),
            *(partial(allowed.add_entry, entry, now) for entry in rules.allowed),
            allowed.add_form,
            partial(self.column.addStretch, 1),
        ]
        self._turns.begin(pieces)

    def _say_unreadable(self, error: VaultError) -> None:
        words = words_for(error.code, error.facts, QCoreApplication.translate) or Words(str(error))
        self._turns.begin(())
        emptied(self.column)
        state = FindingState(SignKind.STOPS, words.message, words.hint, error.code)
        self._add(FindingCard(self.look, state))
        self.column.addStretch(1)

    def _add(self, widget: QWidget) -> None:
        self.column.addWidget(widget)

    def _holding(self, rules: OwnerRules) -> Card:
        card = Card(self.look)
        card.body.addWidget(Text(self.look, self.tr("What holds now"), _LEAD))
        for sentence in rule_sentences(rules, QCoreApplication.translate):
            card.body.addWidget(Text(self.look, sentence))
        card.body.addWidget(Text(self.look, self._advice(), SOFT))
        return card

    def _advice(self) -> str:
        bound = self.tr(
            "Strongroom minds these rules wherever this vault is open. They do not bind the "
            "signers: whoever holds enough of them can sign elsewhere."
        )
        if self.session.vault is not None:
            return bound
        return bound + " " + self.tr("No vault is open: they are forgotten with the window.")

    def _to_follow(self, since: int, holding: OwnerRules, rules: OwnerRules) -> FindingCard:
        said = self.tr("Laxer rules follow on {moment}")
        hint = self._differences(holding, rules)
        moment = date_in_words(since)
        state = FindingState(SignKind.LOOK, said.format(moment=moment), hint)
        card = FindingCard(self.look, state)
        off = Button(self.look, self.tr("Keep what holds now"))
        off.clicked.connect(self._call_off)
        # On its own it would hold the words to its width.
        answer = QWidget()
        Flow(self.look, parent=answer).addWidget(off)
        card.add_answer(answer)
        return card

    def _differences(self, before: OwnerRules, after: OwnerRules) -> str:
        """What holds no more then, and what holds in its place."""
        old = rule_sentences(before, QCoreApplication.translate)
        new = rule_sentences(after, QCoreApplication.translate)
        gone = " ".join(each for each in old if each not in new)
        come = " ".join(each for each in new if each not in old)
        said = self.tr("No more then: {rules}").format(rules=gone) if gone else ""
        if come:
            said += " " + self.tr("In its place: {rules}").format(rules=come)
        return said.strip()

    def _change(self, rules: OwnerRules) -> None:
        self._make(lambda keeper: keeper.change_rules(self.kept.row, rules, datetime.now(UTC)))

    def _call_off(self) -> None:
        self._make(lambda keeper: keeper.call_off_rules(self.kept.row, datetime.now(UTC)))

    def _allow(self, address: str, name: str, by: str, answer: str) -> None:
        kept, now = self.kept, datetime.now(UTC)

        def allow(keeper: Keeper) -> StandingRules:
            proof = prove(kept, address, answer, now.date()) if answer else None
            return keeper.allow_address(kept.row, address, name, by, now, proof)

        self._make(allow)

    def _disallow(self, address: str, name: str) -> None:
        """The card is made anew when it is gone, and when it is back."""
        row = self.kept.row
        task = self.session.remove(
            lambda keeper: keeper.disallow_address(row, address, datetime.now(UTC)), name
        )
        task.succeeded.connect(lambda _: self.session.review_anew())
        task.failed.connect(self.failed)

    def _make(self, change: Callable[[Keeper], StandingRules]) -> None:
        task = self.session.change_rules(change)
        task.succeeded.connect(self._changed)
        task.failed.connect(self.failed)

    def _changed(self, rules: StandingRules) -> None:
        self._show()
        if rules.following is None:
            self.told.emit(self.tr("The rules are kept."))
        else:
            self.told.emit(self.tr("What is stricter holds now; what is laxer follows later."))
