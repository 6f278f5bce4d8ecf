from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from strongroom.vault.errors import VaultError
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.security_key import HeldKey
from strongroom.vault.vault import Vault, create_with, open_vault, open_with
from strongroom.workflows import vault_factors
from strongroom.workflows.vault_factors import (
    has_recovery_key,
    is_last,
    needs_keyring,
    remove_security_key,
    security_keys,
)
from strongroom.workflows.vault_unlock import Way, unlock
from tests.vault.keyrings import MemoryKeyring
from tests.vault.quick import QUICK, quick
from tests.vault.security_keys import SoftKeys, untold
from tests.vault.soft_keys import SoftKey

PAPER, NEW_PAPER = RecoveryKey(b"r" * 32), RecoveryKey(b"s" * 32)
change_passphrase = partial(vault_factors.change_passphrase, stretching=QUICK)
renew_passphrase = partial(vault_factors.renew_passphrase, stretching=QUICK)
require_keyring = partial(vault_factors.require_keyring, stretching=QUICK)
do_without_keyring = partial(vault_factors.do_without_keyring, stretching=QUICK)
add_security_key = partial(vault_factors.add_security_key, stretching=QUICK)
do_without_security_key = partial(vault_factors.do_without_security_key, stretching=QUICK)
rekey = partial(vault_factors.rekey, stretching=QUICK)
BLUE, GREEN = SoftKey(b"b" * 32), SoftKey(b"g" * 32)


class Desk:
    """A vault on a computer with a keyring; ``elsewhere`` is another computer's."""

    def __init__(self, path: Path) -> None:
        self.path, self.keyring, self.elsewhere = path, MemoryKeyring(), MemoryKeyring()
        create_with(path, [quick("words")]).lock()

    def opened(self, words: str = "words") -> Vault:
        return open_vault(self.path, words, keyring=self.keyring)

    def opens(self, words: str, keyring: MemoryKeyring | None = None) -> bool:
        try:
            open_vault(self.path, words, keyring=keyring).lock()
        except VaultError:
            return False
        return True

    def secrets(self) -> int:
        return sum(name.startswith("vault ") for name in self.keyring.texts)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "family.strongroom")


@pytest.fixture
def strict(desk: Desk) -> Desk:
    with desk.opened() as vault:
        vault.add_factor(PAPER)
        require_keyring(vault, "words", desk.keyring)
        assert needs_keyring(vault)
    return desk


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(VaultError) as refused:
        action()
    return refused.value.code


def test_the_keyring_is_required_only_where_there_is_a_recovery_key(desk: Desk) -> None:
    with desk.opened() as vault:
        assert not has_recovery_key(vault)
        action = partial(require_keyring, vault, "words", desk.keyring)
        assert refusal(action) == "recovery-key-needed"
        assert desk.secrets() == 0
    assert desk.opens("words")


def test_a_wrong_passphrase_requires_nothing(desk: Desk) -> None:
    with desk.opened() as vault:
        vault.add_factor(PAPER)
        assert refusal(partial(require_keyring, vault, "guess", desk.keyring)) == "passphrase-wrong"
        assert desk.secrets() == 0
    assert desk.opens("words")


def test_then_the_passphrase_alone_or_elsewhere_opens_nothing(strict: Desk) -> None:
    assert strict.opens("words", strict.keyring)
    assert not strict.opens("words")
    assert not strict.opens("words", strict.elsewhere)


def test_a_strict_vault_gets_another_passphrase_and_another_secret(strict: Desk) -> None:
    with strict.opened() as vault:
        change_passphrase(vault, "words", "new words", strict.keyring)
        assert needs_keyring(vault)
    assert strict.opens("new words", strict.keyring)
    assert not strict.opens("words", strict.keyring)
    assert strict.secrets() == 1


def test_one_can_do_without_the_keyring_again(strict: Desk) -> None:
    with strict.opened() as vault:
        do_without_keyring(vault, "words", strict.keyring)
        assert not needs_keyring(vault)
    assert strict.opens("words")
    assert strict.secrets() == 0


def test_a_forgotten_passphrase_is_replaced_by_whoever_has_the_paper(strict: Desk) -> None:
    with open_with(strict.path, PAPER) as vault:
        renew_passphrase(vault, "new words")
        assert sorted(slot.kind for slot in vault.slots) == [1, 4]
    assert strict.opens("new words")
    assert not strict.opens("words", strict.keyring)


