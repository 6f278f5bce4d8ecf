"""What is done with an open vault's file and changes nothing in it: copied, and read to its end."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from strongroom.vault.copying import copy_vault
from strongroom.vault.vault import Vault
from strongroom.window.page import Page
from strongroom.window.pages.vault_fields import from_home
from strongroom.window.tasks import Task, without_progress
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows.backup_notes import vault_copied
from strongroom.workflows.vault_check import Checked, GenerationState, Integrity, check


class VaultFileDesk(QObject):
    """Says at the foot of the page how it went."""

    def __init__(self, page: Page, vault: Vault) -> None:
        super().__init__(page)
        self._page, self._vault = page, vault

    def copy(self) -> None:
        """Has a new file named, and copies there what was saved last."""
        title = self.tr("Copy the vault")
        kinds = self.tr("Vaults ({suffix})").format(suffix="*.strongroom")
        # A file that is there stays, so nobody is asked whether it may go.
        without = QFileDialog.Option.DontConfirmOverwrite
        suggested = self._vault.path.name
        name, _ = QFileDialog.getSaveFileName(self._page, title, suggested, kinds, options=without)
        if not name:
            return
        target = Path(name)
        said = self.tr("Copied to {file}, and read back. Try there whether it opens.")
        task = Task(self)
        task.succeeded.connect(
            lambda _: self._page.say(said.format(file=from_home(target)), SignKind.SEEN)
        )
        task.succeeded.connect(partial(self._note_copied, self._vault.generation, target))
        task.failed.connect(self._page.say_error)
        work = partial(copy_vault, self._vault.path, target)
        task.run(self._page.parts.lanes.files, without_progress(work))

    def _note_copied(self, generation: int, target: Path, digest: str) -> None:
        note = vault_copied(generation, target, digest)
        task = self._page.session.change(lambda keeper: keeper.note(note))
        task.failed.connect(self._page.say_error)

    def check(self) -> None:
        """Reads every row and every earlier state."""
        self._page.say(self.tr("Reading all of it…"), SignKind.UNDER_WAY)
        task = Task(self)
        task.succeeded.connect(self._say_checked)
        task.failed.connect(self._page.say_error)
        work = partial(check, self._vault)
        task.run(self._page.parts.lanes.files, without_progress(work))

    def _say_checked(self, found: Checked) -> None:
        if found.integrity is Integrity.OK:
            said = self.tr("All of it can be read, and every earlier state beside it.")
            self._page.say(said, SignKind.SEEN)
            return
        states = [state for _, state in found.generations].count(GenerationState.DAMAGED)
        if not found.unreadable and not states:
            said = self.tr("All can be read, but the log does not hold. Open it to see where.")
            self._page.say(said, SignKind.STOPS)
            return
        said = self.tr(
            "Damaged: {rows} of its entries and {states} of its earlier states cannot be read."
            " Bring an earlier state back that can, or a copy of the file."
        )
        said = said.format(rows=len(found.unreadable), states=states)
        self._page.say(said, SignKind.STOPS)
