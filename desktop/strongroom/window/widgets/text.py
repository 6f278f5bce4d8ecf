"""Words on a page: in one of five sizes, wrapped, with the line height of their size."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from strongroom.window.look import Look
from strongroom.window.painting import smooth
from strongroom.window.paragraph import Run, Side, Voice, elided, paragraph
from strongroom.window.widgets.painted import Painted, grows_down, set_tip

_COMFORTABLE = 560
"""Wider than this, in px at 100 %, text does not ask to be."""
_LEAST = 96


class Text(Painted):
    """Plain text that wraps. What is said with more than one voice is given as runs."""

    def __init__(
        self,
        look: Look,
        text: str | Sequence[Run] = "",
        voice: Voice | None = None,
        side: Side = Side.LEFT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._voice = voice or Voice()
        self._side = side
        grows_down(self)
        self._runs = _runs(text)
        self.renew()

    def set_text(self, text: str | Sequence[Run]) -> None:
        runs = _runs(text)
        if runs != self._runs:
            self._runs = runs
            self.renew()

    def set_voice(self, voice: Voice) -> None:
        if voice != self._voice:
            self._voice = voice
            self.renew()

    def renew(self) -> None:
        self._paragraph = paragraph(self.look, self._runs, self._voice)
        self.setText(self._paragraph.text)
        super().renew()

    def natural_width(self) -> int:
        return self._paragraph.natural_width

    def sizeHint(self) -> QSize:
        width = min(self._paragraph.natural_width, self.look.px(_COMFORTABLE))
        return QSize(width, self._paragraph.height(width))

    def minimumSizeHint(self) -> QSize:
        least = min(self._paragraph.widest_word(), self.look.px(_LEAST))
        return QSize(min(least, self._paragraph.natural_width), self._one_line())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._paragraph.height(width)

    def _one_line(self) -> int:
        return self.look.px(self._voice.size.line)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        height = self._paragraph.height(self.width())
        top = max((self.height() - height) // 2, 0) if height < 2 * self._one_line() else 0
        self._paragraph.draw(painter, QPointF(0, top), self.width(), self._side)


def _runs(text: str | Sequence[Run]) -> tuple[Run, ...]:
    return (Run(text),) if isinstance(text, str) else tuple(text)


class Line(Painted):
    """Plain text in one line, cut at its end where there is no room; the tip has it whole."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        voice: Voice | None = None,
        side: Side = Side.LEFT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._voice = voice or Voice()
        self._side = side
        self.set_text(text)

    def set_text(self, text: str) -> None:
        self.setText(text)
        self.renew()

    def sizeHint(self) -> QSize:
        whole = paragraph(self.look, self.text(), self._voice)
        return QSize(whole.natural_width, self.look.px(self._voice.size.line))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.look.px(_LEAST)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._say_whole()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip:
            self._say_whole()
        return super().event(event)

    def _say_whole(self) -> None:
        is_cut = self.sizeHint().width() > self.width()
        set_tip(self, self.text() if is_cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        shown = elided(self.look, self.text(), self._voice, self.width())
        line = paragraph(self.look, shown, self._voice)
        top = (self.height() - self.look.px(self._voice.size.line)) // 2
        line.draw(painter, QPointF(0, top), self.width(), self._side)
