"""Text set in lines of one height, in one or more voices, for any width."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.look import Look
from strongroom.window.theme import Role

_HYPHEN = re.compile("(-)")
_ENDLESS = 1_000_000.0
_MOST_KEPT = 2_000
"""Texts that are kept as they were set."""


class Side(Enum):
    """The side lines are set against."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Voice:
    """Size, weight and role of text."""

    size: TypeSize = TypeSize.BODY
    weight: Weight = Weight.PLAIN
    role: Role = Role.INK


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``weight`` and ``role`` are set where they differ from the voice."""

    text: str
    weight: Weight | None = None
    role: Role | None = None


def paragraph(look: Look, text: str | Sequence[Run], voice: Voice | None = None) -> "Paragraph":
    """Text as it is set in this look. It is set once: layouts and painting ask for it often."""
    key = (text if isinstance(text, str) else tuple(text), voice or Voice())
    found = look.set_texts.get(key)
    if not isinstance(found, Paragraph):
        if len(look.set_texts) >= _MOST_KEPT:
            look.set_texts.clear()
        found = look.set_texts[key] = Paragraph(look, text, voice)
    return found


class Paragraph:
    """Text in the look of the moment; it is made anew when that changes."""

    def __init__(self, look: Look, text: str | Sequence[Run], voice: Voice | None = None) -> None:
        self._look = look
        self._voice = voice or Voice()
        runs = (Run(text),) if isinstance(text, str) else tuple(text)
        self.text = "".join(run.text for run in runs)
        self._line = look.px(self._voice.size.line)
        self._layout = self._lay_out(runs)
        self._width = -1.0
        self._heights: dict[float, int] = {}
        self._break_at(_ENDLESS)
        lines = range(self._layout.lineCount())
        widths = (self._layout.lineAt(line).naturalTextWidth() for line in lines)
        self.natural_width = ceil(max(widths, default=0.0))

    def _lay_out(self, runs: Sequence[Run]) -> QTextLayout:
        plain = self.text.replace("\n", "\N{LINE SEPARATOR}")
        layout = QTextLayout(plain, self._look.font(self._voice.size, self._voice.weight))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats(runs))
        return layout

    def _formats(self, runs: Sequence[Run]) -> list[QTextLayout.FormatRange]:
        made, start = [], 0
        for run in runs:
            for text in _HYPHEN.split(run.text):
                part = QTextLayout.FormatRange()
                # Qt counts in UTF-16.
                part.start, part.length = start, len(text.encode("utf-16-le")) // 2
                part.format = self._format(run, is_hyphen=text == "-")
                start += part.length
                made.append(part)
        return made

    def _format(self, run: Run, *, is_hyphen: bool) -> QTextCharFormat:
        form = QTextCharFormat()
        weight = self._voice.weight if run.weight is None else run.weight
        font = self._look.font(self._voice.size, weight)
        if is_hyphen:
            # Inter's tabular hyphen is as wide as a figure. The font itself is everybody's.
            font = QFont(font)
            font.clearFeatures()
        form.setFont(font)
        form.setForeground(self._look.ink(run.role or self._voice.role))
        return form

    def _break_at(self, width: float) -> None:
        if width == self._width:
            return
        self._width = width
        self._layout.beginLayout()
        top = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            # Whole baselines are sharper than true ones.
            baseline = round((self._line - line.height()) / 2 + line.ascent())
            line.setPosition(QPointF(0, top + baseline - line.ascent()))
            top += self._line
        self._layout.endLayout()

    def height(self, width: float) -> int:
        """How high the text is when it may be ``width`` px wide; layouts ask this often."""
        if width not in self._heights:
            self._break_at(max(width, 1.0))
            self._heights[width] = max(self._layout.lineCount(), 1) * self._line
        return self._heights[width]

    def draw(
        self, painter: QPainter, corner: QPointF, width: float, side: Side = Side.LEFT
    ) -> None:
        """Draws it downward from the top left ``corner``."""
        self._break_at(max(width, 1.0))
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            free = width - line.naturalTextWidth()
            shift = {Side.LEFT: 0.0, Side.RIGHT: free, Side.CENTRE: free / 2}[side]
            line.draw(painter, corner + QPointF(round(shift), 0))

    def widest_word(self) -> int:
        metrics = QFontMetricsF(self._look.font(self._voice.size, Weight.STRONG))
        return ceil(max((metrics.horizontalAdvance(word) for word in self.text.split()), default=0))


def elided(look: Look, text: str, voice: Voice, width: float) -> str:
    """``text`` in one line, its end cut to ``width`` px."""
    metrics = QFontMetricsF(look.font(voice.size, voice.weight))
    return metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, width)
