"""What is longer than its room: it scrolls up and down, on the ground of what is around it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from strongroom.window.look import Look
from strongroom.window.style_sheet import Sheet


class ScrollArea(QScrollArea):
    """Holds one widget, as wide as itself; the keyboard goes to what is in it."""

    def __init__(self, look: Look, held: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(held)
        for ground in (self.viewport(), held):
            ground.setAutoFillBackground(False)
        look.changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        self.verticalScrollBar().setStyleSheet(self.look.sheet(Sheet.BAR))
