"""A desk with a vault on it, whose passphrase is ``words``; everything is stretched as little as can
be."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from strongroom.vault.errors import VaultError
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.security_key import HeldKey
from strongroom.vault.vault import Vault, create_with, open_vault
from strongroom.workflows import vault_factors, vault_security_keys
from strongroom.workflows.vault_at_hand import AtHand
from tests.vault.keyrings import MemoryKeyring
from tests.vault.quick import QUICK, quick

PAPER, NEW_PAPER = RecoveryKey(b"r" * 32), RecoveryKey(b"s" * 32)
change_passphrase = partial(vault_factors.change_passphrase, stretching=QUICK)
renew_passphrase = partial(vault_factors.renew_passphrase, stretching=QUICK)
require_keyring = partial(vault_factors.require_keyring, stretching=QUICK)
do_without_keyring = partial(vault_factors.do_without_keyring, stretching=QUICK)
rekey = partial(vault_factors.rekey, stretching=QUICK)
add_security_key = partial(vault_security_keys.add_security_key, stretching=QUICK)
do_without_security_key = partial(vault_security_keys.do_without_security_key, stretching=QUICK)


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

    def here(self, held: HeldKey | None = None) -> AtHand:
        return AtHand(self.keyring, held)

    def secrets(self) -> int:
        return sum(name.startswith("vault ") for name in self.keyring.texts)


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(VaultError) as refused:
        action()
    return refused.value.code
