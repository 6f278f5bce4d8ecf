"""What a payment on the command line is laid beside: a wallet file, or a vault with its memory."""

import argparse
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from strongroom.cli.files import read_any
from strongroom.cli.heights_option import add_heights, heights_of
from strongroom.cli.options import (
    UsageError,
    about,
    add_network,
    add_previous,
    add_wallet,
    network_of,
)
from strongroom.cli.replaces_option import add_replaces, with_named
from strongroom.cli.vault_option import add_vault, kept_wallet, opened_vault
from strongroom.cli.wallet import open_wallet_file
from strongroom.model.finding import Finding, raise_rejected
from strongroom.model.psbt import Psbt
from strongroom.model.transaction import Transaction
from strongroom.model.wallet import Wallet
from strongroom.review.history import History
from strongroom.review.psbt import Review
from strongroom.review.weigh import block
from strongroom.vault.chain_cache import ChainCache
from strongroom.vault.places import Places
from strongroom.workflows.keeping import Keeper, KeptWallet
from strongroom.workflows.kept_payment import ticks
from strongroom.workflows.past_record import coins_told
from strongroom.workflows.payment import (
    PaymentUnderWay,
    acknowledge,
    begin,
    missing_roles,
    open_warnings,
)
from strongroom.workflows.previous_transactions import read_transaction, with_transactions
from strongroom.workflows.review_payment import open_psbt, review_payment
from strongroom.workflows.seen_transactions import remember, with_seen
from strongroom.workflows.told_heights import ToldHeights, with_heights


def add_beside(parser: argparse.ArgumentParser, *, needs_wallet: bool) -> None:
    """What says beside what a payment is laid."""
    add_wallet(parser, required=needs_wallet)
    add_vault(parser)
    add_heights(parser)
    add_network(parser)
    add_previous(parser)
    add_replaces(parser)


@dataclass(frozen=True, slots=True)
class Beside:
    """A payment's review; ``payment`` is None without a wallet.

    ``more`` was found about the wallet's file, ``unticked`` is what the owner's rules ask for
    before anything comes of the payment, ``notes`` say what was kept, and ``heights`` are those
    that were told.
    """

    review: Review
    payment: PaymentUnderWay | None = None
    more: tuple[Finding, ...] = ()
    unticked: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    heights: ToldHeights | None = None

    @property
    def wallet(self) -> Wallet | None:
        return self.payment.wallet if self.payment else None

    def completed(self, psbt: Psbt) -> Psbt:
        """``psbt`` with what the vault has seen of what it spends from."""
        return self.payment.original if self.payment else psbt

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self.review.findings, *self.more)


def opened_psbt(arguments: argparse.Namespace, name: str) -> Psbt:
    """The PSBT of a file, with the transactions of ``--previous`` it spends from."""
    psbt = open_psbt(read_any(name))
    given = list[Transaction]()
    for previous in arguments.previous:
        with about(previous):
            given.append(read_transaction(read_any(previous), previous))
    return with_transactions(psbt, given) if given else psbt


def read_beside(arguments: argparse.Namespace) -> tuple[str | None, ...]:
    """The files that are read beside the payment's own."""
    return *arguments.previous, *arguments.replaces, arguments.wallet


def lay_beside(
    arguments: argparse.Namespace,
    psbt: Psbt,
    name: str,
    *,
    goes_on: bool = False,
    acknowledged: Collection[str] | None = None,
) -> Beside:
    """Review a payment beside ``--wallet``, with all that ``--vault`` remembers if it is named.

    A payment that has to rest by the owner's rules is kept in the vault, so that its time begins,
    and so is one that ``goes_on`` to be signed or sent, as it counts as spent from now on. Where
    the codes of the warnings that were ``acknowledged`` are told, it goes on only with all of them.
    ``name`` is its file's. Raises ``Rejected``, ``UsageError``, ``HeightError``,
    ``ReadError`` and ``VaultError``.
    """
    heights = heights_of(arguments)
    if arguments.vault is not None:
        return _beside_vault(
            arguments, psbt, name, heights, goes_on=goes_on, acknowledged=acknowledged
        )
    if not arguments.wallet:
        if arguments.replaces:
            raise UsageError("To say what it replaces takes a wallet beside it: --wallet FILE")
        review = review_payment(psbt, None)
        raise_rejected(review.findings)
        return Beside(review)
    opened = open_wallet_file(
        arguments.wallet, network_of(arguments), accept_paths=arguments.accept_paths
    )
    history = with_named(arguments, _aged(History(), heights, psbt), psbt, opened.wallet)
    payment = _ticked(begin(opened.wallet, psbt, history=history), acknowledged)
    return Beside(payment.review, payment, opened.findings, heights=heights)


