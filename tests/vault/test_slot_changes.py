import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from strongroom.vault.errors import VaultError
from strongroom.vault.header import MAX_SLOTS
from strongroom.vault.kept import kept_folder
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.rescue import put_in_place
from strongroom.vault.slot_changes import is_strict
from strongroom.vault.slots import Factor, SlotKind
from strongroom.vault.vault import Vault, create_with, open_with
from tests.vault.disks import StuckDisk
from tests.vault.quick import Held, quick

OLD, NEW = quick("old words"), quick("new words")
WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAPER, OTHER_PAPER = RecoveryKey(b"r" * 32), RecoveryKey(b"s" * 32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "family.strongroom"
    with create_with(path, [OLD]) as vault:
        for number in range(7):
            vault.put("a", "b", {"number": number})
            vault.save()
    return path


def opens(path: Path, factor: Factor) -> bool:
    try:
        vault = open_with(path, factor)
    except VaultError:
        return False
    with vault:
        assert vault.get("a", "b") == {"number": 6}
    return True


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(VaultError) as refused:
        action()
    return refused.value.code


def test_another_passphrase_opens_it_instead(path: Path) -> None:
    with open_with(path, OLD) as vault:
        vault.change_factor(OLD, NEW)
        vault.put("a", "c", {})
        vault.save()
    assert (opens(path, OLD), opens(path, NEW)) == (False, True)


def test_what_was_kept_before_still_opens_with_the_old_passphrase(path: Path) -> None:
    with open_with(path, OLD) as vault:
        vault.change_factor(OLD, NEW)
        kept = vault.generations()[0]
    with open_with(kept.path, OLD) as before:
        assert before.get("a", "b") == {"number": 6}


def test_a_wrong_old_passphrase_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with open_with(path, OLD) as vault:
        assert refusal(lambda: vault.change_factor(quick("guess"), NEW)) == "passphrase-wrong"
        assert refusal(lambda: vault.change_factor(PAPER, NEW)) == "slot-missing"
    assert path.read_bytes() == before


def test_a_recovery_key_is_added_and_takes_the_place_of_the_one_before(path: Path) -> None:
    with open_with(path, OLD) as vault:
        vault.add_factor(OTHER_PAPER)
        vault.add_factor(PAPER)
        assert [slot.kind for slot in vault.slots] == [1, 4]
    assert [opens(path, factor) for factor in (OLD, PAPER, OTHER_PAPER)] == [True, True, False]


def test_the_last_passphrase_goes_only_where_a_recovery_key_stays(path: Path) -> None:
    with open_with(path, OLD) as vault:
        (passphrase,) = vault.slots
        assert refusal(lambda: vault.remove_slot(passphrase)) == "recovery-key-needed"
        vault.add_factor(PAPER)
        vault.remove_slot(passphrase)
        assert is_strict(vault.slots)
        (paper,) = vault.slots
        assert refusal(lambda: vault.remove_slot(paper)) == "recovery-key-needed"
    assert (opens(path, OLD), opens(path, PAPER)) == (False, True)


def test_a_vault_has_so_many_slots_and_no_more(path: Path) -> None:
    with open_with(path, OLD) as vault:
        for _ in range(MAX_SLOTS - 1):
            vault.add_factor(NEW)
        assert refusal(lambda: vault.add_factor(NEW)) == "slots-full"
        assert refusal(lambda: vault.add_factor(PAPER)) == "slots-full"
    assert opens(path, OLD)


def test_nothing_is_changed_in_a_vault_for_reading(path: Path) -> None:
    with open_with(path, OLD), open_with(path, OLD) as second:
        actions = (
            lambda: second.add_factor(NEW),
            lambda: second.change_factor(OLD, NEW),
            lambda: second.rekey([NEW]),
            lambda: second.restore(second.generations()[0]),
        )
        assert {refusal(action) for action in actions} == {"vault-read-only"}


class TestReKey:
    def test_only_the_factors_present_open_it(self, path: Path) -> None:
        with open_with(path, OLD) as vault:
            vault.add_factor(PAPER)
            vault.rekey([NEW])
            assert [slot.kind for slot in vault.slots] == [SlotKind.PASSPHRASE]
            vault.put("a", "c", {})
            vault.save()
        assert [opens(path, factor) for factor in (OLD, PAPER, NEW)] == [False, False, True]

    def test_nothing_that_the_old_passphrase_opens_is_left(self, path: Path) -> None:
        with open_with(path, OLD) as vault:
            assert len(vault.generations()) == 5
            vault.rekey([NEW])
            assert vault.generations() == ()
        assert [name for name in os.listdir(path.parent) if name != "family.kept"] == [path.name]
        assert os.listdir(kept_folder(path)) == []

    def test_what_comes_after_is_kept_again(self, path: Path) -> None:
        with open_with(path, OLD) as vault:
            vault.rekey([NEW])
            vault.put("a", "b", {"number": 7})
            vault.save()
        with open_with(path, NEW) as vault:
            (kept,) = vault.generations()
            vault.restore(kept)
        assert opens(path, NEW)

    def test_what_comes_back_of_before_is_removed_when_it_is_opened(self, path: Path) -> None:
        folder = kept_folder(path)
        copies = {one.name: one.read_bytes() for one in folder.iterdir()}
        with open_with(path, OLD) as vault:
            vault.rekey([NEW])
        for name, data in copies.items():
            (folder / name).write_bytes(data)
        assert opens(path, NEW)
        assert os.listdir(folder) == []

    def test_a_copy_from_before_removes_nothing_of_after(self, path: Path) -> None:
        old = path.read_bytes()
        with open_with(path, OLD) as vault:
            vault.rekey([NEW])
            vault.put("a", "b", {"number": 7})
            vault.save()
        kept = os.listdir(kept_folder(path))
        path.write_bytes(old)
        assert opens(path, OLD)
        assert os.listdir(kept_folder(path)) == kept

    def test_what_was_put_aside_for_an_earlier_state_goes_too(self, path: Path) -> None:
        put_in_place(max(kept_folder(path).iterdir()), WHEN)
        (aside,) = path.parent.glob("*.replaced-*")
        assert opens(aside, OLD)
        with open_with(path, OLD) as vault:
            vault.rekey([NEW])
            assert vault.beside() == ()
        assert not aside.exists()

    @pytest.mark.parametrize("name", ["family.replaced-mine", "family2.replaced-20260301T120000Z"])
    def test_a_copy_of_another_name_is_left(self, path: Path, name: str) -> None:
        path.with_name(name).write_bytes(path.read_bytes())
        with open_with(path, OLD) as vault:
            vault.rekey([NEW])
            assert vault.beside() == ()
        assert path.with_name(name).exists()

    def test_another_vault_that_was_put_aside_is_left(self, path: Path) -> None:
        other = path.with_name("family.replaced-20260301T120000Z")
        create_with(other, [OLD]).lock()
        with open_with(path, OLD) as vault:
            vault.rekey([NEW])
            assert vault.beside() == ()
        assert other.exists()

    def test_a_damaged_file_that_was_put_aside_is_named(self, path: Path) -> None:
        damaged = path.with_name("family.replaced-20260301T120000Z")
        damaged.write_bytes(b"damaged")
        with open_with(path, OLD) as vault:
            vault.rekey([NEW])
            assert vault.beside() == (damaged,)

    def test_what_cannot_be_removed_is_named_and_the_others_go(self, path: Path) -> None:
        stuck = max(kept_folder(path).iterdir())
        put_in_place(min(kept_folder(path).iterdir()), WHEN)
        with open_with(path, OLD, StuckDisk(stuck)) as vault:
            vault.rekey([NEW])
            assert vault.beside() == (stuck,)
        assert list(kept_folder(path).iterdir()) == [stuck]

    def test_a_strict_vault_needs_its_recovery_key_anew(self, path: Path) -> None:
        with open_with(path, OLD) as vault:
            assert refusal(lambda: vault.rekey([])) == "recovery-key-needed"
        assert opens(path, OLD)


class TestRestore:
    def test_brings_back_what_was_and_keeps_what_is(self, path: Path) -> None:
        with open_with(path, OLD) as vault:
            kept = vault.generations()[3]
            vault.restore(kept)
            assert vault.get("a", "b") == {"number": 2}
            present = vault.generations()[0]
            assert present.generation == 8
            vault.restore(present)
        assert opens(path, OLD)

    def test_keeps_what_opens_the_vault(self, path: Path) -> None:
        with open_with(path, OLD) as vault:
            vault.change_factor(OLD, NEW)
            vault.restore(vault.generations()[0])
        assert (opens(path, OLD), opens(path, NEW)) == (False, True)

    def test_another_vault_or_a_damaged_one_changes_nothing(self, path: Path) -> None:
        def damage(vault: Vault, data: bytes) -> str:
            vault.generations()[0].path.unlink()
            kept.path.write_bytes(data)
            return refusal(lambda: vault.restore(kept))

        other = path.with_name("other.strongroom")
        create_with(other, [Held()]).lock()
        with open_with(path, OLD) as vault:
            kept = vault.generations()[0]
            data = kept.path.read_bytes()
            changed = data[:-1] + bytes([data[-1] ^ 1])
            said = [damage(vault, one) for one in (b"", changed, other.read_bytes())]
            assert said == ["vault-malformed", "passphrase-wrong", "generation-closed"]
        assert opens(path, OLD)
