"""Drills of a wallet: what was tried before it is needed, what never was, and noting another."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from strongroom.model.drill import Tried
from strongroom.transports.files import read_file
from strongroom.vault.vault import Vault
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.measures import CAPTION_GAP
from strongroom.window.page import Page, Parts, emptied
from strongroom.window.pages.drill_form import DrillForm
from strongroom.window.paragraph import Voice
from strongroom.window.places import DrillsPlace
from strongroom.window.theme import Role
from strongroom.window.turns import Turns
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.finding import FindingCard, FindingState
from strongroom.window.widgets.sign import Sign, SignKind
from strongroom.window.widgets.text import Text
from strongroom.words.drill_words import never_words, tried_words
from strongroom.words.log_words import log_sentence
from strongroom.workflows.drills import (
    DUE_AFTER_DAYS,
    Drill,
    NotedDrill,
    file_drill,
    last_of,
    last_of_key,
    recovery_drill,
    signed_drill,
)
from strongroom.workflows.keeping import Keeper, KeptWallet
from strongroom.workflows.reading_apart import borne_apart
from strongroom.workflows.vault_ways import has_recovery_key

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)
_STRONG = Voice(weight=Weight.STRONG)
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_DUE = Voice(TypeSize.SMALL, role=Role.WARN)
_MOST = 20
"""Earlier drills that are listed; all stand in the log."""


class DrillsPage(Page):
    """What is checked here is noted by the check; all else at a person's word."""

    def __init__(self, parts: Parts, place: DrillsPlace) -> None:
        super().__init__(parts, way_back=place.back)
        self._row = place.row
        self._turns = Turns(self)
        self.form: DrillForm | None = None
        self._standing, self._earlier = QVBoxLayout(), QVBoxLayout()
        kept = self.session.wallet(self._row)
        if kept is None:
            self.set_title(self.tr("Drills"))
            self._say_gone()
            return
        self.set_title(
            self.tr("Drills"),
            self.tr("{wallet}: what you would need one day, tried before.").format(
                wallet=kept.wallet.name
            ),
        )
        self.set_network(kept.wallet.network)
        for part in (self._standing, self._earlier):
            part.setSpacing(self.look.px(CAPTION_GAP))
        self.column.addLayout(self._standing)
        self.column.addLayout(self._earlier)
        self.column.addStretch(1)
        self.renew()

    def furnish(self) -> None:
        """The form has many fields."""
        kept = self.session.wallet(self._row)
        if kept is not None:
            self._add_form(kept)

    def renew(self) -> None:
        """Shows what stands in the log now."""
        kept = self.session.wallet(self._row)
        if kept is None:
            return
        emptied(self._standing)
        emptied(self._earlier)
        self._card = Card(self.look, CardKind.LIST)
        self._standing.addWidget(self._card)
        due = self.tr("A drill is due again after %n days.", "", DUE_AFTER_DAYS)
        self._standing.addWidget(Text(self.look, due, _SOFT))
        self._turns.begin([*self._rows(kept), self._show_earlier])

    # How it stands

    def _rows(self, kept: KeptWallet) -> list[Callable[[], None]]:
        """Each adds a row: of the keys, of the wallet's file, and of what the vault has."""
        keys = kept.wallet.policy.cosigners
        names = kept.names(QCoreApplication.translate)
        drills, of_keys = self.session.drills, (Tried.WORDS, Tried.SIGNED)
        rows: list[Callable[[], None]] = []
        for name, key in zip(names, keys, strict=True):
            found = [last_of_key(drills, key, tried) for tried in of_keys]
            rows.append(partial(self._add_row, name, list(zip(of_keys, found, strict=True))))
        for tried in self._of_all():
            row = self._row if tried is Tried.WALLET_FILE else ""
            last = last_of(drills, row, tried)
            rows.append(partial(self._add_row, "", [(tried, last)]))
        return rows

    def _of_all(self) -> list[Tried]:
        """What is tried of the wallet as a whole, and of the vault, where there is one."""
        tried = [Tried.WALLET_FILE]
        if self.session.vault is not None:
            tried.append(Tried.VAULT_COPY)
            if has_recovery_key(self.session.vault):
                tried.append(Tried.RECOVERY_KEY)
        return tried

    def _add_row(self, name: str, drills: list[tuple[Tried, NotedDrill | None]]) -> None:
        if self._card.body.count():
            self._card.body.addWidget(Hairline(self.look))
        held, px = QWidget(), self.look.px
        column = QVBoxLayout(held)
        column.setContentsMargins(px(16), px(10), px(16), px(10))
        column.setSpacing(px(4))
        if name:
            column.addWidget(Text(self.look, name, _STRONG))
        for tried, last in drills:
            column.addWidget(self._line(tried, last, is_alone=not name))
        self._card.body.addWidget(held)

    def _line(self, tried: Tried, last: NotedDrill | None, *, is_alone: bool) -> QWidget:
        held, say, today = QWidget(), QCoreApplication.translate, _today()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.look.px(8))
        words = QVBoxLayout()
        words.setSpacing(0)
        voice = _STRONG if is_alone else Voice()
        words.addWidget(Text(self.look, tried_words(tried, say), voice))
        is_due = last is None or last.is_due(today)
        said = never_words(say) if last is None else last.line(today, say)
        words.addWidget(Text(self.look, said, _DUE if is_due else _SOFT))
        sign = Sign(self.look, _sign(last, today), 16)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return held

    # Noting another

    def _add_form(self, kept: KeptWallet) -> None:
        people = [one.record.name for one in self.session.people]
        offered = [Tried.WORDS, Tried.SIGNED, *self._of_all()]
        self.form = form = DrillForm(self.look, self.parts.lanes, kept, offered, people, _today())
        form.noted.connect(self._note)
        form.answered.connect(self._check_answer)
        form.file_wanted.connect(self._ask_file)
        form.recovery_key_typed.connect(self._check_recovery_key)
        form.failed.connect(self.say_error)
        form.told.connect(lambda said: self.say(said, SignKind.SEEN))
        at = self.column.indexOf(self._earlier)
        self.column.insertWidget(at, form)
        self.column.insertWidget(at, Text(self.look, self.tr("Note a drill"), _LEAD))

    def _note(self, drill: Drill) -> None:
        self._keep(lambda _: drill, self.tr("It is noted in the log."), SignKind.SAID)

    def _check_answer(self, answer: str, by: str) -> None:
        kept = self.session.wallet(self._row)
        if kept is not None:
            work = partial(signed_drill, kept, answer, by, _today())
            said = self.tr("The signature is a key’s of this wallet. It is noted in the log.")
            self._keep(lambda _: work(), said)

    def _ask_file(self, by: str) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("The wallet’s file"))
        if name:
            self.check_file(Path(name), by)

    def check_file(self, path: Path, by: str) -> None:
        """Notes that a file brings the wallet back, if it does."""
        kept = self.session.wallet(self._row)
        if kept is None:
            return

        def work(_: Keeper) -> Drill:
            data = borne_apart(read_file(str(path)))
            return file_drill(kept, data, path.name, by, _today())

        said = self.tr("{file} brings this very wallet back. It is noted in the log.")
        self._keep(work, said.format(file=path.name))

    def _check_recovery_key(self, text: str, by: str) -> None:
        vault = self.session.vault
        if isinstance(vault, Vault):
            work = partial(recovery_drill, vault, text, by, _today())
            said = self.tr("This recovery key opens the vault. It is noted in the log.")
            self._keep(lambda _: work(), said)

    def _keep(
        self, made: Callable[[Keeper], Drill], said: str, sign: SignKind = SignKind.SEEN
    ) -> None:
        """Has a drill made and checked, and noted; what fails is said."""
        row = self._row
        task = self.session.change(lambda keeper: keeper.note_drill(row, made(keeper), _today()))
        task.succeeded.connect(lambda _: self._say_kept(said, sign))
        task.failed.connect(self.say_error)

    def _say_kept(self, said: str, sign: SignKind) -> None:
        if self.form is not None:
            self.form.clear()
        self.renew()
        self.say(said, sign)

    # What was done before

    def _show_earlier(self) -> None:
        found = [one for one in self.session.drills if one.wallet in ("", self._row)][:_MOST]
        if not found:
            return
        self._earlier.addWidget(Text(self.look, self.tr("Drills before"), _LEAD))
        card = Card(self.look, CardKind.LIST)
        for number, drill in enumerate(found):
            if number:
                card.body.addWidget(Hairline(self.look))
            card.body.addWidget(self._sentence(drill))
        self._earlier.addWidget(card)

    def _sentence(self, drill: NotedDrill) -> QWidget:
        held, px = QWidget(), self.look.px
        column = QVBoxLayout(held)
        column.setContentsMargins(px(16), px(10), px(16), px(10))
        column.setSpacing(px(2))
        said = log_sentence(drill.kind, drill.facts, QCoreApplication.translate)
        column.addWidget(Text(self.look, said))
        checked = self.tr("checked by Strongroom") if drill.is_checked else ""
        entry = self.tr("entry {number}").format(number=drill.number)
        line = " · ".join(part for part in (drill.note, checked, entry) if part)
        column.addWidget(Text(self.look, line, _SOFT))
        return held

    def _say_gone(self) -> None:
        state = FindingState(
            SignKind.TO_KNOW,
            self.tr("This wallet is not here any more"),
            self.tr("It was removed, or belongs to another vault."),
        )
        self.column.addWidget(FindingCard(self.look, state))
        self.column.addStretch(1)


def _sign(last: NotedDrill | None, today: date) -> SignKind:
    if last is None:
        return SignKind.LOOK
    if not last.went_well:
        return SignKind.STOPS
    if last.is_due(today):
        return SignKind.DUE
    return SignKind.SEEN if last.is_checked else SignKind.SAID


def _today() -> date:
    """Of this computer's clock and time zone."""
    return datetime.now(UTC).astimezone().date()
