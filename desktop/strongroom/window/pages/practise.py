"""Practise: what it is, and a payment of coins without value to go the whole way with."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.model.network import Network
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.page import Page, Parts, emptied
from strongroom.window.pages.list_row import list_row
from strongroom.window.paragraph import Voice
from strongroom.window.places import Home, PaymentPlace, PractisePlace, SetUpPlace
from strongroom.window.tasks import Task
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.sign import Sign, SignKind
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import quorum
from strongroom.workflows.keeping import Keeper, KeptWallet
from strongroom.workflows.payment import PaymentUnderWay
from strongroom.workflows.practice_payment import keep_practice_payment, make_practice_payment
from strongroom.workflows.practice_signing import is_practice_wallet

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)
_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_LEAST_WORDS = 320


class PractisePage(Page):
    """Makes a payment in the engines' lane, keeps it, and goes to its review."""

    def __init__(self, parts: Parts, place: PractisePlace) -> None:
        super().__init__(parts, way_back=Home())
        self.set_title(
            self.tr("Practise"), self.tr("The whole way of a payment, and nothing at stake.")
        )
        self.set_network(Network.REGTEST)
        self._making: Task | None = None
        self._keeper: Keeper | None = None
        self._made: PaymentUnderWay | None = None
        self._offers: list[Button] = []
        """The buttons that make a payment."""
        self.cancel = Button(self.look, self.tr("Cancel"))
        self.cancel.clicked.connect(self._stop)
        self.cancel.hide()
        self.header_buttons.addWidget(self.cancel)
        self.session.wallets_changed.connect(self.renew)

    def furnish(self) -> None:
        self.renew()

    def renew(self) -> None:
        """What there is to practise with, as it is now."""
        emptied(self.column)
        self._offers.clear()
        self.column.addWidget(self._what_it_is())
        self.column.addWidget(self._ways())
        self.column.addStretch(1)
        self.set_primary(self._offers[0])
        self._set_making(is_making=self._making is not None)

    # What stands there

    def _what_it_is(self) -> Card:
        card = Card(self.look)
        card.body.addWidget(Text(self.look, self.tr("What practice is"), _LEAD))
        for said in (
            self.tr(
                "The coins are made here, on a chain of their own (regtest); they are worth "
                "nothing, anywhere."
            ),
            self.tr(
                "The signers are simulated: they check and refuse what a real one would, and "
                "their keys are no secret."
            ),
            self.tr(
                "Nothing real can come in or go out: no network and no device is used, and "
                "practice signers sign on no other chain."
            ),
        ):
            card.body.addWidget(Text(self.look, said))
        return card

    def _ways(self) -> Card:
        """A payment from each practice wallet, or the first wallet; and the way by hand."""
        card = Card(self.look, CardKind.LIST)
        kept = [one for one in self.session.wallets if is_practice_wallet(one.wallet)]
        for one in kept:
            card.body.addWidget(self._another(one))
            card.body.addWidget(Hairline(self.look))
        if not kept:
            card.body.addWidget(self._beginning())
            card.body.addWidget(Hairline(self.look))
        card.body.addWidget(self._by_hand())
        return card

    def _beginning(self) -> QWidget:
        begin = self._offer(self.tr("Begin"), None)
        said = self.tr(
            "Makes a wallet in which two of three practice signers must sign, gives it coins, and "
            "proposes a payment. You review it, have it signed, and finish it."
        )
        return self._row(SignKind.NOW, self.tr("A wallet and a payment"), said, begin)

    def _another(self, kept: KeptWallet) -> QWidget:
        name, policy = kept.wallet.name, kept.wallet.policy
        sign = SignKind.TO_COME if self._offers else SignKind.NOW
        again = self._offer(self.tr("Another payment"), kept)
        spoken = self.tr("Another payment from {wallet}").format(wallet=name)
        again.setAccessibleName(spoken)
        needed = quorum(policy.threshold, len(policy.cosigners))
        said = self.tr("{quorum} must sign. The payment is of new coins.").format(quorum=needed)
        return self._row(sign, name, said, again)

    def _by_hand(self) -> QWidget:
        new = Button(self.look, self.tr("New wallet…"))
        new.clicked.connect(lambda: self.go.emit(SetUpPlace()))
        said = self.tr(
            "Choose Regtest as its network: then each key can be one of five practice signers."
        )
        title = self.tr("Set up a practice wallet yourself")
        return self._row(SignKind.TO_COME, title, said, new)

    def _offer(self, words: str, kept: KeptWallet | None) -> Button:
        """A button that makes a payment; the first is filled."""
        kind = ButtonKind.QUIET if self._offers else ButtonKind.FILLED
        button = Button(self.look, words, kind)
        button.clicked.connect(lambda: self.make_payment(kept))
        self._offers.append(button)
        return button

    def _row(self, sign: SignKind, title: str, said: str, button: Button) -> QWidget:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(self.look, title, _STRONG))
        words.addWidget(Text(self.look, said, _SOFT))
        ends = Ends(self.look, least=_LEAST_WORDS, centred=True)
        ends.addLayout(words)
        ends.addWidget(button)
        return list_row(self.look, ends, Sign(self.look, sign, 20))

    # What it does

    def make_payment(self, kept: KeptWallet | None = None) -> None:
        """Makes a payment from a practice wallet, or the wallet first; then shows its review."""
        if self._making is not None:
            return
        self._keeper, self._making = self.session.keeper, Task(self)
        wallet, task = kept.wallet if kept is not None else None, self._making
        task.progressed.connect(self._tell)
        task.succeeded.connect(self._keep)
        task.failed.connect(self._fail)
        task.cancelled.connect(self._say_cancelled)
        self._set_making(is_making=True)
        self._tell(0, 1)
        task.run(self.parts.lanes.engines, partial(make_practice_payment, self._keeper, wallet))

    def _tell(self, done: int, whole: int) -> None:
        percent = 100 * done // whole
        said = self.tr("Making practice coins and a payment: {percent} %")
        self.say(said.format(percent=percent), SignKind.UNDER_WAY)

    def _keep(self, payment: PaymentUnderWay) -> None:
        """Keeps what was made, unless another vault is open by now."""
        if self._keeper is not self.session.keeper:
            return
        self._made, now = payment, datetime.now(UTC)
        task = self.session.change(lambda keeper: keep_practice_payment(keeper, payment, now))
        # Nothing but its own methods: a page that was left hears of it no more.
        task.succeeded.connect(self._show)
        task.failed.connect(self._fail)

    def _show(self, row: str) -> None:
        if self._made is not None and self._keeper is self.session.keeper:
            self.session.review(self._made, row)
            self.go.emit(PaymentPlace())

    def _stop(self) -> None:
        if self._making is not None:
            self._making.cancel()

    def _say_cancelled(self) -> None:
        self._set_making(is_making=False)
        self.say(self.tr("Cancelled; nothing was made."))

    def _fail(self, error: object) -> None:
        self._set_making(is_making=False)
        self.say_error(error)

    def _set_making(self, *, is_making: bool) -> None:
        if not is_making:
            self._making = None
        self.cancel.setVisible(is_making)
        reason = self.tr("A payment is being made; one moment.") if is_making else ""
        for button in self._offers:
            button.switch(reason)
