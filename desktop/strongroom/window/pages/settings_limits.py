"""The limits of the review as settings: what each does, where it stands, and how far it moves."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from strongroom.review.limits import (
    ADJUSTABLE,
    Adjustable,
    LimitError,
    Limits,
    LimitUnit,
    bounds,
    with_limit,
)
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.field import TextField
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.painted import announce
from strongroom.window.widgets.text import Text
from strongroom.words.amounts import THIN_SPACE
from strongroom.words.limit_words import LIMIT_WORDS

_FIELD = 96
"""The width of a field, in px at 100 %: seven digits."""
_RIGHT = 216
"""The column of fields, so that they stand below each other."""
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_STRONG = Voice(weight=Weight.STRONG)
_LOOK = Voice(TypeSize.SMALL, Weight.STRONG, Role.WARN)


class LimitsCard(Card):
    """``moved`` has all limits as they are to be from now on."""

    moved = Signal(object)

    def __init__(self, look: Look, limits: Limits) -> None:
        super().__init__(look, CardKind.LIST)
        self._limits = limits
        self.rows: dict[str, LimitRow] = {}

    def add_rows(self, limits: Sequence[Adjustable] = ADJUSTABLE) -> None:
        """A row for each of these; all of them at once would keep the window waiting."""
        for limit in limits:
            if self.rows:
                self.body.addWidget(Hairline(self.look))
            row = self.rows[limit.name] = LimitRow(self.look, limit, self._limits)
            row.moved.connect(partial(self._move, limit))
            self.body.addWidget(row)

    def show_limits(self, limits: Limits) -> None:
        """The limits as they are kept now."""
        self._limits = limits
        for row in self.rows.values():
            row.show_limits(limits)

    def _move(self, limit: Adjustable, value: int) -> None:
        try:
            moved = with_limit(self._limits, limit, value)
        except LimitError:
            self.rows[limit.name].refuse()
            return
        if moved != self._limits:
            self.moved.emit(moved)
        self.show_limits(moved)


class LimitRow(QWidget):
    """One limit; ``moved`` has the value somebody wrote, in the limit's own unit."""

    moved = Signal(int)

    def __init__(self, look: Look, limit: Adjustable, limits: Limits) -> None:
        super().__init__()
        self.look, self._limit, self._limits = look, limit, limits
        words = LIMIT_WORDS[limit.name]
        title, meaning, reason = (
            QCoreApplication.translate("Limits", text)
            for text in (words.title, words.meaning, words.reason)
        )
        usual = self.tr("Usually {value}. {reason}").format(
            value=self._measure(limit.usual), reason=reason
        )
        self.field = TextField(look, f"{title}, {self._unit()}")
        self.field.editingFinished.connect(self._take)
        self.field.setAccessibleDescription(f"{meaning} {usual}")
        self._bounds = Text(look)
        back = self.tr("Back to the usual value")
        self.usual = Button(
            look, back, ButtonKind.BARE, size=ButtonSize.SMALL, spoken=f"{back}: {title}"
        )
        self.usual.clicked.connect(lambda: self.moved.emit(limit.usual))
        self._place(title, meaning, usual)
        look.changed.connect(self.renew)
        self.renew()
        self.show_limits(limits)

    def show_limits(self, limits: Limits) -> None:
        """Where it stands, and how far it moves beside the others."""
        self._limits = limits
        value = getattr(limits, self._limit.name)
        self.field.setText(_spaced(value, self._limit.unit))
        self.usual.setVisible(value != self._limit.usual)
        self._bounds.set_voice(_SOFT)
        self._bounds.set_text(self._bounds_sentence())

    def refuse(self) -> None:
        """Says beside the field what can stand there; what was written stays to be mended."""
        self._bounds.set_voice(_LOOK)
        sentence = self.tr("This cannot be. {bounds}").format(bounds=self._bounds_sentence())
        self._bounds.set_text(sentence)
        announce(self, sentence)

    def renew(self) -> None:
        px = self.look.px
        self._frame.setContentsMargins(px(18), px(12), px(18), px(12))
        self._words.setSpacing(px(2))
        self._right.setSpacing(px(4))
        self.field.setFixedWidth(px(_FIELD))
        self._held.setFixedWidth(px(_RIGHT))

    def _place(self, title: str, meaning: str, usual: str) -> None:
        self._words = QVBoxLayout()
        self._words.addWidget(Text(self.look, title, _STRONG))
        self._words.addWidget(Text(self.look, meaning, _SOFT))
        self._words.addWidget(Text(self.look, usual, _SOFT))
        value = Flow(self.look)
        value.addWidget(self.field)
        value.addWidget(Text(self.look, self._unit()))
        self._held = QWidget()
        self._right = QVBoxLayout(self._held)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.addLayout(value)
        self._right.addWidget(self._bounds)
        self._right.addWidget(self.usual)
        ends = Ends(self.look, least=320)
        ends.addLayout(self._words)
        ends.addWidget(self._held)
        self._frame = QHBoxLayout(self)
        self._frame.addLayout(ends, 1)

    def _take(self) -> None:
        value = _read(self.field.text(), self._limit.unit)
        if value is None:
            self.refuse()
        elif value != getattr(self._limits, self._limit.name):
            self.moved.emit(value)
        else:
            self.show_limits(self._limits)

    def _bounds_sentence(self) -> str:
        least, most = bounds(self._limits, self._limit)
        unit = self._limit.unit
        return self.tr("From {least} to {most}").format(
            least=_spaced(least, unit), most=_spaced(most, unit)
        )

    def _measure(self, value: int) -> str:
        return f"{_spaced(value, self._limit.unit)} {self._unit()}"

    def _unit(self) -> str:
        match self._limit.unit:
            case LimitUnit.PERCENT:
                return "%"
            case LimitUnit.SATOSHI:
                return self.tr("satoshi")
            case LimitUnit.RATE | LimitUnit.TENTHS_OF_RATE:
                return "sat/vB"
            case LimitUnit.TIMES:
                return self.tr("times")
            case LimitUnit.HOURS:
                return self.tr("hours")
            case LimitUnit.DAYS:
                return self.tr("days")
            case LimitUnit.ADDRESSES:
                return self.tr("addresses")
            case LimitUnit.BYTES:
                return self.tr("bytes")
            case LimitUnit.WEIGHT:
                return self.tr("weight units")


def _shown(value: int, unit: LimitUnit) -> str:
    """In the unit people say: ``2`` for two hours in seconds, ``0.1`` for a tenth."""
    return f"{(Decimal(value) / unit.size).normalize():f}"


def _spaced(value: int, unit: LimitUnit) -> str:
    """The same with thin spaces between thousands."""
    return f"{Decimal(_shown(value, unit)):,f}".replace(",", THIN_SPACE)


def _read(text: str, unit: LimitUnit) -> int | None:
    """What was written, in the limit's own unit; None where it is no number of these."""
    try:
        value = Decimal("".join(text.split()).replace(",", ".")) * unit.size
        return int(value) if value == value.to_integral_value() else None
    except (ArithmeticError, ValueError):
        return None
