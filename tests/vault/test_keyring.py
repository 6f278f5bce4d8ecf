import os
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import pytest

from strongroom.vault import keyring as keyring_module
from strongroom.vault.errors import VaultError
from strongroom.vault.keyring import NATIVE, SystemKeyring
from strongroom.vault.keyring_slot import PassphraseAndKeyring, forget_entry
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.slots import Factor
from strongroom.vault.vault import Vault, create_with, open_vault, open_with
from tests.contracts.vault_slots import VaultSlotContract
from tests.secret_service import lock_keyring
from tests.vault.keyrings import MemoryKeyring
from tests.vault.quick import QUICK, quick

PAPER = RecoveryKey(b"r" * 32)


class TestKeyringSlot(VaultSlotContract):
    @pytest.fixture(autouse=True)
    def keyrings(self) -> None:
        self.keyring, self.other = MemoryKeyring(), MemoryKeyring()
        entry = PassphraseAndKeyring.draw("words", self.keyring, QUICK).entry
        self.entry, self.other.texts = entry, {f"vault {entry}": "00" * 32}

    def factor(self) -> Factor:
        return PassphraseAndKeyring("words", self.keyring, self.entry, QUICK)

    def wrong_factors(self) -> list[Factor]:
        return [
            PassphraseAndKeyring("Words", self.keyring, self.entry, QUICK),
            PassphraseAndKeyring("words", self.other, self.entry, QUICK),
        ]


def strict(path: Path, keyring: Any) -> None:
    factor = PassphraseAndKeyring.draw("words", keyring, QUICK)
    create_with(path, [factor, PAPER]).lock()


def refusal(path: Path, keyring: Any, passphrase: str = "words") -> str:
    with pytest.raises(VaultError) as refused:
        open_vault(path, passphrase, keyring=keyring)
    return refused.value.code


def test_the_passphrase_opens_a_strict_vault_on_its_own_computer_alone(tmp_path: Path) -> None:
    path, here, elsewhere = tmp_path / "family.strongroom", MemoryKeyring(), MemoryKeyring()
    strict(path, here)
    open_vault(path, "words", keyring=here).lock()
    assert refusal(path, here, "guess") == "passphrase-wrong"
    assert refusal(path, elsewhere) == "keyring-entry-missing"
    assert refusal(path, None) == "slot-missing"
    open_with(path, PAPER).lock()


def test_each_computer_has_a_slot_of_its_own(tmp_path: Path) -> None:
    path, here, elsewhere = tmp_path / "family.strongroom", MemoryKeyring(), MemoryKeyring()
    strict(path, here)
    with open_with(path, PAPER) as vault:
        vault.add_factor(PassphraseAndKeyring.draw("other words", elsewhere, QUICK))
    open_vault(path, "words", keyring=here).lock()
    open_vault(path, "other words", keyring=elsewhere).lock()
    assert refusal(path, elsewhere) == "passphrase-wrong"


def test_a_removed_slot_leaves_nothing_in_the_keyring(tmp_path: Path) -> None:
    path, keyring = tmp_path / "family.strongroom", MemoryKeyring()
    strict(path, keyring)
    with open_with(path, PAPER) as vault:
        slot = vault.slots[0]
        vault.remove_slot(slot)
        forget_entry(keyring, slot.parameters)
    assert keyring.texts == {}


@pytest.mark.parametrize("entry", [None, 1, "", "../x", "A" * 32, "0" * 33])
def test_a_file_cannot_ask_the_keyring_for_anything_else(tmp_path: Path, entry: Any) -> None:
    factor = PassphraseAndKeyring("words", MemoryKeyring())
    with pytest.raises(VaultError) as refused:
        factor.key_material({**QUICK.parameters, "entry": entry}, bytes(32))
    assert refused.value.code == "vault-malformed"


@pytest.mark.parametrize("code", ["keyring-absent", "keyring-locked", "keyring-refused"])
def test_a_keyring_that_fails_is_said_and_stops_no_other_way_in(tmp_path: Path, code: str) -> None:
    path, keyring = tmp_path / "family.strongroom", MemoryKeyring()
    strict(path, keyring)
    keyring.refuses = code
    assert refusal(path, keyring) == code
    open_with(path, PAPER, keyring=keyring).lock()
    with open_with(path, PAPER) as vault:
        vault.add_factor(quick("plain words"))
    open_vault(path, "plain words", keyring=keyring).lock()
    assert refusal(path, keyring, "guess") == "passphrase-wrong"


