"""What differs from another payment of the same coins, as a part of the record of a review."""

from collections.abc import Callable
from typing import TypeVar

from strongroom.model.transaction import OutPoint
from strongroom.paper.column import Column
from strongroom.paper.language import translate
from strongroom.paper.measures import FIXED, STRONG
from strongroom.review.replacement import ChangedPayee, Replacement
from strongroom.words.amounts import (
    bitcoin,
    date_in_words,
    fee_rate,
    grouped_address,
)
from strongroom.words.locks import locktime_words
from strongroom.words.replacement_words import PAYEE_CHANGES

_T = TypeVar("_T", int, float)


def fill_replaced(replacement: Replacement, column: Column) -> None:
    """The other payment, the payees that differ, and the figures of both."""
    title = translate("Paper", "Beside the payment it replaces")
    if replacement.is_later:
        title = translate("Paper", "Beside a later payment of the same coins")
    column.heading(title)
    txid = grouped_address(replacement.txid)
    column.pair(translate("Paper", "Transaction (txid)"), txid, FIXED)
    if replacement.reviewed is not None:
        column.pair(translate("Paper", "Kept"), date_in_words(replacement.reviewed))
    for payee in replacement.payees:
        _fill_payee(payee, column)
    if not replacement.payees:
        column.text(translate("Paper", "Every payee gets the same."))
    _fill_figures(replacement, column)


def _fill_payee(payee: ChangedPayee, column: Column) -> None:
    with column.together():
        change = translate("Words", PAYEE_CHANGES[payee.change.value])
        known = [bitcoin(each) for each in (payee.this, payee.other) if each is not None]
        column.pair(translate("Paper", "Payee"), f"{change}: {_instead(*known)}", STRONG)
        if payee.address is not None:
            column.pair("", grouped_address(payee.address), FIXED)
        else:
            script = grouped_address(payee.script_pubkey.hex())
            column.pair(translate("Paper", "no address, script"), script, FIXED)
        column.gap(3)


def _fill_figures(replacement: Replacement, column: Column) -> None:
    this, other = replacement.this, replacement.other
    change = _figure(bitcoin, this.change, other.change)
    column.pair(translate("Paper", "Change"), change)
    column.pair(translate("Paper", "Fee"), _figure(bitcoin, this.fee, other.fee))
    rate = _figure(fee_rate, this.fee_rate, other.fee_rate)
    column.pair(translate("Paper", "Fee rate"), rate)
    if this.locktime != other.locktime:
        locktime = _figure(locktime_words, this.locktime, other.locktime)
        column.pair(translate("Paper", "Locktime"), locktime)
    for coin in replacement.coins_added:
        column.pair(translate("Paper", "Spends as well"), _coin(coin), FIXED)
    for coin in replacement.coins_gone:
        column.pair(translate("Paper", "Leaves unspent"), _coin(coin), FIXED)


def _coin(coin: OutPoint) -> str:
    txid, _, place = str(coin).partition(":")
    return f"{grouped_address(txid)} : {place}"


def _figure(write: Callable[[_T], str], this: _T | None, other: _T | None) -> str:
    """What it is by this payment and, where it differs, by the other."""
    unknown = translate("Paper", "not known")
    said, before = (unknown if each is None else write(each) for each in (this, other))
    return said if this == other else _instead(said, before)


def _instead(this: str, other: str | None = None) -> str:
    if other is None:
        return this
    return translate("Paper", "{this} instead of {other}").format(this=this, other=other)
