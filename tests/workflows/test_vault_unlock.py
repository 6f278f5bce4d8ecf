from pathlib import Path
from typing import Any

import pytest

from strongroom.vault.errors import VaultError
from strongroom.vault.keyring_slot import PassphraseAndKeyring
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.security_key import HeldKey
from strongroom.vault.security_key_slot import PassphraseAndSecurityKey
from strongroom.vault.slots import Factor
from strongroom.vault.vault import create_with
from strongroom.workflows.vault_unlock import Opened, Way, takes_security_key, unlock
from tests.vault.keyrings import MemoryKeyring
from tests.vault.quick import QUICK, quick
from tests.vault.security_keys import SoftKeys, untold
from tests.vault.soft_keys import TRIES, SoftKey

PAPER = RecoveryKey(b"r" * 32)
BLUE, GREEN = SoftKey(b"b" * 32), SoftKey(b"g" * 32, "1234")


def held(key: SoftKey) -> HeldKey:
    return SoftKeys(key).register([], key.pin, untold)


def beside(key: SoftKey, words: str = "words") -> Factor:
    return PassphraseAndSecurityKey(words, held(key), QUICK)


@pytest.fixture
def made(tmp_path: Path) -> Any:
    def make(*factors: Factor) -> Path:
        path = tmp_path / "family.strongroom"
        create_with(path, [*factors, PAPER]).lock()
        return path

    return make


def opened(path: Path, *keys: SoftKey, words: str = "words", pin: str = "") -> Opened:
    way = Way(MemoryKeyring(), SoftKeys(*keys), pin)
    one = unlock(path, words, way, untold)
    one.vault.lock()
    return one


def refusal(path: Path, *keys: SoftKey, words: str = "words", pin: str = "") -> str:
    with pytest.raises(VaultError) as refused:
        opened(path, *keys, words=words, pin=pin)
    return refused.value.code


def test_no_key_is_asked_where_none_is_needed(made: Any) -> None:
    keys = SoftKeys(BLUE)
    path = made(quick("words"))
    with unlock(path, "words", Way(MemoryKeyring(), keys), untold).vault:
        assert keys.asked == 0
    assert refusal(path, BLUE, words="guess") == "passphrase-wrong"
    assert not takes_security_key(path)


def test_the_key_that_opened_it_is_said(made: Any) -> None:
    path = made(beside(BLUE), beside(GREEN))
    assert takes_security_key(path)
    one = opened(path, BLUE).held
    assert one is not None
    assert SoftKeys(BLUE).read([one.credential], "", untold) == one


REFUSALS = {
    "no key": ((), "words", "", "security-key-none"),
    "another key": ((SoftKey(b"o" * 32),), "words", "", "security-key-other"),
    "a wrong passphrase": ((BLUE,), "guess", "", "passphrase-wrong"),
    "no PIN": ((GREEN,), "words", "", "security-key-pin-needed"),
    "a wrong PIN": ((GREEN,), "words", "4321", "security-key-pin-wrong"),
}


@pytest.mark.parametrize(("keys", "words", "pin", "code"), REFUSALS.values(), ids=REFUSALS.keys())
def test_what_is_missing_is_said(
    made: Any, keys: tuple[SoftKey, ...], words: str, pin: str, code: str
) -> None:
    assert refusal(made(beside(BLUE), beside(GREEN)), *keys, words=words, pin=pin) == code


def test_a_pin_of_one_key_is_not_tried_at_another(made: Any) -> None:
    green = SoftKey(b"g" * 32, "1234")
    opened(made(beside(BLUE), beside(green)), BLUE, green, pin="9999")
    assert green.tries == TRIES


def test_a_pin_and_a_secret_do_not_show_themselves(made: Any) -> None:
    way = Way(MemoryKeyring(), SoftKeys(), "2580")
    one = opened(made(beside(GREEN)), GREEN, pin="1234")
    assert one.held is not None
    assert "2580" not in repr(way)
    assert repr(one.held.secret) not in repr(one)


def test_a_wrong_passphrase_is_said_where_no_key_could_make_it_right(made: Any) -> None:
    path = made(quick("alone"), beside(BLUE))
    assert refusal(path, words="guess") == "passphrase-wrong"
    opened(path, words="alone")
    opened(path, BLUE, words="words")


def test_a_keyring_that_cannot_does_not_stop_the_key(made: Any) -> None:
    keyring = MemoryKeyring()
    path = made(PassphraseAndKeyring.draw("words", keyring, QUICK), beside(BLUE))
    assert opened(path, BLUE).held
    assert refusal(path) == "security-key-none"
    for code in ("keyring-absent", "keyring-locked", "keyring-refused"):
        keyring.refuses = code
        unlock(path, "words", Way(keyring, SoftKeys(BLUE)), untold).vault.lock()
