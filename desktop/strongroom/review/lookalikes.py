"""The rule about addresses that are made to be taken for others."""

from collections.abc import Iterator
from functools import lru_cache

from strongroom.engines.errors import EngineError
from strongroom.engines.own_scripts import Place
from strongroom.model.addresses import write_address
from strongroom.model.derivation import HARDENED
from strongroom.model.finding import Finding
from strongroom.model.wallet import Wallet
from strongroom.review.context import Context
from strongroom.review.history import Known, KnownAs
from strongroom.review.search import search_of
from strongroom.review.weigh import warn

FIRST, LAST = 4, 4
"""Characters that people compare and no more, behind those all addresses of a kind share. Eight of
them alike are no chance: one in 10^12 for two addresses, and an evening's work for a thief."""

NEAR = 20
"""Own addresses around the last used one that somebody may imitate, beside those in use."""

_BECH32 = "1"
"""Stands between the network's name and the address proper (BIP-173)."""

Ends = tuple[str, str]


def address_lookalike(context: Context) -> Iterator[Finding]:
    """A payment to an address that begins and ends like a known one, and is another."""
    if context.ownership is None or all(view.is_ours for view in context.outputs):
        return
    known = _known(context)
    by_ends = {ends_of(address): address for address in reversed(known)}
    for view in context.outputs:
        if view.is_ours or view.address is None or view.address in known:
            continue
        like = by_ends.get(ends_of(view.address))
        if like is not None:
            what = known[like]
            facts = {"reason": what.known_as.value, "known": like, "name": what.name}
            yield warn("address-lookalike", view.where, **facts)


def ends_of(address: str) -> Ends:
    """What people look at: the first and the last characters, without the kind's own first."""
    _, separator, data = address.rpartition(_BECH32) if address.islower() else ("", "", address)
    body = data[1:]
    return (separator + body[:FIRST], body[-LAST:])


def _known(context: Context) -> dict[str, Known]:
    """What is known best comes first."""
    owner = context.ownership
    assert owner is not None
    start = max(owner.last_used + 1 - NEAR, 0)
    own = _own_addresses(owner.wallet, start, min(owner.last_used + 1 + NEAR, HARDENED))
    used = [view.address for view in context.own_outputs if view.address]
    return {**context.history.known_addresses, **dict.fromkeys((*own, *used), Known(KnownAs.OWN))}


@lru_cache(maxsize=8)
def _own_addresses(wallet: Wallet, start: int, end: int) -> tuple[str, ...]:
    places = (Place(branch, index) for index in range(start, end) for branch in wallet.branches)
    return tuple(address for place in places if (address := _address(wallet, place)))


def _address(wallet: Wallet, place: Place) -> str | None:
    try:
        script = search_of(wallet).scripts(place).script_pubkey
    except EngineError:
        return None  # one index in 2^127 has no key (BIP-32)
    return write_address(script, wallet.network)