def test_a_re_key_keeps_a_strict_vault_strict(strict: Desk) -> None:
    with strict.opened() as vault:
        assert refusal(partial(rekey, vault, "new words", strict.keyring)) == "recovery-key-needed"
        rekey(vault, "new words", strict.keyring, NEW_PAPER)
    assert strict.opens("new words", strict.keyring)
    assert not strict.opens("new words")
    assert strict.secrets() == 1
    open_with(strict.path, NEW_PAPER).lock()
    assert refusal(lambda: open_with(strict.path, PAPER)) == "passphrase-wrong"


def test_a_re_key_withdraws_the_paper_unless_it_is_drawn_anew(desk: Desk) -> None:
    with desk.opened() as vault:
        vault.add_factor(PAPER)
        rekey(vault, "new words", desk.keyring)
        assert not has_recovery_key(vault)
    assert (desk.opens("new words"), desk.opens("words")) == (True, False)


def test_a_keyring_that_fails_changes_nothing(desk: Desk) -> None:
    with desk.opened() as vault:
        vault.add_factor(PAPER)
        desk.keyring.refuses = "keyring-refused"
        assert refusal(partial(require_keyring, vault, "words", desk.keyring)) == "keyring-refused"
    assert desk.opens("words")


class Keys:
    """On a ``keyed`` desk the vault opens by the passphrase and the blue key; the green is new."""

    @pytest.fixture
    def keyed(self, desk: Desk) -> Desk:
        with desk.opened() as vault:
            vault.add_factor(PAPER)
            add_security_key(vault, "words", desk.keyring, self.new(vault, BLUE))
        return desk

    def new(self, vault: Vault, key: SoftKey) -> HeldKey:
        return SoftKeys(key).register(security_keys(vault), "", untold)

    def held(self, vault: Vault, key: SoftKey, *, is_new: bool = False) -> HeldKey:
        wanted = [one.renewed() if is_new else one for one in security_keys(vault)]
        return SoftKeys(key).read(wanted, "", untold, is_new=is_new)

    def opened(self, desk: Desk, *keys: SoftKey, words: str = "words") -> Vault:
        way = Way(desk.keyring, SoftKeys(*keys))
        return unlock(desk.path, words, way, untold).vault

    def opens(self, desk: Desk, *keys: SoftKey, words: str = "words") -> bool:
        try:
            self.opened(desk, *keys, words=words).lock()
        except VaultError:
            return False
        return True


class TestSecurityKeys(Keys):
    def test_one_is_added_only_where_there_is_a_recovery_key(self, desk: Desk) -> None:
        with desk.opened() as vault:
            add = partial(add_security_key, vault, "words", desk.keyring, self.new(vault, BLUE))
            assert refusal(add) == "recovery-key-needed"
        assert desk.opens("words")

    def test_then_the_passphrase_alone_opens_nothing(self, keyed: Desk) -> None:
        assert self.opens(keyed, BLUE)
        assert not self.opens(keyed)
        assert not self.opens(keyed, GREEN)
        assert not self.opens(keyed, BLUE, words="guess")

    def test_a_wrong_passphrase_adds_nothing(self, desk: Desk, keyed: Desk) -> None:
        with self.opened(keyed, BLUE) as vault:
            new, held = self.new(vault, GREEN), self.held(vault, BLUE)
            add = partial(add_security_key, vault, "guess", keyed.keyring, new, held=held)
            assert refusal(add) == "passphrase-wrong"
            assert len(security_keys(vault)) == 1

    def test_a_second_one_opens_it_too(self, keyed: Desk) -> None:
        with self.opened(keyed, BLUE) as vault:
            new, held = self.new(vault, GREEN), self.held(vault, BLUE)
            add_security_key(vault, "words", keyed.keyring, new, held=held)
        assert [self.opens(keyed, key) for key in (BLUE, GREEN)] == [True, True]

    def test_a_lost_one_is_removed_while_another_stays(self, keyed: Desk) -> None:
        with self.opened(keyed, BLUE) as vault:
            (lost,) = security_keys(vault)
            assert is_last(vault, lost)
            assert refusal(partial(remove_security_key, vault, lost)) == "row-unknown"
            new, held = self.new(vault, GREEN), self.held(vault, BLUE)
            add_security_key(vault, "words", keyed.keyring, new, held=held)
            remove_security_key(vault, lost)
        assert [self.opens(keyed, key) for key in (BLUE, GREEN)] == [False, True]

    def test_one_can_do_without_the_last(self, keyed: Desk) -> None:
        with self.opened(keyed, BLUE) as vault:
            do_without_security_key(vault, "words", self.held(vault, BLUE))
            assert security_keys(vault) == ()
        assert keyed.opens("words")

    def test_a_new_passphrase_withdraws_the_key_that_is_not_held(self, keyed: Desk) -> None:
        with self.opened(keyed, BLUE) as vault:
            new, held = self.new(vault, GREEN), self.held(vault, BLUE)
            add_security_key(vault, "words", keyed.keyring, new, held=held)
            change_passphrase(vault, "words", "new words", keyed.keyring, held=held)
        assert self.opens(keyed, BLUE, words="new words")
        assert not self.opens(keyed, GREEN, words="words")
        assert not self.opens(keyed, GREEN, words="new words")

    def test_a_re_key_keeps_the_key_that_is_held_with_another_secret(self, keyed: Desk) -> None:
        with self.opened(keyed, BLUE) as vault:
            (before,) = security_keys(vault)
            held = self.held(vault, BLUE, is_new=True)
            assert refusal(partial(rekey, vault, "new words", keyed.keyring, held=held))
            rekey(vault, "new words", keyed.keyring, NEW_PAPER, held=held)
            (after,) = security_keys(vault)
        assert (after.identity, after.hmac_salt) == (before.identity, held.credential.hmac_salt)
        assert before.hmac_salt != after.hmac_salt
        assert self.opens(keyed, BLUE, words="new words")
        assert not keyed.opens("new words")

    def test_a_re_key_without_any_key_leaves_the_passphrase_alone(self, keyed: Desk) -> None:
        with open_with(keyed.path, PAPER) as vault:
            rekey(vault, "new words", keyed.keyring, NEW_PAPER)
        assert keyed.opens("new words")

    def test_a_forgotten_passphrase_or_lost_key_is_replaced_by_the_paper(self, keyed: Desk) -> None:
        with open_with(keyed.path, PAPER) as vault:
            renew_passphrase(vault, "new words")
        assert keyed.opens("new words")
        assert not self.opens(keyed, BLUE)


