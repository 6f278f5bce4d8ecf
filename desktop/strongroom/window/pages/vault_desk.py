"""What is done on the page of an open vault: each wish is a form, a task, and a word at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from strongroom.model.errors import StrongroomError
from strongroom.paper.recovery_sheet import sheet_for
from strongroom.vault.kept import Kept
from strongroom.vault.keyring import Keyring
from strongroom.vault.recovery_key import DrawnRecoveryKey, RecoveryKey
from strongroom.vault.rescue import put_in_place
from strongroom.vault.stretching import calibrate
from strongroom.vault.vault import Vault
from strongroom.window.icons import Icon
from strongroom.window.page import Page, emptied
from strongroom.window.pages.sheet_on_paper import SheetOnPaper
from strongroom.window.pages.vault_change import (
    Form,
    PassphraseForm,
    RecoverySheet,
    RecoveryTyped,
)
from strongroom.window.pages.vault_fields import from_home
from strongroom.window.pages.vault_open import OpenVault, VaultFacts
from strongroom.window.places import LogPlace, VaultPlace
from strongroom.window.tasks import Task, without_progress
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows import vault_factors, vault_states
from strongroom.workflows.keeping import Keeper

if TYPE_CHECKING:
    _Work = Callable[[Vault], object]


class OpenVaultDesk(QObject):
    """Fills a page with the vault, or with the form of what is to be changed."""

    def __init__(self, page: Page, vault: Vault, keyring: Keyring) -> None:
        super().__init__(page)
        self._page, self._vault, self._keyring = page, vault, keyring
        self.facts: VaultFacts | None = None
        self._done = ""
        self._left_behind: Path | None = None

    def show(self) -> None:
        """Reads how the vault stands in a lane, and shows it; until then one can lock it."""
        page = self._page
        self._set_title()
        if self.facts is None:
            emptied(page.column)
            page.column.addWidget(self._lock_button())
            page.column.addStretch(1)
        task = Task(self)
        task.succeeded.connect(self._show_facts)
        task.failed.connect(page.say_error)
        work = partial(VaultFacts.of, self._vault)
        task.run(page.parts.lanes.files, without_progress(work))

    def _set_title(self) -> None:
        self._page.set_title(self._vault.path.stem, self.tr("This vault is open."))

    def _show_facts(self, facts: VaultFacts) -> None:
        page, self.facts = self._page, facts
        emptied(page.column)
        shown = OpenVault(page.look, facts, page.session.idle_minutes)
        wishes = (
            (shown.lock, page.session.lock),
            (shown.change_passphrase, self._ask_passphrase),
            (shown.rekey, self._ask_rekey),
            (shown.draw_recovery_key, partial(self._show_recovery_key, self._add_recovery_key)),
            (shown.require_keyring, self._ask_require_keyring),
            (shown.do_without_keyring, self._ask_do_without_keyring),
            (shown.restore, self._restore),
            (shown.bring_back, self._bring_back),
            (shown.go_on, self._go_on),
            (shown.put_in_place, self._put_in_place),
            (shown.idle_minutes, self._keep_idle_minutes),
            (shown.show_log, lambda: page.go.emit(LogPlace(VaultPlace()))),
        )
        for wish, act in wishes:
            wish.connect(act)
        page.column.addWidget(shown)
        page.column.addStretch(1)
        page.set_primary(shown.lock_button)
        shown.lock_button.setFocus()

    def _lock_button(self) -> Button:
        button = Button(self._page.look, self.tr("Lock"), ButtonKind.QUIET, Icon.LOCK)
        button.clicked.connect(lambda: self._page.session.lock())
        self._page.set_primary(button)
        return button

    # Passphrases

    def _ask_passphrase(self) -> None:
        said = (
            self.tr("Change the passphrase"),
            self.tr(
                "From then on the new one opens the vault. Earlier states and copies of the file"
                " still open with the old one: where somebody may know it, go back and choose"
                " “Somebody may know it”."
            ),
            self.tr("Change the passphrase"),
        )
        form = self._passphrase_form(said, asks_present=True, asks_new=True)

        def change(vault: Vault, old: str, new: str) -> None:
            vault_factors.change_passphrase(vault, old, new, self._keyring, calibrate())

        done = self.tr("The new passphrase opens the vault.")
        form.taken.connect(lambda old, new: self._do(partial(change, old=old, new=new), done))

    def _ask_rekey(self) -> None:
        facts = self.facts
        assert facts is not None
        said = (
            self.tr("Somebody may know the passphrase"),
            self.tr(
                "All is encrypted anew under a new key, and every earlier state beside the file is"
                " removed. Copies elsewhere, on sticks or in backups, cannot be reached from here"
                " and still open with the old passphrase. The recovery key made before no longer"
                " opens anything."
            ),
            self.tr("Go on to a new recovery key")
            if facts.has_recovery_key
            else self.tr("Encrypt all anew"),
        )
        form = self._passphrase_form(said, asks_present=False, asks_new=True)

        def take(_: str, new: str) -> None:
            if facts.has_recovery_key:
                self._show_recovery_key(partial(self._rekey, new))
            else:
                self._rekey(new, None)

        form.taken.connect(take)

    def _rekey(self, new: str, recovery_key: RecoveryKey | None) -> None:
        def rekey(vault: Vault) -> None:
            vault_factors.rekey(vault, new, self._keyring, recovery_key, calibrate())

        self._do(rekey, self.tr("All is encrypted anew, and what was kept before is removed."))

    def _ask_require_keyring(self) -> None:
        said = (
            self.tr("Require the keyring too"),
            self.tr(
                "The passphrase then opens the vault only on this computer, for this user: a copy"
                " of the file is of no use with the passphrase alone. On another computer, or when"
                " this one is lost, only the recovery key opens it. Earlier states keep opening"
                " with the passphrase alone."
            ),
            self.tr("Require the keyring"),
        )
        form = self._passphrase_form(said, asks_present=True, asks_new=False)

        def require(vault: Vault, passphrase: str) -> None:
            vault_factors.require_keyring(vault, passphrase, self._keyring, calibrate())

        done = self.tr("The vault now needs this computer’s keyring beside the passphrase.")
        form.taken.connect(lambda old, _: self._do(partial(require, passphrase=old), done))

    def _ask_do_without_keyring(self) -> None:
        said = (
            self.tr("Do without the keyring"),
            self.tr("The passphrase alone then opens the vault again, on any computer."),
            self.tr("Do without the keyring"),
        )
        form = self._passphrase_form(said, asks_present=True, asks_new=False)

        def do_without(vault: Vault, passphrase: str) -> None:
            vault_factors.do_without_keyring(vault, passphrase, self._keyring, calibrate())

        done = self.tr("The passphrase alone opens the vault.")
        form.taken.connect(lambda old, _: self._do(partial(do_without, passphrase=old), done))

    def _passphrase_form(
        self, said: tuple[str, str, str], *, asks_present: bool, asks_new: bool
    ) -> PassphraseForm:
        page = self._page
        lane = page.parts.lanes.engines
        form = PassphraseForm(page.look, lane, said, asks_present=asks_present, asks_new=asks_new)
        self._show_form(form)
        form.begin()
        return form

    # The recovery key

    def begin_recovery_key(self) -> Button:
        """Shows a new recovery key at once, as for a vault that was only now made.

        What is returned has the keyboard first.
        """
        self._set_title()
        return self._show_recovery_key(self._add_recovery_key)

    def _show_recovery_key(self, take: Callable[[RecoveryKey], None]) -> Button:
        """Draws one, and hands it over once it was typed back."""
        drawn, path = DrawnRecoveryKey.draw(), self._vault.path
        paper = SheetOnPaper(self._page, path, partial(sheet_for, path, drawn, datetime.now(UTC)))
        sheet = RecoverySheet(self._page.look, drawn, paper)
        sheet.written.connect(partial(self._have_typed, drawn, paper, take))
        self._show_form(sheet)
        sheet.act.setFocus()
        return sheet.act

    def _have_typed(
        self, drawn: DrawnRecoveryKey, paper: SheetOnPaper, take: Callable[[RecoveryKey], None]
    ) -> None:
        form = RecoveryTyped(self._page.look, paper)
        paper.offer_no_more()

        def read(text: str) -> None:
            try:
                recovery_key = drawn.typed_back(text)
            except StrongroomError as error:
                self._page.say_error(error)
                form.field.setFocus()
                return
            self._left_behind = paper.file
            take(recovery_key)

        form.typed.connect(read)
        self._show_form(form)
        form.field.setFocus()

    def _add_recovery_key(self, recovery_key: RecoveryKey) -> None:
        done = self.tr("The recovery key opens the vault. Keep it where the passphrase is not.")
        self._do(partial(vault_factors.add_recovery_key, recovery_key=recovery_key), done)

    # Earlier states, and the rest

    def _restore(self, kept: Kept) -> None:
        done = self.tr("The earlier state is back; the one before is kept as an earlier state.")
        self._do(partial(vault_states.restore, kept=kept), done)

    def _bring_back(self, row: str) -> None:
        done = self.tr("The wallet is back, with its labels and payments.")
        self._do(lambda vault: Keeper(vault).bring_back(row), done)

    def _go_on(self) -> None:
        done = self.tr("From now on this file counts as the last.")
        self._do(vault_states.go_on_from_older, done)

    def _put_in_place(self) -> None:
        """Then the vault itself is to be unlocked."""
        task = Task(self)
        task.succeeded.connect(self._turn_to_vault)
        task.failed.connect(self._page.say_error)
        work = partial(put_in_place, self._vault.path, datetime.now(UTC))
        task.run(self._page.parts.lanes.files, without_progress(work))

    def _turn_to_vault(self, path: Path) -> None:
        settings = self._page.parts.settings
        settings.remember(replace(settings.remembered, last_vault=str(path)))
        self._page.session.lock()

    def _keep_idle_minutes(self, minutes: int) -> None:
        task = self._page.session.change(partial(Keeper.keep_idle_minutes, minutes=minutes))
        task.failed.connect(self._page.say_error)

    def _show_form(self, form: Form) -> None:
        self._page.say("")
        emptied(self._page.column)
        form.left.connect(self.show)
        self._page.column.addWidget(form)
        self._page.column.addStretch(1)
        self._page.set_primary(form.act)

    def _do(self, work: _Work, done: str) -> None:
        """Changes the vault in the lane of files, and shows it as it is then."""
        page, vault = self._page, self._vault
        page.say(self.tr("This takes a few seconds…"), SignKind.UNDER_WAY)
        self._set_busy(True)
        self._done = done
        task = page.session.change(lambda _: work(vault))
        # Both are this object's own, so nothing is said to a page that has gone.
        task.succeeded.connect(self._end)
        task.failed.connect(self._refuse)

    def _end(self, _: object) -> None:
        self.show()
        left, self._left_behind = self._left_behind, None
        if left is None:
            self._page.say(self._done, SignKind.SEEN)
        else:
            still = self.tr("The key still lies in {file}: remove it.").format(file=from_home(left))
            self._page.say(f"{self._done} {still}", SignKind.LOOK)

    def _refuse(self, error: object) -> None:
        self._set_busy(False)
        self._page.say_error(error)

    def _set_busy(self, busy: bool) -> None:
        for form in self._page.findChildren(Form):
            form.setEnabled(not busy)
