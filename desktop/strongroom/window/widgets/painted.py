"""What all drawn widgets share: they ask the look, follow its changes, and can be heard."""

from html import escape

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from strongroom.window.look import Look


class Painted(QLabel):
    """Something to look at. To assistive technology it is static text: its accessible name."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        look.changed.connect(self.renew)

    def renew(self) -> None:
        """The value or the look has changed."""
        self.updateGeometry()
        self.update()


class PaintedButton(QAbstractButton):
    """Something to act on, by pointer and keyboard; it knows whether the pointer is over it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.is_hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.renew)

    def renew(self) -> None:
        """The value or the look has changed."""
        self.updateGeometry()
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.is_hovered = event.type() is QEvent.Type.Enter
            self.update()
        return super().event(event)


def grows_down(widget: QWidget) -> None:
    """Makes layouts ask how high the widget is for the width it gets."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


def set_tip(widget: QWidget, text: str) -> None:
    """Gives a widget a tip of plain text.

    Qt guesses, and would take a wallet's name for markup, with pictures that it loads.
    """
    widget.setToolTip(f"<span>{escape(text)}</span>" if Qt.mightBeRichText(text) else text)


def announce(source: QObject, sentence: str) -> None:
    """Has a screen reader say a sentence without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, sentence))


def renamed(widget: QWidget, name: str, description: str = "") -> None:
    """Sets what is spoken of a widget, and says that it changed."""
    widget.setAccessibleDescription(description)
    if widget.accessibleName() != name:
        widget.setAccessibleName(name)
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.NameChanged))
