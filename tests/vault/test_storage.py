import errno
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from strongroom.vault.disk import Disk
from strongroom.vault.envelope import MAX_FILE
from strongroom.vault.errors import VaultError
from strongroom.vault.storage import ReadOnly
from strongroom.vault.vault import Vault, create_with, open_with
from tests.vault.disks import plain_user
from tests.vault.quick import Held

HOLD = """
import sys
from pathlib import Path
from strongroom.vault.vault import open_with
from tests.vault.quick import Held
vault = open_with(Path(sys.argv[1]), Held())
print(vault.read_only, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "family.strongroom"
    create_with(path, [Held()]).lock()
    return path


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """Unlike pytest's own it can be reached by anybody."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


def change(vault: Vault, text: str = "changed") -> None:
    vault.put("a", "b", {"text": text})
    vault.save()


def refusal(vault: Vault) -> str:
    with pytest.raises(VaultError) as refused:
        change(vault)
    return refused.value.code


def opening(path: Path) -> str:
    with pytest.raises(VaultError) as refused:
        open_with(path, Held())
    return refused.value.code


def test_files_and_folders_are_private(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        path = tmp_path / "a" / "b" / "family.strongroom"
        with create_with(path, [Held()]) as vault:
            change(vault)
            made = [found for found in tmp_path.rglob("*") if found.is_file()]
            assert len(made) == 3
            assert {stat.S_IMODE(one.stat().st_mode) for one in made} == {0o600}
        folders = [path.parent, path.parent.parent, path.with_name("family.kept")]
        assert {stat.S_IMODE(one.stat().st_mode) for one in folders} == {0o700}
    finally:
        os.umask(old)


def test_leaves_nothing_but_the_vault_and_what_is_kept(path: Path) -> None:
    with open_with(path, Held()) as vault:
        change(vault)
    assert sorted(os.listdir(path.parent)) == ["family.kept", "family.strongroom"]
    assert len(os.listdir(path.with_name("family.kept"))) == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("my.family.strongroom", "my.family.kept"),
        ("family", "family.kept"),
        ("family.bak", "family.bak.kept"),
        (".strongroom", ".kept"),
        ("mit Umlaut ä.strongroom", "mit Umlaut ä.kept"),
    ],
)
def test_names_may_have_dots(tmp_path: Path, name: str, kept: str) -> None:
    with create_with(tmp_path / name, [Held()]) as vault:
        change(vault)
    assert sorted(os.listdir(tmp_path)) == sorted([name, kept])


