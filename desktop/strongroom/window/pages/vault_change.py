"""The forms that change what opens the vault: passphrases, and a recovery key typed back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from strongroom.vault.recovery_key import DrawnRecoveryKey
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.pages.vault_fields import (
    NewPassphrase,
    labelled,
    reveal_box,
    secret_field,
)
from strongroom.window.paragraph import Voice
from strongroom.window.tasks import Lane
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.field import TextArea, TextField
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.text import Text

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)
_GROUP = Voice(TypeSize.FIXED)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_COLUMNS = 2


class Form(Card):
    """A card with a title, what it does and does not do, and a button that says so again."""

    left = Signal()
    stopped = Signal()
    """What it waits for shall end."""

    def __init__(self, look: Look, title: str, words: str, act: str) -> None:
        super().__init__(look)
        self.body.setSpacing(look.px(12))
        self.body.addWidget(Text(look, title, _LEAD))
        self.body.addWidget(Text(look, words))
        self.act = Button(look, act, ButtonKind.FILLED)
        self.leave = Button(look, self.tr("Back"))
        self.leave.clicked.connect(lambda: self._leave())
        self._is_waiting, self._waiting_for = False, ""

    def set_waiting(self, waiting: bool, reason: str = "") -> None:
        """While it waits, for a security key unless another ``reason`` is given, one can only stop
        it."""
        self._is_waiting = waiting
        self._waiting_for = reason or self.tr("The security key is being asked.")
        self.leave.set_words(self.tr("Cancel") if waiting else self.tr("Back"))
        for control in (*self.findChildren(TextField), *self.findChildren(CheckBox)):
            control.setEnabled(not waiting)
        self.look_at_fields()

    def look_at_fields(self) -> None:
        """Says on the button why it is off."""
        self.act.switch(self._waiting_for if self._is_waiting else "")

    def _leave(self) -> None:
        (self.stopped if self._is_waiting else self.left).emit()

    def add_buttons(self) -> None:
        held = QWidget()
        row = Flow(self.look)
        row.addWidget(self.act)
        row.addWidget(self.leave)
        held.setLayout(row)
        self.body.addWidget(held)


class PassphraseForm(Form):
    """Asks for the present passphrase, a new one, or both; ``taken`` has them, else empty."""

    taken = Signal(str, str)

    def __init__(
        self,
        look: Look,
        lane: Lane,
        said: tuple[str, str, str],
        *,
        asks_present: bool,
        asks_new: bool,
        below: Sequence[QWidget] = (),
        lost: str = "",
    ) -> None:
        """``said`` are the title, what it does, and the button's words; ``lost``, what is lost
        with a new passphrase where that is not the vault's."""
        super().__init__(look, *said)
        self.present = secret_field(look, self.tr("Present passphrase")) if asks_present else None
        self.new = NewPassphrase(look, lane, lost) if asks_new else None
        if self.present is not None:
            self.body.addWidget(labelled(look, self.tr("Present passphrase"), self.present))
            self.body.addWidget(
                reveal_box(look, self.tr("Show the present passphrase"), [self.present])
            )
            self.present.textChanged.connect(self.look_at_fields)
        if self.new is not None:
            self.body.addWidget(self.new)
            self.new.changed.connect(self.look_at_fields)
        for part in below:
            self.body.addWidget(part)
        self.act.clicked.connect(lambda: self.taken.emit(*self._typed()))
        self.add_buttons()
        self.look_at_fields()

    def begin(self) -> None:
        """Puts the keyboard where one begins."""
        if self.present is not None:
            self.present.setFocus()
        elif self.new is not None:
            self.new.first.setFocus()
        else:
            self.act.setFocus()

    def _typed(self) -> tuple[str, str]:
        return self.present.text() if self.present else "", self.new.text if self.new else ""

    def look_at_fields(self) -> None:
        super().look_at_fields()
        if not self.act.isEnabled():
            return
        reason = self.new.reason if self.new else ""
        if self.present is not None and not self.present.text():
            reason = self.tr("Type the present passphrase first.")
        self.act.switch(reason)


class RecoverySheet(Form):
    """Shows the groups of a new recovery key once; ``written`` when somebody has written them."""

    written = Signal()

    def __init__(self, look: Look, drawn: DrawnRecoveryKey, paper: QWidget) -> None:
        """``paper`` offers to print the groups."""
        super().__init__(
            look,
            self.tr("Bring the recovery key to paper"),
            self.tr(
                "These fourteen groups open the vault without its passphrase. Write them on paper,"
                " in their order, and keep them where the passphrase is not. They count only once"
                " you have typed them back, and are shown this once."
            ),
            self.tr("I have them on paper"),
        )
        self.body.addWidget(self._groups(drawn))
        self.body.addWidget(paper)
        self.act.clicked.connect(lambda: self.written.emit())
        self.add_buttons()

    def _groups(self, drawn: DrawnRecoveryKey) -> QWidget:
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.look.px(32))
        rows = -(-len(drawn.groups) // _COLUMNS)
        for place, group in enumerate(drawn.groups):
            text = Text(self.look, f"{place + 1:2}  {group}", _GROUP)
            grid.addWidget(text, place % rows, place // rows)
        grid.setColumnStretch(_COLUMNS, 1)
        return held


class RecoveryTyped(Form):
    """Has the groups typed back; ``typed`` has what was written."""

    typed = Signal(str)

    def __init__(self, look: Look, paper: QWidget) -> None:
        """``paper`` removes what was saved of the groups."""
        super().__init__(
            look,
            self.tr("Type the recovery key back"),
            self.tr(
                "From your paper. Capitals, spaces and lines do not matter; a group that was"
                " mistyped is named."
            ),
            self.tr("Let it open the vault"),
        )
        self.field = TextArea(look, self.tr("Recovery key"))
        self.field.setMaximumHeight(look.px(110))
        self.body.addWidget(self.field)
        self.body.addWidget(
            Text(look, self.tr("A recovery key made before no longer opens the vault then."), _SOFT)
        )
        self.body.addWidget(paper)
        self.act.clicked.connect(lambda: self.typed.emit(self.field.toPlainText()))
        self.add_buttons()
