"""``wallet coins``: the coins of a wallet in a vault, and when its recovery paths open for them."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

from strongroom.cli.ages_text import way_words
from strongroom.cli.files import read_any
from strongroom.cli.heights_option import add_heights, heights_of
from strongroom.cli.options import UsageError, about, add_network, add_wallet, common
from strongroom.cli.output import Answer, Json
from strongroom.cli.vault_option import add_vault, kept_wallet, opened_vault
from strongroom.model.transaction import Transaction
from strongroom.vault.past_records import CoinRecord
from strongroom.words.amounts import bitcoin, day_of, grouped_address
from strongroom.workflows.keeping import KeepingError, KeptWallet
from strongroom.workflows.known_coins import (
    KnownCoin,
    KnownCoins,
    check_known,
    check_told,
    known_coins,
)
from strongroom.workflows.previous_transactions import read_transaction
from strongroom.workflows.received_coins import received_coins
from strongroom.workflows.review_document import opens_json


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command behind ``wallet``."""
    words = "the coins of a wallet that its vault knows of, and which approach a recovery path"
    parser = kinds.add_parser("coins", parents=[common()], help=words)
    add_wallet(parser, required=True)
    add_vault(parser)
    add_heights(parser)
    parser.add_argument(
        "--received",
        nargs="+",
        default=[],
        metavar="TX",
        help="transactions that paid the wallet, hex or binary: their coins are kept",
    )
    parser.add_argument(
        "--spent",
        nargs="+",
        default=[],
        metavar="TXID:N",
        help="coins that were spent elsewhere: they are listed no more",
    )
    add_network(parser)
    parser.set_defaults(run=_coins)


def _coins(arguments: argparse.Namespace) -> Answer:
    """What is told is kept, if all of it can be, and the coins are as they follow from it."""
    if arguments.vault is None:
        raise UsageError("Coins are known from a vault: --vault PATH, and --wallet NAME in it")
    told, now = heights_of(arguments), datetime.now(UTC)
    received = [_transaction(name) for name in arguments.received]
    with opened_vault(arguments) as keeper:
        kept = kept_wallet(keeper, arguments)
        coins = [coin for each in received for coin in _own(kept, each)]
        known = known_coins(kept.wallet, keeper.past(), int(now.timestamp()))
        outpoints = {coin.outpoint for coin in known.coins} | {coin.outpoint for coin in coins}
        check_known(outpoints, arguments.spent)
        if told is not None:
            check_told(outpoints, told)
            keeper.keep_heights(kept.row, told, now)
        if coins:
            keeper.keep_coins(kept.row, coins)
        for outpoint in arguments.spent:
            keeper.spend_coin(kept.row, outpoint)
        known = known_coins(kept.wallet, keeper.past(), int(now.timestamp()))
    return Answer(_json(known), list(_lines(known)), notes=(_NOTE,))


def _transaction(name: str) -> Transaction:
    with about(name):
        return read_transaction(read_any(name), name)


def _own(kept: KeptWallet, transaction: Transaction) -> tuple[CoinRecord, ...]:
    """Raises ``KeepingError`` with ``no-own-coins`` for one that pays nothing to the wallet."""
    coins = received_coins(kept.wallet, transaction)
    if not coins:
        txid = transaction.txid
        raise KeepingError("no-own-coins", "it pays no address of this wallet", txid=txid)
    return coins


_NOTE = "Nobody here asks a chain: there may be other coins, and heights are as they were told."


def _lines(known: KnownCoins) -> Iterator[str]:
    if known.tip is not None:
        day = day_of(known.tip.at)
        yield f"As of block {known.tip.height}, the newest on {day} as you said"
    if not known.coins:
        yield "No coins are known: nothing in the vault tells of any."
    for coin in known.coins:
        yield f"{bitcoin(coin.amount)}  {coin.outpoint}"
        yield from (f"  {said}" for said in _about(coin))


def _about(coin: KnownCoin) -> Iterator[str]:
    if coin.address:
        yield grouped_address(coin.address)
    if coin.spent_by:
        yield f"a payment under way spends it: {coin.spent_by}"
    if coin.confirmed is None:
        yield "its block is not known: say it with --confirmed"
    yield from map(way_words, coin.opens)


def _json(known: KnownCoins) -> dict[str, Json]:
    tip = known.tip
    return {
        "newest": None if tip is None else {"height": tip.height, "told": tip.at},
        "coins": [_coin(coin) for coin in known.coins],
    }


def _coin(coin: KnownCoin) -> Json:
    return {
        "outpoint": coin.outpoint,
        "amount": coin.amount,
        "address": coin.address or None,
        "spent_by": coin.spent_by or None,
        "confirmed": coin.confirmed,
        "nearness": coin.nearness.value,
        "opens": [opens_json(each) for each in coin.opens],
    }
