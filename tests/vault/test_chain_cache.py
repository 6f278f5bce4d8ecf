import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.vault import chain_cache
from strongroom.vault.chain_cache import MAGIC, ChainCache
from strongroom.vault.vault import Vault, create_with
from tests.vault.disks import FailingDisk, Fault
from tests.vault.quick import Held


def transaction(number: int) -> PreviousTransaction:
    spent = TxInput(OutPoint(b"\x01" * 32, number))
    paid = TxOutput(1_000, b"\x51" * 50)
    return PreviousTransaction.parse(Transaction(2, (spent,), (paid,), 0).serialize())


ONE, TWO, THREE = map(transaction, (1, 2, 3))
ALL = [each.txid for each in (ONE, TWO, THREE)]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with create_with(tmp_path / "home.strongroom", [Held()]) as made:
        yield made


@pytest.fixture
def cache(tmp_path: Path, vault: Vault) -> ChainCache:
    return ChainCache(tmp_path / "cache" / "strongroom", vault)


def test_gives_back_what_was_taken_up(cache: ChainCache, tmp_path: Path, vault: Vault) -> None:
    assert cache.find(ALL) == ()
    cache.add([ONE])
    cache.add([TWO])
    again = ChainCache(tmp_path / "cache" / "strongroom", vault)
    assert again.find(ALL) == (ONE, TWO)
    assert again.find([TWO.txid]) == (TWO,)


def test_the_file_is_private_and_shows_nothing(cache: ChainCache, vault: Vault) -> None:
    cache.add([ONE])
    data = cache.path.read_bytes()
    assert stat.S_IMODE(cache.path.stat().st_mode) == 0o600
    assert data.startswith(MAGIC)
    assert ONE.data not in data
    assert [path.name for path in cache.path.parent.iterdir()] == [f"{vault.vault_id.hex()}.chain"]


def test_every_write_has_a_salt_of_its_own(cache: ChainCache) -> None:
    cache.add([ONE])
    before = cache.path.read_bytes()
    cache.clear()
    cache.add([ONE])
    assert cache.path.read_bytes()[36:68] != before[36:68]


def test_what_is_known_is_not_written_again(cache: ChainCache) -> None:
    cache.add([ONE, TWO])
    before = cache.path.read_bytes()
    cache.add([TWO])
    assert cache.path.read_bytes() == before


def test_the_oldest_make_room(cache: ChainCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain_cache, "MAX_BYTES", 2 * (len(ONE.data) + 4))
    cache.add([ONE, TWO])
    cache.add([THREE])
    assert cache.find(ALL) == (TWO, THREE)


def test_every_changed_bit_and_every_cut_leaves_it_empty(cache: ChainCache) -> None:
    cache.add([ONE])
    whole = cache.path.read_bytes()
    for at in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[at // 8] ^= 1 << at % 8
        cache.path.write_bytes(changed)
        assert cache.find(ALL) == ()
    for length in range(len(whole)):
        cache.path.write_bytes(whole[:length])
        assert cache.find(ALL) == ()


def test_another_vaults_file_is_empty_here(cache: ChainCache, tmp_path: Path) -> None:
    with create_with(tmp_path / "other.strongroom", [Held()]) as other:
        theirs = ChainCache(tmp_path / "theirs", other)
        theirs.add([ONE])
    cache.path.parent.mkdir(parents=True)
    theirs.path.rename(cache.path)
    assert cache.find(ALL) == ()
    cache.add([TWO])
    assert cache.find(ALL) == (TWO,)


def test_a_new_data_key_leaves_it_empty(cache: ChainCache, vault: Vault) -> None:
    cache.add([ONE])
    vault.rekey([Held()])
    assert cache.find(ALL) == ()


def test_nothing_is_read_or_written_of_a_locked_vault(cache: ChainCache, vault: Vault) -> None:
    cache.add([ONE])
    before = cache.path.read_bytes()
    vault.lock()
    assert cache.find(ALL) == ()
    cache.add([TWO])
    assert cache.path.read_bytes() == before


def test_what_is_no_file_is_empty(cache: ChainCache) -> None:
    cache.path.mkdir(parents=True)
    assert cache.find(ALL) == ()
    cache.add([ONE])
    assert cache.find(ALL) == ()


def test_a_larger_file_is_not_read(cache: ChainCache) -> None:
    cache.add([ONE])
    with cache.path.open("r+b") as file:
        file.truncate(1024 * 1024 * 1024)
    assert cache.find(ALL) == ()


@pytest.mark.parametrize("fault", [Fault.FULL, Fault.REFUSED, Fault.DONE_BUT_REFUSED])
def test_a_failing_disk_leaves_the_old_or_the_new(
    tmp_path: Path, vault: Vault, fault: Fault
) -> None:
    number, has_failed = 0, True
    while has_failed:
        disk = FailingDisk()
        folder = tmp_path / f"{fault.value}-{number}"
        ChainCache(folder, vault).add([ONE])
        disk.arm(number, fault)
        ChainCache(folder, vault, disk).add([TWO])
        has_failed = disk.has_failed
        assert ChainCache(folder, vault).find(ALL) in ((ONE,), (ONE, TWO), (TWO,))
        number += 1
    assert number > 5


def test_there_need_be_no_folder(tmp_path: Path, vault: Vault) -> None:
    (tmp_path / "file").write_bytes(b"")
    nowhere = ChainCache(tmp_path / "file" / "cache", vault)
    nowhere.add([ONE])
    assert nowhere.find(ALL) == ()
    nowhere.clear()
