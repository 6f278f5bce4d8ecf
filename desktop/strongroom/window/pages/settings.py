"""Settings: how amounts are written, the theme, the size of the text."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Unit
from strongroom.window.measures import CAPTION_GAP, Measures
from strongroom.window.page import Page, Parts
from strongroom.window.paragraph import Side, Voice
from strongroom.window.places import Home, SettingsPlace
from strongroom.window.settings_file import Remembered, chosen_theme
from strongroom.window.theme import Role, ThemeName, load_theme
from strongroom.window.widgets.amount import Amount
from strongroom.window.widgets.card import Card
from strongroom.window.widgets.check_box import RoundBox
from strongroom.window.widgets.field import Choice
from strongroom.window.widgets.layouts import Flow
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

    def _take_unit(self, unit: Unit) -> None:
        self._take(replace(self.parts.settings.remembered, unit=unit))

    def _take_theme(self, theme: ThemeName | None) -> None:
        self._take(replace(self.parts.settings.remembered, theme=theme))

    def _take_text_size(self, number: int) -> None:
        self._take(replace(self.parts.settings.remembered, text_size=TEXT_SIZES[number]))

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
