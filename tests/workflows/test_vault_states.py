"""What the log says once a vault went back to an earlier state of itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from strongroom.vault.kept import kept_folder
from strongroom.vault.log import LogKind
from strongroom.vault.rescue import put_in_place, replaced
from strongroom.vault.storage import ReadOnly
from strongroom.vault.tables import LOG
from strongroom.vault.vault import create_with, open_with
from strongroom.vault.witness import Seen
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.log import Note
from strongroom.workflows.vault_check import Integrity, check
from strongroom.workflows.vault_states import go_on_from_older, note_replaced
from tests.vault.quick import Held

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A vault in whose log three things stand."""
    path = tmp_path / "family.strongroom"
    with create_with(path, [Held()]) as vault:
        for number in range(3):
            Keeper(vault, lambda: NOW).note(Note(LogKind.VAULT_EXPORTED, {"name": str(number)}))
    return path


def kinds(keeper: Keeper) -> list[str]:
    return [one.kind for one in keeper.log().records.values()]


def test_a_file_whose_place_was_taken_is_noted_once(path: Path) -> None:
    path.write_bytes(b"damaged")
    put_in_place(max(kept_folder(path).iterdir()), LATER)
    assert replaced(path) == (LATER,)
    with open_with(path, Held()) as vault:
        keeper = Keeper(vault, lambda: LATER + timedelta(minutes=1))
        for _ in range(2):
            note_replaced(keeper)
        assert kinds(keeper) == ["vault-exported", "vault-exported", "file-replaced"]
        assert keeper.check_log().is_intact


def test_where_no_place_was_taken_nothing_is_noted(path: Path) -> None:
    path.with_name("other.replaced-20260301T130000Z").write_bytes(b"another vault's")
    path.with_name("family.replaced-yesterday").write_bytes(b"nobody's")
    path.with_name("family.replaced-20250301T130000Z").write_bytes(b"long ago")
    with open_with(path, Held()) as vault:
        note_replaced(Keeper(vault))
        assert len(kinds(Keeper(vault))) == 3
    note_replaced(Keeper())


def test_going_on_from_an_older_file_is_noted_in_its_own_write(path: Path) -> None:
    with open_with(path, Held()) as vault:
        before = vault.generation
        vault._older_than = Seen(before + 5, "ab" * 32, LATER)
        vault._storage.read_only = ReadOnly.OLDER
        go_on_from_older(vault)
        (entry,) = list(LOG.all(vault).records.values())[3:]
        assert (entry.kind, vault.read_only) == ("older-continued", None)
        assert dict(entry.facts) == {"generation": before, "later": before + 5}
        assert vault.generation == before + 6


def test_a_check_reads_the_log_too(path: Path) -> None:
    with open_with(path, Held()) as vault:
        assert check(vault).integrity is Integrity.OK
        vault.delete(LOG.name, "0000000002")
        assert check(vault).integrity is Integrity.DAMAGED
