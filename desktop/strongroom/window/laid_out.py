"""What waits until everything in the window has its place."""

from collections.abc import Callable
from weakref import ref

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


def when_laid_out(owner: QWidget, act: Callable[[], None]) -> None:
    """Does it once the layouts are done; never where the owner has gone by then.

    The timer is a child: ``QTimer.singleShot`` with a context ends in a crash of PySide where the
    context goes first.
    """
    timer = QTimer(owner, singleShot=True, interval=0)
    timer.timeout.connect(act)
    timer.timeout.connect(timer.deleteLater)
    timer.start()


def bring_into_view(widget: QWidget) -> None:
    """Scrolls what lies around a widget until it is seen."""
    # A timer that held the widget would, as it goes, take away the last of what it lies in: itself.
    held = ref(widget)

    def scroll() -> None:
        seen = held()
        around = seen.parentWidget() if seen is not None else None
        while seen is not None and around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(seen)
            around = around.parentWidget()

    when_laid_out(widget, scroll)
