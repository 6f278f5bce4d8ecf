"""What must hold of every format and of the store, whatever comes: properties (e) and (f)."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strongroom.engines.bdk_addresses import bdk_address
from strongroom.engines.derivation import derive_address
from strongroom.formats.contract import WriteError
from strongroom.formats.reading import read_wallet
from strongroom.formats.writing import WALLET_FORMATS, devices_for, write_wallet
from strongroom.model.errors import StrongroomError
from strongroom.model.wallet import Wallet
from strongroom.vault.vault import create_with
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.open_anything import open_anything
from tests.builders import make_wallet
from tests.formats.sample_wallets import wallets
from tests.fuzz.corpus import kept
from tests.fuzz.psbt_mutations import change_bytes
from tests.fuzz.targets import TARGETS
from tests.vault.quick import Held

DIALECTS = [(name, device) for name in WALLET_FORMATS for device in (None, *devices_for(name))]
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@settings(max_examples=30)
@given(wallet=wallets())
def test_a_wallet_comes_back_the_same_from_every_format(wallet: Wallet) -> None:
    written = 0
    for name, device in DIALECTS:
        with suppress(WriteError):  # not every device takes every wallet
            text = write_wallet(wallet, name, device)
            assert read_wallet(text.encode()).policy == wallet.policy, (name, device)
            written += 1
    assert written


@settings(max_examples=4)
@given(wallet=wallets())
def test_its_first_twenty_addresses_are_bdks(wallet: Wallet) -> None:
    for branch in wallet.branches:
        for index in range(20):
            ours = derive_address(wallet, branch, index)
            assert ours.text == bdk_address(wallet, branch, index).text


class Store:
    """A vault with a wallet in it, and all that its folder holds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.vault = create_with(folder / "family.strongroom", [Held()])
        self.keeper = Keeper(self.vault)
        self.keeper.keep_wallet(make_wallet().wallet, (), NOW)

    def contents(self) -> dict[str, bytes]:
        files = (path for path in sorted(self._folder.rglob("*")) if path.is_file())
        return {str(path): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("store"))
    yield store
    store.vault.lock()


INPUTS = sorted({data for target in TARGETS for data in kept(target.name)})


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.sampled_from(INPUTS),
    changes=st.integers(0, 3),
    chance=st.randoms(use_true_random=False),
)
def test_no_input_of_any_kind_breaks_it_or_leaves_a_trace_in_the_store(
    store: Store, data: bytes, changes: int, chance: Random
) -> None:
    for _ in range(changes):
        data = change_bytes(data, chance)
    before = store.contents()
    with suppress(StrongroomError):  # nothing else may be raised
        open_anything(data, store.keeper.wallets(), store.keeper.payments(), name="file")
    assert store.contents() == before
