import traceback
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from strongroom.vault import vault as vault_module
from strongroom.vault.creating import create_vault
from strongroom.vault.disk import Disk
from strongroom.vault.envelope import WARN_FILE, parse
from strongroom.vault.errors import VaultError
from strongroom.vault.slots import Passphrase
from strongroom.vault.stretching import FLOOR, Stretching
from strongroom.vault.vault import Vault, create_with, open_vault, open_with
from tests.vault.quick import QUICK, Held, quick


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "family.strongroom"


@pytest.fixture
def vault(path: Path) -> Iterator[Vault]:
    with create_with(path, [Held()]) as vault:
        yield vault


def test_is_made_and_opened_by_a_passphrase(path: Path) -> None:
    with create_vault(path, "correct horse", FLOOR) as made:
        made.put("wallets", "1", {"name": "Family"})
        made.save()
    with open_vault(path, "correct horse") as opened:
        assert opened.get("wallets", "1") == {"name": "Family"}
        assert dict(opened.table("wallets")) == {"1": {"name": "Family"}}


def test_what_was_deleted_is_gone(path: Path, vault: Vault) -> None:
    vault.put("a", "b", {})
    vault.save()
    vault.delete("a", "b")
    vault.save()
    vault.lock()
    with open_with(path, Held()) as opened:
        assert opened.get("a", "b") is None


def test_what_was_not_saved_is_not_there(path: Path, vault: Vault) -> None:
    vault.put("a", "b", {})
    assert vault.is_changed
    vault.lock()
    with open_with(path, Held()) as opened:
        assert opened.get("a", "b") is None


def test_saving_nothing_new_writes_nothing(path: Path, vault: Vault) -> None:
    before = path.read_bytes()
    vault.save()
    vault.delete("a", "absent")
    vault.save()
    assert path.read_bytes() == before


def test_each_write_is_a_generation_and_keeps_the_slots(path: Path, vault: Vault) -> None:
    first = parse(path.read_bytes()).header
    for number in range(3):
        vault.put("a", "b", {"number": number})
        vault.save()
    last = parse(path.read_bytes()).header
    assert (first.generation, last.generation) == (1, 4)
    assert (first.slots, first.vault_id) == (last.slots, last.vault_id)


def test_any_of_several_factors_opens_it(path: Path) -> None:
    create_with(path, [quick("one"), Held(), quick("two")]).lock()
    for factor in (quick("one"), quick("two"), Held()):
        open_with(path, factor).lock()


@pytest.mark.parametrize("passphrase", ["Open sesame", "open sesame ", "x"])
def test_a_wrong_passphrase_opens_nothing(path: Path, passphrase: str) -> None:
    create_with(path, [quick("open sesame")]).lock()
    with pytest.raises(VaultError) as refused:
        open_vault(path, passphrase)
    assert refused.value.code == "passphrase-wrong"
    assert open_vault(path, "open sesame").read_only is None


def test_tampering_and_a_wrong_passphrase_are_one_error(path: Path) -> None:
    create_with(path, [quick()]).lock()
    said = set()
    data = path.read_bytes()
    for place in (30, 300, 450, len(data) - 1):
        changed = bytearray(data)
        changed[place] ^= 1
        path.write_bytes(changed)
        with pytest.raises(VaultError) as refused:
            open_with(path, quick())
        if refused.value.code != "vault-malformed":
            said.add((refused.value.code, str(refused.value), *refused.value.facts))
    path.write_bytes(data)
    with pytest.raises(VaultError) as refused:
        open_with(path, quick("wrong"))
    assert said == {(refused.value.code, str(refused.value), *refused.value.facts)}


def test_a_vault_without_a_passphrase_slot_says_so(path: Path, vault: Vault) -> None:
    vault.lock()
    with pytest.raises(VaultError) as refused:
        open_with(path, quick())
    assert (refused.value.code, refused.value.facts["kind"]) == ("slot-missing", "passphrase")


