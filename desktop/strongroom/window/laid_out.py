"""What waits until everything in the window has its place."""

from collections.abc import Callable
from weakref import ref

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


def when_laid_out(owner: QWidget, act: Callable[[], None]) -> None:
    """Does it once the layouts are done; never where the owner has gone by then.

    The timer is a child: ``QTimer.singleShot`` with a context ends in a crash of PySide where the
    context goes first. So does an ``act`` that alone still holds the owner, or what that lies in:
    as the timer goes it would take away what is just taking it away.
    """
    timer = QTimer(owner, singleShot=True, interval=0)
    timer.timeout.connect(act)
    timer.timeout.connect(timer.deleteLater)
    timer.start()


def bring_into_view(widget: QWidget) -> None:
    """Scrolls what lies around a widget until it is seen."""
    held = ref(widget)

    def scroll() -> None:
        seen = held()
        around = seen.parentWidget() if seen is not None else None
        while seen is not None and around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(seen)
            around = around.parentWidget()

    when_laid_out(widget, scroll)