def test_a_keyring_that_gives_back_something_else_is_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Forgetful:
        def set_password(self, *_: str) -> None:
            pass

        def get_password(self, *_: str) -> None:
            return None

    monkeypatch.setattr(keyring_module, "_backend", Forgetful)
    with pytest.raises(VaultError) as refused:
        SystemKeyring().write("name", "text")
    assert refused.value.code == "keyring-refused"


def test_no_back_end_but_the_systems_own_is_ever_used() -> None:
    """The environment names one that stores plain text, and one that stores nothing."""
    code = """
from strongroom.vault.keyring import SystemKeyring
try:
    SystemKeyring().write("name", "secret")
except ValueError as error:
    print(error.code)
import sys
print([name for name in ("tests.vault.evil_backend", "keyring.backends.null") if name in sys.modules])
"""
    for named in ("tests.vault.evil_backend.Keyring", "keyring.backends.null.Keyring"):
        environment = {**os.environ, "PYTHON_KEYRING_BACKEND": named}
        environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nowhere"
        said = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True
        )
        assert (said.stdout, said.stderr) == ("keyring-absent\n[]\n", "")


def test_a_system_without_a_keyring_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "plan9")
    assert "plan9" not in NATIVE
    for ask in (SystemKeyring().read, SystemKeyring().peek):
        with pytest.raises(VaultError) as refused:
            ask("name")
        assert refused.value.code == "keyring-absent"


def test_errors_do_not_hold_what_was_to_be_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    class Talkative:
        def set_password(self, *said: str) -> None:
            raise RuntimeError(said)

    monkeypatch.setattr(keyring_module, "_backend", Talkative)
    with pytest.raises(VaultError) as refused:
        SystemKeyring().write("name", "marker")
    error = refused.value
    assert (error.__context__, error.__cause__) == (None, None)
    assert "marker" not in "".join(traceback.format_exception(error)).replace('"marker"', "")


@pytest.mark.secret_service
@pytest.mark.usefixtures("secret_service")
class TestRealSecretService:
    def test_keeps_gives_back_and_removes(self) -> None:
        keyring = SystemKeyring()
        assert keyring.peek("name") is None
        keyring.write("name", "one")
        keyring.write("name", "two", asks=False)
        keyring.write("other", "three")
        assert (keyring.peek("name"), keyring.read("other")) == ("two", "three")
        keyring.remove("name")
        keyring.remove("name")
        assert keyring.read("name") is None

    def test_the_environment_changes_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        SystemKeyring().write("name", "one")
        monkeypatch.setenv("KEYRING_PROPERTY_SCHEME", "KeePassXC")
        monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", "/nowhere")
        assert SystemKeyring().read("name") == "one"

    def test_a_locked_keyring_is_not_asked_in_the_background(self) -> None:
        keyring = SystemKeyring()
        keyring.write("name", "one")
        lock_keyring()
        for ask in (lambda: keyring.peek("name"), lambda: keyring.write("a", "b", asks=False)):
            with pytest.raises(VaultError) as refused:
                ask()
            assert refused.value.code == "keyring-locked"

    def test_a_strict_vault_opens_with_it_and_not_without(self, tmp_path: Path) -> None:
        path, keyring = tmp_path / "family.strongroom", SystemKeyring()
        strict(path, keyring)
        with open_vault(path, "words", keyring=keyring) as vault:
            slot = vault.slots[0]
        assert refusal(path, keyring, "guess") == "passphrase-wrong"
        forget_entry(keyring, slot.parameters)
        assert refusal(path, keyring) == "keyring-entry-missing"

    def test_an_older_file_is_noticed(self, tmp_path: Path) -> None:
        path, keyring = tmp_path / "family.strongroom", SystemKeyring()
        create_with(path, [PAPER]).lock()
        old = path.read_bytes()
        with open_with(path, PAPER, keyring=keyring) as vault:
            vault.put("a", "b", {})
            vault.save()
            told(vault)
        path.write_bytes(old)
        with open_with(path, PAPER, keyring=keyring) as vault:
            assert vault.older_than is not None
            assert vault.older_than.generation == 2


def told(vault: Vault) -> None:
    assert vault._witness is not None
    vault._witness.end().join()
    assert vault.witness_failure is None
