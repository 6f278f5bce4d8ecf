"""A vault that is moved is at one place or at both, whatever happens, and never at none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from strongroom.vault.disk import Disk
from strongroom.vault.errors import VaultError
from strongroom.vault.kept import kept_folder
from strongroom.vault.vault import Vault, create_with, open_with
from tests.vault.disks import FailingDisk, Fault, Killed, StuckDisk
from tests.vault.keyrings import MemoryKeyring
from tests.vault.quick import Held
from tests.vectors_source import REPOSITORY

ROUNDS = 60


def made(path: Path, disk: Disk | None = None) -> Vault:
    """A vault with two earlier generations and one that was put aside."""
    vault = create_with(path, [Held()], disk)
    for number in range(2):
        vault.put("a", "b", {"number": number})
        vault.save()
    aside = path.with_name(f"{path.stem}.replaced-20260301T120000Z")
    aside.write_bytes(path.read_bytes())
    return vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with made(tmp_path / "home" / "family.strongroom") as vault:
        yield vault


def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick" / "boat.strongroom"


def files(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(str(path.relative_to(folder)) for path in found)


def content(path: Path) -> object:
    with open_with(path, Held()) as opened:
        return opened.get("a", "b")


def test_all_of_it_lies_there_and_nothing_here(vault: Vault, tmp_path: Path) -> None:
    home, kept = vault.path.parent, {one.path.name for one in vault.generations()}
    assert vault.move(stick(tmp_path)) == ()
    assert (vault.path, list(home.iterdir())) == (stick(tmp_path), [])
    assert kept < {one.path.name for one in vault.generations()}
    assert stick(tmp_path).with_name("boat.replaced-20260301T120000Z").is_file()
    vault.put("a", "b", {"number": 7})
    vault.save()
    vault.lock()
    assert content(stick(tmp_path)) == {"number": 7}


def test_what_was_not_saved_yet_goes_along(vault: Vault, tmp_path: Path) -> None:
    vault.put("a", "b", {"number": 9})
    vault.move(stick(tmp_path))
    vault.lock()
    assert content(stick(tmp_path)) == {"number": 9}


def test_each_state_keeps_the_moment_it_was_written(vault: Vault, tmp_path: Path) -> None:
    os.utime(vault.path, (1_700_000_000, 1_700_000_000))
    vault.move(stick(tmp_path))
    assert vault.generations()[0].saved.timestamp() == 1_700_000_000


def test_the_keyring_takes_what_was_left_for_the_older(tmp_path: Path) -> None:
    keyring, path = MemoryKeyring(), tmp_path / "family.strongroom"
    with create_with(path, [Held()], keyring=keyring) as vault:
        left = path.read_bytes()
        vault.move(stick(tmp_path))
    vault.settle(10)
    path.write_bytes(left)
    with open_with(path, Held(), keyring=keyring) as before:
        assert before.older_than is not None
    with open_with(stick(tmp_path), Held(), keyring=keyring) as after:
        assert after.older_than is None


def test_another_program_has_it_neither_here_nor_there(vault: Vault, tmp_path: Path) -> None:
    vault.move(stick(tmp_path))
    with open_with(stick(tmp_path), Held()) as second:
        assert second.read_only is not None
    assert files(tmp_path / "home") == []


@pytest.mark.parametrize("there", ["letter", "itself"])
def test_nothing_is_written_over(vault: Vault, tmp_path: Path, there: str) -> None:
    letter = tmp_path / "letter"
    letter.write_text("Dear Anna")
    before = files(tmp_path)
    with pytest.raises(VaultError) as refused:
        vault.move(letter if there == "letter" else vault.path)
    assert (refused.value.code, files(tmp_path)) == ("vault-exists", before)
    assert letter.read_text() == "Dear Anna"


def test_a_place_where_both_would_have_the_same_beside_them_is_refused(vault: Vault) -> None:
    before = files(vault.path.parent)
    with pytest.raises(VaultError) as refused:
        vault.move(vault.path.with_suffix(""))
    assert (refused.value.code, files(vault.path.parent)) == ("vault-exists", before)


def left_before(vault: Vault, target: Path, data: bytes) -> Path:
    """A file at the new place with the name of an earlier state."""
    there = kept_folder(target) / vault.generations()[0].path.name
    there.parent.mkdir(parents=True)
    there.write_bytes(data)
    return there


def test_what_a_move_that_was_cut_off_has_left_is_taken(vault: Vault, tmp_path: Path) -> None:
    data = vault.generations()[0].path.read_bytes()
    there = left_before(vault, stick(tmp_path), data)
    vault.move(stick(tmp_path))
    assert there.read_bytes() == data


def test_what_lies_there_and_is_another_is_refused_and_stays(vault: Vault, tmp_path: Path) -> None:
    there = left_before(vault, stick(tmp_path), b"another")
    with pytest.raises(VaultError) as refused:
        vault.move(stick(tmp_path))
    assert (refused.value.code, there.read_bytes()) == ("vault-exists", b"another")
    assert not stick(tmp_path).exists()


@pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.DONE_BUT_REFUSED, Fault.FULL])
def test_a_move_that_fails_leaves_what_lay_there_before(tmp_path: Path, fault: Fault) -> None:
    """Earlier states of the same vault, as an older move has left them."""
    made(tmp_path / "home" / "family.strongroom").lock()
    for number in count():
        folder, disk = tmp_path / str(number), FailingDisk(waits=False)
        shutil.copytree(tmp_path / "home", folder / "home")
        vault = open_with(folder / "home" / "family.strongroom", Held(), disk)
        left = left_there(vault, stick(folder))
        disk.arm(number, fault)
        with suppress(VaultError):
            vault.move(stick(folder))
        has_failed = disk.has_failed
        disk.arm(None)
        vault.lock()
        assert {file: file.read_bytes() for file in left if file.exists()} == left
        if not has_failed:
            return


def left_there(vault: Vault, target: Path) -> dict[Path, bytes]:
    """Two files with the same content as here, of which one has a name that is not here."""
    kept = vault.generations()[0].path
    there = kept_folder(target)
    there.mkdir(parents=True)
    files = there / kept.name, there / f"000001-20250301T120000Z{kept.name[-20:]}"
    aside = target.with_name(f"{target.stem}.replaced-20250301T120000Z")
    for file in (*files, aside):
        file.write_bytes(kept.read_bytes())
    return dict.fromkeys((*files, aside), kept.read_bytes())


def test_what_was_cut_off_goes_with_the_folder(vault: Vault, tmp_path: Path) -> None:
    kept = kept_folder(vault.path)
    (kept / ".new").write_bytes(b"half")
    (kept / ".000001.strongroom.new").write_bytes(b"half")
    vault.move(stick(tmp_path))
    assert not kept.exists()


def test_other_files_there_are_left_alone(vault: Vault, tmp_path: Path) -> None:
    letter = stick(tmp_path).with_name(".new")
    letter.parent.mkdir()
    letter.write_text("Dear Anna")
    vault.move(stick(tmp_path))
    assert letter.read_text() == "Dear Anna"


def test_a_vault_that_is_open_for_reading_stays(vault: Vault, tmp_path: Path) -> None:
    with open_with(vault.path, Held()) as second, pytest.raises(VaultError) as refused:
        second.move(stick(tmp_path))
    assert (refused.value.code, stick(tmp_path).exists()) == ("vault-read-only", False)


class _Stopped(Exception):
    pass


@pytest.mark.parametrize("at", range(4))
def test_it_can_be_stopped_before_each_file(vault: Vault, tmp_path: Path, at: int) -> None:
    def progress(done: int, whole: int) -> None:
        assert whole == 4
        if done == at:
            raise _Stopped

    with pytest.raises(_Stopped):
        vault.move(stick(tmp_path), progress)
    assert files(stick(tmp_path).parent) == []
    vault.put("a", "b", {"number": 5})
    vault.save()
    assert content(vault.path) == {"number": 5}


def test_what_could_not_be_removed_is_named(tmp_path: Path) -> None:
    path = tmp_path / "home" / "family.strongroom"
    with made(path, StuckDisk(path)) as vault:
        assert vault.move(stick(tmp_path)) == (path,)
    assert content(stick(tmp_path)) == {"number": 1}


def test_a_damaged_file_that_may_be_of_another_vault_stays_and_is_named(
    vault: Vault, tmp_path: Path
) -> None:
    damaged = vault.path.with_name("family.replaced-20260302T120000Z")
    damaged.write_bytes(b"damaged")
    assert vault.move(stick(tmp_path)) == (damaged,)
    assert damaged.read_bytes() == b"damaged"


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.value)
def test_a_fault_at_any_call_leaves_it_at_one_place_at_least(tmp_path: Path, fault: Fault) -> None:
    made(tmp_path / "home" / "family.strongroom").lock()
    for number in count():
        folder, disk = tmp_path / str(number), FailingDisk(waits=False)
        shutil.copytree(tmp_path / "home", folder / "home")
        vault = open_with(folder / "home" / "family.strongroom", Held(), disk)
        disk.arm(number, fault)
        with suppress(VaultError, Killed):
            vault.move(folder / "stick" / "boat.strongroom")
        has_failed = disk.has_failed
        disk.arm(None)
        if fault is not Fault.KILLED:
            goes_on(vault)
        disk.end_process()
        is_whole(folder)
        if not has_failed:
            return


def goes_on(vault: Vault) -> None:
    """Where the program thinks that it lies, it is saved."""
    vault.put("a", "c", {"number": 6})
    vault.save()
    with open_with(vault.path, Held()) as second:
        assert second.get("a", "c") == {"number": 6}


def is_whole(folder: Path) -> None:
    """At each place where it is, and at one of the two it is with its earlier states."""
    places = (folder / "home" / "family.strongroom", folder / "stick" / "boat.strongroom")
    states = []
    for path in filter(Path.exists, places):
        with open_with(path, Held()) as opened:
            assert (opened.read_only, opened.get("a", "b")) == (None, {"number": 1})
            states.append(len([opened.read_generation(kept) for kept in opened.generations()]))
    assert max(states) >= 2


def test_a_kill_in_the_middle_leaves_the_old_or_both_or_the_new(tmp_path: Path) -> None:
    arguments = ["-m", "tests.vault.move_loop", str(tmp_path), str(ROUNDS), "1"]
    ended = subprocess.run(
        [sys.executable, *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(f"{ROUNDS} kills, ")


def test_earlier_states_there_are_those_that_were_here(vault: Vault, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in kept_folder(vault.path).iterdir()}
    vault.move(stick(tmp_path))
    after = {path.name: path.read_bytes() for path in kept_folder(vault.path).iterdir()}
    assert before.items() < after.items()
