"""A small button that becomes a field: something is given a name where it stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from strongroom.window.icons import Icon
from strongroom.window.look import Look
from strongroom.window.widgets.buttons import Button, ButtonKind, ButtonSize
from strongroom.window.widgets.field import TextField

_FIELD = 240


class LabelEdit(QWidget):
    """``named`` has the new text, which may be empty; Enter ends the writing, Esc drops it."""

    named = Signal(str)

    def __init__(self, look: Look, words: str, text: str, spoken: str) -> None:
        """``words`` stand on the button, ``spoken`` says what is named."""
        super().__init__()
        self._text = text
        self.button = Button(look, words, ButtonKind.BARE, Icon.LABEL, ButtonSize.SMALL, spoken)
        self.field = _Field(look, spoken)
        self.field.setFixedWidth(look.px(_FIELD))
        self.field.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.field)
        row.addStretch(1)
        self.button.clicked.connect(self._begin)
        self.field.ended.connect(self._end)

    def set_text(self, text: str) -> None:
        """What it is called now."""
        self._text = text

    def _begin(self) -> None:
        self.field.setText(self._text)
        self.button.hide()
        self.field.show()
        self.field.setFocus()
        self.field.selectAll()

    def _end(self, is_meant: bool) -> None:
        text = self.field.text().strip()
        had_focus = self.field.hasFocus()
        self.field.hide()
        self.button.show()
        if had_focus:
            self.button.setFocus()
        if is_meant and text != self._text:
            self._text = text
            self.named.emit(text)


class _Field(TextField):
    """Keeps Enter and Esc to itself: on a page they are the next step and the way back."""

    ended = Signal(bool)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name)
        self.editingFinished.connect(lambda: self._end(is_meant=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(is_meant=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._end(is_meant=False)
        else:
            super().keyPressEvent(event)

    def _end(self, *, is_meant: bool) -> None:
        # Hiding takes the focus away, which would end it once more.
        if self.isVisible():
            self.ended.emit(is_meant)
