"""Home: what needs one, what one has, what one can do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.main_window import can_show
from strongroom.window.measures import CAPTION_GAP
from strongroom.window.page import Page, Parts, emptied
from strongroom.window.pages.drop_area import DropArea
from strongroom.window.pages.list_row import list_row
from strongroom.window.pages.removed_card import RemovedCard
from strongroom.window.pages.wallet_table import WalletTable
from strongroom.window.paragraph import Voice
from strongroom.window.places import (
    Home,
    PaymentPlace,
    Place,
    PractisePlace,
    ScanPlace,
    SetUpPlace,
    VaultPlace,
    WalletPlace,
    WalletTab,
)
from strongroom.window.standing import missing_names, needs, signed_slots
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.notice import NoticeState
from strongroom.window.widgets.quorum import Quorum, QuorumState
from strongroom.window.widgets.sign import Sign, SignKind
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import date_in_words, quorum, weekday_in_words

if TYPE_CHECKING:
    from strongroom.vault.records import DraftRecord
    from strongroom.window.standing import Need
    from strongroom.workflows.keeping import KeptPayment, KeptWallet
    from strongroom.workflows.known_coins import NearCoins

_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_STRONG = Voice(weight=Weight.STRONG)
_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)
_Offer = tuple[SignKind, str, str, Button]
_MOST_NEEDS = 6
"""More are only counted."""


class HomePage(Page):
    """Made anew whenever something that is kept changes."""

    def __init__(self, parts: Parts, place: Home) -> None:
        super().__init__(parts)
        session = self.session
        for signal in (
            session.wallets_changed,
            session.payments_changed,
            session.drafts_changed,
            session.removed_changed,
        ):
            signal.connect(self._renew_if_other)
        self._add_header_buttons()
        self.renew()

    def _renew_if_other(self) -> None:
        """What is kept changes as a whole; each part of it says so."""
        if any(now is not then for now, then in zip(self._kept(), self._shown, strict=True)):
            self.renew()

    def _kept(self) -> tuple[object, ...]:
        session = self.session
        return session.wallets, session.payments, session.drafts, session.removed

    def renew(self) -> None:
        self._shown = self._kept()
        emptied(self.column)
        found = needs(self.session)
        is_new = not (found or self.session.wallets)
        self.set_title(self._greeting(len(found), is_new), self._state_line())
        if can_show(SetUpPlace):
            # The first steps have it, too.
            self._new_wallet.setVisible(not is_new)
        self.set_primary(None)
        if self.session.removed is not None:
            card = RemovedCard(self.look, self.session.removed)
            card.undone.connect(self.put_back)
            self.column.addWidget(card)
        if found:
            self.column.addWidget(self._needs_card(found))
        if self.session.wallets:
            self.column.addLayout(self._wallets())
            if self.session.vault is None:
                self.column.addWidget(self._steps_card([self._vault_offer(ButtonKind.QUIET)]))
        if is_new:
            self.column.addWidget(self._steps_card(self._offers()))
        area = DropArea(self.look, self.parts.opening)
        area.scan.connect(lambda: self.go.emit(ScanPlace(Home())))
        self.column.addWidget(area)
        self.column.addStretch(1)
        self._say_storage()

    def _greeting(self, number: int, is_new: bool) -> str:
        if is_new and self._locked_vault():
            return self.tr("Your vault is locked")
        if is_new:
            return self.tr("Welcome to Strongroom")
        if not number:
            return self.tr("Nothing needs you")
        few = (
            self.tr("One thing needs you"),
            self.tr("Two things need you"),
            self.tr("Three things need you"),
            self.tr("Four things need you"),
        )
        return few[number - 1] if number <= len(few) else self.tr("%n things need you", "", number)

    def _state_line(self) -> str:
        day = weekday_in_words(datetime.now().astimezone())
        lost = len(self.session.unreadable)
        if not lost:
            return f"{day}."
        return day + ". " + self.tr("Unreadable entries of the vault: %n.", "", lost)

    def _say_storage(self) -> None:
        vault = self.session.vault
        if vault is None:
            text = self.tr("Looking only: what you open is forgotten when you close the window.")
            self.notices.set_state(NoticeState(text, SignKind.SEE_ONLY))
        elif vault.read_only is not None:
            text = self.tr("This vault is open for reading only; no change will be saved.")
            self.notices.set_state(NoticeState(text, SignKind.LOOK, vault.path.stem))
        else:
            text = self.tr("Everything is saved.")
            self.notices.set_state(NoticeState(text, SignKind.SEEN, vault.path.stem))

    def _add_header_buttons(self) -> None:
        if can_show(SetUpPlace):
            button = Button(self.look, self.tr("New wallet…"), icon=Icon.PLUS)
            button.clicked.connect(lambda: self.go.emit(SetUpPlace()))
            self.header_buttons.addWidget(button)
            self._new_wallet = button

    # What needs one

    def _needs_card(self, found: tuple[Need, ...]) -> Card:
        card = Card(self.look, CardKind.LIST)
        for number, need in enumerate(found[:_MOST_NEEDS]):
            if number:
                card.body.addWidget(Hairline(self.look))
            card.body.addWidget(self._need_row(need, is_first=number == 0))
        if len(found) > _MOST_NEEDS:
            more = self.tr("and %n more", "", len(found) - _MOST_NEEDS)
            held = list_row(self.look, Text(self.look, more, _SOFT))
            card.body.addWidget(Hairline(self.look))
            card.body.addWidget(held)
        return card

    def _need_row(self, need: Need, *, is_first: bool) -> QWidget:
        from strongroom.vault.records import DraftRecord
        from strongroom.workflows.keeping import KeptPayment, KeptWallet
        from strongroom.workflows.known_coins import NearCoins

        match need:
            case KeptPayment() as payment:
                return self._payment_row(payment, is_first)
            case DraftRecord() as draft:
                return self._draft_row(draft, is_first)
            case KeptWallet() as kept:
                return self._wallet_row(kept, is_first)
            case NearCoins() as near:
                return self._coins_row(near, is_first)

    def _coins_row(self, near: NearCoins, is_first: bool) -> QWidget:
        kept = self.session.wallet(near.wallet_row)
        assert kept is not None
        title = self.tr("Coins of {name} approach a recovery path")
        if near.opened:
            title = self.tr("A recovery path can spend coins of {name} now")
        said = self.tr("Pay them to a new address of the wallet, and their time begins anew.")
        to = WalletPlace(kept.row, tab=WalletTab.COINS)
        title = title.format(name=kept.wallet.name)
        return self._row(SignKind.DUE, title, said, to, is_first)

    def _draft_row(self, draft: DraftRecord, is_first: bool) -> QWidget:
        told = draft.content.get("name")
        name = told if isinstance(told, str) and told else self.tr("a wallet")
        title = self.tr("The set-up of {name} is not finished").format(name=name)
        said = self.tr("Everything you said so far is kept.")
        what = self.tr("the set-up of {name}").format(name=name)
        words = self.tr("Discard")
        discard = Button(
            self.look, words, ButtonKind.BARE, Icon.CLOSE, ButtonSize.SMALL, f"{words}: {what}"
        )
        discard.clicked.connect(lambda: self._discard(draft.flow, what))
        return self._row(SignKind.UNDER_WAY, title, said, SetUpPlace(), is_first, remove=discard)

    def _discard(self, flow: str, what: str) -> None:
        self.session.discard_draft(flow, what).failed.connect(self.say_error)

    def _payment_row(self, payment: KeptPayment, is_first: bool) -> QWidget:
        from strongroom.window.pages.payment_title import payment_title

        kept = self.session.wallet(payment.wallet_row)
        assert kept is not None
        state = signed_slots(kept, payment)
        waits = max(state.needed - state.signed, 0)
        what = payment_title(self.session, payment, kept.wallet.network)
        if not waits:
            title = self.tr("{what} has every signature it needs").format(what=what)
            said = self.tr("{wallet}. It can be finished.")
        else:
            wanted = self._wanted(waits)
            title = self.tr("{what} waits for {wanted}").format(what=what, wanted=wanted)
            said = self.tr("{wallet}. {names} can sign.")
        names, moment = _listed(missing_names(kept, payment)), ""
        until = self.session.keeper.rests_until(payment.row, datetime.now().astimezone())
        if waits and until is not None:
            moment = date_in_words(int(until.timestamp()))
            title = self.tr("{what} rests by the rules of {wallet}")
            title = title.format(what=what, wallet=kept.wallet.name)
            said = self.tr("{wallet}. It may go to a signer from {moment}.")
        said = said.format(wallet=kept.wallet.name, names=names, moment=moment)
        row = PaymentPlace(payment.row)
        remove = self._remove_button(payment, what)
        return self._row(SignKind.UNDER_WAY, title, said, row, is_first, state, remove)

    def _wanted(self, number: int) -> str:
        if number == 1:
            return self.tr("one more signature")
        return self.tr("%n more signatures", "", number)

    def _wallet_row(self, kept: KeptWallet, is_first: bool) -> QWidget:
        open_keys = sum(cosigner.compared is None for cosigner in kept.record.cosigners)
        title = self.tr("The keys of {name} are not all compared").format(name=kept.wallet.name)
        said = self.tr(
            "Still to be compared on the device itself: %n of {count}.", "", open_keys
        ).format(count=len(kept.record.cosigners))
        return self._row(SignKind.LOOK, title, said, WalletPlace(kept.row), is_first)

    def _row(
        self,
        sign: SignKind,
        title: str,
        said: str,
        to: Place,
        is_first: bool,
        state: QuorumState | None = None,
        remove: Button | None = None,
    ) -> QWidget:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(self.look, title, _STRONG))
        words.addWidget(Text(self.look, said, _SOFT))
        ends = Ends(self.look, least=320, centred=True)
        ends.addLayout(words)
        aside = Flow(self.look, gap=12)
        if state is not None:
            aside.addWidget(Quorum(self.look, state))
            counted = quorum(state.signed, state.needed)
            aside.addWidget(Text(self.look, counted, Voice(TypeSize.SMALL, Weight.STRONG)))
        aside.addWidget(self._way_button(to, title, is_first))
        if remove is not None:
            aside.addWidget(remove)
        ends.addLayout(aside)
        return list_row(self.look, ends, Sign(self.look, sign, 20))

    def _way_button(self, to: Place, title: str, is_first: bool) -> Button:
        kind = ButtonKind.FILLED if is_first else ButtonKind.QUIET
        words = self.tr("Continue")
        if isinstance(to, WalletPlace):
            is_coins = to.tab is WalletTab.COINS
            words = self.tr("See the coins") if is_coins else self.tr("Compare the keys")
        button = Button(self.look, words, kind, spoken=f"{words}: {title}")
        button.clicked.connect(lambda: self.go.emit(to))
        if not can_show(type(to)):
            button.switch(self.tr("This version has no page for that yet."))
        if is_first:
            self.set_primary(button)
        return button

    def _remove_button(self, payment: KeptPayment, title: str) -> Button:
        spoken = self.tr("Remove {payment}").format(payment=title)
        button = Button(self.look, "", ButtonKind.BARE, Icon.CLOSE, ButtonSize.SMALL, spoken)
        button.clicked.connect(lambda: self._remove(payment.row, title))
        return button

    def _remove(self, row: str, title: str) -> None:
        self.session.remove_payment(row, title).failed.connect(self.say_error)

    def offer_undo(self) -> None:
        """It has a card for that."""

    # What one has

    def _wallets(self) -> QVBoxLayout:
        section = QVBoxLayout()
        section.setSpacing(self.look.px(CAPTION_GAP))
        section.addWidget(Text(self.look, self.tr("What you have"), _LEAD))
        table = WalletTable(self.look, self.session.wallets, self.session.under_way)
        table.chosen.connect(lambda row: self.go.emit(WalletPlace(row)))
        section.addWidget(table)
        return section

    # What one can do

    def _steps_card(self, steps: Sequence[_Offer]) -> Card:
        card = Card(self.look, CardKind.LIST)
        for number, (icon_sign, title, said, button) in enumerate(steps):
            if number:
                card.body.addWidget(Hairline(self.look))
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(Text(self.look, title, _STRONG))
            words.addWidget(Text(self.look, said, _SOFT))
            ends = Ends(self.look, least=320, centred=True)
            ends.addLayout(words)
            ends.addWidget(button)
            card.body.addWidget(list_row(self.look, ends, Sign(self.look, icon_sign, 20)))
        return card

    def _locked_vault(self) -> str:
        """The name of the vault that was open last; none where one is open."""
        vaults = self.parts.settings.remembered.vaults
        return vaults[0].stem if vaults and self.session.vault is None else ""

    def _vault_offer(self, kind: ButtonKind) -> _Offer:
        name = self._locked_vault()
        if name and kind is ButtonKind.FILLED:
            unlock = self._offer(self.tr("Unlock {name}…").format(name=name), VaultPlace(), kind)
            said = self.tr("Your wallets and payments are in it. Another can be opened there too.")
            return (SignKind.NOW, self.tr("Unlock it to go on"), said, unlock)
        button = self._offer(self.tr("Open or make a vault…"), VaultPlace(), kind)
        said = self.tr(
            "One encrypted file that keeps your wallets and payments. Without it you can still"
            " look at files; nothing is kept then."
        )
        is_first = kind is ButtonKind.FILLED
        title = self.tr("Begin with a vault") if is_first else self.tr("Keep them in a vault")
        return (SignKind.NOW if is_first else SignKind.SEE_ONLY, title, said, button)

    def _offers(self) -> list[_Offer]:
        offers = []
        has_vault = self.session.vault is not None
        if not has_vault:
            offers.append(self._vault_offer(ButtonKind.FILLED))
            self.set_primary(offers[0][-1])
        if can_show(SetUpPlace):
            kind = ButtonKind.FILLED if has_vault else ButtonKind.QUIET
            wallet = self._offer(self.tr("New wallet…"), SetUpPlace(), kind)
            said = self.tr(
                "Collect one key from each signer, and choose how many of them must sign."
            )
            sign = SignKind.NOW if has_vault else SignKind.TO_COME
            offers.append((sign, self.tr("Set up a wallet"), said, wallet))
            if has_vault:
                self.set_primary(wallet)
        file = Button(self.look, self.tr("Open a wallet’s file…"))
        file.clicked.connect(lambda: self.parts.opening.ask(self))
        said = self.tr("Its descriptor, or the file another program or a device wrote.")
        offers.append((SignKind.TO_COME, self.tr("Bring a wallet you have"), said, file))
        practise = self._offer(self.tr("Practise"), PractisePlace(), ButtonKind.QUIET)
        said = self.tr("The whole way of a payment, with coins that have no value.")
        title = self.tr("Try it with practice signers")
        offers.append((SignKind.TO_COME, title, said, practise))
        return offers

    def _offer(self, words: str, to: Place, kind: ButtonKind) -> Button:
        button = Button(self.look, words, kind)
        button.clicked.connect(lambda: self.go.emit(to))
        return button


def _listed(names: tuple[str, ...]) -> str:
    """``Alice, Bob or Carol``."""
    if len(names) < 2:
        return "".join(names)
    form = QCoreApplication.translate("HomePage", "{first} or {last}")
    return form.format(first=", ".join(names[:-1]), last=names[-1])
