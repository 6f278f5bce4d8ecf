"""The payment beside another of the same coins: which payees differ, and what else does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.model.transaction import OutPoint
from strongroom.review.replacement import ChangedPayee, PayeeChange, Replacement
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.turns import Turns
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.card import Card, CardKind, Hairline, card_row
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import date_in_words, fee_rate
from strongroom.words.locks import locktime_words
from strongroom.words.replacement_words import PAYEE_CHANGES

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_FIXED = Voice(TypeSize.FIXED_SMALL)
_AT_ONCE = 3
"""Payees that are there with the card; others come one after the other."""
_MOST_PAYEES = 20
_MOST_COINS = 5
_T = TypeVar("_T", int, float)


class ReplacedCard(Card):
    """A row for the other payment, one for each payee that differs, and one for the figures."""

    def __init__(
        self, look: Look, replacement: Replacement, names: Mapping[str, str] | None = None
    ) -> None:
        """``names`` are what people call payees, by their address."""
        super().__init__(look, CardKind.LIST)
        self._replacement, self._names = replacement, names or {}
        self._turns = Turns(self)
        self.body.addWidget(self._head())
        self._turns.begin(self._pieces(), _AT_ONCE)

    @property
    def is_coming(self) -> bool:
        """Whether rows are still to come."""
        return self._turns.is_busy

    def _pieces(self) -> Iterator[Callable[[], None]]:
        payees = self._replacement.payees
        for payee in payees[:_MOST_PAYEES]:
            yield partial(self._add, partial(self._payee, payee))
        if len(payees) > _MOST_PAYEES:
            yield partial(self._add, partial(self._hidden, len(payees) - _MOST_PAYEES))
        yield partial(self._add, self._figures)

    def _add(self, make: Callable[[], QWidget]) -> None:
        self.body.addWidget(Hairline(self.look))
        self.body.addWidget(make())

    def _head(self) -> QWidget:
        held, column = card_row(self.look)
        title = self.tr("Beside the payment it replaces")
        if self._replacement.is_later:
            title = self.tr("Beside a later payment of the same coins")
        column.addWidget(Text(self.look, title, _STRONG))
        column.addWidget(Text(self.look, self._about(), _SOFT))
        column.addWidget(Text(self.look, self._replacement.txid, _FIXED))
        return held

    def _about(self) -> str:
        only = self.tr("Only one of the two can be mined.")
        if self._replacement.reviewed is None:
            return only
        kept = self.tr("The other was kept here on {moment}.")
        return kept.format(moment=date_in_words(self._replacement.reviewed)) + " " + only

    def _payee(self, payee: ChangedPayee) -> QWidget:
        held, column = card_row(self.look)
        title = QCoreApplication.translate("Words", PAYEE_CHANGES[payee.change.value])
        name = self._names.get(payee.address or "")
        title = f"{title}: {name}" if name else title
        role = Role.INK if payee.change is PayeeChange.MORE else Role.WARN
        head = Ends(self.look, least=160, row_gap=0)
        head.addWidget(Text(self.look, title, Voice(weight=Weight.STRONG, role=role)))
        head.addLayout(self._both(self._amounts(payee), _STRONG))
        column.addLayout(head)
        if payee.address is not None:
            column.addWidget(Address(self.look, AddressState(payee.address, title)))
        else:
            script = self.tr("A script without an address: {script}")
            text = script.format(script=payee.script_pubkey.hex())
            column.addWidget(Text(self.look, text, _FIXED))
        return held

    def _amounts(self, payee: ChangedPayee) -> Sequence[str]:
        known = (each for each in (payee.this, payee.other) if each is not None)
        return [self.look.unit.write(each) for each in known]

    def _both(self, said: Sequence[str], voice: Voice | None = None) -> Flow:
        """What something is by this payment and then, where that is said, by the other."""
        this, *other = said
        row = Flow(self.look, gap=4, row_gap=0)
        row.addWidget(Text(self.look, this, voice))
        for each in other:
            words = self.tr("instead of {other}").format(other=each)
            row.addWidget(Text(self.look, words, voice))
        return row

    def _hidden(self, number: int) -> QWidget:
        held, column = card_row(self.look)
        column.addWidget(Text(self.look, self.tr("and %n more payees", "", number), _SOFT))
        return held

    def _figures(self) -> QWidget:
        held, column = card_row(self.look)
        this, other = self._replacement.this, self._replacement.other
        write = self.look.unit.write
        if not self._replacement.payees:
            column.addWidget(Text(self.look, self.tr("Every payee gets the same."), _STRONG))
        rows = [
            (self.tr("Change"), self._figure(write, this.change, other.change)),
            (self.tr("Fee"), self._figure(write, this.fee, other.fee)),
            (self.tr("Fee rate"), self._figure(fee_rate, this.fee_rate, other.fee_rate)),
        ]
        if this.locktime != other.locktime:
            rows.append(
                (self.tr("Locktime"), self._figure(locktime_words, this.locktime, other.locktime))
            )
        for title, said in rows:
            row = Ends(self.look, least=120, row_gap=0, centred=True)
            row.addWidget(Text(self.look, title, _SOFT))
            row.addLayout(self._both(said))
            column.addLayout(row)
        self._add_coins(column, self.tr("Spends as well"), self._replacement.coins_added)
        self._add_coins(column, self.tr("Leaves unspent"), self._replacement.coins_gone)
        return held

    def _figure(
        self, write: Callable[[_T], str], this: _T | None, other: _T | None
    ) -> Sequence[str]:
        unknown = self.tr("not known")
        said = [unknown if each is None else write(each) for each in (this, other)]
        return said[:1] if this == other else said

    def _add_coins(self, column: QVBoxLayout, title: str, coins: Sequence[OutPoint]) -> None:
        if not coins:
            return
        column.addWidget(Text(self.look, title, _SOFT))
        for coin in coins[:_MOST_COINS]:
            column.addWidget(Text(self.look, str(coin), _FIXED))
        hidden = len(coins) - _MOST_COINS
        if hidden > 0:
            column.addWidget(Text(self.look, self.tr("and %n more coins", "", hidden), _SOFT))
