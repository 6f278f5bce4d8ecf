"""The log in a vault: what keeps it whole when a vault goes back, is written anew, or is changed."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from strongroom.formats.log_chain import BreakReason, LogBreak, read_log
from strongroom.vault.errors import VaultError
from strongroom.vault.log import LogKind, check_log, log_lines
from strongroom.vault.records import LogRecord
from strongroom.vault.rows import Rows
from strongroom.vault.tables import LOG
from strongroom.vault.vault import Vault, create_with, open_with
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.log import Note, write_with
from strongroom.workflows.vault_states import restore
from tests.vault.quick import Held

NOW = datetime(2026, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC)
NOTES = [Note(LogKind.VAULT_EXPORTED, {"name": f"Müller {number}"}) for number in range(4)]


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    vault = create_with(tmp_path / "family.strongroom", [Held()])
    for note in NOTES:
        Keeper(vault, lambda: NOW).note(note)
    return vault


def kinds(vault: Vault) -> list[str]:
    return [record.kind for record in LOG.all(vault).records.values()]


def test_it_begins_with_the_vault_and_holds(vault: Vault) -> None:
    found = read_log(b"".join(log_lines(vault)))
    assert (found.vault, found.count, found.breaks) == (vault.vault_id.hex(), 4, ())
    assert found == check_log(vault)


def test_an_entry_says_what_was_done_and_when(vault: Vault) -> None:
    first = LOG.all(vault).records["0000000001"]
    assert (first.number, first.kind) == (1, "vault-exported")
    assert (first.at, dict(first.facts)) == (NOW.replace(microsecond=0), {"name": "Müller 0"})


def test_it_is_there_after_opening_and_goes_on(vault: Vault) -> None:
    vault.lock()
    with open_with(vault.path, Held()) as again:
        Keeper(again).note(NOTES[0])
        assert check_log(again).count == 5
        assert check_log(again).is_intact


@pytest.mark.parametrize(
    ("name", "alter", "breaks"),
    [
        (
            "an entry that was altered",
            lambda vault: vault.put(LOG.name, "0000000002", altered(vault, "0000000002")),
            [LogBreak(4, BreakReason.CHANGED)],
        ),
        (
            "an entry that was deleted",
            lambda vault: vault.delete(LOG.name, "0000000003"),
            [LogBreak(4, BreakReason.MISSING)],
        ),
        (
            "a row of another kind",
            lambda vault: vault.put(LOG.name, "0000000002", {"version": 1}),
            [LogBreak(3, BreakReason.UNREADABLE), LogBreak(4, BreakReason.CHANGED)],
        ),
    ],
)
def test_names(
    vault: Vault, name: str, alter: Callable[[Vault], None], breaks: list[LogBreak]
) -> None:
    alter(vault)
    assert list(check_log(vault).breaks) == breaks, name
    Keeper(vault).note(NOTES[0])
    assert list(check_log(vault).breaks) == breaks, "what follows mends nothing"


def altered(vault: Vault, row: str) -> dict[str, object]:
    return {**(vault.get(LOG.name, row) or {}), "kind": "wallet-gone"}


def test_what_a_later_program_wrote_into_an_entry_counts_too(vault: Vault) -> None:
    (entry,) = (LOG.all(vault).records["0000000004"],)
    vault.put(LOG.name, entry.row, {**entry.to_json(), "signature": "30"})
    Keeper(vault).note(NOTES[0])
    assert check_log(vault).is_intact
    assert LOG.all(vault).records["0000000004"].extra == {"signature": "30"}


def test_a_row_of_another_name_is_not_written_over(vault: Vault) -> None:
    vault.put(LOG.name, "zz", {"version": 1})
    Keeper(vault).note(NOTES[0])
    assert [row for row, _ in vault.table(LOG.name)][-2:] == ["0000000006", "zz"]
    assert not check_log(vault).is_intact


def test_an_earlier_generation_comes_back_and_the_log_goes_on(vault: Vault) -> None:
    vault.put("a", "b", {"number": 1})
    vault.save()
    vault.put("a", "b", {"number": 2})
    Keeper(vault).note(NOTES[0])
    earlier = vault.generations()[0]
    restore(vault, earlier)
    assert vault.get("a", "b") == {"number": 1}
    assert kinds(vault)[-2:] == ["vault-exported", "generation-restored"]
    last = list(LOG.all(vault).records.values())[-1]
    assert dict(last.facts) == {"generation": earlier.generation, "present": 7}
    assert check_log(vault).is_intact


def test_what_was_not_written_has_no_entry(vault: Vault) -> None:
    def full() -> None:
        raise VaultError("vault-unwritable", "no space left")

    before = kinds(vault)
    with pytest.raises(VaultError):
        write_with(vault, Note(LogKind.RE_KEYED), full)
    assert kinds(vault) == before


def test_what_was_written_before_it_went_wrong_has_its_entry(vault: Vault) -> None:
    """As a re-key that was written and could not be read back."""

    def written() -> None:
        vault.save()
        raise VaultError("vault-unreadable", "the disk is gone")

    with pytest.raises(VaultError):
        write_with(vault, Note(LogKind.RE_KEYED), written)
    assert kinds(vault)[-1] == "re-keyed"
    vault.lock()
    with open_with(vault.path, Held()) as again:
        assert kinds(again)[-1] == "re-keyed"


def test_the_log_of_no_vault_has_a_beginning_too() -> None:
    rows = Rows()
    assert check_log(rows).count == 0
    LOG.put(rows, "0000000001", LogRecord(1, NOW, "later-kind", "", {}, "00" * 32))
    assert check_log(rows).breaks == (LogBreak(2, BreakReason.CHANGED),)
