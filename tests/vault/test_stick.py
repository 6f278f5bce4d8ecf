"""A vault on a memory stick that is taken out while it is open, and put in again."""

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from strongroom.vault.disk import Disk
from strongroom.vault.errors import VaultError
from strongroom.vault.vault import Vault, create_with, open_with
from strongroom.words.findings import words_for
from tests.vault.quick import Held


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "media" / "stick"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def vault(stick: Path) -> Iterator[Vault]:
    """Open, with something saved and something that was not."""
    vault = create_with(stick / "family.strongroom", [Held()])
    vault.put("a", "b", {"number": 1})
    vault.save()
    vault.put("a", "b", {"number": 2})
    yield vault
    vault.lock()


def taken_out(stick: Path) -> Path:
    """Where its files are meanwhile."""
    return Path(shutil.move(stick, stick.with_name("in a pocket")))


def put_in(pocket: Path, stick: Path) -> None:
    """As new files, which is what they are to the system."""
    shutil.copytree(pocket, stick)
    shutil.rmtree(pocket)


def test_it_is_said_and_saved_once_the_stick_is_back(vault: Vault, stick: Path) -> None:
    pocket = taken_out(stick)
    with pytest.raises(VaultError) as refused:
        vault.save()
    assert (refused.value.code, refused.value.facts["reason"]) == ("vault-missing", "folder")
    words = words_for(refused.value.code, refused.value.facts)
    assert words is not None
    assert "stick" in words.message
    assert (vault.is_changed, vault.get("a", "b")) == (True, {"number": 2})
    put_in(pocket, stick)
    vault.save()
    vault.lock()
    with open_with(vault.path, Held()) as again:
        assert (again.get("a", "b"), again.read_only) == ({"number": 2}, None)


def test_an_empty_place_where_the_stick_was_is_no_vaults_folder(vault: Vault, stick: Path) -> None:
    taken_out(stick)
    stick.mkdir()
    with pytest.raises(VaultError) as refused:
        vault.save()
    assert refused.value.facts["reason"] == "folder"
    assert list(stick.iterdir()) == []


def test_it_is_held_again_against_others(vault: Vault, stick: Path) -> None:
    put_in(taken_out(stick), stick)
    vault.save()
    with open_with(vault.path, Held()) as other:
        assert other.read_only is not None


def test_whoever_opened_it_meanwhile_is_not_written_over(vault: Vault, stick: Path) -> None:
    put_in(taken_out(stick), stick)
    with open_with(vault.path, Held()) as other:
        with pytest.raises(VaultError) as refused:
            vault.save()
        assert refused.value.code == "vault-read-only"
        other.put("a", "c", {})
        other.save()
    with pytest.raises(VaultError) as refused:
        vault.save()
    assert refused.value.code == "vault-changed"


class Pulled(Disk):
    """A stick that was pulled out without a word to the system."""

    is_pulled = False

    def size(self, descriptor: int) -> int:
        if self.is_pulled:
            raise OSError(errno.EIO, "Input/output error")
        return super().size(descriptor)


def test_a_stick_that_is_pulled_out_is_said_too(stick: Path) -> None:
    disk = Pulled()
    with create_with(stick / "family.strongroom", [Held()], disk) as vault:
        vault.put("a", "b", {})
        disk.is_pulled = True
        with pytest.raises(VaultError) as refused:
            vault.save()
        assert refused.value.code == "vault-missing"
        disk.is_pulled = False
        vault.save()
