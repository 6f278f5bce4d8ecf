from pathlib import Path

import pytest

from strongroom.vault.copying import copy_vault
from strongroom.vault.disk import Disk
from strongroom.vault.errors import VaultError
from strongroom.vault.storage import header_of
from strongroom.vault.vault import Vault, create_with, open_with
from tests.vault.quick import Held


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    vault = create_with(tmp_path / "family.strongroom", [Held()])
    vault.put("a", "b", {"number": 1})
    vault.save()
    return vault


def test_the_copy_of_an_open_vault_is_what_was_saved_last(vault: Vault, tmp_path: Path) -> None:
    vault.put("a", "b", {"number": 2})
    target = tmp_path / "stick" / "family.strongroom"
    target.parent.mkdir()
    copy_vault(vault.path, target)
    vault.lock()
    assert target.read_bytes() == vault.path.read_bytes()
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(target.parent.iterdir()) == [target]
    with open_with(target, Held()) as copy:
        assert (copy.get("a", "b"), copy.read_only) == ({"number": 1}, None)


def test_nothing_is_written_over(vault: Vault, tmp_path: Path) -> None:
    target = tmp_path / "letter"
    target.write_text("Dear Anna")
    for there in (target, vault.path):
        with pytest.raises(VaultError) as refused:
            copy_vault(vault.path, there)
        assert refused.value.code == "vault-exists"
    assert target.read_text() == "Dear Anna"


def test_what_is_no_vault_is_not_copied(tmp_path: Path) -> None:
    letter = tmp_path / "letter"
    letter.write_text("Dear Anna")
    for path, code in ((letter, "vault-malformed"), (tmp_path / "gone", "vault-unreadable")):
        with pytest.raises(VaultError) as refused:
            copy_vault(path, tmp_path / "copy")
        assert refused.value.code == code
    assert not (tmp_path / "copy").exists()


class Full(Disk):
    """Has no room for a copy."""

    def write_new(self, path: Path, *parts: bytes) -> None:
        super().write_new(path, parts[0][:100])
        raise OSError(28, "No space left on device")


class Forgetful(Disk):
    """Gives back something else than was written."""

    def read_file(self, path: Path) -> bytes:
        return super().read_file(path)[:-1]


def test_a_copy_that_could_not_be_written_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    target = tmp_path / "stick" / "copy.strongroom"
    target.parent.mkdir()
    with pytest.raises(VaultError, match="copy"):
        copy_vault(vault.path, target, Full())
    assert list(target.parent.iterdir()) == []


def test_a_copy_that_reads_otherwise_is_said(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(VaultError) as refused:
        copy_vault(vault.path, tmp_path / "copy.strongroom", Forgetful())
    assert refused.value.code == "vault-unwritable"


def test_the_header_tells_which_vault_it_is(vault: Vault, tmp_path: Path) -> None:
    copy_vault(vault.path, tmp_path / "copy.strongroom")
    assert header_of(tmp_path / "copy.strongroom").vault_id == header_of(vault.path).vault_id
