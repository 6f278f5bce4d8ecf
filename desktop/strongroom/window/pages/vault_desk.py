"""What is done on the page of an open vault: each wish is a form, a task, and a word at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from strongroom.model.errors import StrongroomError
from strongroom.paper.recovery_sheet import sheet_for
from strongroom.vault.kept import Kept
from strongroom.vault.keyring import Keyring
from strongroom.vault.recovery_key import DrawnRecoveryKey, RecoveryKey
from strongroom.vault.rescue import put_in_place
from strongroom.vault.security_key import HeldKey, SecurityKeys
from strongroom.vault.vault import Vault
from strongroom.window.icons import Icon
from strongroom.window.page import Page, emptied
from strongroom.window.pages.sheet_on_paper import SheetOnPaper
from strongroom.window.pages.vault_change import Form, RecoverySheet, RecoveryTyped
from strongroom.window.pages.vault_export_desk import ExportDesk
from strongroom.window.pages.vault_facts import VaultFacts
from strongroom.window.pages.vault_fields import from_home
from strongroom.window.pages.vault_file_desk import VaultFileDesk
from strongroom.window.pages.vault_key_desk import SecurityKeyDesk
from strongroom.window.pages.vault_key_form import KeyForm
from strongroom.window.pages.vault_move_desk import MoveDesk
from strongroom.window.pages.vault_open import OpenVault
from strongroom.window.pages.vault_passphrase_desk import PassphraseDesk
from strongroom.window.places import ContactsPlace, LogPlace, PeoplePlace, VaultPlace
from strongroom.window.tasks import Task, without_progress
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows import vault_factors, vault_states
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.vault_security_keys import NotedKey

if TYPE_CHECKING:
    _Work = Callable[[Vault], object]
    _Say = Callable[[Any], tuple[str, SignKind]]


class OpenVaultDesk(QObject):
    """Fills a page with the vault, or with the form of what is to be changed."""

    def __init__(self, page: Page, vault: Vault, keyring: Keyring, keys: SecurityKeys) -> None:
        super().__init__(page)
        self.page, self._vault, self.keyring, self._keys = page, vault, keyring, keys
        self.facts: VaultFacts | None = None
        self._passphrase_desk, self._key_desk = PassphraseDesk(self), SecurityKeyDesk(self)
        self._say: _Say = lambda _: ("", SignKind.SEEN)
        self._left_behind: Path | None = None
        self._file = VaultFileDesk(page, vault)
        self._move, self._export = MoveDesk(self, vault), ExportDesk(self, vault)

    def show(self) -> None:
        """Reads how the vault stands in a lane, and shows it; until then one can lock it."""
        page = self.page
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
        self.page.set_title(self._vault.path.stem, self.tr("This vault is open."))

    def _show_facts(self, facts: VaultFacts) -> None:
        page, self.facts = self.page, facts
        emptied(page.column)
        shown = OpenVault(page.look, facts, page.session.idle_minutes)
        wishes = (
            (shown.lock, page.session.lock),
            (shown.check, self._file.check),
            (shown.copy_elsewhere, self._file.copy),
            (shown.move_elsewhere, self._move.ask),
            (shown.export_all, self._export.ask),
            (shown.change_passphrase, self._passphrase_desk.ask_for_another),
            (shown.rekey, self._passphrase_desk.ask_to_rekey),
            (shown.draw_recovery_key, partial(self.show_recovery_key, self._add_recovery_key)),
            (shown.require_keyring, self._passphrase_desk.ask_to_require_keyring),
            (shown.do_without_keyring, self._passphrase_desk.ask_to_do_without_keyring),
            (shown.add_security_key, self._key_desk.ask_to_add),
            (shown.remove_security_key, self._key_desk.ask_to_remove),
            (shown.restore, self._restore),
            (shown.bring_back, self._bring_back),
            (shown.go_on, self._go_on),
            (shown.put_in_place, self._put_in_place),
            (shown.idle_minutes, self._keep_idle_minutes),
            (shown.show_people, lambda: page.go.emit(PeoplePlace(VaultPlace()))),
            (shown.show_contacts, lambda: page.go.emit(ContactsPlace(VaultPlace()))),
            (shown.show_log, lambda: page.go.emit(LogPlace(VaultPlace()))),
        )
        for wish, act in wishes:
            wish.connect(act)
        page.column.addWidget(shown)
        page.column.addStretch(1)
        page.set_primary(shown.lock_button)
        shown.lock_button.setFocus()

    def _lock_button(self) -> Button:
        button = Button(self.page.look, self.tr("Lock"), ButtonKind.QUIET, Icon.LOCK)
        button.clicked.connect(lambda: self.page.session.lock())
        self.page.set_primary(button)
        return button

    # Security keys, where the passphrase needs one beside it

    @property
    def noted(self) -> tuple[NotedKey, ...]:
        return self.facts.keys if self.facts else ()

    @property
    def keys_are_needed(self) -> bool:
        return bool(self.noted)

    def is_last(self, key: NotedKey) -> bool:
        """Whether the passphrase opens the vault beside nothing else."""
        return self.noted == (key,) and not (self.facts and self.facts.needs_keyring)

    def key_form(
        self,
        said: tuple[str, str, str],
        *,
        asks_present: bool = False,
        asks_new: bool = False,
        below: Sequence[QWidget] = (),
    ) -> KeyForm:
        """A form that is shown now, with the keyboard in it."""
        form = KeyForm(
            self.page,
            self._keys,
            said,
            asks_present=asks_present,
            asks_new=asks_new,
            below=below,
        )
        self.show_form(form)
        form.begin()
        return form

    def with_key(
        self, form: KeyForm, act: Callable[[HeldKey | None], None], *, is_new: bool = False
    ) -> None:
        """Act with a key that opens the vault, or None where it needs none.

        Where ``is_new``, with another secret of the key's than the one of before.
        """
        if not self.keys_are_needed:
            act(None)
            return
        known = [key.credential for key in self.noted]
        wanted = [one.renewed() for one in known] if is_new else known
        form.ask(lambda keys, pin, touches: keys.read(wanted, pin, touches, is_new=is_new), act)

    # The recovery key

    def begin_recovery_key(self) -> Button:
        """Shows a new recovery key at once, as for a vault that was only now made.

        What is returned has the keyboard first.
        """
        self._set_title()
        return self.show_recovery_key(self._add_recovery_key)

    def show_recovery_key(self, take: Callable[[RecoveryKey], None]) -> Button:
        """Draws one, and hands it over once it was typed back."""
        drawn, path = DrawnRecoveryKey.draw(), self._vault.path
        paper = SheetOnPaper(self.page, path, partial(sheet_for, path, drawn, datetime.now(UTC)))
        sheet = RecoverySheet(self.page.look, drawn, paper)
        sheet.written.connect(partial(self._have_typed, drawn, paper, take))
        self.show_form(sheet)
        sheet.act.setFocus()
        return sheet.act

    def _have_typed(
        self, drawn: DrawnRecoveryKey, paper: SheetOnPaper, take: Callable[[RecoveryKey], None]
    ) -> None:
        form = RecoveryTyped(self.page.look, paper)
        paper.offer_no_more()

        def read(text: str) -> None:
            try:
                recovery_key = drawn.typed_back(text)
            except StrongroomError as error:
                self.page.say_error(error)
                form.field.setFocus()
                return
            self._left_behind = paper.file
            take(recovery_key)

        form.typed.connect(read)
        self.show_form(form)
        form.field.setFocus()

    def _add_recovery_key(self, recovery_key: RecoveryKey) -> None:
        done = self.tr("The recovery key opens the vault. Keep it where the passphrase is not.")
        self.do(partial(vault_factors.add_recovery_key, recovery_key=recovery_key), done)

    # Earlier states, and the rest

    def _restore(self, kept: Kept) -> None:
        done = self.tr("The earlier state is back; the one before is kept as an earlier state.")
        self.do(partial(vault_states.restore, kept=kept), done)

    def _bring_back(self, row: str) -> None:
        done = self.tr("The wallet is back, with its labels and payments.")
        self.do(lambda vault: Keeper(vault).bring_back(row), done)

    def _go_on(self) -> None:
        done = self.tr("From now on this file counts as the last.")
        self.do(vault_states.go_on_from_older, done)

    def _put_in_place(self) -> None:
        """Then the vault itself is to be unlocked."""
        task = Task(self)
        task.succeeded.connect(self._turn_to_vault)
        task.failed.connect(self.page.say_error)
        work = partial(put_in_place, self._vault.path, datetime.now(UTC))
        task.run(self.page.parts.lanes.files, without_progress(work))

    def _turn_to_vault(self, path: Path) -> None:
        settings = self.page.parts.settings
        settings.remember(settings.remembered.with_vault(path))
        self.page.session.lock()

    def _keep_idle_minutes(self, minutes: int) -> None:
        task = self.page.session.change(partial(Keeper.keep_idle_minutes, minutes=minutes))
        task.failed.connect(self.page.say_error)

    def show_form(self, form: Form) -> None:
        """In the place of all else on the page; its way back leads to the vault."""
        self.page.say("")
        emptied(self.page.column)
        form.left.connect(self.show)
        self.page.column.addWidget(form)
        self.page.column.addStretch(1)
        self.page.set_primary(form.act)

    def try_first(self, work: _Work, then: Callable[[], None]) -> None:
        """Go on where the vault says nothing against it."""
        self.page.say(self.tr("This takes a few seconds…"), SignKind.UNDER_WAY)
        self._set_busy(True)
        task = Task(self)
        task.succeeded.connect(lambda _: then())
        task.failed.connect(self._refuse)
        task.run(self.page.parts.lanes.files, without_progress(partial(work, self._vault)))

    def do(self, work: _Work, done: str) -> None:
        """Changes the vault in the lane of files, and shows it as it is then."""
        self.do_and_say(work, lambda _: (done, SignKind.SEEN))

    def do_and_say(self, work: _Work, say: _Say) -> None:
        """As ``do``, where what is said at the end follows from what the work returned."""
        page, vault = self.page, self._vault
        page.say(self.tr("This takes a few seconds…"), SignKind.UNDER_WAY)
        self._set_busy(True)
        self._say = say
        task = page.session.change(lambda _: work(vault))
        # Both are this object's own, so nothing is said to a page that has gone.
        task.succeeded.connect(self._end)
        task.failed.connect(self._refuse)

    def _end(self, result: object) -> None:
        self.show()
        said, sign = self._say(result)
        left, self._left_behind = self._left_behind, None
        if left is None:
            self.page.say(said, sign)
        else:
            still = self.tr("The key still lies in {file}: remove it.").format(file=from_home(left))
            self.page.say(f"{said} {still}", SignKind.LOOK)

    def _refuse(self, error: object) -> None:
        self._set_busy(False)
        self.page.say_error(error)

    def _set_busy(self, busy: bool) -> None:
        for form in self.page.findChildren(Form):
            form.setEnabled(not busy)