@pytest.mark.parametrize("weak", [QUICK, Stretching(64 * 1024, 2, 4)])
def test_weak_stretching_is_not_for_new_vaults(path: Path, weak: Stretching) -> None:
    with pytest.raises(VaultError) as refused:
        create_vault(path, "correct horse", weak)
    assert (refused.value.code, path.exists()) == ("stretching-weak", False)


def test_nothing_can_be_done_with_a_locked_vault(vault: Vault) -> None:
    vault.put("a", "b", {})
    vault.lock()
    vault.lock()
    actions = [
        lambda: vault.get("a", "b"),
        lambda: vault.table("a"),
        lambda: vault.put("a", "b", {}),
        lambda: vault.delete("a", "b"),
        vault.save,
    ]
    for action in actions:
        with pytest.raises(VaultError) as refused:
            action()
        assert refused.value.code == "vault-locked"
    assert vault.is_locked


def test_locking_need_not_wait_for_a_save(path: Path) -> None:
    class Slow(Disk):
        def replace(self, source: Path, target: Path) -> None:
            assert not slow.lock(waits=False)
            super().replace(source, target)

    create_with(path, [Held()]).lock()
    slow = open_with(path, Held(), Slow())
    slow.put("a", "b", {})
    slow.save()
    assert not slow.is_locked
    assert slow.lock(waits=False)
    with open_with(path, Held()) as opened:
        assert opened.get("a", "b") == {}


def test_a_large_vault_is_said(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(vault_module, "WARN_FILE", 20_000)
    assert WARN_FILE == 32 * 1024 * 1024
    with create_with(path, [Held()]) as vault:
        assert not vault.is_large
        vault.put("a", "b", {"text": "x" * 20_000})
        vault.save()
        assert vault.is_large
    with open_with(path, Held()) as vault:
        assert vault.is_large


def test_threads_may_put_while_another_saves(path: Path, vault: Vault) -> None:
    def put(name: str) -> None:
        for number in range(300):
            vault.put(name, str(number), {})

    threads = [Thread(target=put, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        vault.save()
    vault.save()
    vault.lock()
    with open_with(path, Held()) as opened:
        assert [len(list(opened.table(name))) for name in "abc"] == [300, 300, 300]


def test_what_is_put_during_a_save_is_saved_by_the_next(path: Path) -> None:
    class Busy(Disk):
        def replace(self, source: Path, target: Path) -> None:
            super().replace(source, target)
            if target.name == path.name:
                busy.put("a", "late", {})

    create_with(path, [Held()]).lock()
    busy = open_with(path, Held(), Busy())
    busy.put("a", "early", {})
    busy.save()
    assert busy.is_changed
    busy.save()
    assert not busy.is_changed
    busy.lock()
    with open_with(path, Held()) as opened:
        assert [row for row, _ in opened.table("a")] == ["early", "late"]


def chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


MARKER = "marker-of-a-passphrase"


@pytest.mark.parametrize(
    "passphrase", [MARKER, MARKER + "\ud800"], ids=["wrong", "half a character"]
)
def test_errors_do_not_hold_the_passphrase(path: Path, passphrase: str) -> None:
    create_with(path, [quick("another")]).lock()
    with pytest.raises(VaultError) as refused:
        open_vault(path, passphrase)
    shown = "".join(traceback.format_exception(refused.value))
    for error in chain(refused.value):
        shown += repr(error) + repr(error.args) + repr(vars(error))
    assert MARKER not in shown


def test_nothing_shows_a_passphrase_a_key_or_a_row(path: Path) -> None:
    with create_with(path, [Passphrase(MARKER, QUICK)]) as vault:
        vault.put("a", "b", {"text": MARKER})
        shown = repr(vault) + repr(vars(vault)) + repr(vars(vault._storage))
    assert MARKER not in shown
    assert MARKER.encode() not in path.read_bytes()
