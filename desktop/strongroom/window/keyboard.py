"""Where the keyboard is, and where it goes next: as one reads, from part to part."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QLineEdit, QScrollArea, QWidget

from strongroom.window.laid_out import bring_into_view


def controls(part: QWidget) -> list[QWidget]:
    """What the Tab key reaches in a part, in the order it is laid out: the order it is read."""
    return [
        widget
        for widget in _laid_out(part)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.isVisibleTo(part)
    ]


def next_control(part: QWidget, now: QWidget | None, *, onward: bool) -> QWidget | None:
    """The control behind (or before) the one that has the keyboard; the last is before the first.

    Where something has it that is no control, as a page that was just opened, the first in there
    is the next.
    """
    found = controls(part)
    if not found:
        return None
    if now in found:
        return found[(found.index(now) + (1 if onward else -1)) % len(found)]
    inside = (at for at, each in enumerate(found) if now is not None and now.isAncestorOf(each))
    first = next(inside, 0)
    return found[first if onward else first - 1]


def focus_first(part: QWidget) -> bool:
    """Puts the keyboard on the first control of a part; False where there is none."""
    found = controls(part)
    if found:
        found[0].setFocus()
        bring_into_view(found[0])
    return bool(found)


def place_of_focus(part: QWidget) -> int | None:
    """The number of the control that has the keyboard, if it is in this part."""
    return next((at for at, each in enumerate(controls(part)) if each.hasFocus()), None)


def put_focus(part: QWidget, place: int | None) -> None:
    """Puts the keyboard on the control of that number, where the part has so many."""
    found = controls(part)
    if place is not None and place < len(found):
        found[place].setFocus()


def let_go(part: QWidget, holder: QWidget) -> None:
    """Takes a part off what holds it, which has the keyboard then if the part had it: Qt would look
    for the next control among all there are."""
    now = part.window().focusWidget()
    if now is not None and (now is part or part.isAncestorOf(now)):
        holder.setFocus()
    part.hide()
    part.deleteLater()


def end_writing(part: QWidget) -> None:
    """Ends what is being written in a field, as if the keyboard went on to the next control."""
    now = part.window().focusWidget()
    if not isinstance(now, QLineEdit) or not part.isAncestorOf(now):
        return
    if now.hasFocus():
        now.clearFocus()
    else:
        # In a window behind others nothing has the keyboard that could be taken away.
        now.editingFinished.emit()


def _laid_out(part: QWidget) -> Iterator[QWidget]:
    """A widget and what is laid out in it, row by row."""
    yield part
    if isinstance(part, QScrollArea):
        if (inside := part.widget()) is not None:
            yield from _laid_out(inside)
    elif (layout := part.layout()) is not None:
        yield from _items(layout)


def _items(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _laid_out(widget)
        elif (inner := item.layout()) is not None:
            yield from _items(inner)
