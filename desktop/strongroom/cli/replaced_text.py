"""A payment beside others of the same coins, as a person reads it in a terminal."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from strongroom.review.replacement import ChangedPayee, Replacement
from strongroom.words.amounts import bitcoin, date_in_words, fee_rate, grouped_address
from strongroom.words.locks import locktime_words
from strongroom.words.replacement_words import PAYEE_CHANGES

_T = TypeVar("_T", int, float)
_WIDTH = 9


def replaced_lines(replacement: Replacement) -> Iterator[str]:
    """A paragraph: the payees that differ, then what comes back and what it costs."""
    yield ""
    yield _title(replacement)
    for payee in replacement.payees:
        yield from _payee_lines(payee)
    if not replacement.payees:
        yield "  Every payee gets the same."
    this, other = replacement.this, replacement.other
    yield _line("Change", bitcoin, this.change, other.change)
    yield _line("Fee", bitcoin, this.fee, other.fee)
    yield _line("Fee rate", fee_rate, this.fee_rate, other.fee_rate)
    if this.locktime != other.locktime:
        yield _line("Locktime", locktime_words, this.locktime, other.locktime)
    yield from (f"  Spends as well {coin}" for coin in replacement.coins_added)
    yield from (f"  Leaves unspent {coin}" for coin in replacement.coins_gone)


def _title(replacement: Replacement) -> str:
    title = "Conflicts with the later" if replacement.is_later else "Replaces"
    kept = replacement.reviewed
    known = "" if kept is None else f", kept {date_in_words(kept)}"
    return f"{title} transaction {replacement.txid}{known}"


def _payee_lines(payee: ChangedPayee) -> Iterator[str]:
    amounts = [bitcoin(each) for each in (payee.this, payee.other) if each is not None]
    yield f"  {PAYEE_CHANGES[payee.change.value]}: {' instead of '.join(amounts)}"
    script = f"(no address form) {payee.script_pubkey.hex()}"
    yield f"  {'':<{_WIDTH}}{grouped_address(payee.address) if payee.address else script}"


def _line(name: str, write: Callable[[_T], str], this: _T | None, other: _T | None) -> str:
    """What it is by this payment, instead of what it is by the other."""
    said, before = ("not known" if each is None else write(each) for each in (this, other))
    return f"  {name:<{_WIDTH}}{said}" + ("" if this == other else f" instead of {before}")
