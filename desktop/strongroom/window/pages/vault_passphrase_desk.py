"""Changing the passphrase of the open vault, and whether it needs this computer's keyring."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from strongroom.vault.chain_cache import ChainCache
from strongroom.vault.places import Places
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.security_key import HeldKey
from strongroom.vault.stretching import calibrate
from strongroom.vault.vault import Vault
from strongroom.window.pages.vault_fields import some_of
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows import vault_factors
from strongroom.workflows.vault_at_hand import AtHand

if TYPE_CHECKING:
    from strongroom.window.pages.vault_desk import OpenVaultDesk


class PassphraseDesk(QObject):
    """The forms for passphrases, on the page of a vault's desk."""

    def __init__(self, desk: OpenVaultDesk) -> None:
        super().__init__(desk)
        self._desk = desk

    def ask_for_another(self) -> None:
        words = self.tr(
            "From then on the new one opens the vault. Earlier states and copies of the file"
            " still open with the old one: where somebody may know it, go back and choose"
            " “Somebody may know it”."
        )
        if self._desk.keys_are_needed:
            words += " " + self._withdrawn_words()
        title = self.tr("Change the passphrase")
        form = self._desk.key_form((title, words, title), asks_present=True, asks_new=True)

        def change(old: str, new: str, held: HeldKey | None) -> None:
            def work(vault: Vault) -> None:
                at_hand = AtHand(self._desk.keyring, held)
                vault_factors.change_passphrase(vault, old, new, at_hand, calibrate())

            self._desk.do(work, self.tr("The new passphrase opens the vault."))

        form.taken.connect(
            lambda old, new: self._desk.with_key(form, lambda held: change(old, new, held))
        )

    def _withdrawn_words(self) -> str:
        return self.tr(
            "The security key that you touch goes on opening it. Every other one is withdrawn, and"
            " can be added again."
        )

    def ask_to_rekey(self) -> None:
        facts = self._desk.facts
        assert facts is not None
        words = self.tr(
            "All is encrypted anew under a new key, and every earlier state beside the file is"
            " removed. Copies elsewhere, on sticks or in backups, cannot be reached from here"
            " and still open with the old passphrase. The recovery key made before no longer"
            " opens anything."
        )
        act = self.tr("Encrypt all anew")
        if facts.has_recovery_key:
            act = self.tr("Go on to a new recovery key")
        below = []
        if self._desk.keys_are_needed:
            words += " " + self._withdrawn_words()
            none = self.tr("No security key is at hand: withdraw all of them")
            below.append(CheckBox(self._desk.page.look, none))
        said = (self.tr("Somebody may know the passphrase"), words, act)
        form = self._desk.key_form(said, asks_new=True, below=below)

        def take(new: str, held: HeldKey | None) -> None:
            if facts.has_recovery_key:
                self._desk.show_recovery_key(partial(self._rekey, new, held))
            else:
                self._rekey(new, held, None)

        def ask(_: str, new: str) -> None:
            if any(without.isChecked() for without in below):
                take(new, None)
            else:
                self._desk.with_key(form, partial(take, new), is_new=True)

        form.taken.connect(ask)

    def _rekey(self, new: str, held: HeldKey | None, recovery_key: RecoveryKey | None) -> None:
        def rekey(vault: Vault) -> tuple[Path, ...]:
            at_hand = AtHand(self._desk.keyring, held)
            vault_factors.rekey(vault, new, at_hand, recovery_key, calibrate())
            ChainCache(Places.here().cache, vault).clear()
            return vault.beside()

        self._desk.do_and_say(rekey, self._say_rekeyed)

    def _say_rekeyed(self, left: tuple[Path, ...]) -> tuple[str, SignKind]:
        if not left:
            said = self.tr("All is encrypted anew, and what was kept before is removed.")
            return said, SignKind.SEEN
        said = self.tr(
            "All is encrypted anew. Earlier states that could not be removed: %n. Remove by hand"
            " what may open with the old passphrase: {files}",
            "",
            len(left),
        )
        return said.format(files=some_of(left)), SignKind.LOOK

    def ask_to_require_keyring(self) -> None:
        said, done = self._required_words()
        form = self._desk.key_form(said, asks_present=True)

        def require(passphrase: str, held: HeldKey | None) -> None:
            def work(vault: Vault) -> None:
                at_hand = AtHand(self._desk.keyring, held)
                vault_factors.require_keyring(vault, passphrase, at_hand, calibrate())

            self._desk.do(work, done)

        with_key = self._desk.with_key
        form.taken.connect(lambda old, _: with_key(form, lambda held: require(old, held)))

    def _required_words(self) -> tuple[tuple[str, str, str], str]:
        """What the form says, and what is said at the end."""
        if self._desk.keys_are_needed:
            words = self.tr(
                "The passphrase then opens the vault on this computer, for this user, without a"
                " security key. Elsewhere it goes on to need one."
            )
            title, act = self.tr("Add this computer’s keyring"), self.tr("Add the keyring")
            return (title, words, act), self.tr(
                "The passphrase opens the vault here without a security key."
            )
        words = self.tr(
            "The passphrase then opens the vault only on this computer, for this user: a copy"
            " of the file is of no use with the passphrase alone. On another computer, or when"
            " this one is lost, only the recovery key opens it. Earlier states keep opening"
            " with the passphrase alone."
        )
        title, act = self.tr("Require the keyring too"), self.tr("Require the keyring")
        done = self.tr("The vault now needs this computer’s keyring beside the passphrase.")
        return (title, words, act), done

    def ask_to_do_without_keyring(self) -> None:
        words, done = (
            (
                self.tr("The passphrase then opens the vault only together with a security key."),
                self.tr("The passphrase opens the vault together with a security key."),
            )
            if self._desk.keys_are_needed
            else (
                self.tr("The passphrase alone then opens the vault again, on any computer."),
                self.tr("The passphrase alone opens the vault."),
            )
        )
        title = self.tr("Do without the keyring")
        form = self._desk.key_form(
            (title, words, title), asks_present=not self._desk.keys_are_needed
        )

        def do_without(vault: Vault, passphrase: str) -> None:
            vault_factors.do_without_keyring(vault, passphrase, self._desk.keyring, calibrate())

        form.taken.connect(lambda old, _: self._desk.do(partial(do_without, passphrase=old), done))
