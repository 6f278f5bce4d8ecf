"""The fields in which passphrases are typed, and what is said of a new one while it is."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from strongroom.window.fonts import TypeSize
from strongroom.window.look import Look
from strongroom.window.paragraph import Voice
from strongroom.window.passphrase import SHORTEST, Guessing, Strength, guessing
from strongroom.window.tasks import Lane, Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.field import TextField
from strongroom.window.widgets.text import Text

_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_FIELD = 420
_NAMED = 3
_MEASURED_AFTER = 150
"""Milliseconds after the last key."""


def from_home(path: Path) -> str:
    """A path as people write it, from their own folder on."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def some_of(files: Sequence[Path]) -> str:
    """The first few by name; where there are more, the line would hide the page."""
    shown = ", ".join(from_home(file) for file in files[:_NAMED])
    return f"{shown}, …" if len(files) > _NAMED else shown


def secret_field(look: Look, name: str) -> TextField:
    field = TextField(look, name)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def labelled(look: Look, label: str, field: QWidget, below: Text | None = None) -> QWidget:
    """A field with its label above it, and what is said of it below."""
    field.setMaximumWidth(look.px(_FIELD))
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.px(4))
    for part in (Text(look, label, _SOFT), field, below):
        if part is not None:
            column.addWidget(part)
    return held


def reveal_box(look: Look, words: str, fields: Sequence[TextField]) -> CheckBox:
    """A box that shows what is typed in the fields."""
    box = CheckBox(look, words)

    def follow(is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        for field in fields:
            field.setEchoMode(mode)

    box.toggled.connect(follow)
    return box


class PinField(QWidget):
    """Where the PIN of a security key is typed; hidden until a key asks for it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        words = self.tr("PIN of the security key")
        self.field = secret_field(look, words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(labelled(look, words, self.field))
        self.hide()

    @property
    def text(self) -> str:
        return self.field.text()

    def ask(self) -> None:
        """Show it, with the keyboard in it."""
        self.show()
        self.field.selectAll()
        self.field.setFocus()

    def forget(self) -> None:
        self.field.clear()
        self.hide()


class NewPassphrase(QWidget):
    """A passphrase typed twice; ``changed`` when ``reason`` or ``text`` may be another."""

    changed = Signal()

    def __init__(self, look: Look, lane: Lane, lost: str = "") -> None:
        """``lost`` says what nobody can do without it, where it is not the vault's."""
        super().__init__()
        self._lane, self._lost = lane, lost or self._vault_lost()
        self.first = secret_field(look, self.tr("Passphrase"))
        self.again = secret_field(look, self.tr("Passphrase once more"))
        self._strength, self._missing = Text(look, "", _SOFT), Text(look, "", _SOFT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        column.addWidget(labelled(look, self.tr("Passphrase"), self.first, self._strength))
        column.addWidget(labelled(look, self.tr("Once more"), self.again, self._missing))
        fields = (self.first, self.again)
        column.addWidget(reveal_box(look, self.tr("Show what is typed"), fields))
        self._pause = QTimer(self, singleShot=True, interval=_MEASURED_AFTER)
        self._pause.timeout.connect(self._measure)
        for field in fields:
            field.textChanged.connect(self._look_at_fields)
        self._look_at_fields()

    @property
    def text(self) -> str:
        return self.first.text()

    @property
    def reason(self) -> str:
        """Why it cannot be taken yet; empty where it can."""
        if len(self.text) < SHORTEST:
            return self.tr("The passphrase is too short.")
        return "" if self.again.text() == self.text else self._differs()

    def _differs(self) -> str:
        return self.tr("The two are not the same yet.")

    def _look_at_fields(self) -> None:
        again = self.again.text()
        self._missing.set_text(self._differs())
        self._missing.setVisible(bool(again) and again != self.text)
        if len(self.text) < SHORTEST:
            self._pause.stop()
            self._strength.set_text(self._short_words())
        else:
            self._pause.start()
        self.changed.emit()

    def _short_words(self) -> str:
        if self.text:
            return self.tr("Too short: eight characters at least.")
        best = self.tr("At least eight characters; five or more words drawn by dice are best.")
        return f"{best} {self._lost}"

    def _vault_lost(self) -> str:
        return self.tr("Without it nobody can open the vault, and nobody can reset it.")

    def _measure(self) -> None:
        """Counts the guesses in a lane, as that takes longer than a frame."""
        text = self.text
        task = Task(self)
        task.succeeded.connect(partial(self._show_strength, text))
        task.run(self._lane, without_progress(partial(guessing, text)))

    def _show_strength(self, text: str, found: Guessing) -> None:
        if text == self.text:
            self._strength.set_text(self._strength_words(found))

    def _strength_words(self, found: Guessing) -> str:
        match found.strength:
            case Strength.WEAK:
                return self.tr(
                    "Weak: found in {time} of guessing by somebody who has the file."
                ).format(time=self._time(found.years))
            case Strength.FAIR:
                return self.tr(
                    "Fair: about {time} of guessing. A saying or a line of a song is found sooner;"
                    " Strongroom cannot tell."
                ).format(time=self._time(found.years))
        return self.tr(
            "Good: more than a million years of guessing, if it was drawn by chance. A known"
            " sentence is still weak."
        )

    def _time(self, years: float) -> str:
        if years < 1 / 365:
            return self.tr("less than a day")
        if years < 2:
            return self.tr("%n days", "", _roughly(max(2, years * 365)))
        return self.tr("%n years", "", _roughly(min(years, 10**9)))


def _roughly(number: float) -> int:
    """To its first digit: more would be false."""
    whole = round(number)
    return round(whole, 1 - len(str(whole)))
