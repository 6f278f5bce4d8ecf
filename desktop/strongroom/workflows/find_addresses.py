"""Addresses of a wallet to be shown: a stretch of them, or those that answer to a search."""

from collections.abc import Sequence

from strongroom.engines.derivation import derive_address
from strongroom.engines.own_scripts import Place
from strongroom.model.addresses import read_address
from strongroom.model.errors import ReadError
from strongroom.model.wallet import Address, Branch, Wallet
from strongroom.review.limits import Limits
from strongroom.review.search import Reach, search_of
from strongroom.vault.records import LabelKind, LabelRecord

REACH = 1_000
"""No index behind this one is offered by itself."""
MOST = 50
"""Addresses that a search shows."""
_HIGHEST = 2**31 - 1


def stretch(wallet: Wallet, branch: Branch, first: int, count: int) -> tuple[Address, ...]:
    """``count`` addresses from the index ``first`` on; raises as ``derive_address``."""
    indices = range(first, min(first + count, _HIGHEST + 1))
    return tuple(derive_address(wallet, branch, index) for index in indices)


def search(
    wallet: Wallet, branch: Branch, text: str, labels: Sequence[LabelRecord]
) -> tuple[Address, ...]:
    """Addresses with that index, that whole address, or those whose label has the text in it.

    A whole address is found on either branch. Raises as ``derive_address``.
    """
    wanted = text.strip()
    if wanted.isascii() and wanted.isdigit():
        index = int(wanted)
        return stretch(wallet, branch, index, 1) if index <= _HIGHEST else ()
    place = find_address(wallet, "".join(wanted.split()))
    if place is not None:
        return stretch(wallet, place.branch, place.index, 1)
    places = (find_address(wallet, target) for target in _labelled(labels, wanted))
    found = [each for each in places if each is not None and each.branch is branch]
    return tuple(derive_address(wallet, each.branch, each.index) for each in found[:MOST])


def find_address(wallet: Wallet, text: str) -> Place | None:
    """Where an address lies in the wallet, if it lies in it."""
    try:
        parsed = read_address(text)
    except ReadError:
        return None
    if wallet.network not in parsed.networks:
        return None
    return search_of(wallet).within(parsed.script_pubkey, Reach(-1, Limits()))


def next_unlabelled(wallet: Wallet, labels: Sequence[LabelRecord], most: int = REACH) -> int:
    """The first receiving index behind all that have a label."""
    places = (
        find_address(wallet, label.target) for label in labels if label.kind is LabelKind.ADDRESS
    )
    used = [each.index for each in places if each is not None and each.branch is Branch.RECEIVE]
    return min(max(used, default=-1) + 1, most)


def _labelled(labels: Sequence[LabelRecord], text: str) -> list[str]:
    wanted = text.casefold()
    return [
        label.target
        for label in labels
        if label.kind is LabelKind.ADDRESS and wanted in label.text.casefold()
    ]
