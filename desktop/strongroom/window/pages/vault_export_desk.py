"""Everything in the open vault as one age file, encrypted with a passphrase of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from strongroom.vault.age_file import encrypt_with
from strongroom.vault.vault import Vault
from strongroom.window.pages.long_errand import LongErrand
from strongroom.window.pages.vault_change import PassphraseForm
from strongroom.window.pages.vault_fields import from_home
from strongroom.window.tasks import Progress
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows.vault_export import export

if TYPE_CHECKING:
    from strongroom.window.pages.vault_desk import OpenVaultDesk

_SUFFIX = ".age"


class ExportDesk(QObject):
    """The form for the export, on the page of a vault's desk."""

    def __init__(self, desk: OpenVaultDesk, vault: Vault) -> None:
        super().__init__(desk)
        self._desk, self._page, self._vault = desk, desk.page, vault

    def ask(self) -> None:
        title = self.tr("Export everything")
        words = self.tr(
            "All of the vault as open files in one archive, encrypted with age: “age -d” opens it"
            " with the passphrase you choose here, and “tar” takes it apart, without this program."
            " Whoever has both can read every wallet, label and payment; there are no private keys"
            " in it. Take another passphrase than the vault’s."
        )
        lost = self.tr("Without it nobody can open the export; the vault itself stays as it is.")
        form = PassphraseForm(
            self._page.look,
            self._page.parts.lanes.engines,
            (title, words, self.tr("Choose where…")),
            asks_present=False,
            asks_new=True,
            lost=lost,
        )
        form.taken.connect(lambda _, new: self._choose(form, new))
        self._desk.show_form(form)
        form.begin()

    def _choose(self, form: PassphraseForm, passphrase: str) -> None:
        title = self.tr("Export everything")
        suggested = f"{self._vault.path.stem}{_SUFFIX}"
        kinds = self.tr("Files of age ({suffix})").format(suffix=f"*{_SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(self._page, title, suggested, kinds)
        if not name:
            return
        vault, out = self._vault, Path(name)
        seal = partial(encrypt_with, passphrase=passphrase)

        def work(progress: Progress) -> object:
            return export(vault, out, seal, datetime.now(UTC), progress)

        errand = LongErrand(self._page, form, self._words)
        errand.done.connect(lambda _: self._end(out))
        errand.run(work)

    def _words(self, percent: int) -> str:
        return self.tr("Gathering all of it: {percent} %").format(percent=percent)

    def _end(self, out: Path) -> None:
        self._desk.show()
        said = self.tr("All of it is in {file}. Try there whether its passphrase opens it.")
        self._page.say(said.format(file=from_home(out)), SignKind.SEEN)
