from collections.abc import Iterator
from pathlib import Path

import pytest

from strongroom.model.finding import Rejected
from strongroom.vault.chain_cache import ChainCache
from strongroom.vault.vault import create_with
from strongroom.workflows.payment import start
from strongroom.workflows.previous_transactions import missing_previous, take_in
from strongroom.workflows.seen_transactions import remember, with_seen
from tests.vault.quick import Held
from tests.workflows.altered import with_another_amount
from tests.workflows.lacking import lacking, previous_of, whole
from tests.workflows.rounds import make_wallet

WALLET = make_wallet()
FIRST, SECOND = previous_of(WALLET)
STOPPED = start(lacking(WALLET).original, [WALLET])


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[ChainCache]:
    with create_with(tmp_path / "home.strongroom", [Held()]) as vault:
        yield ChainCache(tmp_path / "cache", vault)


def test_a_payment_finds_what_another_brought(cache: ChainCache) -> None:
    assert with_seen(STOPPED, cache) is STOPPED
    remember(start(whole(WALLET).original, [WALLET]), cache)
    found = with_seen(STOPPED, cache)
    assert not found.is_blocked
    assert found.review.findings == start(whole(WALLET).original, [WALLET]).review.findings


def test_what_was_not_seen_is_still_missing(cache: ChainCache) -> None:
    remember(take_in(STOPPED, [SECOND]), cache)
    assert missing_previous(with_seen(STOPPED, cache).review) == (FIRST.txid,)


def test_a_false_amount_is_refused_by_what_was_seen(cache: ChainCache) -> None:
    remember(start(whole(WALLET).original, [WALLET]), cache)
    claimed = start(with_another_amount(lacking(WALLET)).original, [WALLET])
    with pytest.raises(Rejected) as raised:
        with_seen(claimed, cache)
    assert raised.value.code == "utxo-mismatch"
