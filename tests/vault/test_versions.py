"""What an older program does with a newer file, and a newer program with an older one."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from strongroom.vault import tables
from strongroom.vault.copying import copy_vault
from strongroom.vault.errors import VaultError
from strongroom.vault.header import FORMAT
from strongroom.vault.rows import Value
from strongroom.vault.storage import generations_of, header_of
from strongroom.vault.tables import LABELS, WALLETS
from strongroom.vault.vault import create_with, open_vault, open_with
from strongroom.words.findings import words_for
from strongroom.workflows.keeping import Keeper
from tests.vault.quick import Held
from tests.window.frame import practice_keeper

SAMPLES = Path(__file__).parent / "samples"
PASSPHRASE = "correct horse battery staple"
VERSION_AT = slice(16, 20)
TABLES = {
    1: [
        "coins",
        "contacts",
        "drafts",
        "labels",
        "log",
        "past",
        "payments",
        "people",
        "places",
        "psbts",
        "removed",
        "rules",
        "settings",
        "wallets",
    ]
}
"""Of each version; those of the last are what ``vault/tables.py`` has."""

WAYS: dict[str, Callable[[Path], object]] = {
    "opened": lambda path: open_with(path, Held()),
    "opened by a passphrase": lambda path: open_vault(path, PASSPHRASE),
    "looked at": header_of,
    "its earlier states": generations_of,
    "copied": lambda path: copy_vault(path, path.with_name("copy.strongroom")),
}


def of_version(path: Path, version: int) -> bytes:
    """A vault that is sound but for the version of its form."""
    create_with(path, [Held()]).lock()
    data = bytearray(path.read_bytes())
    data[VERSION_AT] = version.to_bytes(4, "big")
    path.write_bytes(data)
    return bytes(data)


@pytest.mark.parametrize("way", WAYS)
def test_a_file_of_the_next_version_is_refused_and_nothing_is_written(
    tmp_path: Path, way: str
) -> None:
    path = tmp_path / "family.strongroom"
    before = of_version(path, FORMAT + 1)
    with pytest.raises(VaultError) as refused:
        WAYS[way](path)
    assert (refused.value.code, refused.value.facts["version"]) == ("vault-newer", FORMAT + 1)
    assert (os.listdir(tmp_path), path.read_bytes()) == (["family.strongroom"], before)


def test_it_is_said_that_a_later_version_made_it_and_what_to_do() -> None:
    words = words_for("vault-newer", {"version": FORMAT + 1})
    assert words is not None
    assert words.message == "This vault was made by a later version of Strongroom."
    assert words.hint == "Open it with that version."


def test_there_was_no_version_before_the_first(tmp_path: Path) -> None:
    path = tmp_path / "family.strongroom"
    of_version(path, 0)
    with pytest.raises(VaultError) as refused:
        open_with(path, Held())
    assert refused.value.code == "vault-malformed"


@pytest.mark.parametrize("version", range(1, FORMAT + 1))
def test_a_real_vault_of_every_version_opens_and_is_read_to_the_end(
    tmp_path: Path, version: int
) -> None:
    """It has a row in every table there was, as people fill them."""
    path = Path(shutil.copy(SAMPLES / f"records-{version}.strongroom", tmp_path))
    with open_vault(path, PASSPHRASE) as vault:
        keeper = Keeper(vault)
        assert all(any(vault.table(table)) for table in TABLES[version])
        assert keeper.unreadable(to_the_end=True) == ()
        assert keeper.check_log().is_intact
        names = [kept.wallet.name for kept in keeper.wallets()]
        assert names == ["Family savings", "Harbour Sailing Club"]
        assert [one.name for one in keeper.removed_wallets()] == ["House deposit"]
        row = keeper.wallets()[0].row
        assert len(keeper.rules(row).now.roles) == 2
        assert [one.record.name for one in keeper.contacts()] == ["Nordwind Boatyard"]
        assert [coin.amount for coin in keeper.told_coins(row).coins] == [60_000]


def test_a_table_that_is_new_asks_for_a_sample_with_a_row_in_it() -> None:
    known = {one.name for one in vars(tables).values() if isinstance(one, tables.Table)}
    assert sorted(known) == TABLES[FORMAT]


@pytest.mark.parametrize("version", range(1, FORMAT + 1))
def test_looking_changes_nothing_and_the_first_write_keeps_the_file_of_before(
    tmp_path: Path, version: int
) -> None:
    path = Path(shutil.copy(SAMPLES / f"version-{version}.strongroom", tmp_path))
    before = path.read_bytes()
    open_vault(path, PASSPHRASE).lock()
    assert path.read_bytes() == before
    with open_vault(path, PASSPHRASE) as vault:
        vault.put("a", "b", {})
        vault.save()
        (kept,) = vault.generations()
    assert kept.path.read_bytes() == before
    assert int.from_bytes(path.read_bytes()[VERSION_AT], "big") == FORMAT


def test_rows_of_a_later_program_are_kept_as_they_are(tmp_path: Path) -> None:
    with create_with(tmp_path / "family.strongroom", [Held()]) as vault:
        practice_keeper().carry_into(Keeper(vault))
        (row, *_), (label, *_) = WALLETS.all(vault).records, LABELS.all(vault).records
        later: Value = {**(vault.get("wallets", row) or {}), "version": 2, "means": "other"}
        more: Value = {**(vault.get("labels", label) or {}), "colour": "green"}
        newer: Value = {"version": 1, "of": "a later table"}
        for table, identity, value in (("wallets", row, later), ("labels", label, more)):
            vault.put(table, identity, value)
        vault.put("later", "1", newer)
        vault.save()
    with open_with(tmp_path / "family.strongroom", Held()) as vault:
        keeper = Keeper(vault)
        assert row not in [kept.row for kept in keeper.wallets()]
        assert f"wallets/{row}" in keeper.unreadable()
        keeper.keep_idle_minutes(5)
    with open_with(tmp_path / "family.strongroom", Held()) as vault:
        kept = [vault.get("wallets", row), vault.get("labels", label), vault.get("later", "1")]
    assert kept == [later, more, newer]
