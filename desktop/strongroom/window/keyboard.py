"""Where the keyboard is, in parts of a page that are made anew."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def controls(part: QWidget) -> list[QWidget]:
    """What the Tab key reaches in a part, in the order it was made."""
    return [
        widget
        for widget in part.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.isVisibleTo(part)
    ]


def focus_first(part: QWidget) -> bool:
    """Puts the keyboard on the first control of a part; False where there is none."""
    found = controls(part)
    if found:
        found[0].setFocus()
    return bool(found)


def place_of_focus(part: QWidget) -> int | None:
    """The number of the control that has the keyboard, if it is in this part."""
    return next((at for at, each in enumerate(controls(part)) if each.hasFocus()), None)


def put_focus(part: QWidget, place: int | None) -> None:
    """Puts the keyboard on the control of that number, where the part has so many."""
    found = controls(part)
    if place is not None and place < len(found):
        found[place].setFocus()