def test_a_symbolic_link_is_followed_and_stays(tmp_path: Path, path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.strongroom"
    link.parent.mkdir()
    link.symlink_to(path)
    with open_with(link, Held()) as vault:
        change(vault)
    assert link.is_symlink()
    assert os.listdir(link.parent) == ["link.strongroom"]
    with open_with(path, Held()) as vault:
        assert vault.get("a", "b") == {"text": "changed"}


def test_a_link_laid_in_the_way_of_a_write_is_not_followed(tmp_path: Path, path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("untouched")
    path.with_name(".family.strongroom.new").symlink_to(precious)
    with open_with(path, Held()) as vault:
        change(vault)
    assert precious.read_text() == "untouched"


def test_a_link_in_the_place_of_the_lock_means_read_only(tmp_path: Path, path: Path) -> None:
    path.with_name(".family.strongroom.lock").symlink_to(tmp_path / "lock")
    with open_with(path, Held()) as vault:
        assert vault.read_only is ReadOnly.UNWRITABLE


def test_the_second_to_open_only_reads(path: Path) -> None:
    with open_with(path, Held()) as first, open_with(path, Held()) as second:
        assert (first.read_only, second.read_only) == (None, ReadOnly.IN_USE)
        change(first)
        assert refusal(second) == "vault-read-only"
        assert second.get("a", "b") is None
    with open_with(path, Held()) as vault:
        assert vault.read_only is None


def test_another_process_holds_it_until_it_ends(path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "None\n"
        with open_with(path, Held()) as vault:
            assert vault.read_only is ReadOnly.IN_USE
        other.kill()
        other.wait()
    with open_with(path, Held()) as vault:
        change(vault)


def test_a_lock_file_is_removed_only_by_whoever_holds_it(path: Path) -> None:
    lock = path.with_name(".family.strongroom.lock")
    first = open_with(path, Held())
    lock.unlink()
    with open_with(path, Held()) as second:
        assert second.read_only is None
        first.lock()
        assert lock.exists()
    assert not lock.exists()


def test_what_something_else_wrote_is_not_overwritten(tmp_path: Path, path: Path) -> None:
    copy = shutil.copy(path, tmp_path / "copy.strongroom")
    with open_with(Path(copy), Held()) as other:
        change(other, "theirs")
    with open_with(path, Held()) as vault:
        os.replace(copy, path)
        assert refusal(vault) == "vault-changed"
    with open_with(path, Held()) as vault:
        assert vault.get("a", "b") == {"text": "theirs"}


def test_an_older_generation_put_in_its_place_is_not_overwritten(path: Path) -> None:
    old = path.read_bytes()
    with open_with(path, Held()) as vault:
        change(vault, "first")
        path.write_bytes(old)
        assert refusal(vault) == "vault-changed"
    assert path.read_bytes() == old


def test_a_vault_that_is_gone_is_not_made_anew(path: Path) -> None:
    with open_with(path, Held()) as vault:
        path.unlink()
        assert refusal(vault) == "vault-missing"
    assert not path.exists()


def test_a_folder_one_may_not_write_to_means_read_only(public_folder: Path) -> None:
    path = public_folder / "family.strongroom"
    create_with(path, [Held()]).lock()
    path.chmod(0o644)
    public_folder.chmod(0o555)
    with plain_user(), open_with(path, Held()) as vault:
        assert vault.read_only is ReadOnly.UNWRITABLE
        assert refusal(vault) == "vault-read-only"
    assert os.listdir(public_folder) == ["family.strongroom"]


def test_a_vault_cannot_be_made_where_one_may_not_write(public_folder: Path) -> None:
    public_folder.chmod(0o555)
    with plain_user(), pytest.raises(VaultError) as refused:
        create_with(public_folder / "new" / "family.strongroom", [Held()])
    assert refused.value.code == "vault-unwritable"


def test_a_folder_that_can_no_longer_be_written_to_is_said(path: Path) -> None:
    with open_with(path, Held()) as vault:
        path.with_name("family.kept").write_text("in the way")
        assert refusal(vault) == "vault-unwritable"
        path.with_name("family.kept").unlink()
        vault.save()
        assert not vault.is_changed


def test_a_file_system_that_cannot_synchronise_folders_will_do(path: Path) -> None:
    class Share(Disk):
        def call(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
            if function is os.fsync and stat.S_ISDIR(os.fstat(arguments[0]).st_mode):
                raise OSError(errno.EINVAL, "Invalid argument")
            return function(*arguments, **named)

    with open_with(path, Held(), Share()) as vault:
        change(vault)


def test_nothing_is_made_over_a_file_that_is_there(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(VaultError) as refused:
        create_with(path, [Held()])
    assert (refused.value.code, path.read_bytes()) == ("vault-exists", before)
    assert os.listdir(path.parent) == [path.name]


def test_nothing_is_made_over_a_link_to_nowhere(tmp_path: Path) -> None:
    link = tmp_path / "family.strongroom"
    link.symlink_to(tmp_path / "nowhere" / "family.strongroom")
    create_with(link, [Held()]).lock()
    assert link.is_symlink()
    assert link.exists()


def test_what_is_no_vault_gets_no_lock_file(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(b"\x89PNG" * 5000)
    os.utime(tmp_path, (0, 0))
    assert opening(path) == "vault-malformed"
    assert tmp_path.stat().st_mtime == 0


def test_what_is_no_plain_file_is_not_read(tmp_path: Path) -> None:
    pipe, loop = tmp_path / "pipe", tmp_path / "loop"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    places = [tmp_path, pipe, loop, Path("/dev/zero"), tmp_path / "absent"]
    assert {opening(place) for place in places} == {"vault-unreadable"}


def test_a_file_that_is_too_big_is_not_read(path: Path) -> None:
    os.truncate(path, MAX_FILE + 1)
    assert opening(path) == "vault-too-big"


def test_a_cut_file_is_refused_and_its_lock_given_up(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)
    assert opening(path) == "vault-malformed"
    assert os.listdir(path.parent) == [path.name]
