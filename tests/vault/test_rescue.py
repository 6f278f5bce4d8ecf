from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from strongroom.vault.disk import Disk
from strongroom.vault.errors import VaultError
from strongroom.vault.kept import kept_folder, vault_of
from strongroom.vault.rescue import put_in_place
from strongroom.vault.storage import ReadOnly
from strongroom.vault.vault import create_with, open_with
from tests.vault.disks import FailingDisk, Fault, Killed
from tests.vault.quick import Held

WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAMAGED = b"damaged"


def damaged_vault(folder: Path) -> tuple[Path, Path]:
    """A vault that does not open any more, and the latest generation that is kept of it."""
    path = folder / "family.strongroom"
    with create_with(path, [Held()]) as vault:
        for number in range(2):
            vault.put("a", "b", {"number": number})
            vault.save()
    path.write_bytes(DAMAGED)
    return path, max(kept_folder(path).iterdir())


def test_an_earlier_generation_is_for_looking(tmp_path: Path) -> None:
    _, kept = damaged_vault(tmp_path)
    before = kept.read_bytes()
    with open_with(kept, Held()) as vault:
        assert vault.read_only is ReadOnly.KEPT
        with pytest.raises(VaultError) as refused:
            vault.put("a", "b", {})
        assert refused.value.facts["reason"] == "kept"
    assert kept.read_bytes() == before
    assert len(list(kept.parent.iterdir())) == 2


def test_takes_the_place_and_nothing_is_lost(tmp_path: Path) -> None:
    path, kept = damaged_vault(tmp_path)
    before = kept.read_bytes()
    assert put_in_place(kept, WHEN) == path
    assert path.with_name("family.replaced-20260301T120000Z").read_bytes() == DAMAGED
    assert kept.read_bytes() == before
    with open_with(path, Held()) as vault:
        assert vault.get("a", "b") == {"number": 0}
        vault.put("a", "b", {"number": 9})
        vault.save()


def test_takes_the_place_of_a_vault_that_is_gone(tmp_path: Path) -> None:
    path, kept = damaged_vault(tmp_path)
    path.unlink()
    put_in_place(kept, WHEN)
    open_with(path, Held()).lock()


def test_what_comes_after_has_generations_of_its_own(tmp_path: Path) -> None:
    path, kept = damaged_vault(tmp_path)
    put_in_place(min(kept.parent.iterdir()), WHEN)
    with open_with(path, Held()) as vault:
        assert vault.generation == 1
        vault.put("a", "b", {"number": 9})
        vault.save()
        assert vault.generation == 3
        vault.rekey([Held()])
        assert vault.generations() == ()


@pytest.mark.parametrize("generation", [2**53, 10**16 - 1])
def test_a_file_with_an_absurd_generation_beside_it_does_not_matter(
    tmp_path: Path, generation: int
) -> None:
    path, kept = damaged_vault(tmp_path)
    put_in_place(kept, WHEN)
    kept.rename(kept.with_name(f"{generation}{kept.name[6:]}"))
    with open_with(path, Held()) as vault:
        vault.put("a", "b", {"number": 9})
        vault.save()
        assert vault.generation == 3


def test_not_while_the_vault_is_open(tmp_path: Path) -> None:
    path, kept = damaged_vault(tmp_path)
    put_in_place(kept, WHEN)
    with open_with(path, Held()), pytest.raises(VaultError) as refused:
        put_in_place(kept, WHEN)
    assert refused.value.code == "vault-read-only"


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.value)
def test_a_fault_loses_neither(tmp_path: Path, fault: Fault) -> None:
    for number, folder in each_folder(tmp_path):
        path, kept = damaged_vault(folder)
        before, disk = kept.read_bytes(), FailingDisk()
        disk.arm(number, fault)
        try:
            put_in_place(kept, WHEN, disk)
            done = True
        except (VaultError, Killed):
            done = False
        disk.end_process()
        contents = [one.read_bytes() for one in folder.iterdir() if one.is_file()]
        assert DAMAGED in contents
        assert kept.read_bytes() == before
        assert not done or path.read_bytes() == before
        if not disk.has_failed:
            assert number > 10
            break


def each_folder(folder: Path) -> Iterator[tuple[int, Path]]:
    for number in count():
        (folder / str(number)).mkdir()
        yield number, folder / str(number)


@pytest.mark.parametrize(
    "name",
    ["family.strongroom", "x.kept/notes.txt", "x/000001-20260301T120000Z-00000000.strongroom"],
)
def test_other_files_are_no_generations(tmp_path: Path, name: str) -> None:
    assert vault_of(tmp_path / name) is None
    with pytest.raises(ValueError, match="no kept generation"):
        put_in_place(tmp_path / name, WHEN, Disk())
