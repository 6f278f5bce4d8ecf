import os
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from strongroom.vault.errors import VaultError
from strongroom.vault.vault import Vault, create_with, open_with
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.vault_archive import archive
from strongroom.workflows.vault_export import export
from tests.vault.quick import Held
from tests.window.frame import practice_keeper

WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with create_with(tmp_path / "family.strongroom", [Held()]) as vault:
        practice_keeper().carry_into(Keeper(vault))
        yield vault


def backwards(data: bytes) -> bytes:
    return data[::-1]


def test_what_was_written_is_sealed_and_noted(vault: Vault, tmp_path: Path) -> None:
    plain, out = archive(vault, WHEN), tmp_path / "export.age"
    done = export(vault, out, backwards, WHEN)
    assert out.read_bytes() == plain[::-1]
    assert (done.size, done.sha256) == (len(plain), sha256(out.read_bytes()).hexdigest())
    last = list(Keeper(vault).log().records.values())[-1]
    facts = {"name": "export.age", "folder": str(tmp_path), "sha256": done.sha256}
    assert (last.kind, dict(last.facts)) == ("vault-exported", facts)


def test_a_vault_that_is_open_for_reading_is_exported_too(vault: Vault, tmp_path: Path) -> None:
    with open_with(vault.path, Held()) as second:
        export(second, tmp_path / "export.age", backwards, WHEN)
    assert (tmp_path / "export.age").is_file()


@pytest.mark.parametrize("place", ["itself", "an earlier state", "by a link"])
def test_the_vault_is_not_written_over(vault: Vault, tmp_path: Path, place: str) -> None:
    vault.put("a", "b", {})
    vault.save()
    link = tmp_path / "link"
    link.symlink_to(vault.path)
    outs = {"itself": vault.path, "an earlier state": vault.generations()[0].path}
    out = outs.get(place, link)
    before = out.read_bytes()
    with pytest.raises(VaultError) as refused:
        export(vault, out, backwards, WHEN)
    assert (refused.value.code, out.read_bytes()) == ("vault-exists", before)


class _Stopped(Exception):
    pass


@pytest.mark.parametrize("reached", [0, 50, 100])
def test_who_stops_it_has_no_file(vault: Vault, tmp_path: Path, reached: int) -> None:
    def progress(done: int, whole: int) -> None:
        if 100 * done // whole >= reached:
            raise _Stopped

    with pytest.raises(_Stopped):
        export(vault, tmp_path / "export.age", backwards, WHEN, progress)
    assert "export.age" not in os.listdir(tmp_path)
    kinds = [entry.kind for entry in Keeper(vault).log().records.values()]
    assert "vault-exported" not in kinds


def test_its_progress_grows_to_the_whole(vault: Vault, tmp_path: Path) -> None:
    told: list[float] = []
    export(vault, tmp_path / "export.age", backwards, WHEN, lambda d, w: told.append(d / w))
    assert told == sorted(told)
    assert (told[0], told[-1], len(told) > 3) == (0, 1, True)
