"""What differs in a payment that came back: how each part was reviewed, and how it is now."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from strongroom.model.finding import Finding
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.measures import CAPTION_ICON
from strongroom.window.paragraph import Run, Voice
from strongroom.window.theme import Role
from strongroom.window.turns import Turns
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.sign import Sign, SignKind
from strongroom.window.widgets.text import Text
from strongroom.words.changed_words import changed_address, changed_part, changed_value

_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_AT_ONCE = 3
"""Parts that are there with the card; others come one after the other."""


class ChangedParts(QWidget):
    """The parts of a transaction that differ, one below the other."""

    def __init__(self, look: Look, findings: Sequence[Finding]) -> None:
        """``findings`` are all those of one file, each about one part."""
        super().__init__()
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(12))
        self._turns = Turns(self)
        pieces = [partial(self._add, found) for found in findings]
        pieces.append(partial(self._add_hidden, findings))
        self._turns.begin(pieces, _AT_ONCE)

    @property
    def is_coming(self) -> bool:
        """Whether parts are still to come."""
        return self._turns.is_busy

    def _add(self, found: Finding) -> None:
        part = QVBoxLayout()
        part.setSpacing(self._look.px(4))
        title = changed_part(found.facts, QCoreApplication.translate)
        part.addWidget(Text(self._look, title, _STRONG))
        reviewed, returned = self.tr("Reviewed"), self.tr("Came back")
        part.addLayout(self._row(SignKind.SEEN, reviewed, self._value(found, "reviewed", title)))
        part.addLayout(self._row(SignKind.STOPS, returned, self._value(found, "returned", title)))
        self._column.addLayout(part)

    def _row(self, sign: SignKind, name: str, value: QWidget) -> QHBoxLayout:
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(Text(self._look, name, _SOFT))
        said.addWidget(value)
        row = QHBoxLayout()
        row.setSpacing(self._look.px(8))
        signed = QVBoxLayout()
        signed.addWidget(Sign(self._look, sign, CAPTION_ICON))
        signed.addStretch(1)
        row.addLayout(signed)
        row.addLayout(said, 1)
        return row

    def _value(self, found: Finding, name: str, title: str) -> QWidget:
        is_false = name == "returned"
        address = changed_address(found.facts, name)
        if address is not None:
            said = self.tr("{part}, as it came back") if is_false else self.tr("{part}, reviewed")
            state = AddressState(address, said.format(part=title), is_false=is_false)
            return Address(self._look, state)
        value = changed_value(found.facts, name, self._look.unit.write)
        voice = Voice(TypeSize.FIXED, role=Role.BLOCK if is_false else Role.INK)
        return Text(self._look, (Run(value),), voice)

    def _add_hidden(self, findings: Sequence[Finding]) -> None:
        count = findings[0].facts.get("count")
        hidden = count - len(findings) if isinstance(count, int) else 0
        if hidden > 0:
            said = self.tr("and %n more differences", "", hidden)
            self._column.addWidget(Text(self._look, said, _SOFT))
