"""What Qt's own controls need to know of a theme: its palette, and their style sheets."""

from enum import Enum
from string import Template

from PySide6.QtGui import QColor, QPalette

from strongroom.window.measures import (
    BUTTON,
    DASH,
    RADIUS,
    SMALL_RADIUS,
    Measures,
)
from strongroom.window.theme import Role, Theme


class Sheet(Enum):
    """What is said to one kind of Qt's own controls. Each has its own sheet: one for the whole
    application is worked out for every widget there is, and takes a turn of the window for it."""

    FIELD = """
QLineEdit {
    background: $surface; color: $ink; border: ${outline}px solid $edge;
    border-radius: ${radius}px; padding: 0 ${nine}px; min-height: ${field}px;
    placeholder-text-color: $ink_soft;
}
QLineEdit:disabled { background: $paper; color: $ink_soft; border-color: $line; }
QMenu { background: $surface; color: $ink; border: ${outline}px solid $edge; padding: ${four}px; }
QMenu::item { padding: ${six}px ${twenty}px ${six}px ${twelve}px; border-radius: ${small}px; }
QMenu::item:selected { background: $pressed; }
QMenu::item:disabled { color: $ink_soft; }
QMenu::separator { background: $line; height: 1px; margin: ${four}px ${twelve}px; }
"""
    AREA = """
QPlainTextEdit {
    background: $surface; color: $ink; border: ${outline}px solid $edge;
    border-radius: ${radius}px; padding: ${six}px ${eight}px; min-height: ${field}px;
    placeholder-text-color: $ink_soft;
}
QPlainTextEdit:disabled { background: $paper; color: $ink_soft; border-color: $line; }
"""
    LIST = """
QAbstractItemView {
    background: $surface; color: $ink; border: ${outline}px solid $edge; outline: none;
    selection-background-color: $pressed; selection-color: $ink;
}
QAbstractItemView::item { min-height: ${row}px; padding: 0 ${eight}px; }
"""
    BAR = """
QScrollBar:vertical { background: transparent; width: ${twelve}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${twelve}px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: ${three}px; margin: ${three}px; }
QScrollBar::handle:vertical { min-height: ${twentyeight}px; }
QScrollBar::handle:horizontal { min-width: ${twentyeight}px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $ink_soft; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""


def style_sheet(sheet: Sheet, theme: Theme, measures: Measures) -> str:
    """The sheet as it is said in a theme, and at a size of the text."""
    lengths = {
        "three": 3,
        "four": DASH,
        "six": 6,
        "eight": 8,
        "nine": 9,
        "twelve": 12,
        "twenty": 20,
        "twentyeight": 28,
        "row": 32,
        "field": BUTTON - 2 * theme.mixing.outline,
        "radius": RADIUS,
        "small": SMALL_RADIUS,
        "outline": theme.mixing.outline,
    }
    colours = {role.name.lower(): str(theme.colour(role)) for role in Role}
    return Template(sheet.value).substitute(
        {name: measures.px(length) for name, length in lengths.items()},
        **colours,
        pressed=str(theme.quiet_pressed()),
    )


def palette(theme: Theme) -> QPalette:
    """The theme for whatever asks Qt's palette."""
    made = QPalette()
    for part, role in _PALETTE.items():
        made.setColor(part, QColor(*theme.colour(role).parts))
    for part in _TEXTS:
        soft = QColor(*theme.colour(Role.INK_SOFT).parts)
        made.setColor(QPalette.ColorGroup.Disabled, part, soft)
    return made


_TEXTS = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)
_PALETTE = {
    QPalette.ColorRole.Window: Role.PAPER,
    QPalette.ColorRole.WindowText: Role.INK,
    QPalette.ColorRole.Base: Role.SURFACE,
    QPalette.ColorRole.AlternateBase: Role.PAPER,
    QPalette.ColorRole.Text: Role.INK,
    QPalette.ColorRole.PlaceholderText: Role.INK_SOFT,
    QPalette.ColorRole.Button: Role.SURFACE,
    QPalette.ColorRole.ButtonText: Role.INK,
    QPalette.ColorRole.BrightText: Role.BLOCK,
    QPalette.ColorRole.Link: Role.ACCENT,
    QPalette.ColorRole.LinkVisited: Role.ACCENT,
    QPalette.ColorRole.Highlight: Role.ACCENT,
    QPalette.ColorRole.HighlightedText: Role.ON_ACCENT,
    QPalette.ColorRole.Accent: Role.ACCENT,
    QPalette.ColorRole.ToolTipBase: Role.SURFACE,
    QPalette.ColorRole.ToolTipText: Role.INK,
    QPalette.ColorRole.Light: Role.SURFACE,
    QPalette.ColorRole.Midlight: Role.PAPER,
    QPalette.ColorRole.Mid: Role.LINE,
    QPalette.ColorRole.Dark: Role.EDGE,
    QPalette.ColorRole.Shadow: Role.EDGE,
}
