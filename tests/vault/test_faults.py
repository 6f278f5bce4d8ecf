"""A fault at every single system call leaves the old state or the new one, and never neither.

What was said to be saved is the new one.
"""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from strongroom.vault.envelope import parse
from strongroom.vault.errors import VaultError
from strongroom.vault.rows import Rows
from strongroom.vault.slots import unlock
from strongroom.vault.vault import Vault, create_with, open_with
from tests.vault.disks import FailingDisk, Fault, Killed, ShortWritesDisk
from tests.vault.quick import Held

OLD, NEW = {"state": "old"}, {"state": "new"}
EVERY_FAULT = pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.value)


def state(path: Path) -> object:
    """What a file holds, read without the storage under test."""
    sealed = parse(path.read_bytes())
    key = unlock(sealed.header.slots, Held(), sealed.header.vault_id)
    return Rows.decode(sealed.open(key)).get("a", "b")


def old_vault(path: Path, disk: FailingDisk) -> Vault:
    """Written twice, so that there is a kept generation, and changed since."""
    vault = create_with(path, [Held()], disk)
    for value in ({"state": "first"}, OLD):
        vault.put("a", "b", value)
        vault.save()
    vault.put("a", "b", NEW)
    return vault


def attempt(vault: Vault) -> bool:
    """Whether a save says that it succeeded."""
    try:
        vault.save()
    except (VaultError, Killed):
        return False
    return True


def each_number(folder: Path) -> Iterator[tuple[int, Path]]:
    """Numbers of calls, each with a path in a folder of its own."""
    for number in count():
        (folder / str(number)).mkdir()
        yield number, folder / str(number) / "family.strongroom"


@EVERY_FAULT
@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_a_save(tmp_path: Path, fault: Fault, links: bool) -> None:
    for number, path in each_number(tmp_path):
        disk = FailingDisk(links=links)
        vault = old_vault(path, disk)
        disk.arm(number, fault)
        saved = attempt(vault)
        if not disk.has_failed:
            assert saved
            assert number > 20
            break
        assert state(path) == NEW if saved else state(path) in (OLD, NEW)
        for kept in path.with_name("family.kept").glob("0*"):
            assert state(kept) in (None, {"state": "first"}, OLD)
        if fault is Fault.KILLED:
            disk.end_process()
            continue
        assert not path.with_name(".family.strongroom.new").exists()
        disk.arm(None)
        vault.save()
        assert state(path) == NEW
        vault.lock()
        assert not disk.opened_files


OTHER = Held(b"o" * 32)

CHANGES: dict[str, Callable[[Vault], None]] = {
    "change of what opens it": lambda vault: vault.change_factor(Held(), OTHER),
    "re-key": lambda vault: vault.rekey([OTHER]),
}


@EVERY_FAULT
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_what_opens_it(tmp_path: Path, fault: Fault, name: str) -> None:
    """The old factor opens the vault or the new one, and never both or neither."""
    for number, path in each_number(tmp_path):
        disk = FailingDisk()
        vault = old_vault(path, disk)
        disk.arm(number, fault)
        try:
            CHANGES[name](vault)
            done = True
        except (VaultError, Killed):
            done = False
        if not disk.has_failed:
            assert done
            assert number > 20
            break
        found = {factor: value for factor in (Held(), OTHER) if (value := opened(path, factor))}
        assert found in ({Held(): OLD}, {OTHER: NEW})
        assert not done or OTHER in found
        (factor,) = found
        disk.arm(None)
        if fault is Fault.KILLED:
            disk.end_process()
        else:
            vault.put("a", "b", {"state": "later"})
            vault.save()
            assert opened(path, factor) == {"state": "later"}
            vault.lock()
            assert not disk.opened_files
        with open_with(path, factor) as again:
            again.put("a", "b", {"state": "last"})
            again.save()
            kept = again.generations()
        if name == "re-key" and OTHER in found:
            assert [one for one in kept if opened(one.path, Held())] == []


def opened(path: Path, factor: Held) -> object:
    """What a file holds for whoever brings that factor; None where it opens nothing."""
    sealed = parse(path.read_bytes())
    try:
        key = unlock(sealed.header.slots, factor, sealed.header.vault_id)
        return Rows.decode(sealed.open(key)).get("a", "b")
    except VaultError:
        return None


@EVERY_FAULT
def test_a_restore(tmp_path: Path, fault: Fault) -> None:
    """What was restored is there, or what was there before."""
    first = {"state": "first"}
    for number, path in each_number(tmp_path):
        disk = FailingDisk()
        vault = old_vault(path, disk)
        vault.save()
        kept = vault.generations()[1]
        disk.arm(number, fault)
        try:
            vault.restore(kept)
            done = True
        except (VaultError, Killed):
            done = False
        assert state(path) == first if done else state(path) in (NEW, first)
        if not disk.has_failed:
            assert number > 20
            break
        disk.end_process()


@EVERY_FAULT
def test_making_a_vault(tmp_path: Path, fault: Fault) -> None:
    for number, path in each_number(tmp_path):
        path = path.parent / "new" / path.name
        disk = FailingDisk()
        disk.arm(number, fault)
        try:
            create_with(path, [Held()], disk).lock()
        except (VaultError, Killed):
            assert disk.has_failed
            assert fault is Fault.KILLED or not path.exists()
        else:
            assert path.exists()
        assert not path.exists() or state(path) is None
        disk.end_process()
        if not disk.has_failed:
            assert number > 10
            break


@pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.DONE_BUT_REFUSED])
def test_opening(tmp_path: Path, fault: Fault) -> None:
    path = tmp_path / "family.strongroom"
    old_vault(path, FailingDisk()).lock()
    for number in count():
        disk = FailingDisk()
        disk.arm(number, fault)
        try:
            with open_with(path, Held(), disk) as vault:
                assert vault.get("a", "b") == OLD
        except VaultError as error:
            refusal = error.code
            assert refusal == "vault-unreadable"
        assert not disk.opened_files
        if not disk.has_failed:
            assert number > 10
            break


def test_after_a_kill_the_next_start_goes_on(tmp_path: Path) -> None:
    path, disk = tmp_path / "family.strongroom", FailingDisk()
    vault = old_vault(path, disk)
    disk.arm(None)
    vault.save()
    vault.put("a", "c", NEW)
    disk.arm(disk.calls.index("fsync"), Fault.KILLED)
    assert not attempt(vault)
    assert path.with_name(".family.strongroom.new").exists()
    disk.end_process()
    with open_with(path, Held()) as again:
        again.put("a", "b", OLD)
        again.save()
    assert state(path) == OLD
    assert not path.with_name(".family.strongroom.new").exists()


def test_writes_that_stop_short_are_continued(tmp_path: Path) -> None:
    path = tmp_path / "family.strongroom"
    with create_with(path, [Held()], ShortWritesDisk()) as vault:
        vault.put("a", "b", {"text": "x" * 50_000})
        vault.save()
    assert state(path) == {"text": "x" * 50_000}


def test_nothing_is_in_place_before_it_is_on_the_disk(tmp_path: Path) -> None:
    """A power cut forgets what was not synchronised, so the order of the calls is the proof."""
    disk = FailingDisk()
    vault = old_vault(tmp_path / "family.strongroom", disk)
    disk.arm(None)
    vault.save()
    steps = [name for name in disk.calls if name in {"write", "fsync", "link", "replace"}]
    assert steps == ["write", "write", "fsync", "link", "fsync", "replace", "fsync"]
