"""A vault that is to be made: its name, where it lies, its passphrase, the way in on paper."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from strongroom.model.errors import StrongroomError
from strongroom.vault.creating import place_for
from strongroom.vault.places import Places
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.measures import CAPTION_GAP
from strongroom.window.pages.vault_fields import NewPassphrase, from_home, labelled
from strongroom.window.paragraph import Voice
from strongroom.window.tasks import Lanes, Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.field import TextField
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.text import Text
from strongroom.words.findings import words_for

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_REFUSED = Voice(TypeSize.SMALL, Weight.STRONG, Role.BLOCK)


class NewVault(Card):
    """Its button says why it is off; ``made`` when somebody wishes to have it."""

    made = Signal()

    def __init__(self, look: Look, lanes: Lanes, places: Places, carry: CheckBox | None) -> None:
        """``carry`` asks whether what is open without a vault is to be taken along."""
        super().__init__(look)
        self.body.setSpacing(look.px(CAPTION_GAP + 4))
        self.name = TextField(look, self.tr("Name of the vault"))
        self.name.setText(self.tr("Home vault"))
        self.place = PlaceOfVault(look, lanes, places)
        self.passphrase = NewPassphrase(look, lanes.engines)
        self.paper = CheckBox(
            look,
            self.tr("Then make a recovery key on paper, the way in if the passphrase is forgotten"),
        )
        self.paper.setChecked(True)
        self.act = Button(look, self.tr("Make the vault"), ButtonKind.FILLED)
        self.act.clicked.connect(lambda: self.made.emit())
        more = self.tr(
            "Once there is one, the vault can also be made to need a security key (FIDO2) or this"
            " computer’s keyring beside the passphrase."
        )
        rows = [
            Text(look, self.tr("A new vault"), _LEAD),
            labelled(look, self.tr("Name"), self.name),
            self.place,
            self.passphrase,
            self.paper,
            Text(look, more, _SOFT),
            *([carry] if carry else []),
            self.act,
        ]
        for row in rows:
            self.body.addWidget(row)
        self.name.textChanged.connect(self._take_name)
        self.passphrase.changed.connect(self.look_at_fields)
        self.place.changed.connect(self.look_at_fields)
        self._take_name()

    def _take_name(self) -> None:
        self.place.look_for(self.name.text().strip())
        self.look_at_fields()

    def look_at_fields(self) -> None:
        """Says on the button why it is off."""
        is_named = bool(self.name.text().strip())
        reason = self.place.reason or self.passphrase.reason
        self.act.switch(reason if is_named else self.tr("The vault has no name yet."))


class PlaceOfVault(QWidget):
    """Where the file is to lie: in the usual folder, or in one that somebody chose."""

    changed = Signal()

    def __init__(self, look: Look, lanes: Lanes, places: Places) -> None:
        super().__init__()
        self._lanes, self._usual = lanes, places.vaults
        self._name, self.reason = "", ""
        self.folder = self._usual
        self._path, self._refusal = Text(look), Text(look, voice=_REFUSED)
        self._stick = Text(look, self._stick_words(), _SOFT)
        self._back = self._button(look, self.tr("On this computer"))
        self._back.clicked.connect(lambda: self.take(self._usual))
        other = self._button(look, self.tr("Another folder or stick…"))
        other.clicked.connect(lambda: self._choose())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        for part in (Text(look, self.tr("Where it lies"), _SOFT), self._path, self._refusal):
            column.addWidget(part)
        column.addWidget(self._stick)
        row = Flow(look)
        row.addWidget(other)
        row.addWidget(self._back)
        column.addLayout(row)
        self._show()

    def look_for(self, name: str) -> None:
        """Says which file a vault of this name would be, once a lane has looked."""
        self._name = name
        if not name:
            self._path.set_text(from_home(self.folder))
            return
        task = Task(self)
        task.succeeded.connect(partial(self._found, (name, self.folder)))
        task.failed.connect(partial(self._refuse, (name, self.folder)))
        task.run(self._lanes.looking, without_progress(partial(place_for, name, self.folder)))

    def take(self, folder: Path) -> None:
        self.folder = folder
        self._show()
        self.look_for(self._name)

    def _show(self) -> None:
        is_usual = self.folder == self._usual
        self._refusal.hide()
        self._stick.setVisible(not is_usual)
        self._back.setVisible(not is_usual)

    def _choose(self) -> None:
        title = self.tr("Where the vault is to lie")
        chosen = QFileDialog.getExistingDirectory(self, title, str(Path.home()))
        if chosen:
            self.take(Path(chosen))

    def _found(self, asked: tuple[str, Path], path: Path) -> None:
        if asked == (self._name, self.folder):
            self._path.set_text(from_home(path))
            self._say("")

    def _refuse(self, asked: tuple[str, Path], error: object) -> None:
        if not isinstance(error, StrongroomError):
            raise error if isinstance(error, BaseException) else TypeError(repr(error))
        if asked == (self._name, self.folder):
            words = words_for(error.code, error.facts, QCoreApplication.translate)
            self._path.set_text(from_home(self.folder))
            self._say(words.message if words else str(error))

    def _say(self, reason: str) -> None:
        self.reason = reason
        self._refusal.set_text(reason)
        self._refusal.setVisible(bool(reason))
        self.changed.emit()

    def _stick_words(self) -> str:
        return self.tr(
            "On a stick it opens only while that is put in, and sticks break: keep a copy of the"
            " vault at another place too."
        )

    def _button(self, look: Look, words: str) -> Button:
        return Button(look, words, size=ButtonSize.SMALL)
