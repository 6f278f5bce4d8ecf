"""The open vault taken to another place."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from strongroom.vault.places import SUFFIX
from strongroom.vault.vault import Vault
from strongroom.window.pages.long_errand import LongErrand
from strongroom.window.pages.vault_change import Form
from strongroom.window.pages.vault_fields import from_home, some_of
from strongroom.window.settings_file import Remembered
from strongroom.window.tasks import Progress
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows.vault_move import move

if TYPE_CHECKING:
    from strongroom.window.pages.vault_desk import OpenVaultDesk


class MoveDesk(QObject):
    """The form for the move, on the page of a vault's desk."""

    def __init__(self, desk: OpenVaultDesk, vault: Vault) -> None:
        super().__init__(desk)
        self._desk, self._page, self._vault = desk, desk.page, vault

    def ask(self) -> None:
        title = self.tr("Move the vault")
        words = self.tr(
            "The file and its earlier states are copied to the other place, read back and opened"
            " there; only then are they removed here. What opens the vault stays the same. Copies"
            " made before stay where they are. On a stick the vault opens only while that is put"
            " in, and sticks break: keep a copy at another place too."
        )
        form = Form(self._page.look, title, words, self.tr("Choose where…"))
        form.add_buttons()
        form.act.clicked.connect(lambda: self._choose(form))
        self._desk.show_form(form)
        form.act.setFocus()

    def _choose(self, form: Form) -> None:
        title = self.tr("Move the vault")
        kinds = self.tr("Vaults ({suffix})").format(suffix=f"*{SUFFIX}")
        # A file that is there stays, so nobody is asked whether it may go.
        without = QFileDialog.Option.DontConfirmOverwrite
        suggested = self._vault.path.name
        name, _ = QFileDialog.getSaveFileName(self._page, title, suggested, kinds, options=without)
        if name:
            self._move(form, Path(name if name.endswith(SUFFIX) else name + SUFFIX))

    def _move(self, form: Form, target: Path) -> None:
        vault, before = self._vault, self._vault.path
        if os.path.realpath(target) == str(before):
            self._page.say(self.tr("The vault lies there already."))
            return
        # The open one is worth remembering, however it was come by.
        known = self._page.parts.settings.remembered.with_vault(before).vaults

        def work(progress: Progress) -> object:
            return move(vault, target, progress)

        errand = LongErrand(self._page, form, self._words)
        errand.done.connect(lambda left: self._end(known, before, left))
        errand.undone.connect(lambda: self._remember(lambda said: replace(said, vaults=known)))
        # Wherever the program may end in the middle, it finds the one that is whole.
        self._remember(lambda said: replace(said, vaults=known).with_vault(target))
        errand.run(work)

    def _remember(self, change: Callable[[Remembered], Remembered]) -> None:
        settings = self._page.parts.settings
        settings.remember(change(settings.remembered))

    def _words(self, percent: int) -> str:
        return self.tr("Copying it there: {percent} %").format(percent=percent)

    def _end(self, known: tuple[Path, ...], before: Path, left: tuple[Path, ...]) -> None:
        """``known`` are the vaults that were remembered when it began."""
        there = self._vault.path
        self._remember(
            lambda said: replace(said, vaults=known).without_vault(before).with_vault(there)
        )
        self._page.session.vault_moved.emit()
        self._desk.show()
        if not left:
            said = self.tr("The vault lies at {file} now, and no longer where it was.")
            self._page.say(said.format(file=from_home(there)), SignKind.SEEN)
            return
        said = self.tr(
            "The vault lies at {file} now. Where it was, this could not be removed; remove it by"
            " hand: {left}"
        )
        self._page.say(said.format(file=from_home(there), left=some_of(left)), SignKind.LOOK)
