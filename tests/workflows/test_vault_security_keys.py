from functools import partial

import pytest

from strongroom.vault.errors import VaultError
from strongroom.vault.security_key import HeldKey
from strongroom.vault.vault import Vault, open_with
from strongroom.workflows.vault_at_hand import AtHand
from strongroom.workflows.vault_security_keys import noted_keys, remove_security_key
from strongroom.workflows.vault_unlock import Way, unlock
from strongroom.workflows.vault_ways import is_last, needs_keyring, security_keys
from tests.vault.security_keys import SoftKeys, untold
from tests.vault.soft_keys import SoftKey
from tests.workflows.vault_desks import (
    NEW_PAPER,
    PAPER,
    Desk,
    add_security_key,
    change_passphrase,
    do_without_keyring,
    do_without_security_key,
    refusal,
    rekey,
    renew_passphrase,
    require_keyring,
)

BLUE = SoftKey(b"b" * 32, product_name="Blue Key")
GREEN = SoftKey(b"g" * 32, product_name="Green Key")


class Keys:
    """On a ``keyed`` desk the vault opens by the passphrase and the blue key; the green is new."""

    @pytest.fixture
    def keyed(self, desk: Desk) -> Desk:
        with desk.opened() as vault:
            vault.add_factor(PAPER)
            add_security_key(vault, "words", self.new(vault, BLUE), desk.here())
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
            add = partial(add_security_key, vault, "words", self.new(vault, BLUE), desk.here())
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
            add = partial(add_security_key, vault, "guess", new, keyed.here(held))
            assert refusal(add) == "passphrase-wrong"
            assert len(security_keys(vault)) == 1

    def test_a_second_one_opens_it_too(self, keyed: Desk) -> None:
        with self.opened(keyed, BLUE) as vault:
            new, held = self.new(vault, GREEN), self.held(vault, BLUE)
            add_security_key(vault, "words", new, keyed.here(held))
        assert [self.opens(keyed, key) for key in (BLUE, GREEN)] == [True, True]

    def test_the_log_tells_which_is_which(self, keyed: Desk) -> None:
        with self.opened(keyed, BLUE) as vault:
            new, held = self.new(vault, GREEN), self.held(vault, BLUE)
            add_security_key(vault, "words", new, keyed.here(held))
            remove_security_key(vault, held.credential)
            (left,) = noted_keys(vault)
        assert (left.number, left.credential, left.name) == (1, new.credential, "Green Key")
        assert left.added is not None

    def test_one_that_the_log_does_not_know_has_no_name(self, keyed: Desk) -> None:
        with self.opened(keyed, BLUE) as vault:
            for row, _ in list(vault.table("log")):
                vault.delete("log", row)
            (left,) = noted_keys(vault)
        assert (left.name, left.added) == ("", None)

    def test_a_lost_one_is_removed_while_another_stays(self, keyed: Desk) -> None:
        with self.opened(keyed, BLUE) as vault:
            (lost,) = security_keys(vault)
            assert is_last(vault, lost)
            assert refusal(partial(remove_security_key, vault, lost)) == "row-unknown"
            new, held = self.new(vault, GREEN), self.held(vault, BLUE)
            add_security_key(vault, "words", new, keyed.here(held))
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
            add_security_key(vault, "words", new, keyed.here(held))
            change_passphrase(vault, "words", "new words", keyed.here(held))
        assert self.opens(keyed, BLUE, words="new words")
        assert not self.opens(keyed, GREEN, words="words")
        assert not self.opens(keyed, GREEN, words="new words")

    def test_a_re_key_keeps_the_key_that_is_held_with_another_secret(self, keyed: Desk) -> None:
        with self.opened(keyed, BLUE) as vault:
            (before,) = security_keys(vault)
            held = self.held(vault, BLUE, is_new=True)
            assert refusal(partial(rekey, vault, "new words", keyed.here(held)))
            rekey(vault, "new words", keyed.here(held), NEW_PAPER)
            (after,) = security_keys(vault)
        assert (after.identity, after.hmac_salt) == (before.identity, held.credential.hmac_salt)
        assert before.hmac_salt != after.hmac_salt
        assert self.opens(keyed, BLUE, words="new words")
        assert not keyed.opens("new words")

    def test_a_re_key_without_any_key_leaves_the_passphrase_alone(self, keyed: Desk) -> None:
        with open_with(keyed.path, PAPER) as vault:
            rekey(vault, "new words", keyed.here(), NEW_PAPER)
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
            add_security_key(vault, "words", self.new(vault, BLUE), strict.here())
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
            require_keyring(vault, "words", both.here(held))
            remove_security_key(vault, held.credential)
        assert both.opens("words", both.keyring)
        assert not both.opens("words")

    def test_a_wrong_passphrase_leaves_no_secret_behind(self, keyed: Desk) -> None:
        with self.opened(keyed, BLUE) as vault:
            held = self.held(vault, BLUE)
            require = partial(require_keyring, vault, "guess", keyed.here(held))
            assert refusal(require) == "passphrase-wrong"
        assert keyed.secrets() == 0

    @pytest.mark.parametrize("is_held", [True, False])
    def test_a_new_passphrase_keeps_what_is_at_hand(self, both: Desk, is_held: bool) -> None:
        with both.opened() as vault:
            held = self.held(vault, BLUE) if is_held else None
            change_passphrase(vault, "words", "new words", both.here(held))
            assert len(security_keys(vault)) == is_held
        assert both.opens("new words", both.keyring)

    def test_a_new_passphrase_elsewhere_withdraws_this_computer(self, both: Desk) -> None:
        with unlock(both.path, "words", Way(both.elsewhere, SoftKeys(BLUE)), untold).vault as vault:
            held = self.held(vault, BLUE)
            change_passphrase(vault, "words", "new words", AtHand(both.elsewhere, held))
            assert not needs_keyring(vault)
        assert self.opens(both, BLUE, words="new words")