def _aged(history: History, heights: ToldHeights | None, psbt: Psbt) -> History:
    return history if heights is None else with_heights(history, heights, psbt)


def _beside_vault(
    arguments: argparse.Namespace,
    psbt: Psbt,
    name: str,
    heights: ToldHeights | None,
    *,
    goes_on: bool,
    acknowledged: Collection[str] | None,
) -> Beside:
    if not arguments.wallet:
        raise UsageError("Name the wallet in the vault: --wallet NAME")
    with opened_vault(arguments) as keeper:
        kept = kept_wallet(keeper, arguments)
        history = _aged(keeper.past().history(kept.wallet, psbt), heights, psbt)
        history = with_named(arguments, history, psbt, kept.wallet)
        payment = _with_seen(keeper, begin(kept.wallet, psbt, keeper.limits(), history))
        before = next((each for each in keeper.payments() if each.row == payment.txid), None)
        if before is not None:
            payment = replace(payment, acknowledged=ticks(before.record, payment))
        payment = _ticked(payment, acknowledged)
        notes, unticked = _rest(keeper, kept, payment, name), _unticked(payment)
        notes += _heights_kept(keeper, kept, payment, heights)
        is_read = acknowledged is None or not open_warnings(payment)
        if goes_on and is_read and not payment.is_blocked and not unticked:
            keeper.keep_payment(kept.row, payment, datetime.now(UTC), Path(name).name)
            keeper.note_left(payment.txid, datetime.now(UTC))
    return Beside(payment.review, payment, unticked=unticked, notes=notes, heights=heights)


def _ticked(payment: PaymentUnderWay, codes: Collection[str] | None) -> PaymentUnderWay:
    """The payment with the warnings of these codes acknowledged now."""
    now = datetime.now(UTC)
    for warning in open_warnings(payment):
        if codes is not None and warning.code in codes:
            payment = acknowledge(payment, warning, now)
    return payment


def _with_seen(keeper: Keeper, payment: PaymentUnderWay) -> PaymentUnderWay:
    """The payment with what it lacks and the vault has seen, which is remembered in its turn."""
    if keeper.vault is None:
        return payment
    cache = ChainCache(Places.here().cache, keeper.vault)
    whole = with_seen(payment, cache)
    remember(whole, cache)
    return whole


def _rest(keeper: Keeper, kept: KeptWallet, payment: PaymentUnderWay, name: str) -> tuple[str, ...]:
    """Keep a payment that has to rest and was not seen before."""
    rests = any(found.code == "cool-down" for found in payment.review.findings)
    if not rests or not payment.may_be_kept or payment.history.reviewed is not None:
        return ()
    keeper.keep_payment(kept.row, payment, datetime.now(UTC), Path(name).name)
    return ("The payment is kept in the vault: its time of rest has begun",)


def _heights_kept(
    keeper: Keeper, kept: KeptWallet, payment: PaymentUnderWay, heights: ToldHeights | None
) -> tuple[str, ...]:
    """Keep what was told for the next review, unless the vault is open for reading only."""
    if heights is None or keeper.vault is None or keeper.vault.read_only is not None:
        return ()
    coins = coins_told(payment, heights)
    keeper.keep_heights(kept.row, heights, datetime.now(UTC), coins)
    return ("The heights are kept in the vault",)


def _unticked(payment: PaymentUnderWay) -> tuple[Finding, ...]:
    """Who has yet to acknowledge a warning, where the owner's rules say who has to."""
    roles = dict.fromkeys(
        role for warning in open_warnings(payment) for role in missing_roles(payment, warning)
    )
    if not roles:
        return ()
    return (block("acknowledgement-missing", roles=", ".join(map(str, roles))),)
