"""Adding a security key to the open vault, and removing one: each step says what a loss means."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from strongroom.vault.security_key import HeldKey
from strongroom.vault.stretching import calibrate
from strongroom.vault.vault import Vault
from strongroom.workflows.vault_at_hand import AtHand
from strongroom.workflows.vault_factors import check_passphrase
from strongroom.workflows.vault_security_keys import (
    NotedKey,
    add_security_key,
    do_without_security_key,
    remove_security_key,
)

if TYPE_CHECKING:
    from strongroom.window.pages.vault_desk import OpenVaultDesk


class SecurityKeyDesk(QObject):
    """The forms for security keys, on the page of a vault's desk."""

    def __init__(self, desk: OpenVaultDesk) -> None:
        super().__init__(desk)
        self._desk = desk

    def ask_to_add(self) -> None:
        """First the passphrase, with a key that opens the vault already where it needs one."""
        words = [
            self.tr(
                "The passphrase then opens the vault only together with a security key (FIDO2): a"
                " copy of the file is of no use with the passphrase alone."
            ),
            self.tr(
                "If the key is lost or broken, only the recovery key or another security key opens"
                " the vault. Two keys in two places are best."
            ),
            self.tr("Earlier states keep opening as they did."),
        ]
        if self._desk.keys_are_needed:
            words.append(self.tr("Put in a key that opens the vault now; the new one comes next."))
        said = (self.tr("Add a security key"), " ".join(words), self.tr("Go on to the new key"))
        form = self._desk.key_form(said, asks_present=True)

        def check(passphrase: str, held: HeldKey | None) -> None:
            at_hand = AtHand(self._desk.keyring, held)
            work = partial(check_passphrase, passphrase=passphrase, at_hand=at_hand)
            self._desk.try_first(work, partial(self._ask_for_new, passphrase, held))

        form.taken.connect(lambda old, _: self._desk.with_key(form, lambda held: check(old, held)))

    def _ask_for_new(self, passphrase: str, held: HeldKey | None) -> None:
        said = (
            self.tr("Put in the new security key"),
            self.tr(
                "Have only one new key in. It is to be touched three times: once to make it known,"
                " twice to see that it gives the same secret again. Where it has a PIN, that will"
                " be asked for each time the vault is unlocked; it is stored nowhere."
            ),
            self.tr("Add this key"),
        )
        form = self._desk.key_form(said)
        known = tuple(key.credential for key in self._desk.noted)

        def add(new: HeldKey) -> None:
            def work(vault: Vault) -> None:
                at_hand = AtHand(self._desk.keyring, held)
                add_security_key(vault, passphrase, new, at_hand, calibrate())

            done = self.tr("The passphrase opens the vault together with this security key.")
            self._desk.do(work, done)

        form.taken.connect(
            lambda *_: form.ask(lambda keys, pin, touches: keys.register(known, pin, touches), add)
        )

    def ask_to_remove(self, key: NotedKey) -> None:
        if self._desk.is_last(key):
            self._ask_to_do_without()
        else:
            self._ask_to_forget(key)

    def _ask_to_forget(self, key: NotedKey) -> None:
        said = (
            self.tr("Remove security key {number}").format(number=key.number),
            self.tr(
                "It then opens the vault no longer; what else opens it stays. Earlier states and"
                " copies of the file still open with it and the passphrase they had: where somebody"
                " may have both, go back and choose “Somebody may know it”."
            ),
            self.tr("Remove it"),
        )
        form = self._desk.key_form(said)
        work = partial(remove_security_key, key=key.credential)
        done = self.tr("That security key opens the vault no longer.")
        form.taken.connect(lambda *_: self._desk.do(work, done))

    def _ask_to_do_without(self) -> None:
        said = (
            self.tr("Do without the security key"),
            self.tr(
                "It is the last one, so the passphrase alone then opens the vault again, on any"
                " computer. Have the key ready. Where it is lost, go back, choose “Somebody may"
                " know it”, and say there that none is at hand."
            ),
            self.tr("Do without the security key"),
        )
        form = self._desk.key_form(said, asks_present=True)

        def do_without(passphrase: str, held: HeldKey | None) -> None:
            def work(vault: Vault) -> None:
                assert held is not None
                do_without_security_key(vault, passphrase, held, calibrate())

            self._desk.do(work, self.tr("The passphrase alone opens the vault."))

        form.taken.connect(
            lambda old, _: self._desk.with_key(form, lambda held: do_without(old, held))
        )
