"""The rules of a wallet's owner as fields: who may be paid, how much, after how long, and who
looks."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from strongroom.model.owner_rules import (
    MOST_ROLES,
    CoolDown,
    OwnerRules,
    Role,
    RulesError,
    SpendingLimit,
    Strength,
)
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look, Unit
from strongroom.window.paragraph import Voice
from strongroom.window.theme import Role as Colour
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.field import Choice, TextField
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.painted import announce
from strongroom.window.widgets.text import Text
from strongroom.words.findings import words_for

_AMOUNT = 136
"""The width of a field, in px at 100 %: eleven digits and a point."""
_NUMBER = 56
_NAME = 116
_RIGHT = 240
"""The column of fields, so that they stand below each other."""
_FEWEST_ROLES = 2
_SATOSHI = 100_000_000
_SOFT = Voice(TypeSize.SMALL, role=Colour.INK_SOFT)
_STRONG = Voice(weight=Weight.STRONG)
_LOOK = Voice(TypeSize.SMALL, Weight.STRONG, Colour.WARN)
_STRENGTHS = (None, Strength.WARNS, Strength.STOPS)


class RulesForm(Card):
    """``wanted`` has all rules as somebody wants them from now on."""

    wanted = Signal(object)

    def __init__(self, look: Look, rules: OwnerRules) -> None:
        super().__init__(look, CardKind.LIST)
        self._rules = rules
        self._unit = look.unit
        self._make_fields(rules)
        self._problem = Text(look, voice=_LOOK)
        self._problem.hide()
        self.set_button = Button(look, self.tr("Set these rules"))
        self.set_button.clicked.connect(self.submit)

    def rows(self) -> tuple[Callable[[], QWidget], ...]:
        """What makes each row, in their order; all at once would keep the window waiting."""
        return (
            partial(
                self._row,
                self.tr("Addresses that are not on the list"),
                self.tr("What happens to a payment that goes to another address."),
                self.unlisted,
            ),
            partial(
                self._row,
                self.tr("Most with one payment"),
                self.tr("With the fee. Empty for no limit."),
                *self._with_unit(self.per_payment),
            ),
            partial(
                self._row,
                self.tr("Most in some days"),
                self.tr("What went to signers in that time counts. Empty for no limit."),
                *self._with_unit(self.per_period),
                self._together(self.tr("in"), self.days, self.tr("days")),
            ),
            partial(
                self._row,
                self.tr("A payment above a limit"),
                self.tr("What happens to it."),
                self.spending,
            ),
            partial(
                self._row,
                self.tr("Large payments rest"),
                self.tr("Between the first review here and the first signer. Empty for none."),
                Text(self.look, self.tr("above")),
                *self._with_unit(self.rest_above),
                self._together(self.tr("for"), self.rest_hours, self.tr("hours")),
            ),
            partial(
                self._row,
                self.tr("Who acknowledges warnings"),
                self.tr("Each of them ticks every warning. Empty for anybody."),
                *(field for pair in self.roles for field in pair),
            ),
            partial(
                self._row,
                self.tr("Waiting time"),
                self.tr(
                    "Of a change that makes rules laxer, and of a new address on the list, so "
                    "that whoever sits down at an open vault gains nothing at once."
                ),
                self.waiting,
                Text(self.look, self.tr("hours")),
            ),
            self._last_row,
        )

    def add(self, make: Callable[[], QWidget]) -> None:
        """Adds one of the rows."""
        if self.body.count():
            self.body.addWidget(Hairline(self.look))
        self.body.addWidget(make())

    def submit(self) -> None:
        """Says beside the button what cannot be; what was written stays to be mended."""
        try:
            rules = self._written()
        except RulesError as error:
            words = words_for(error.code, error.facts)
            self._say(words.message if words else str(error))
        except ArithmeticError:
            self._say(self.tr("One of the numbers is no number. Nothing was changed."))
        else:
            self._problem.hide()
            self.wanted.emit(rules)

    def _say(self, sentence: str) -> None:
        self._problem.set_text(sentence)
        self._problem.show()
        announce(self, sentence)

    def _make_fields(self, rules: OwnerRules) -> None:
        look, limit, rest = self.look, rules.spending, rules.cool_down
        nothing, warns, stops = (
            self.tr("Nothing"),
            self.tr("It is pointed out"),
            self.tr("It is stopped"),
        )
        self.unlisted = Choice(look, self.tr("Unlisted addresses"), [nothing, warns, stops])
        self.unlisted.setCurrentIndex(_STRENGTHS.index(rules.allow_list))
        self.spending = Choice(look, self.tr("Above a limit"), [warns, stops])
        strength = limit.strength if limit else Strength.STOPS
        self.spending.setCurrentIndex(_STRENGTHS.index(strength) - 1)
        self.per_payment = self._amount(
            self.tr("Most with one payment"), limit.per_payment if limit else None
        )
        self.per_period = self._amount(
            self.tr("Most in some days"), limit.per_period if limit else None
        )
        self.days = self._number(self.tr("Days"), limit.days if limit else 30)
        self.rest_above = self._amount(
            self.tr("Payments above this rest"), rest.amount if rest else None
        )
        self.rest_hours = self._number(self.tr("Hours of rest"), rest.hours if rest else 24)
        self.waiting = self._number(self.tr("Waiting time in hours"), rules.waiting_hours)
        count = min(max(len(rules.roles) + 1, _FEWEST_ROLES), MOST_ROLES)
        self.roles = tuple(self._role(number, rules.roles) for number in range(count))

    def _amount(self, name: str, amount: int | None) -> TextField:
        field = TextField(self.look, f"{name}, {self._unit.value}", self.tr("none"))
        field.setFixedWidth(self.look.px(_AMOUNT))
        if amount is not None:
            each = Decimal(amount) / (_SATOSHI if self._unit is Unit.BITCOIN else 1)
            field.setText(f"{each.normalize():f}")
        return field

    def _number(self, name: str, number: int) -> TextField:
        field = TextField(self.look, name)
        field.setFixedWidth(self.look.px(_NUMBER))
        field.setText(str(number))
        return field

    def _role(self, number: int, roles: tuple[Role, ...]) -> tuple[TextField, TextField]:
        count = number + 1
        first = (self.tr("treasurer"), self.tr("Alice Berg"))
        hints = first if number == 0 else (self.tr("witness"), self.tr("Bob Lind"))
        title = TextField(self.look, self.tr("Role %n", "", count), hints[0])
        person = TextField(self.look, self.tr("Who has role %n", "", count), hints[1])
        if number < len(roles):
            title.setText(roles[number].title)
            person.setText(roles[number].person)
        for field in (title, person):
            field.setFixedWidth(self.look.px(_NAME))
        return title, person

    def _with_unit(self, field: TextField) -> tuple[QWidget, ...]:
        return field, Text(self.look, self._unit.value)

    def _together(self, before: str, field: TextField, after: str) -> QWidget:
        """A field between its words, which stay on one line with it."""
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.look.px(8))
        for part in (Text(self.look, before), field, Text(self.look, after)):
            row.addWidget(part)
        return held

    def _row(self, title: str, meaning: str, *fields: QWidget) -> QWidget:
        held, row = QWidget(), QWidget()
        words = QVBoxLayout()
        words.setSpacing(self.look.px(2))
        words.addWidget(Text(self.look, title, _STRONG))
        words.addWidget(Text(self.look, meaning, _SOFT))
        flow = Flow(self.look, parent=held)
        for field in fields:
            flow.addWidget(field)
        held.setFixedWidth(self.look.px(_RIGHT))
        ends = Ends(self.look, least=280)
        ends.addLayout(words)
        ends.addWidget(held)
        return self._framed(row, ends)

    def _last_row(self) -> QWidget:
        said = self.tr("What is stricter holds at once. What is laxer waits.")
        words = QVBoxLayout()
        words.addWidget(Text(self.look, said, _SOFT))
        words.addWidget(self._problem)
        ends = Ends(self.look, least=280)
        ends.addLayout(words)
        ends.addWidget(self.set_button)
        return self._framed(QWidget(), ends)

    def _framed(self, row: QWidget, ends: Ends) -> QWidget:
        px = self.look.px
        frame = QHBoxLayout(row)
        frame.setContentsMargins(px(18), px(12), px(18), px(12))
        frame.addLayout(ends, 1)
        return row

    def _written(self) -> OwnerRules:
        """What stands in the fields; raises ``RulesError`` and ``ArithmeticError``."""
        per_payment, per_period = self._read(self.per_payment), self._read(self.per_period)
        spending = None
        if per_payment is not None or per_period is not None:
            strength = _STRENGTHS[self.spending.currentIndex() + 1] or Strength.STOPS
            spending = SpendingLimit(strength, per_payment, per_period, _whole(self.days))
        above = self._read(self.rest_above)
        pairs = [(title.text().strip(), person.text().strip()) for title, person in self.roles]
        return OwnerRules(
            allow_list=_STRENGTHS[self.unlisted.currentIndex()],
            spending=spending,
            cool_down=None if above is None else CoolDown(above, _whole(self.rest_hours)),
            roles=tuple(Role(*pair) for pair in pairs if any(pair)),
            waiting_hours=_whole(self.waiting),
        )

    def _read(self, field: TextField) -> int | None:
        """Satoshi, or None where nothing is written."""
        text = "".join(field.text().split()).replace(",", ".")
        if not text:
            return None
        return _integral(Decimal(text) * (_SATOSHI if self._unit is Unit.BITCOIN else 1))


def _whole(field: TextField) -> int:
    return _integral(Decimal(field.text().strip()))


def _integral(value: Decimal) -> int:
    if not value.is_finite() or value != value.to_integral_value():
        raise ArithmeticError("not a whole number")
    return int(value)
