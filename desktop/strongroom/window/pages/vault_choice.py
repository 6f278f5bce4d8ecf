"""The other vaults there are: each to be unlocked, or to be forgotten by this list."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.vault.places import Places
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.pages.vault_fields import from_home
from strongroom.window.paragraph import Voice
from strongroom.window.tasks import Lane, Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.text import Text

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)


@dataclass(frozen=True, slots=True)
class KnownVault:
    """``is_usual`` says that it lies in the usual folder, where it is found without a list."""

    path: Path
    is_there: bool
    is_usual: bool


def known_vaults(places: Places, remembered: Sequence[Path]) -> tuple[KnownVault, ...]:
    """Those that were open, the last one first, and then the others of the usual folder."""
    usual = places.known_vaults()
    paths = dict.fromkeys((*remembered, *usual))
    return tuple(
        KnownVault(path, path.is_file(), path in usual)
        for path in paths
        if path in usual or path.parent != places.vaults
    )


def first_there(places: Places, remembered: Sequence[Path]) -> Path | None:
    """Of those that were open the last one that is there, or else the first of the usual folder."""
    paths = (*remembered, *places.known_vaults())
    return next((path for path in paths if path.is_file()), None)


class VaultChoice(Card):
    """A row for each vault beside the one that is shown; it is seen once there is one."""

    chosen = Signal(Path)
    forgotten = Signal(Path)

    def __init__(self, look: Look, shown: Path | None) -> None:
        super().__init__(look)
        self._shown = shown
        self.body.setSpacing(look.px(12))
        self.body.addWidget(Text(look, self.tr("Other vaults"), _LEAD))
        self.hide()

    def look_for(self, lane: Lane, places: Places, remembered: Sequence[Path]) -> None:
        """A lane looks, as one on a network may keep it waiting."""
        task = Task(self)
        task.succeeded.connect(self._fill)
        task.run(lane, without_progress(lambda: known_vaults(places, remembered)))

    def _fill(self, known: tuple[KnownVault, ...]) -> None:
        others = [vault for vault in known if vault.path != self._shown]
        for vault in others:
            self.body.addWidget(self._row(vault))
        self.setVisible(bool(others))

    def _row(self, vault: KnownVault) -> QWidget:
        held = QWidget()
        words = QVBoxLayout()
        words.setSpacing(self.look.px(2))
        words.addWidget(Text(self.look, vault.path.stem))
        words.addWidget(Text(self.look, self._where(vault), _SOFT))
        buttons = Flow(self.look)
        if vault.is_there:
            spoken = self.tr("Unlock {name}").format(name=vault.path.stem)
            unlock = self._button(self.tr("Unlock"), Icon.UNLOCK, spoken)
            unlock.clicked.connect(lambda: self.chosen.emit(vault.path))
            buttons.addWidget(unlock)
        if not vault.is_usual:
            spoken = self.tr("Forget {name}; its file stays").format(name=vault.path.stem)
            forget = self._button(self.tr("Forget"), Icon.CLOSE, spoken)
            forget.clicked.connect(lambda: self.forgotten.emit(vault.path))
            buttons.addWidget(forget)
        ends = Ends(self.look, least=200, centred=True)
        ends.addLayout(words)
        ends.addLayout(buttons)
        held.setLayout(ends)
        return held

    def _where(self, vault: KnownVault) -> str:
        folder = from_home(vault.path.parent)
        if vault.is_there:
            return folder
        return self.tr("{folder}: not there now; is its stick put in?").format(folder=folder)

    def _button(self, words: str, icon: Icon, spoken: str) -> Button:
        return Button(self.look, words, icon=icon, size=ButtonSize.SMALL, spoken=spoken)
