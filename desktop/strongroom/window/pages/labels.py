"""Labels from a file beside those of a wallet, before any of them is taken in."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from strongroom.formats.bip329 import Label, LabelType
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.page import Page, Parts
from strongroom.window.pages.finding_cards import finding_cards
from strongroom.window.paragraph import Voice
from strongroom.window.places import LabelsPlace, WalletPlace
from strongroom.window.tasks import Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.widgets.address import Address, AddressState
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.check_box import CheckBox
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.workflows.keeping import Keeper, KeptWallet
from strongroom.workflows.labels import (
    MergeLine,
    MergePreview,
    MergeState,
    preview_labels,
    take_in,
)

_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_FIXED = Voice(TypeSize.FIXED_SMALL, role=Role.INK_SOFT)
_STRONG = Voice(weight=Weight.STRONG)
_SHOWN = (MergeState.DIFFERENT, MergeState.SUSPECTED, MergeState.NEW)
_MOST_ROWS = 200
"""Rows that are drawn; of a larger file the rest is counted."""


class LabelsPage(Page):
    """What is new is taken in by one button; what differs or may be a seed only when ticked."""

    def __init__(self, parts: Parts, place: LabelsPlace) -> None:
        super().__init__(parts, way_back=WalletPlace(place.row))
        self._file, self._row = place.file, place.row
        self._preview = MergePreview(())
        title = self.tr("Labels from {name}").format(name=place.name)
        self.set_title(title if place.name else self.tr("Labels from a file"))
        self._take = Button(self.look, self.tr("Take the labels in"), ButtonKind.FILLED, Icon.CHECK)
        self._take.clicked.connect(self.take)
        self._replace = CheckBox(self.look, self.tr("Replace labels that differ"))
        self._not_seed_words = CheckBox(
            self.look, self.tr("I looked at them: these are not seed words")
        )
        for box in (self._not_seed_words, self._replace):
            box.hide()
            box.toggled.connect(lambda _: self._say_count())
            self.column.addWidget(box)
        self.header_buttons.addWidget(self._take)
        self.set_primary(self._take)
        self._say_count()
        self._compare(self.session.wallet(place.row))

    def _compare(self, kept: KeptWallet | None) -> None:
        if kept is None:
            self.say(self.tr("This wallet is not here any more."), SignKind.LOOK)
            return
        self.set_network(kept.wallet.network)
        task = Task(self)
        task.succeeded.connect(partial(self._show, kept))
        task.failed.connect(self.say_error)
        keeper, file = self.session.keeper, self._file

        def work() -> MergePreview:
            return preview_labels(file, kept.wallet, keeper.labels(kept.row))

        task.run(self.parts.lanes.engines, without_progress(work))

    def _show(self, kept: KeptWallet, preview: MergePreview) -> None:
        self._preview = preview
        self.set_title(self.title, self._state_line(kept, preview))
        differing = len(preview.of(MergeState.DIFFERENT))
        words = self.tr("Replace labels that differ (%n)", "", differing)
        self._replace.set_words(words)
        self._replace.setVisible(differing > 0)
        self._not_seed_words.setVisible(bool(preview.of(MergeState.SUSPECTED)))
        findings = (*self._file.findings, *preview.findings)
        for place, card in enumerate(finding_cards(self.look, findings)):
            self.column.insertWidget(place, card)
        lines = [line for state in _SHOWN for line in preview.of(state)]
        if lines:
            self.column.addWidget(self._list(lines[:_MOST_ROWS]))
        if len(lines) > _MOST_ROWS:
            more = self.tr("And %n more.", "", len(lines) - _MOST_ROWS)
            self.column.addWidget(Text(self.look, more, _SOFT))
        self.column.addStretch(1)
        self._say_count()

    def _state_line(self, kept: KeptWallet, preview: MergePreview) -> str:
        """How many of the file's lines are not in the list below, and why."""
        same, foreign = len(preview.of(MergeState.SAME)), len(preview.of(MergeState.FOREIGN))
        not_kept = len(preview.of(MergeState.NOT_KEPT)) + len(preview.skipped)
        said = [self.tr("For {name}").format(name=kept.wallet.name)]
        if same:
            said.append(self.tr("here already: %n", "", same))
        if foreign:
            said.append(self.tr("of other wallets: %n", "", foreign))
        if not_kept:
            said.append(self.tr("not kept here: %n", "", not_kept))
        return " · ".join(said)

    def _list(self, lines: list[MergeLine]) -> Card:
        card = Card(self.look, CardKind.LIST)
        for number, line in enumerate(lines):
            if number:
                card.body.addWidget(Hairline(self.look))
            card.body.addWidget(self._line(line))
        return card

    def _line(self, line: MergeLine) -> QWidget:
        row = QWidget()
        px = self.look.px
        words = QVBoxLayout(row)
        words.setContentsMargins(px(16), px(10), px(16), px(10))
        words.setSpacing(px(2))
        words.addWidget(Text(self.look, line.label.text or "", _STRONG))
        words.addWidget(self._thing(line.label))
        if line.kept:
            here = self.tr("Its label here: {text}").format(text=line.kept)
            words.addWidget(Text(self.look, here, _SOFT))
        return row

    def _thing(self, label: Label) -> QWidget:
        """What the label is on."""
        if label.type is LabelType.ADDRESS:
            state = AddressState(label.reference, label.text or "")
            return Address(self.look, state, TypeSize.FIXED_SMALL)
        name = self.tr("Transaction") if label.type is LabelType.TRANSACTION else self.tr("Coin")
        return Text(self.look, f"{name} {label.reference}", _FIXED)

    def _wanted(self) -> list[Label]:
        return self._preview.wanted(
            replace=self._replace.isChecked(), not_seed_words=self._not_seed_words.isChecked()
        )

    def _say_count(self) -> None:
        count = len(self._wanted())
        self._take.set_words(self.tr("Take the labels in (%n)", "", count))
        self._take.switch("" if count else self.tr("There is nothing here to take in."))

    def take(self) -> None:
        """Keeps the labels, all of them or none, and goes to the wallet."""
        labels, row = self._wanted(), self._row

        def change(keeper: Keeper) -> int:
            return take_in(keeper, row, labels)

        task = self.session.change(change)
        task.succeeded.connect(lambda _: self.go.emit(WalletPlace(row)))
        task.failed.connect(self.say_error)