class TestKeyringAndSecurityKey(Keys):
    """Either of them is enough beside the passphrase."""

    @pytest.fixture
    def both(self, strict: Desk) -> Desk:
        with strict.opened() as vault:
            add_security_key(vault, "words", strict.keyring, self.new(vault, BLUE))
        return strict

    def test_the_keyring_opens_it_and_no_key_is_asked(self, both: Desk) -> None:
        keys = SoftKeys(BLUE)
        opened = unlock(both.path, "words", Way(both.keyring, keys), untold)
        opened.vault.lock()
        assert (opened.held, keys.asked) == (None, 0)

    def test_the_key_opens_it_elsewhere(self, both: Desk) -> None:
        elsewhere = Way(both.elsewhere, SoftKeys(BLUE))
        unlock(both.path, "words", elsewhere, untold).vault.lock()

    def test_each_can_be_done_without(self, both: Desk) -> None:
        with both.opened() as vault:
            do_without_keyring(vault, "words", both.keyring)
            assert (needs_keyring(vault), both.secrets()) == (False, 0)
            held = self.held(vault, BLUE)
            require_keyring(vault, "words", both.keyring, held=held)
            remove_security_key(vault, held.credential)
        assert both.opens("words", both.keyring)
        assert not both.opens("words")

    def test_a_wrong_passphrase_leaves_no_secret_behind(self, keyed: Desk) -> None:
        with self.opened(keyed, BLUE) as vault:
            held = self.held(vault, BLUE)
            require = partial(require_keyring, vault, "guess", keyed.keyring, held=held)
            assert refusal(require) == "passphrase-wrong"
        assert keyed.secrets() == 0

    @pytest.mark.parametrize("is_held", [True, False])
    def test_a_new_passphrase_keeps_what_is_at_hand(self, both: Desk, is_held: bool) -> None:
        with both.opened() as vault:
            held = self.held(vault, BLUE) if is_held else None
            change_passphrase(vault, "words", "new words", both.keyring, held=held)
            assert len(security_keys(vault)) == is_held
        assert both.opens("new words", both.keyring)

    def test_a_new_passphrase_elsewhere_withdraws_this_computer(self, both: Desk) -> None:
        with unlock(both.path, "words", Way(both.elsewhere, SoftKeys(BLUE)), untold).vault as vault:
            held = self.held(vault, BLUE)
            change_passphrase(vault, "words", "new words", both.elsewhere, held=held)
            assert not needs_keyring(vault)
        assert self.opens(both, BLUE, words="new words")
