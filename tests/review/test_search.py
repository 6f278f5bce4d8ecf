import pytest

from strongroom.engines.own_scripts import Place
from strongroom.model.derivation import HARDENED
from strongroom.model.wallet import Branch
from strongroom.review.limits import Limits
from strongroom.review.search import Reach, Search
from tests.builders import make_wallet

SIGNERS = make_wallet()
SMALL = Limits(far=10, search_most=50)
REACHES = {
    "nothing used": (-1, [*range(10)]),
    "the first used": (0, [*range(11)]),
    "as far as goes": (39, [*range(50)]),
    "farther": (40, [*range(10), *range(30, 51)]),
    "the last there is": (HARDENED - 1, [*range(10), *range(HARDENED - 11, HARDENED)]),
}


@pytest.mark.parametrize("name", REACHES)
def test_looks_at_so_many_addresses(name: str) -> None:
    last_used, indices = REACHES[name]
    reach = Reach(last_used, SMALL)
    assert list(reach) == indices
    assert all(index in reach for index in indices)
    assert indices[-1] + 1 not in reach


@pytest.mark.parametrize("index", [0, 9, 10])
def test_finds_scripts_and_keys_within_reach_alone(index: int) -> None:
    place = Place(Branch.CHANGE, index)
    search, reach = Search(SIGNERS.wallet), Reach(-1, SMALL)
    script = SIGNERS.scripts(place).script_pubkey
    assert search.within(script, reach) == (place if index < 10 else None)
    assert search.knows_key(SIGNERS.keys(place)[2], reach) is (index < 10)


def test_a_hint_is_looked_at_on_both_branches() -> None:
    search = Search(SIGNERS.wallet)
    for branch in Branch:
        place = Place(branch, 77)
        assert search.at(SIGNERS.scripts(place).script_pubkey, (5, 77)) == place
        assert search.at(SIGNERS.scripts(place).script_pubkey, (5,)) is None


def test_what_was_hinted_at_once_is_not_found_for_it_later() -> None:
    search = Search(SIGNERS.wallet)
    script = SIGNERS.scripts(Place(Branch.RECEIVE, 77)).script_pubkey
    search.at(script, (77,))
    assert search.within(script, Reach(-1, SMALL)) is None
