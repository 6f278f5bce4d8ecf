"""What is done with what somebody opens: it is recognised in a lane, and leads to a place."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from strongroom.formats.bip329 import LabelFile
from strongroom.model.transaction import Transaction
from strongroom.transports.qr.reader import CodeReader
from strongroom.vault.chain_cache import ChainCache
from strongroom.window.opening import Given
from strongroom.window.opening_words import OpeningWords
from strongroom.window.places import (
    ImportPlace,
    LabelsPlace,
    PaymentPlace,
    Place,
    SetUpPlace,
    SignedMessagePlace,
    VaultPlace,
    WalletPlace,
    WhatItIsPlace,
)
from strongroom.window.session import Reviewed, Session
from strongroom.window.tasks import Task
from strongroom.workflows.check_message import CheckedMessage
from strongroom.workflows.join_codes import join_codes
from strongroom.workflows.keeping import Keeper, KeptPayment, KeptWallet
from strongroom.workflows.open_anything import NextStep, Opened, OpenedAddress, OpenedVault
from strongroom.workflows.open_key import OpenedKey
from strongroom.workflows.open_several import NothingOpened, OpenedSeveral, Source, open_several
from strongroom.workflows.open_wallet import OpenedWallet
from strongroom.workflows.payment import PaymentUnderWay
from strongroom.workflows.previous_transactions import missing_previous
from strongroom.workflows.reading_apart import opened_apart
from strongroom.workflows.seen_transactions import remember, with_seen


def open_all(
    given: Sequence[Given],
    wallets: Sequence[KeptWallet],
    payments: Sequence[KeptPayment],
    keeper: Keeper,
    reader: CodeReader,
    reviewed: Reviewed | None = None,
) -> OpenedSeveral:
    """Reads and recognises all of it, beside what is here; raises what ``open_several`` raises."""
    sources = [Source(name, read) for name, read in given]
    limits, past = keeper.limits(), keeper.past()
    joined = [
        Source(source.name, partial(_apart, source.read)) for source in join_codes(sources, reader)
    ]
    open_here = partial(open_several, joined, wallets, payments, limits=limits, past=past)
    return open_here(reviewed=_as_opened(reviewed, payments) if reviewed else None)


def completed(found: OpenedSeveral, keeper: Keeper, caches: Path | None) -> OpenedSeveral:
    """The same, a payment with what it lacks and its vault has seen; raises ``Rejected``."""
    cache, payment = _cache(keeper, caches), found.opened.thing
    if cache is None or not isinstance(payment, PaymentUnderWay):
        return found
    whole = with_seen(payment, cache)
    if whole is payment:
        return found
    opened = replace(found.opened, thing=whole, findings=whole.review.findings)
    return replace(found, opened=opened)


def remember_seen(found: OpenedSeveral, keeper: Keeper, caches: Path | None) -> None:
    """Takes up what a payment spends from, so that the next that lacks it finds it."""
    cache, payment = _cache(keeper, caches), found.opened.thing
    if cache is not None and isinstance(payment, PaymentUnderWay):
        remember(payment, cache)


def place_of(found: OpenedSeveral, path: Path | None, session: Session) -> Place:
    """Where it leads. A payment is under review then."""
    opened = found.opened
    match opened.thing:
        case OpenedKey():
            return SetUpPlace(found.keys)
        case OpenedWallet() as wallet:
            row = opened.wallet_row
            return WalletPlace(row) if row else ImportPlace(wallet, found.taken[0])
        case PaymentUnderWay() as payment:
            session.review(payment, opened.wallet_row, opened.findings)
            return PaymentPlace(opened.payment_row)
        case OpenedVault():
            return VaultPlace(path)
        case OpenedAddress() as address if opened.wallet_row:
            return WalletPlace(opened.wallet_row, address.place)
        case CheckedMessage() as message:
            return SignedMessagePlace(message)
        case LabelFile() as labels if opened.wallet_row:
            return LabelsPlace(opened.wallet_row, labels, found.taken[0])
        case OpenedAddress() | Transaction() | LabelFile() as foreign:
            return WhatItIsPlace(foreign)


def said_of_several(found: OpenedSeveral) -> str:
    """What came along and what was left; nothing of one file that was opened."""
    if not found.left and len(found.taken) < 2:
        return ""
    return OpeningWords().of_several(found)


def said_of_signatures(found: OpenedSeveral, session: Session) -> str:
    """That signatures came in for a kept payment; nothing where none of them is new."""
    thing, kept = found.opened.thing, session.kept_payment(found.opened.payment_row)
    if not isinstance(thing, PaymentUnderWay) or kept is None or thing.combined == kept.combined:
        return ""
    return OpeningWords().of_signatures()


def keep_completed(found: OpenedSeveral, session: Session) -> Task | None:
    """Keeps a payment with the transactions it spends from that came in, so that nobody has to
    look for them again; not where the review still stops it."""
    opened, payment = found.opened, found.opened.thing
    if not found.previous or not isinstance(payment, PaymentUnderWay) or not payment.may_be_kept:
        return None
    now, source = datetime.now(UTC), ", ".join(found.taken)
    return session.change(
        lambda keeper: keeper.keep_payment(opened.wallet_row, payment, now, source)
    )


def said_of_previous(found: OpenedSeveral) -> str:
    """That transactions came in which the payment spends from, and how many it still lacks."""
    thing = found.opened.thing
    if not found.previous or not isinstance(thing, PaymentUnderWay):
        return ""
    return OpeningWords().of_previous(found.previous, len(missing_previous(thing.review)))


def said_of_nothing(error: object) -> str:
    """Why none of several was opened; nothing where the error speaks for itself."""
    return OpeningWords().of_left(error.left) if isinstance(error, NothingOpened) else ""


def _cache(keeper: Keeper, caches: Path | None) -> ChainCache | None:
    vault = keeper.vault
    return None if vault is None or caches is None else ChainCache(caches, vault)


def _as_opened(reviewed: Reviewed, payments: Sequence[KeptPayment]) -> Opened:
    payment, row = reviewed.payment, reviewed.payment.txid
    kept = row if any(each.row == row for each in payments) else ""
    return Opened(payment, NextStep.CONTINUE, reviewed.findings, reviewed.wallet_row, kept)


def _apart(read: Callable[[], bytes]) -> bytes:
    return opened_apart(read())
