"""What the review found: a card for each finding, and a box to tick on those that warn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from strongroom.model.errors import Fact
from strongroom.model.finding import Finding, Severity
from strongroom.model.owner_rules import Role
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.pages.finding_cards import finding_state
from strongroom.window.pages.payment_changed import ChangedParts
from strongroom.window.paragraph import Run, Side, Voice
from strongroom.window.theme import Role as ColourRole
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.finding import FindingCard, FindingState
from strongroom.window.widgets.layouts import Ends
from strongroom.window.widgets.sign import Sign, SignKind
from strongroom.window.widgets.text import Text
from strongroom.words.changed_words import CHANGED
from strongroom.words.text import counted_place, visible

_SOFT = Voice(TypeSize.SMALL, role=ColourRole.INK_SOFT)
_MOST_ALIKE = 3
"""So many findings of one code are said one by one; more, once, with their places."""
_MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that are said together."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def severity(self) -> Severity:
        return max(found.severity for found in self.findings)


def grouped(findings: Sequence[Finding]) -> tuple[Group, ...]:
    """The heaviest first; a code that is there very often, for one reason, becomes one group, and
    so does all that differs in one file."""
    by_code: dict[tuple[str, Severity, Fact | None], list[Finding]] = {}
    for found in sorted(findings, key=lambda each: -each.severity):
        reason = found.facts.get("name" if found.code == CHANGED else "reason")
        by_code.setdefault((found.code, found.severity, reason), []).append(found)
    groups: list[Group] = []
    for several in by_code.values():
        if len(several) > _MOST_ALIKE or several[0].code == CHANGED:
            groups.append(Group(tuple(several)))
        else:
            groups += [Group((found,)) for found in several]
    return tuple(groups)


def group_card(look: Look, group: Group) -> FindingCard:
    """The card of a group: what happened is strong, and so is what to do where it stops."""
    if group.first.code == CHANGED:
        return _changed_card(look, group)
    state = finding_state(group.first)
    headline, rest = _parted(state.message)
    body = _body(state, rest, _places(group))
    place = _place(group.first) if len(group.findings) == 1 else ""
    code = f"{state.code}, {place}" if place else state.code
    return FindingCard(look, replace(state, message=headline, hint=body, code=code))


def _changed_card(look: Look, group: Group) -> FindingCard:
    """What came back beside what was reviewed, part by part."""
    name = _place(group.first)
    said = {"name": name, "reason": "several"}
    state = finding_state(replace(group.first, facts=said))
    headline, rest = _parted(state.message)
    body, code = _body(state, rest, ""), f"{state.code}, {name}"
    card = FindingCard(look, replace(state, message=headline, hint=body, code=code))
    card.add_answer(ChangedParts(look, group.findings))
    return card


class WarningCard(QWidget):
    """A warning with a box for each role that has to read it, or one for anybody.

    ``answered`` says whether it was read, and by which role (None for anybody).
    """

    answered = Signal(bool, object)

    def __init__(
        self, look: Look, group: Group, roles: Sequence[Role], read: Collection[Role | None]
    ) -> None:
        super().__init__()
        self.group = group
        self.look = look
        self.boxes: dict[Role | None, CheckBox] = {}
        self._when: dict[Role | None, Text] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        card = group_card(look, group)
        self._row.addWidget(card)
        for role in roles or (None,):
            card.add_answer(self._answer(role, card.accessibleName(), is_read=role in read))

    def _answer(self, role: Role | None, about: str, *, is_read: bool) -> QWidget:
        box = self.boxes[role] = CheckBox(self.look, self._words(role))
        box.setAccessibleDescription(about)
        box.lie_on_tint()
        box.setChecked(is_read)
        box.toggled.connect(lambda ticked: self.answered.emit(ticked, role))
        when = self._when[role] = Text(self.look, voice=_SOFT, side=Side.RIGHT)
        answer = QWidget()
        ends = Ends(self.look, least=240, row_gap=2, centred=True, parent=answer)
        ends.addWidget(box)
        ends.addWidget(when)
        return answer

    def _words(self, role: Role | None) -> str:
        if role is None:
            return self.tr("I have checked this and want to go on")
        who = visible(str(role))
        return self.tr("{who} has checked this and wants to go on").format(who=who)

    def say_when(self, role: Role | None, when: str) -> None:
        """When it was ticked; empty where it is not."""
        self._when[role].set_text(when)
        self._when[role].setVisible(bool(when))


class RestCard(Card):
    """What is only to know, or that nothing else was found."""

    def __init__(self, look: Look, groups: Sequence[Group], *, has_heavier: bool) -> None:
        super().__init__(look)
        if has_heavier:
            title = self.tr("The other checks found nothing against it")
        else:
            title = self.tr("The review found nothing against it")
        self._add(SignKind.SEEN, Text(look, title, Voice(weight=Weight.STRONG)))
        for group in groups:
            state = finding_state(group.first)
            hint = state.hint if isinstance(state.hint, str) else ""
            words = " ".join(part for part in (state.message, _places(group), hint) if part)
            self._add(SignKind.TO_KNOW, Text(look, words, _SOFT))

    def _add(self, sign: SignKind, text: Text) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.look.px(10))
        row.addWidget(Sign(self.look, sign, 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        self.body.addLayout(row)


def _parted(message: str) -> tuple[str, str]:
    """The first sentence, and the others."""
    first, dot, rest = message.partition(". ")
    return (f"{first}.", rest) if dot else (message, "")


def _body(state: FindingState, rest: str, places: str) -> tuple[Run, ...]:
    hint = state.hint if isinstance(state.hint, str) else ""
    weight = Weight.STRONG if state.sign is SignKind.STOPS else None
    said = " ".join(part for part in (rest, places) if part)
    gap = " " if said and hint else ""
    return tuple(run for run in (Run(said + gap), Run(hint, weight)) if run.text)


def _places(group: Group) -> str:
    """Where findings that are said together stand."""
    if len(group.findings) == 1:
        return ""
    places = [place for found in group.findings if (place := _place(found))]
    more = ", …" if len(places) > _MOST_PLACES else ""
    listed = f": {', '.join(places[:_MOST_PLACES])}{more}" if places else ""
    return f"({len(group.findings)} times{listed})"


def _place(finding: Finding) -> str:
    """Which input, output or file it is about; empty where it is about the whole."""
    if finding.where == "file":
        return str(finding.facts.get("name", ""))
    place = counted_place(finding.where)
    return place if place[-1:].isdigit() else ""
