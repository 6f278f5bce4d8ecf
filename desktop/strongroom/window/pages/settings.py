"""Settings: how amounts are written, theme, size of the text, language, limits of the review."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from strongroom.review.limits import ADJUSTABLE, Limits
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.languages import languages, translations
from strongroom.window.look import Unit
from strongroom.window.measures import CAPTION_GAP, Measures
from strongroom.window.page import Page, Parts
from strongroom.window.pages.settings_limits import LimitsCard
from strongroom.window.paragraph import Side, Voice
from strongroom.window.places import Home, MessagesPlace, SettingsPlace
from strongroom.window.settings_file import Remembered, chosen_theme
from strongroom.window.theme import Role, ThemeName, load_theme
from strongroom.window.turns import Turns
from strongroom.window.widgets.amount import Amount
from strongroom.window.widgets.buttons import Button, ButtonSize
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.check_box import RoundBox
from strongroom.window.widgets.field import Choice
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text

TEXT_SIZES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5)
_SAMPLE = 1_500_000
_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)


class SettingsPage(Page):
    """Every choice is taken at once, and remembered."""

    def __init__(self, parts: Parts, place: SettingsPlace) -> None:
        super().__init__(parts, way_back=Home())
        self.set_title(self.tr("Settings"), self.tr("Changes are taken at once."))
        said = parts.settings.remembered
        self.column.addWidget(self._units(said))
        self.column.addWidget(self._themes(said))
        self.column.addWidget(self._text_sizes(said))
        self.column.addWidget(self._languages(said))
        self.column.addWidget(self._messages())
        self.column.addLayout(self._limits())
        self.column.addStretch(1)

    def _units(self, said: Remembered) -> Card:
        words = {Unit.BITCOIN: self.tr("Bitcoin"), Unit.SATOSHI: self.tr("Satoshi")}
        choices = [
            (words[unit], unit is said.unit, partial(self._take_unit, unit)) for unit in Unit
        ]
        card = self._card(self.tr("Amounts"), self._boxes(choices))
        card.body.addWidget(Amount(self.look, _SAMPLE, side=Side.LEFT))
        return card

    def _themes(self, said: Remembered) -> Card:
        words = {
            None: self.tr("As the desktop"),
            ThemeName.LIGHT: self.tr("Light"),
            ThemeName.DARK: self.tr("Dark"),
            ThemeName.HIGH_CONTRAST: self.tr("High contrast"),
        }
        choices = [
            (text, theme is said.theme, partial(self._take_theme, theme))
            for theme, text in words.items()
        ]
        return self._card(self.tr("Theme"), self._boxes(choices))

    def _text_sizes(self, said: Remembered) -> Card:
        choice = Choice(
            self.look, self.tr("Size of the text"), [f"{size:.0%}" for size in TEXT_SIZES]
        )
        near = min(TEXT_SIZES, key=lambda size: abs(size - said.text_size))
        choice.setCurrentIndex(TEXT_SIZES.index(near))
        choice.activated.connect(self._take_text_size)
        choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        card = self._card(self.tr("Size of the text"), choice)
        sentence = self.tr("Everything in the window grows with it.")
        card.body.addWidget(Text(self.look, sentence, _SOFT))
        return card

    def _languages(self, said: Remembered) -> Card:
        found = languages(translations())
        choice = Choice(self.look, self.tr("Language"), [one.name for one in found])
        codes = [one.code for one in found]
        choice.setCurrentIndex(codes.index(said.language) if said.language in codes else 0)
        choice.activated.connect(lambda number: self._take_language(codes[number]))
        choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        card = self._card(self.tr("Language"), choice)
        sentence = (
            self.tr("Taken when Strongroom is started the next time.")
            if len(found) > 1
            else self.tr("English is the only language this version came with.")
        )
        card.body.addWidget(Text(self.look, sentence, _SOFT))
        return card

    def _messages(self) -> Card:
        go = Button(self.look, self.tr("Signed messages"), size=ButtonSize.SMALL)
        go.clicked.connect(lambda: self.go.emit(MessagesPlace()))
        go.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        card = self._card(self.tr("Messages"), go)
        sentence = self.tr("Verify who signed a text, or ask a signer to sign one.")
        card.body.insertWidget(1, Text(self.look, sentence, _SOFT))
        return card

    def _limits(self) -> QVBoxLayout:
        section = QVBoxLayout()
        section.setSpacing(self.look.px(CAPTION_GAP))
        section.addWidget(Text(self.look, self.tr("Limits of the review"), _LEAD))
        section.addWidget(Text(self.look, self._where_kept(), _SOFT))
        self.limits = LimitsCard(self.look, self.session.keeper.limits())
        self.limits.moved.connect(self._move_limits)
        section.addWidget(self.limits)
        self._turns = Turns(self)
        self._turns.begin([partial(self.limits.add_rows, [limit]) for limit in ADJUSTABLE])
        return section

    def _where_kept(self) -> str:
        vault = self.session.vault
        used = self.tr("Reviews use them from now on, also that of the payment that is open.")
        if vault is None:
            kept = self.tr("No vault is open: they are forgotten when you close the window.")
        elif vault.read_only is not None:
            kept = self.tr("The vault is open for reading only: they cannot be moved now.")
        else:
            kept = self.tr("They are kept in the vault {name}.").format(name=vault.path.stem)
        return f"{kept} {used}"

    def _move_limits(self, limits: Limits) -> None:
        task = self.session.move_limits(limits)
        task.succeeded.connect(lambda _: self.say(self.tr("The limit is moved."), SignKind.SEEN))
        task.failed.connect(self._say_not_moved)

    def _say_not_moved(self, error: object) -> None:
        self.limits.show_limits(self.session.keeper.limits())
        self.say_error(error)

    def _take_unit(self, unit: Unit) -> None:
        self._take(replace(self.parts.settings.remembered, unit=unit))

    def _take_theme(self, theme: ThemeName | None) -> None:
        self._take(replace(self.parts.settings.remembered, theme=theme))

    def _take_text_size(self, number: int) -> None:
        self._take(replace(self.parts.settings.remembered, text_size=TEXT_SIZES[number]))

    def _take_language(self, code: str) -> None:
        self._take(replace(self.parts.settings.remembered, language=code))

    def _boxes(self, choices: Sequence[tuple[str, bool, Callable[[], None]]]) -> QWidget:
        held = QWidget()
        row = Flow(self.look, gap=24)
        for words, is_chosen, take in choices:
            box = RoundBox(self.look, words, held)
            box.setChecked(is_chosen)
            box.clicked.connect(lambda _=False, take=take: take())
            row.addWidget(box)
        held.setLayout(row)
        return held

    def _card(self, title: str, part: QWidget) -> Card:
        card = Card(self.look)
        column: QVBoxLayout = card.body
        column.setSpacing(self.look.px(CAPTION_GAP))
        column.addWidget(Text(self.look, title, _LEAD))
        column.addWidget(part)
        return card

    def _take(self, said: Remembered) -> None:
        self.parts.settings.remember(said)
        self.look.change(load_theme(chosen_theme(said)), Measures(said.text_size), said.unit)
