import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.vault.errors import VaultError
from strongroom.vault.storage import ReadOnly
from strongroom.vault.vault import Vault, create_with, open_with
from strongroom.vault.witness import SECONDS, Seen, Witness
from tests.vault.keyrings import MemoryKeyring
from tests.vault.quick import Held

WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
VAULT = bytes(16)


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "family.strongroom"
    create_with(path, [Held()]).lock()
    return path


def opened(path: Path, keyring: MemoryKeyring) -> Vault:
    return open_with(path, Held(), keyring=keyring)


def change(vault: Vault, text: str) -> None:
    vault.put("a", "b", {"text": text})
    vault.save()


def close(vault: Vault) -> None:
    assert vault._witness is not None
    vault.lock()
    vault._witness.end().join()


@pytest.fixture
def old(path: Path, keyring: MemoryKeyring) -> bytes:
    """The file as it was before the keyring heard of two later writes."""
    before = path.read_bytes()
    vault = opened(path, keyring)
    change(vault, "first")
    change(vault, "second")
    close(vault)
    return before


def test_the_last_file_opens_as_ever(path: Path, keyring: MemoryKeyring, old: bytes) -> None:
    with opened(path, keyring) as vault:
        assert (vault.older_than, vault.read_only) == (None, None)


def test_an_older_file_is_for_reading_and_both_dates_are_known(
    path: Path, keyring: MemoryKeyring, old: bytes
) -> None:
    path.write_bytes(old)
    with opened(path, keyring) as vault:
        assert vault.read_only is ReadOnly.OLDER
        assert vault.older_than is not None
        assert (vault.generation, vault.older_than.generation) == (1, 3)
        assert vault.saved.tzinfo is vault.older_than.saved.tzinfo is UTC
        with pytest.raises(VaultError) as refused:
            change(vault, "third")
        assert refused.value.facts["reason"] == "older"


def test_another_file_of_the_same_generation_is_noticed(
    path: Path, keyring: MemoryKeyring, old: bytes, tmp_path: Path
) -> None:
    fork = tmp_path / "fork.strongroom"
    fork.write_bytes(old)
    with open_with(fork, Held()) as vault:
        change(vault, "other")
        change(vault, "history")
    shutil.copy(fork, path)
    with opened(path, keyring) as vault:
        assert vault.read_only is ReadOnly.OLDER


def test_whoever_means_it_goes_on_from_an_older_file(
    path: Path, keyring: MemoryKeyring, old: bytes
) -> None:
    path.write_bytes(old)
    vault = opened(path, keyring)
    vault.go_on_from_older()
    assert (vault.generation, vault.older_than) == (4, None)
    change(vault, "again")
    close(vault)
    with opened(path, keyring) as vault:
        assert vault.older_than is None
        change(vault, "and on")


def test_a_file_that_was_used_elsewhere_meanwhile_is_newer_and_opens(
    path: Path, keyring: MemoryKeyring, old: bytes
) -> None:
    with open_with(path, Held()) as elsewhere:
        change(elsewhere, "third")
    with opened(path, keyring) as vault:
        assert vault.older_than is None


@pytest.mark.parametrize("code", ["keyring-absent", "keyring-locked", "keyring-refused"])
def test_a_keyring_that_fails_costs_only_the_warning(
    path: Path, keyring: MemoryKeyring, old: bytes, code: str
) -> None:
    path.write_bytes(old)
    keyring.refuses = code
    with opened(path, keyring) as vault:
        assert vault.witness_failure is not None
        assert vault.witness_failure.code == code
        change(vault, "third")


@given(st.text(max_size=200) | st.sampled_from(["{}", '{"generation":"1"}', "[" * 2000]))
def test_an_entry_that_is_none_of_ours_is_ignored(text: str) -> None:
    keyring = MemoryKeyring()
    keyring.texts[f"seen {VAULT.hex()}"] = text
    assert Witness(keyring, VAULT).last() is None


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def witness(keyring: MemoryKeyring) -> Iterator[Witness]:
    witness = Witness(keyring, VAULT, Clock())
    yield witness
    witness.end().join()


def test_the_keyring_is_told_at_most_once_a_minute_and_at_the_end(
    keyring: MemoryKeyring, witness: Witness
) -> None:
    witness.note(Seen(1, "aa", WHEN))
    assert witness._timer is not None
    witness._timer.join()
    assert keyring.writes == 1
    for generation in range(2, 50):
        witness.note(Seen(generation, "bb", WHEN))
    assert witness._timer is not None
    assert witness._timer.interval == SECONDS
    assert keyring.writes == 1
    witness.end().join()
    assert keyring.writes == 2
    assert Witness(keyring, VAULT).last() == Seen(49, "bb", WHEN)
    witness.end().join()
    assert keyring.writes == 2
