"""How everything looks at the moment: theme, size of the text and unit of amounts, in one place."""

from collections.abc import Hashable
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from strongroom.paper.fonts import load_fonts
from strongroom.window.colour import Colour
from strongroom.window.fonts import TypeSize, Weight, font
from strongroom.window.icons import program_icon
from strongroom.window.measures import Measures
from strongroom.window.style_sheet import Sheet, palette, style_sheet
from strongroom.window.theme import Role, Theme
from strongroom.words.amounts import bitcoin, satoshi

_ICON_LATER = 200
"""Milliseconds: the desktop's icon comes after what is seen in the window."""


class Unit(Enum):
    """How amounts are written, everywhere at once."""

    BITCOIN = "BTC"
    SATOSHI = "sat"

    def write(self, amount: int) -> str:
        """``amount`` (satoshi) with its unit."""
        return bitcoin(amount) if self is Unit.BITCOIN else satoshi(amount)


class Look(QObject):
    """What every widget asks for its colours, lengths and fonts; it says when they change."""

    changed = Signal()

    def __init__(
        self, theme: Theme, measures: Measures | None = None, unit: Unit = Unit.BITCOIN
    ) -> None:
        super().__init__()
        self.theme = self._chosen = theme
        self.measures = measures or Measures()
        self.unit = unit
        self.set_texts: dict[Hashable, object] = {}
        """What ``paragraph`` has set in this look; nothing of it outlives a change."""
        self._sheets: dict[Sheet, str] = {}
        # In a turn of its own: every widget hears of a palette and of a font.
        self._dress_timer = QTimer(self, singleShot=True, interval=0)
        self._icon_timer = QTimer(self, singleShot=True, interval=_ICON_LATER)
        load_fonts()

    def practise(self, is_practice: bool) -> None:
        """Takes the look of practice, or leaves it; the theme that was chosen stays."""
        if is_practice is not self.theme.is_practice:
            self.theme = self._chosen.for_practice() if is_practice else self._chosen
            self._say_changed()

    def change(
        self,
        theme: Theme | None = None,
        measures: Measures | None = None,
        unit: Unit | None = None,
    ) -> None:
        """Takes what is given, leaves the rest, and tells every widget."""
        self._chosen = theme or self._chosen
        self.theme = self._chosen.for_practice() if self.theme.is_practice else self._chosen
        self.measures = measures or self.measures
        self.unit = unit or self.unit
        self._say_changed()

    def _say_changed(self) -> None:
        self.set_texts.clear()
        self._sheets.clear()
        self.changed.emit()

    def dress(self, application: QApplication) -> None:
        """Gives the application this look, now and after every change."""
        application.setStyle("Fusion")
        self._icon_timer.timeout.connect(lambda: self._dress_icon(application))
        self._dress(application)
        self._dress_timer.timeout.connect(lambda: self._dress(application))
        self.changed.connect(self._dress_timer.start)

    @property
    def is_worn(self) -> bool:
        """Whether the application has this look too."""
        return not self._dress_timer.isActive()

    def _dress(self, application: QApplication) -> None:
        application.setPalette(palette(self.theme))
        application.setFont(self.font(TypeSize.BODY))
        self._icon_timer.start()

    def _dress_icon(self, application: QApplication) -> None:
        application.setWindowIcon(program_icon(self.colour(Role.ACCENT)))

    def px(self, length: float) -> int:
        return self.measures.px(length)

    def real(self, length: float) -> float:
        return self.measures.real(length)

    def colour(self, role: Role) -> Colour:
        return self.theme.colour(role)

    def ink(self, role: Role) -> QColor:
        return qt_colour(self.colour(role))

    def sheet(self, sheet: Sheet) -> str:
        """What a control of Qt's own is told of this look."""
        if sheet not in self._sheets:
            self._sheets[sheet] = style_sheet(sheet, self.theme, self.measures)
        return self._sheets[sheet]

    def font(self, size: TypeSize, weight: Weight = Weight.PLAIN) -> QFont:
        return font(size, weight, self.measures.scale)


def qt_colour(colour: Colour) -> QColor:
    return QColor(*colour.parts)
