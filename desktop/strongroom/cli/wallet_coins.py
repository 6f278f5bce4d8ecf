"""``wallet coins``: the coins of a wallet in a vault, and when its recovery paths open for them."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

from strongroom.cli.ages_text import way_words
from strongroom.cli.heights_option import add_heights, heights_of
from strongroom.cli.options import UsageError, add_network, add_wallet, common
from strongroom.cli.output import Answer, Json
from strongroom.cli.vault_option import add_vault, kept_wallet, opened_vault
from strongroom.words.amounts import bitcoin, day_of, grouped_address
from strongroom.workflows.known_coins import KnownCoin, KnownCoins, check_told, known_coins
from strongroom.workflows.review_document import opens_json


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command behind ``wallet``."""
    words = "the coins that payments kept in a vault tell of, and which approach a recovery path"
    parser = kinds.add_parser("coins", parents=[common()], help=words)
    add_wallet(parser, required=True)
    add_vault(parser)
    add_heights(parser)
    add_network(parser)
    parser.set_defaults(run=_coins)


def _coins(arguments: argparse.Namespace) -> Answer:
    """Heights that are told are kept, and the coins are as they follow from them."""
    if arguments.vault is None:
        raise UsageError("Coins are known from a vault: --vault PATH, and --wallet NAME in it")
    told, now = heights_of(arguments), datetime.now(UTC)
    seconds = int(now.timestamp())
    with opened_vault(arguments) as keeper:
        kept = kept_wallet(keeper, arguments)
        known = known_coins(kept.wallet, keeper.past(), seconds)
        if told is not None:
            check_told(known, told)
            keeper.keep_heights(kept.row, told, now)
            known = known_coins(kept.wallet, keeper.past(), seconds)
    return Answer(_json(known), list(_lines(known)), notes=(_NOTE,))


_NOTE = "Nobody here asks a chain: there may be other coins, and heights are as they were told."


def _lines(known: KnownCoins) -> Iterator[str]:
    if known.tip is not None:
        day = day_of(known.tip.at)
        yield f"As of block {known.tip.height}, the newest on {day} as you said"
    if not known.coins:
        yield "No coins are known: no payment that tells of any is kept in the vault."
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
